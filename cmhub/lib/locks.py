"""One at a time, over all processes: PostgreSQL's advisory locks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

KEY = "hashtextextended(%s, 0)"


def key_of(parts: tuple[object, ...]) -> str:
    return "\x1f".join(str(part) for part in parts)


@contextmanager
def advisory_lock(*key: object) -> Iterator[None]:
    """A transaction in which nobody else holds this key: ``with advisory_lock("intake", brand.pk):``.

    Waits for whoever holds it. Within a transaction that is already open the lock lasts until that one
    ends. Keys are hashed to 64 bits: two of them that met would only wait for each other.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock({KEY})", [key_of(key)])
        yield


@contextmanager
def try_advisory_lock(*key: object) -> Iterator[bool]:
    """Whether the key was free and is now held, without waiting: for work of several transactions.

    It is the connection's until the block ends, and goes with it when the process dies.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({KEY})", [key_of(key)])
        (taken,) = cursor.fetchone()
    held_by = connection.connection
    try:
        yield taken
    finally:
        # Another connection, taken up where the first was lost, holds nothing that it could give up.
        if taken and connection.connection is held_by and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock({KEY})", [key_of(key)])
