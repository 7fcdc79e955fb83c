"""What the supervisor tells the person who started it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

# CONTRACT of the demonstration: who may log in, and as what.
LOGINS = {
    "manager@demo.example": "agency manager",
    "strategist@demo.example": "strategist",
    "cm@demo.example": "community manager, lead on several official channels",
    "junior@demo.example": "community manager under supervision",
    "service@demo.example": "customer-service agent",
    "support@demo.example": "technical-support agent",
    "contact@demo.example": "department contact of one company",
    "executive@demo.example": "executive of one brand",
}


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
