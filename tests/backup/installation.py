"""Installations of a test: databases and files of their own on the run's servers, driven by the commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from django.conf import settings

from cmhub.embedded.layout import APPLICATION, CHECKOUT, OWNER, Layout
from cmhub.embedded.postgres import programs_of_wheel
from tests.fixtures.database import COPIED

KEY = "kJ8" + "x9-Qv2_Lm4" * 7
NAMED = """
    select relkind::text, relname from pg_class where relnamespace = 'public'::regnamespace
    union all select contype::text, conname from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'trigger', tgname from pg_trigger where not tgisinternal
    union all select 'function', proname from pg_proc where pronamespace = 'public'::regnamespace
    union all select 'policy ' || roles::text, tablename || ' ' || policyname || ' ' || qual from pg_policies
    union all select 'right ' || privilege_type, grantee || ' ' || table_name
        from information_schema.role_table_grants
        where table_schema = 'public' and grantee like 'cmhub_app%'
    order by 1, 2
"""
"""Whatever is made in a database, by its name."""


@dataclass(frozen=True)
class Installation:
    servers: Layout
    database: str
    files: Path
    key: str = KEY

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SECRET_KEY": self.key,
            "PUBLIC_URL": "http://localhost:8000",
            "EMAIL_URL": "console:",
            "DATABASE_URL": self.servers.database_url(APPLICATION, self.database),
            "DATABASE_OWNER_URL": self.servers.database_url(OWNER, self.database),
            "REDIS_URL": settings.REDIS_URL,
            "MEDIA_ROOT": str(self.files),
            "POSTGRES_PROGRAMS": str(programs_of_wheel()),
        }

    def manage(self, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return manage(*arguments, **self.environment | changed)

    def answer(self, *arguments: str) -> Any:
        """What the command prints; it must be done."""
        ended = self.manage(*arguments)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    @contextmanager
    def connected(self, role: str = OWNER) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(self.servers.database_url(role, self.database)) as connection:
            yield connection

    def tables(self) -> list[str]:
        with self.connected() as connection:
            found = connection.execute(
                "select relname from pg_class"
                " where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
            )
            return [name for (name,) in found.fetchall()]

    def rows(self) -> dict[str, list[str]]:
        """Each row as COPY writes it, in order."""
        found = {}
        with self.connected() as connection:
            for name in self.tables():
                with connection.cursor().copy(f"copy {name} to stdout") as lines:
                    found[name] = sorted(bytes(line).decode() for line in lines)
        return found

    def named(self) -> list[tuple[str, str]]:
        with self.connected() as connection:
            return connection.execute(NAMED).fetchall()

    def contents(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.files)): path.read_bytes()
            for path in self.files.rglob("*")
            if path.is_file()
        }


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"]} | environment
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=bare, capture_output=True, text=True, check=False)


@contextmanager
def installation(servers: Layout, folder: Path, *, filled: bool = False) -> Iterator[Installation]:
    """An empty one, or one with the cast."""
    name = f"installation_{uuid4().hex}"
    with psycopg.connect(servers.owner_url, autocommit=True) as server:
        server.execute(f"create database {name} {f'template {COPIED}' if filled else ''}")
        try:
            yield Installation(servers, name, folder / name)
        finally:
            server.execute(f"drop database {name} with (force)")
