"""Migrations of the messages' table while twenty people work: `python -m benchmarks.migrating`.

The database of N messages is copied, and the copy changed and dropped. Told are how long each migration took
and the longest that a statement of the pages waited for a lock meanwhile; beside them the same index made
without letting anybody write, as it is not to be made.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO

import psycopg
from psycopg import sql

from benchmarks.at_work import at_work
from benchmarks.figure import Figure, say, seconds
from benchmarks.house import asked_messages, database_of, enter, servers
from benchmarks.web import web_server
from cmhub.embedded.layout import APPLICATION, OWNER, SUPERUSER, Layout

MESSAGES = 10_000_000
COPY = "bench_changed"
APP, SETTINGS = "changes", "benchmarks.changes.settings"
LOOK_EVERY = 0.02
AS_USUAL = 30.0
"""Seconds of work before anything is changed."""
BRANDS_AT_WORK = 8
PATIENT = 2 * 2.0
"""Seconds: twice the patience of a migration, after which those behind it go on."""
WAITS = """
SELECT max(extract(epoch FROM clock_timestamp() - waitstart))::float8
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE NOT granted AND usename = %s AND datname = %s
"""
PLAIN = "CREATE INDEX message_by_author_plainly ON inbox_message (brand_id, author_key)"


class Waits:
    """The longest that somebody at a page waited for a lock, looked at many times a second."""

    def __init__(self, home: Layout) -> None:
        self.url = home.database_url(SUPERUSER, COPY)
        self.longest = 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def watch(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.over.wait(LOOK_EVERY):
                row = connection.execute(WAITS, [APPLICATION, COPY]).fetchone()
                self.longest = max(self.longest, (row and row[0]) or 0.0)

    def during(self, work: Callable[[], object]) -> tuple[float, float]:
        """How long the work took, and the longest wait meanwhile."""
        self.longest = 0.0
        taken = seconds(work)
        return taken, self.longest

    def __enter__(self) -> Waits:
        self.thread.start()
        return self

    def __exit__(self, *_why: object) -> None:
        self.over.set()
        self.thread.join()


@contextmanager
def copied(home: Layout, messages: int) -> Iterator[None]:
    """A copy of the data of that many messages, gone at the end."""
    names = {"copy": sql.Identifier(COPY), "made": sql.Identifier(database_of(messages))}
    drop = sql.SQL("DROP DATABASE IF EXISTS {copy} WITH (FORCE)").format(**names)
    copy = sql.SQL("CREATE DATABASE {copy} TEMPLATE {made} STRATEGY file_copy OWNER {owner}")
    with psycopg.connect(home.database_url(SUPERUSER, "postgres"), autocommit=True) as server:
        server.execute(drop)
        copying = copy.format(**names, owner=sql.Identifier(OWNER))
        say(f"Copied in {seconds(lambda: server.execute(copying)):.0f} s")
        try:
            yield
        finally:
            server.execute(drop)


def change(waits: Waits) -> list[tuple[str, float, float]]:
    """Each migration with its seconds and the longest wait."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader

    names = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == APP)
    told = []
    for name in names:
        said = StringIO()
        migrating = partial(
            call_command, "migrate", APP, name, database="owner", verbosity=0, stdout=said, stderr=said
        )
        taken, waited = waits.during(migrating)
        told.append((name, taken, waited))
        tries = said.getvalue().count("in use")
        say(f"{name}: {taken:.1f} s, waited at most {waited * 1000:.0f} ms, tried again {tries} times")
    connections["owner"].close()
    return told


def make_plainly(home: Layout) -> None:
    with psycopg.connect(home.database_url(OWNER, COPY), autocommit=True) as owner:
        owner.execute(PLAIN)


def main() -> None:
    messages = asked_messages(__doc__ or "", MESSAGES)
    with servers() as home:
        subprocess.run([sys.executable, "-m", "benchmarks", "data", str(messages)], check=True)
        with copied(home, messages):
            enter(home, COPY, settings=SETTINGS)
            measure(home, messages)


def measure(home: Layout, messages: int) -> None:
    from django.db import connections

    from channels_mgmt.brands.models import Brand

    brands = list(Brand.objects.order_by("pk")[:BRANDS_AT_WORK])
    name = f"of {messages:,} messages"
    with web_server(home, COPY) as server, at_work(server.port, brands), Waits(home) as waits:
        usual = waits.during(lambda: time.sleep(AS_USUAL))[1]
        told = change(waits)
        plainly = waits.during(lambda: make_plainly(home))
    connections.close_all()
    for migration, taken, waited in told:
        Figure(f"migration {name}: {migration}", taken, "s").tell()
        Figure(f"migration {name}: {migration}: wait", waited * 1000, "ms").tell()
    Figure(f"migration {name}: wait as usual", usual * 1000, "ms").tell()
    Figure(f"migration {name}: index that lets nobody write: wait", plainly[1] * 1000, "ms").tell()
    longest = max(waited for _name, _taken, waited in told)
    Figure(f"migration {name}: longest wait", longest * 1000, "ms", f"≤ {PATIENT * 1000:.0f}").tell()


if __name__ == "__main__":
    main()
