"""One at a time, over all processes: PostgreSQL's advisory locks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection, transaction

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
    """Whether the key was free and is now held, without waiting: for work of several transactions."""
    with _held_apart("pg_try_advisory_xact_lock", key) as taken:
        yield taken


@contextmanager
def lasting_advisory_lock(*key: object) -> Iterator[None]:
    """Nobody else holds this key until the block ends: for work of several transactions. Waits for whoever
    holds it.
    """
    with _held_apart("pg_advisory_xact_lock", key):
        yield


@contextmanager
def _held_apart(function: str, key: tuple[object, ...]) -> Iterator[bool]:
    """What the function says, and its lock while the block lasts.

    It is held by a transaction that does nothing else, on a connection of its own: a lock of the session
    would be another's where a pooler gives each transaction whichever connection is free. It goes with the
    process; a transaction that has read and written nothing keeps no row from being cleared away.
    """
    holding = connection.copy()
    try:
        holding.set_autocommit(False)
        with holding.cursor() as cursor:
            cursor.execute(f"SELECT {function}({KEY})", [key_of(key)])
            (said,) = cursor.fetchone()
        yield said is not False
    finally:
        with suppress(Error):  # the server may have gone, and the lock with it
            holding.rollback()
        holding.close()
