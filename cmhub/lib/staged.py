"""A temporary table into which lines go by COPY while they are read; everything after it is done by sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Self

from django.db import connection, transaction
from psycopg import Copy

from cmhub.lib.sql import execute

BATCH = 1_000
"""Lines that are sent together: what memory holds of a file."""
SEPARATOR = "\x1f"
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", SEPARATOR: f"\\{SEPARATOR}"})
FROM_STDIN = f"from stdin (delimiter E'{SEPARATOR}', null E'\\\\N')"


def needs_escape(text: str) -> bool:
    return "\\" in text or "\n" in text or "\r" in text or SEPARATOR in text


def drop_tables(names: Iterable[str]) -> None:
    execute(f"drop table if exists {', '.join('pg_temp.' + name for name in names)}")


@contextmanager
def staging_tables(create: str, names: Iterable[str]) -> Iterator[None]:
    """The empty staging table, for as long as the block lasts; `names` are all that the work may make.

    All of it is one transaction: where a pooler stands before the database, the next one might be on another
    connection, where the table is not. An error undoes it, and so the tables.
    """
    with transaction.atomic():
        drop_tables(names)
        execute(create)
        yield
        drop_tables(names)


class Copying:
    """Sends lines in the text format of COPY; the database works on them while others are read.

    `analysed` is what the planner is told of at the end: the table, or some of its columns.
    """

    def __init__(self, statement: str, analysed: str) -> None:
        self.statement, self.analysed = statement, analysed
        self.waiting: list[str] = []
        self.sending = ExitStack()
        self.copy: Copy | None = None

    def add_text(self, line: str) -> None:
        self.waiting.append(line)
        if len(self.waiting) >= BATCH:
            self.send()

    def send(self) -> None:
        if self.copy is None:
            cursor = self.sending.enter_context(connection.cursor())
            self.copy = self.sending.enter_context(cursor.copy(self.statement))
        self.copy.write("".join(self.waiting).encode())
        self.waiting.clear()

    def settle(self) -> None:
        """All lines are in the table, and the connection is free for something else."""
        if self.waiting:
            self.send()
        self.copy = None
        self.sending.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind:
            self.sending.__exit__(kind, error, trace)
        else:
            self.settle()
            execute(f"analyze {self.analysed}")
