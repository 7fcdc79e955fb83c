"""The staging table: a temporary one, into which the lines go by COPY and the messages already known that
they touch by SQL. Everything after it is done by sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any

from django.db import connection
from psycopg import Copy

from channels_mgmt.inbox.intake.lines import Line

BATCH = 1_000
"""Lines that are sent together: what memory holds of a file."""
SEPARATOR = "\x1f"
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", SEPARATOR: f"\\{SEPARATOR}"})
TABLES = (
    "intake_line",
    "intake_known",
    "intake_pair",
    "intake_place",
    "intake_thread",
    "intake_episode",
    "intake_absorbed",
    "intake_said",
    "intake_kept",
)

CREATE = """
create temporary table intake_line (
    n integer generated always as identity,
    line integer not null default 0,
    channel_id bigint not null,
    network text not null,
    external_id text,
    out boolean not null,
    sent_at timestamptz not null,
    author text not null,
    author_key text not null,
    text text not null,
    in_reply_to text not null,
    conversation text not null,
    addressee_key text not null,
    automatic boolean not null,
    url text not null,
    labels text not null,
    message_id bigint,
    interaction_id bigint,
    holding boolean not null default false,
    pinned boolean not null default false,
    mine boolean not null default true,
    dirty boolean not null default true,
    adopts boolean not null default false
)
"""
COPY = f"""
copy intake_line (line, channel_id, network, external_id, out, sent_at, author, author_key, text, in_reply_to,
                  conversation, addressee_key, automatic, url, labels)
from stdin (delimiter E'{SEPARATOR}', null E'\\\\N')
"""


def drop_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists {', '.join('pg_temp.' + name for name in TABLES)}")


@contextmanager
def staging_table() -> Iterator[None]:
    """The empty staging table, for as long as the block lasts."""
    drop_tables()
    execute(CREATE)
    try:
        yield
    finally:
        # After an error within a transaction nothing more can be said in it, and its end drops the table.
        if not (connection.in_atomic_block and connection.needs_rollback):
            drop_tables()


class Stager:
    """Sends lines to the staging table while they are read; the database works on them meanwhile."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.sending = ExitStack()
        self.copy: Copy | None = None

    def add(self, line: Line) -> None:
        self.waiting.append(copy_line(line))
        if len(self.waiting) >= BATCH:
            self.send()

    def send(self) -> None:
        if self.copy is None:
            cursor = self.sending.enter_context(connection.cursor())
            self.copy = self.sending.enter_context(cursor.copy(COPY))
        self.copy.write("".join(self.waiting).encode())
        self.waiting.clear()

    def settle(self) -> None:
        """All lines are in the table, and the connection is free for something else."""
        if self.waiting:
            self.send()
        self.copy = None
        self.sending.close()

    def __enter__(self) -> Stager:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind:
            self.sending.__exit__(kind, error, trace)
        else:
            self.settle()
            execute("analyze intake_line")


def copy_line(line: Line) -> str:
    """The line in the text format of COPY."""
    (
        number,
        channel,
        network,
        external_id,
        out,
        at,
        author,
        key,
        text,
        reply,
        talk,
        to,
        automatic,
        url,
        labels,
    ) = line
    names = f"{external_id}{author}{key}{text}{reply}{talk}{to}{url}{labels}"
    if "\\" in names or "\n" in names or "\r" in names or SEPARATOR in names:
        external_id, author, key, text, reply, talk, to, url, labels = (
            field.translate(ESCAPES)
            for field in (external_id, author, key, text, reply, talk, to, url, labels)
        )
    s = SEPARATOR
    return (
        f"{number}{s}{channel}{s}{network}{s}{external_id}{s}{out}{s}{at}{s}{author}{s}{key}{s}{text}{s}{reply}{s}"
        f"{talk}{s}{to}{s}{automatic}{s}{url}{s}{labels}\n"
    )


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
