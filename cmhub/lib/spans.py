"""A limit of time for work that cannot look at the clock itself, as a parser of somebody else's."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

RINGS_AGAIN = 1.0
"""Seconds: what is interrupted may swallow it."""


class TooLongError(Exception):
    """It lasted longer than it may."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Interrupts what is done in it after so many seconds. Raises TooLongError.

    Only in the main thread, where a worker's tasks run: others cannot be interrupted, and have no limit.
    """
    if current_thread() is not main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    waited = signal.setitimer(signal.ITIMER_REAL, seconds, RINGS_AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *waited)
        signal.signal(signal.SIGALRM, before)
