"""Reading on a copy of the database that follows it, so that reports and long tables leave it alone.

What is read there is never older than what was committed when it was asked: a copy that lags is not asked,
nor one that is away. Where there is none everything is read on the first.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from threading import local
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, connections

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

REPLICA = "replica"
PATIENCE = 0.3
"""Seconds for which a copy is waited for that does not know yet what was just committed."""
LOOK_EVERY = 0.01
LEFT_IN_PEACE = 10.0
"""Seconds for which a copy that lags or is away is not asked again by this thread."""

_asked = local()


def from_replica(read: Callable[[], T]) -> T:
    """What `read` gives, from the copy where that knows all that is committed by now.

    `read` writes nothing and may be begun twice: where the copy is lost amid it, the first database is asked.
    So it is within a transaction that has written something.
    """
    if knows_all():
        try:
            with _in_place():
                return read()
        except (OperationalError, InterfaceError) as problem:
            _leave_in_peace(problem)
    return read()


def read_from_replica(view: Callable[P, T]) -> Callable[P, T]:
    """A view, or another function, that only reads."""

    @wraps(view)
    def read(*args: P.args, **named: P.kwargs) -> T:
        return from_replica(partial(view, *args, **named))

    return read


def knows_all() -> bool:
    """Whether there is a copy that has followed up to what is committed now, or does so within moments."""
    if REPLICA not in connections.settings or time.monotonic() < getattr(_asked, "not_before", 0.0):
        return False
    point = _written_up_to()
    if point is None:
        return False
    try:
        if _follows_to(point):
            return True
        _leave_in_peace("it lags")
    except (OperationalError, InterfaceError) as problem:
        _leave_in_peace(problem)
    return False


def behind() -> int | None:
    """Bytes of the first database's log that the copy has not followed; None where it cannot be asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        (point,) = cursor.fetchone()
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute("SELECT greatest(%s::pg_lsn - pg_last_wal_replay_lsn(), 0)::bigint", [point])
            (missing,) = cursor.fetchone()
    except (OperationalError, InterfaceError):
        return None
    return missing if missing is None else int(missing)


def _written_up_to() -> str | None:
    """Where the log of the first database ends; None where this transaction wrote what only it sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn(), pg_current_xact_id_if_assigned() IS NOT NULL")
        point, has_written = cursor.fetchone()
    return None if has_written else str(point)


def _follows_to(point: str) -> bool:
    until = time.monotonic() + PATIENCE
    while True:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn", [point])
            (follows,) = cursor.fetchone()
        if follows or time.monotonic() > until:
            return bool(follows)
        time.sleep(LOOK_EVERY)


def _leave_in_peace(why: object) -> None:
    log.warning("The replica is not asked for %.0f s: %s", LEFT_IN_PEACE, str(why).strip())
    _asked.not_before = time.monotonic() + LEFT_IN_PEACE


@contextmanager
def _in_place() -> Iterator[None]:
    """All that this thread asks goes to the copy, in the name of whoever asks, by whichever way."""
    first: Any = connections[DEFAULT_DB_ALIAS]
    copy: Any = connections[REPLICA]
    copy.execute_wrappers = first.execute_wrappers
    connections[DEFAULT_DB_ALIAS] = copy
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = first
        copy.execute_wrappers = []
        if copy.errors_occurred:
            copy.close()
