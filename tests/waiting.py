"""Waiting for something to become true, rather than for a time to pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

LOOK_EVERY = 0.05


def wait_until(condition: Callable[[], object], *, seconds: float = 30, what: str = "the condition") -> None:
    """Return as soon as the condition holds; fail the test when it has not after ``seconds``."""
    deadline = time.monotonic() + seconds
    pause = Event()
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not hold within {seconds:.0f} s"
        pause.wait(LOOK_EVERY)
