"""Servers beside the database of the tests: one that follows it, and a pooler before it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from cmhub.embedded.layout import APPLICATION, OWNER, SUPERUSER, Layout
from cmhub.embedded.postgres import COMMON, Postgres
from tests.waiting import PATIENCE, wait_until


class Server:
    """A program that runs as the database's user does, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.first = Postgres(settings.TEST_HOME)
        self.first.programs = self.first.binaries()
        self.folder = folder
        self.first.own(folder)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def as_user(self) -> dict[str, object]:
        return {"user": self.first.user, "group": self.first.group, "cwd": "/"}

    @property
    def first_sockets(self) -> str:
        layout: Layout = settings.TEST_HOME
        return str(layout.postgres_sockets)

    def begin(self, command: Sequence[str]) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **self.as_user)  # type: ignore[call-overload]
        wait_until(self.answers, what=f"an answer of {command[0]}")

    def url(self, user: str | None = None) -> str:
        used = connection.settings_dict
        return f"postgresql:///{used['NAME']}?host={self.folder}&user={user or used['USER']}"

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def end(self, number: signal.Signals = signal.SIGINT) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE)


class Standby(Server):
    """A copy of the server of the tests which follows it."""

    def make(self) -> None:
        programs = self.first.programs
        command = [f"{programs}/pg_basebackup", "--host", self.first_sockets, "--username", SUPERUSER]
        command += ["--pgdata", f"{self.folder}/data", "--write-recovery-conf", "--checkpoint=fast"]
        subprocess.run([*command, "--no-sync"], check=True, **self.as_user)  # type: ignore[call-overload]

    def start(self) -> None:
        command = [f"{self.first.programs}/postgres", "-D", f"{self.folder}/data", "-k", str(self.folder)]
        for name, value in (COMMON | {"fsync": "off"}).items():
            command += ["-c", f"{name}={value}"]
        self.begin(command)

    def ask(self, statement: str) -> object:
        with psycopg.connect(self.url(SUPERUSER), autocommit=True) as asked:
            row = asked.execute(statement).fetchone()  # type: ignore[call-overload]
            return row[0] if row else None

    def die(self) -> None:
        """All of it at once, as a machine does."""
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children" if self.process else ""
        numbers = [int(number) for number in Path(children).read_text().split()]
        self.end(signal.SIGKILL)
        for number in numbers:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue


PROGRAM = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
CONFIGURATION = """[databases]
* = host={sockets} port=5432
[pgbouncer]
listen_port = 5432
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 200
server_round_robin = 1
"""
"""Few connections, taken in turns: what stands on one of them soon meets another."""


class Bouncer(Server):
    """PgBouncer, which gives each transaction whichever connection is free."""

    def start(self, size: int = 3) -> None:
        users = "\n".join(f'"{name}" ""' for name in (SUPERUSER, OWNER, APPLICATION))
        (self.folder / "users").write_text(users)
        told = CONFIGURATION.format(sockets=self.first_sockets, folder=self.folder, size=size)
        (self.folder / "bouncer.ini").write_text(told)
        assert PROGRAM
        self.begin([PROGRAM, str(self.folder / "bouncer.ini")])

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """At once: SIGINT would wait for whoever still speaks."""
        super().end(number)


@contextmanager
def ended_with(server: Server) -> Iterator[None]:
    try:
        yield
    finally:
        server.end()
