"""More people at once than the web server has connections, and a database that has none left: they get their
page late, or one that says so, and all is as before once there are connections again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from benchmarks.web import HOST, Server
from cmhub.embedded.layout import APPLICATION, CHECKOUT, OWNER, SUPERUSER, Layout
from cmhub.settings.services import POOL
from tests.backup.installation import Installation, installation
from tests.faults.conftest import Tell
from tests.stack import free_port
from tests.waiting import PATIENCE, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db]

THREADS = 24
"""Of one process: twice as many as its pool has connections."""
PAGE = "/b/wouri/inbox/"
LOG_IN = "from benchmarks.web import log_in; print(log_in('cm@example.com'))"
OURS = "SELECT pid FROM pg_stat_activity WHERE usename = %s AND datname = %s"
STUCK = f"{OURS} AND state LIKE 'idle in transaction%%'"
HELD = f"{OURS} AND wait_event_type = 'Lock'"
END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND datname = %s"
OUTAGE = 40
"""Seconds: so long that who tries ever more seldom would be late."""


class Web:
    """gunicorn with production's settings, and somebody who is logged in."""

    def __init__(self, there: Installation, port: int, session: str) -> None:
        self.there, self.port, self.session = there, port, session

    def ask(self) -> tuple[int, str]:
        server = Server(self.port)
        try:
            return server.read(PAGE, self.session)
        finally:
            server.connection.close()

    def asked(self, query: str) -> list[int]:
        with psycopg.connect(self.there.servers.owner_url, autocommit=True) as server:
            found = server.execute(query, [APPLICATION, self.there.database]).fetchall()  # type: ignore[arg-type]
            return [number for (number,) in found]


@pytest.fixture(scope="module")
def web(embedded_servers: Layout, django_db_setup: Any, tmp_path_factory: Any) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("web")
    with installation(embedded_servers, folder, filled=True) as there:
        settings = {
            "STATIC_ROOT": str(folder / "static"),
            "DATABASE_POOL": "true",
            "ALLOWED_HOSTS": HOST,
        }
        prepared = there.manage("prepare", "--assets", **settings)
        assert prepared.returncode == 0, prepared.stderr
        session = there.manage("shell", "--no-imports", "--command", LOG_IN).stdout.strip()
        with serving(there, folder, settings) as port:
            yield Web(there, port, session)


@contextmanager
def serving(there: Installation, folder: Path, settings: dict[str, str]) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "cmhub.wsgi", "--bind", f"{HOST}:{port}"]
    command += ["--worker-class", "gthread", "--workers", "1", "--threads", str(THREADS)]
    environment = {"PATH": os.environ["PATH"]} | there.environment | settings
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--no-control-socket"], cwd=CHECKOUT, env=environment, stdout=log, stderr=log
        )
        try:
            wait_until(lambda: answers(port), what="the web server's answer")
            yield port
        finally:
            process.terminate()
            process.wait(PATIENCE)


def answers(port: int) -> bool:
    server = Server(port)
    try:
        return server.read("/healthz", "")[0] == 200
    except OSError:
        return False
    finally:
        server.connection.close()


def is_told(answer: tuple[int, str]) -> bool:
    """A page in the reader's language, or one that says in it why there is none."""
    status, text = answer
    return status == 200 or (status == 503 and "CM Hub n’atteint pas ses données" in text)


def wait_until_as_before(web: Web, recovered: Tell, what: str) -> None:
    at = time.monotonic()
    wait_until(lambda: web.ask()[0] == 200, what="a page")
    recovered(what, time.monotonic() - at)
    wait_until(lambda: not web.asked(STUCK), what="no connection that is left in the middle")
    assert len(web.asked(OURS)) <= POOL["max_size"]


def test_more_at_once_than_there_are_connections(web: Web, recovered: Tell) -> None:
    assert web.ask()[0] == 200
    with ThreadPoolExecutor(THREADS) as people:
        with psycopg.connect(web.there.servers.database_url(OWNER, web.there.database)) as slow:
            slow.execute("LOCK TABLE brands_brand IN ACCESS EXCLUSIVE MODE")
            asked = [people.submit(web.ask) for _ in range(THREADS)]
            wait_until(lambda: len(web.asked(HELD)) == POOL["max_size"], what="every connection held")
            without = THREADS - POOL["max_size"]
            wait_until(lambda: sum(map(Future.done, asked)) == without, what="an answer for the others")
        got = [one.result(PATIENCE) for one in asked]
    assert all(map(is_told, got))
    assert Counter(status for status, _text in got) == {200: POOL["max_size"], 503: without}
    wait_until_as_before(web, recovered, "pool exhausted")
    with ThreadPoolExecutor(THREADS) as people:
        assert all(map(is_told, people.map(lambda _: web.ask(), range(THREADS))))


def taken_by_others(servers: Layout) -> ExitStack:
    """Every connection that the server has left."""
    others = ExitStack()
    while True:
        try:
            others.enter_context(psycopg.connect(servers.database_url(OWNER, "postgres")))
        except psycopg.OperationalError:
            return others


def end_ours(web: Web) -> None:
    """By one of the connections that only a superuser gets."""
    superuser = web.there.servers.database_url(SUPERUSER, "postgres")
    with psycopg.connect(superuser, autocommit=True) as server:
        server.execute(END, [APPLICATION, web.there.database])


def test_a_database_whose_connections_others_have(web: Web, recovered: Tell) -> None:
    with taken_by_others(web.there.servers) as others:
        end_ours(web)
        others.enter_context(taken_by_others(web.there.servers))
        until = time.monotonic() + OUTAGE
        while time.monotonic() < until:
            assert is_told(web.ask())
    wait_until_as_before(web, recovered, f"no connection left for {OUTAGE} s")
