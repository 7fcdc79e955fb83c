"""Columns of numbers between the database and numpy, by COPY in its binary format."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db import connection

HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TRAILER = b"\xff\xff"
SIZES = {"i4": 4, "i8": 8}
BATCH = 50_000


def record(columns: dict[str, str]) -> np.dtype[Any]:
    """How COPY writes a row of these columns, none of which is null: a length goes before each value."""
    fields: list[tuple[str, str]] = [("_fields", ">i2")]
    for name, kind in columns.items():
        fields += [(f"_{name}", ">i4"), (name, f">{kind}")]
    return np.dtype(fields)


def fetch(query: str, columns: dict[str, str], count: int) -> dict[str, Any]:
    """The result of a query of at most `count` rows as one array a column."""
    row = record(columns)
    result = {name: np.empty(count, dtype=kind) for name, kind in columns.items()}
    done = 0
    waiting: list[bytes] = []

    def keep() -> int:
        data = b"".join(waiting)
        waiting.clear()
        part = np.frombuffer(data, dtype=row, count=len(data) // row.itemsize)
        for name in columns:
            result[name][done : done + len(part)] = part[name]
        return done + len(part)

    with connection.cursor() as cursor, cursor.copy(f"copy ({query}) to stdout (format binary)") as copy:
        for number, chunk in enumerate(copy):
            data = bytes(chunk)
            if number == 0:
                data = data[len(HEADER) :]
            waiting.append(data)
            if len(waiting) >= BATCH:
                done = keep()
        done = keep()  # the trailer is shorter than a row and so falls off
    return {name: column[:done] for name, column in result.items()}


def send(table: str, columns: dict[str, tuple[str, Any]]) -> None:
    """Makes a temporary table of the columns: name → (SQL type, array)."""
    kinds = {name: "i4" if kind == "integer" else "i8" for name, (kind, _values) in columns.items()}
    row = record(kinds)
    length = len(next(iter(columns.values()))[1])
    with connection.cursor() as cursor:
        definition = ", ".join(f"{name} {kind}" for name, (kind, _values) in columns.items())
        cursor.execute(f"create temporary table {table} ({definition})")
        with cursor.copy(f"copy {table} from stdin (format binary)") as copy:
            copy.write(HEADER)
            for start in range(0, length, BATCH):
                part = np.empty(min(BATCH, length - start), dtype=row)
                part["_fields"] = len(kinds)
                for name, (_kind, values) in columns.items():
                    part[f"_{name}"] = SIZES[kinds[name]]
                    part[name] = values[start : start + BATCH]
                copy.write(part.tobytes())
            copy.write(TRAILER)
        cursor.execute(f"analyze {table}")
