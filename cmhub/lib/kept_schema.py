"""What the migrations make of an empty database, kept as SQL: a new database is given it at once.

Django draws all models anew at each of hundreds of steps, for minutes, and what comes of it is the same in
every new installation and every run of the tests. What is kept is given only where it is exactly that: on the
version of PostgreSQL from which it was taken, and while each of its migrations is what it was then. Else,
and from there on, the migrations run as ever. `make schema` takes it anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

KEPT = Path(__file__).resolve().parent.parent / "schema.sql"
MARK = "-- "


@dataclass(frozen=True)
class KeptSchema:
    """`version` is the major one of PostgreSQL; `migrations` has the checksum of each, by app and name."""

    version: int
    migrations: Mapping[str, str]
    sql: str

    @classmethod
    def read(cls) -> KeptSchema:
        head, sql = KEPT.read_text(encoding="utf-8").split("\n", 1)
        return cls(**json.loads(head.removeprefix(MARK)), sql=sql)

    def write(self) -> None:
        head = json.dumps({"version": self.version, "migrations": self.migrations}, sort_keys=True)
        KEPT.write_text(f"{MARK}{head}\n{self.sql}", encoding="utf-8")

    @property
    def is_current(self) -> bool:
        return self.migrations.items() <= checksums().items()


def checksums() -> dict[str, str]:
    """SHA-256 of the file of each migration that there is."""
    loader: Any = MigrationLoader(None)
    files = {key: sys.modules[found.__module__].__file__ for key, found in loader.disk_migrations.items()}
    return {".".join(key): sha256(Path(file).read_bytes()).hexdigest() for key, file in files.items() if file}


def give_schema(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database was empty and has the kept schema now, its migrations noted as applied."""
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            return False
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
    schema = KeptSchema.read()
    if schema.version != version or not schema.is_current:
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # Functions stand before the tables that they speak of.
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(schema.sql)
    return True
