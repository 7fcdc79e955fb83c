"""Where an installation on the embedded servers keeps its things: CMHUB_HOME."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET = 107  # bytes: the kernel's limit for the path of a Unix socket
POSTGRES_PORT = 5432  # only a part of the socket's name: nothing listens on TCP

DATABASE = "cmhub"
SUPERUSER = "postgres"
OWNER = "cmhub_owner"
APPLICATION = "cmhub_app"


@dataclass(frozen=True)
class Layout:
    """The folders and files of one CMHUB_HOME. Nothing is made by asking for a path."""

    home: Path

    @classmethod
    def from_environment(cls) -> Layout:
        """CMHUB_HOME, else the folder ``.cmhub`` of the checkout."""
        return cls(Path(os.environ.get("CMHUB_HOME") or CHECKOUT / ".cmhub").expanduser().absolute())

    @property
    def postgres_data(self) -> Path:
        return self.home / "postgres"

    @property
    def valkey_data(self) -> Path:
        return self.home / "valkey"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def locks(self) -> Path:
        return self.home / "locks"

    @property
    def static(self) -> Path:
        return self.home / "static"

    @property
    def mail(self) -> Path:
        return self.home / "mail"

    @property
    def sockets(self) -> Path:
        """In the home, or where its path is too long for a socket, in a folder of the system's temporary
        ones whose name follows from the home's, so that every process finds it without being told.
        """
        near = self.home / "run"
        if len(os.fsencode(near / "pg" / f".s.PGSQL.{POSTGRES_PORT}")) <= LONGEST_SOCKET:
            return near
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path(tempfile.gettempdir(), f"cmhub-{os.geteuid()}-{digest}")

    @property
    def postgres_sockets(self) -> Path:
        return self.sockets / "pg"

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def database_url(self, user: str, database: str = DATABASE) -> str:
        return f"postgresql:///{database}?host={quote(str(self.postgres_sockets), safe='')}&user={user}"

    @property
    def owner_url(self) -> str:
        """For migrations: owns the schema."""
        return self.database_url(OWNER)

    @property
    def application_url(self) -> str:
        """For everything else."""
        return self.database_url(APPLICATION)

    @property
    def broker_url(self) -> str:
        return f"unix://{self.valkey_socket}?db=0"

    def make_folders(self) -> None:
        """The folders that any user of the home needs; a socket folder outside it must be ours alone."""
        for folder in (self.home, self.logs, self.locks):
            folder.mkdir(parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o711, exist_ok=True)
        owner = self.sockets.stat().st_uid
        if self.sockets.is_symlink() or owner not in {os.geteuid(), self.home.stat().st_uid}:
            raise PermissionError(
                f"{self.sockets} belongs to somebody else: set CMHUB_HOME to a shorter path."
            )

    @property
    def secret_key_file(self) -> Path:
        return self.home / "secret_key"

    def secret_key(self) -> str:
        """Django's secret key, made at the first asking and readable by its owner only."""
        path = self.secret_key_file
        if not path.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"secret_key.{os.getpid()}")
            with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
            try:
                os.link(fresh, path)  # the first of two that start at once wins
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_text().strip()
