"""Loading much at once: indexes, foreign keys and the pace of checkpoints are put aside and put back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from benchmarks.figure import say, seconds
from cmhub.embedded.layout import SUPERUSER, Layout

CONSTRAINTS = """
    select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    from pg_constraint
    where conrelid = any(%(tables)s::regclass[]) and contype in ('f', 'u', 'x')
       or confrelid = any(%(tables)s::regclass[])
    order by contype = 'f', conname
"""
INDEXES = """
    select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    from pg_index i
    where i.indrelid = any(%(tables)s::regclass[]) and not i.indisprimary
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('u', 'x'))
    order by 1
"""
FOR_BUILDING = {
    "max_wal_size": "16GB",
    "checkpoint_timeout": "30min",
    "maintenance_work_mem": "1GB",
    "max_parallel_maintenance_workers": "2",
    "work_mem": "256MB",
    "synchronous_commit": "off",
}


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[None]:
    """The tables bare but for their primary keys and checks; all is put back as it was."""
    parameters = {"tables": list(tables)}
    with connections["owner"].cursor() as cursor:
        cursor.execute(CONSTRAINTS, parameters)
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, parameters)
        indexes = cursor.fetchall()
        for table, name, _definition in reversed(constraints):
            cursor.execute(f"alter table {table} drop constraint {name}")
        for name, _definition in indexes:
            cursor.execute(f"drop index {name}")
        yield
        for name, definition in indexes:
            _timed(cursor, f"index {name}", definition)
        for table, name, definition in constraints:
            _timed(cursor, f"constraint {name}", f"alter table {table} add constraint {name} {definition}")


def _timed(cursor: Any, what: str, statement: str) -> None:
    taken = seconds(lambda: cursor.execute(statement))
    if taken > 1:
        say(f"{what}: {taken:.0f} s")


@contextmanager
def building(home: Layout) -> Iterator[None]:
    """A server set for building, and set back to what the product runs on."""
    with psycopg.connect(home.database_url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for name, value in FOR_BUILDING.items():
            setting = sql.SQL("alter system set {} = {}").format(sql.Identifier(name), sql.Literal(value))
            connection.execute(setting)
        connection.execute("select pg_reload_conf()")
        try:
            yield
        finally:
            for name in FOR_BUILDING:
                connection.execute(sql.SQL("alter system reset {}").format(sql.Identifier(name)))
            connection.execute("select pg_reload_conf()")
            connection.execute("checkpoint")
