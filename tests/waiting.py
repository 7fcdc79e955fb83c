"""Waiting for something to become true, rather than for a time to pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

from django.db import connection

LOOK_EVERY = 0.05
PATIENCE = 120
"""Seconds for which something is waited for before a test fails: no claim about its speed."""


def wait_until(
    condition: Callable[[], object], *, seconds: float = PATIENCE, what: str = "the condition"
) -> None:
    """Return as soon as the condition holds; fail the test when it has not after ``seconds``."""
    deadline = time.monotonic() + seconds
    pause = Event()
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not hold within {seconds:.0f} s"
        pause.wait(LOOK_EVERY)


def lock_is_waited_for(which: str = "true") -> bool:
    """Whether somebody waits for a lock in the database of this very test: the server tells of those of other
    tests too, whose tables bear the same numbers. `which` is a condition on a row of pg_locks. Within a
    transaction the server would go on telling of those it knew at the first look.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_clear_snapshot()")
        cursor.execute(
            "select exists (select from pg_locks join pg_stat_activity using (pid)"
            f" where not granted and datname = current_database() and ({which}))"
        )
        (waits,) = cursor.fetchone()
    return bool(waits)
