"""What the supervisor tells the person who started it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cmhub.logins import LOGINS


def say(text: str = "") -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(f"CM Hub: {text}", file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """One thing that is done at the start, with the seconds it took."""
    started = time.monotonic()
    say(f"  {title} …")
    yield
    say(f"  {title}: done in {time.monotonic() - started:.1f} s")


def say_logins(password: str) -> None:
    say(f"\n  Demonstration logins, all with the password  {password}\n")
    for login, role in LOGINS.items():
        say(f"    {login:<26}{role}")
    say()
