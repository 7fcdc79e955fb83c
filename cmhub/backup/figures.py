"""What a database holds, told so that two can be held against each other."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

TABLES = """
    select c.relname from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    order by 1
"""
ROWS = "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text from {} t"
"""The sum does not know of an order: rows lie elsewhere after a restore."""
SAME_WORDS = (
    "set local timezone to 'UTC'",
    "set local datestyle to 'ISO'",
    "set local intervalstyle to 'postgres'",
    "set local bytea_output to 'hex'",
    "set local extra_float_digits to 1",
)
"""So that a row reads alike on every server."""


Figures = dict[str, tuple[int, str]]
"""By table, the number of its rows and the sum of their hashes."""


def figures_of(connection: BaseDatabaseWrapper) -> Figures:
    """Of all tables; of one moment where the transaction that it is asked in sees one."""
    with connection.cursor() as cursor:
        for statement in SAME_WORDS:
            cursor.execute(statement)
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        found: Figures = {}
        for name in names:
            cursor.execute(sql.SQL(ROWS).format(sql.Identifier(name)))
            found[name] = cursor.fetchone()
    return found


def rows_in(figures: Figures) -> int:
    return sum(count for count, _sum in figures.values())


def differing(here: Figures, there: Figures) -> list[str]:
    """The tables that are not the same in both."""
    return [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]
