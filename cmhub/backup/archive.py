"""A backup on the disk: a folder with the database, the files and a manifest that says what they must be."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path

from django.utils.translation import gettext as _

from cmhub.backup.figures import Figures

DATABASE, FILES, KEY, MANIFEST = "database.dump", "files", "secret_key", "manifest.json"
FORMAT = 1
BEGUN = ".begun"
"""The ending of a folder in which a backup is being made: it gets its name when all of it is there."""


class BackupError(RuntimeError):
    """The backup cannot be taken, is not whole or is of something else; says what."""


@dataclass(frozen=True)
class Manifest:
    """`tables` is what the database held, `files` the SHA-256 of each file by its name, `key` tells whether a
    SECRET_KEY is the one under which some of it is encrypted, `migrations` which had been applied.
    """

    taken_at: datetime
    version: str
    postgres: int
    key: str
    database: str
    tables: Figures
    files: dict[str, str] = field(default_factory=dict)
    migrations: list[str] = field(default_factory=list)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        told = asdict(self) | {"taken_at": self.taken_at.isoformat()}
        write_through(folder / MANIFEST, json.dumps(told, indent=1, ensure_ascii=False).encode())

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises BackupError."""
        try:
            told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if told["format"] != FORMAT:
                told = {"folder": folder}
                raise BackupError(_("%(folder)s was made by a later CM Hub, which can read it.") % told)
            told["taken_at"] = datetime.fromisoformat(told["taken_at"])
            told["tables"] = {
                name: (int(count), str(total)) for name, (count, total) in told["tables"].items()
            }
            return cls(**told)
        except FileNotFoundError:
            told = {"folder": folder, "file": MANIFEST}
            raise BackupError(_("%(folder)s is no backup: there is no %(file)s in it.") % told) from None
        except (ValueError, KeyError, TypeError):
            told = {"file": folder / MANIFEST}
            raise BackupError(_("%(file)s cannot be read.") % told) from None

    def check(self, folder: Path) -> None:
        """Raises BackupError where something is missing from the folder or is not what was put there."""
        wanted = {DATABASE: self.database} | {f"{FILES}/{name}": known for name, known in self.files.items()}
        for name, known in wanted.items():
            path = folder / name
            told = {"file": name, "folder": folder}
            if not path.is_file():
                raise BackupError(_("%(file)s is missing from %(folder)s.") % told)
            if digest(path) != known:
                raise BackupError(_("%(file)s in %(folder)s is not what was put there.") % told)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def mark_of(key: str) -> str:
    """By which a SECRET_KEY is known again, and not found out."""
    return sha256(b"cmhub backup " + key.encode()).hexdigest()[:16]


def write_through(path: Path, data: bytes, mode: int = 0o600) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def gather_files(source: Path, folder: Path) -> None:
    """Copies what is there now beside what was copied before: a file is written once, under a name of its
    own.
    """
    for path in whole_files(source):
        there = folder / path.relative_to(source)
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # deleted meanwhile
                shutil.copy2(path, there)


def whole_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".part")
