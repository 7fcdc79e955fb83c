"""One at a time, over all processes: PostgreSQL's advisory locks, held until the transaction ends."""

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
    """The same without waiting: whether the lock was free and is now held."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_try_advisory_xact_lock({KEY})", [key_of(key)])
            (taken,) = cursor.fetchone()
        yield taken
