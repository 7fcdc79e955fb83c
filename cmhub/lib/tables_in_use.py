"""Changing tables while people work.

Whoever wants a table for itself waits for those who use it, and all who come later wait behind it. So it
waits briefly only, lets them pass, and comes again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.errors import LockNotAvailable
from psycopg.pq import TransactionStatus

PATIENCE = "2s"
"""How long a transaction waits for a table, and so the longest that people wait behind it."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0
TRIES = 40
"""With their pauses some ten minutes."""

T = TypeVar("T")


def bounded(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Runs a statement of Django's. What is done outside a transaction (an index that is made concurrently, a
    constraint that is validated) lets others work while it waits, and would be left half done.
    """
    connection = context["connection"].connection
    if not connection.autocommit and connection.info.transaction_status == TransactionStatus.IDLE:
        connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    return execute(sql, params, many, context)


@contextmanager
def waiting_briefly(connection: BaseDatabaseWrapper) -> Iterator[None]:
    connection.ensure_connection()
    with connection.execute_wrapper(bounded):
        yield


def until_free(work: Callable[[], T], *, tell: Callable[[str], object]) -> T:
    """Does the work again, after a pause, as often as a table that it needs is in use. It must begin where
    it left off.
    """
    pause = FIRST_PAUSE
    for _number in range(TRIES - 1):
        try:
            return work()
        except OperationalError as problem:
            if not isinstance(problem.__cause__, LockNotAvailable):
                raise
        tell(f"A table is in use: people go first, and this goes on in {pause:.0f} s.")
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
    return work()
