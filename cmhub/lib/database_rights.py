"""What the application's database role may do: everything the pages need, and nothing to history or to the
schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model
from psycopg import sql

SCHEMA = sql.Identifier("public")


def append_only_tables(models: Iterable[type[Model]]) -> list[str]:
    """The tables of the models that say ``append_only = True``."""
    return sorted(
        {
            model._meta.db_table
            for model in models
            if getattr(model, "append_only", False) and model._meta.managed
        }
    )


def columns_of(model: type[Model]) -> dict[str, str]:
    return {field.name: str(field.column) for field in model._meta.concrete_fields}


def movable_columns(models: Iterable[type[Model]]) -> list[tuple[str, str]]:
    """Table and column of the fields that append-only models name in ``movable``: those may still change."""
    return sorted(
        (model._meta.db_table, columns_of(model)[name])
        for model in models
        for name in getattr(model, "movable", ())
    )


def statements(
    *,
    database: str,
    owner: str,
    role: str,
    append_only: Iterable[str],
    read_only: Iterable[str],
    movable: Iterable[tuple[str, str]] = (),
) -> Iterator[sql.Composed]:
    """The SQL that gives ``role`` its rights, to be run by ``owner`` in one transaction.

    Temporary tables are allowed: intake copies files into them.
    """
    who = sql.Identifier(role)
    yield sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(sql.Identifier(database), who)
    yield sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(SCHEMA, who)
    yield sql.SQL("REVOKE CREATE ON SCHEMA {} FROM PUBLIC").format(SCHEMA)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(SCHEMA, who)
    rights = sql.SQL("SELECT, INSERT, UPDATE, DELETE")
    yield sql.SQL("GRANT {} ON ALL TABLES IN SCHEMA {} TO {}").format(rights, SCHEMA, who)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}").format(SCHEMA, who)
    for table in append_only:
        yield sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), who)
    for table, column in movable:
        yield sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(
            sql.Identifier(column), sql.Identifier(table), who
        )
    for table in read_only:
        yield sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), who)
    future = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA {} GRANT {} ON {} TO {}")
    kinds = ((rights, sql.SQL("TABLES")), (sql.SQL("USAGE, SELECT"), sql.SQL("SEQUENCES")))
    for what, kind in kinds:
        yield future.format(sql.Identifier(owner), SCHEMA, what, kind, who)
