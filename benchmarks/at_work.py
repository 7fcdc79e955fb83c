"""People who work at their own pace in pages that ask again by themselves, while something is measured."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from benchmarks.browser import Asked, Browser
from benchmarks.figure import say
from benchmarks.people import TEAM, Person, hire
from benchmarks.web import Server, log_in

PEOPLE = 20
PAUSE = (3.0, 9.0)
"""Seconds between two acts of one person, at least and at most."""
TURNED_DOWN = 500
BROKEN = 0
"""The status of a request that had no answer."""


@contextmanager
def at_work(
    port: int,
    brands: Sequence[Any],
    *,
    number: int = PEOPLE,
    kinds: Sequence[type[Person]] = TEAM,
    pause: tuple[float, float] = PAUSE,
) -> Iterator[list[Asked]]:
    """So many people at work on these brands; gives what they asked for, whole once it is over. Fails if an
    answer was an error.
    """
    over, asked = threading.Event(), list[Asked]()
    people = [
        kind(Browser(Server(port), log_in(email)), brand, one)
        for one, (email, brand, kind) in enumerate(hire(brands, number, kinds))
    ]
    threads = [threading.Thread(target=_work, args=(one, over, pause), daemon=True) for one in people]
    for thread in threads:
        thread.start()
    try:
        yield asked
    finally:
        over.set()
        for thread in threads:
            thread.join()
        asked += [each for one in people for each in one.browser.asked]
    told = Counter(f"{each.kind} {each.status}" for each in asked)
    say("At work: " + ", ".join(f"{name}: {count}" for name, count in sorted(told.items())))
    if broken := {f"{each.kind} {each.status}" for each in asked if not BROKEN < each.status < TURNED_DOWN}:
        raise SystemExit(f"Some acts failed: {', '.join(sorted(broken))}")


def _work(person: Person, over: threading.Event, pause: tuple[float, float]) -> None:
    chance = random.Random(repr(person.chance.random()))
    acts_at = time.monotonic() + chance.uniform(0, pause[1])
    while True:
        poll = person.browser.next_poll()
        at = min(acts_at, poll.due) if poll else acts_at
        if over.wait(max(0.0, at - time.monotonic())):
            return
        try:
            if poll and poll.due == at:
                person.browser.ask_again(poll)
            else:
                person.act()
                acts_at = time.monotonic() + chance.uniform(*pause)
        except OSError as problem:
            person.browser.asked.append(Asked(f"no answer: {problem}", BROKEN, 0.0, at))
            return
