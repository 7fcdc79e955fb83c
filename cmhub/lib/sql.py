"""Statements of our own, for what is done by sets."""

from __future__ import annotations

from typing import Any

from django.db import connection


def execute(sql: str, **parameters: Any) -> int:
    """Runs a statement with named parameters; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.rowcount


def rows(sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchall()


def value(sql: str, **parameters: Any) -> Any:
    return rows(sql, **parameters)[0][0]
