"""Tasks, counted in the cache server, where workers of all machines meet and what is counted outlives them.

It may be lost: whoever reads counters takes one that begins anew for what it is.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.cache import cache
from redis.exceptions import RedisError

from cmhub.lib.cache import server

log = logging.getLogger(__name__)

BUCKETS = (0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds, up to the time after which a task is ended."""
ENDED, LASTED, SECONDS = "ended", "lasted", "seconds"


@dataclass
class Counted:
    """Of one task, since counting began: how often it ended in which state, in which bucket it lasted."""

    ended: dict[str, int] = field(default_factory=dict)
    lasted: dict[float, int] = field(default_factory=dict)
    seconds: float = 0.0

    def cumulated(self) -> Iterator[tuple[str, int]]:
        """As Prometheus has it: each bucket with those before it."""
        number = 0
        for bound in (*BUCKETS, float("inf")):
            number += self.lasted.get(bound, 0)
            yield ("+Inf" if bound == float("inf") else str(bound)), number


def key() -> str:
    return cache.make_key("task-counts")


def count_task(task: str, state: str, seconds: float | None = None) -> None:
    """One exchange with the server. `seconds` is not known of a task that was ended from outside."""
    try:
        with server().pipeline(transaction=False) as told:
            told.hincrby(key(), f"{ENDED}|{task}|{state}", 1)
            if seconds is not None:
                bound = next((bound for bound in BUCKETS if seconds <= bound), float("inf"))
                told.hincrby(key(), f"{LASTED}|{task}|{bound}", 1)
                told.hincrbyfloat(key(), f"{SECONDS}|{task}|", seconds)
            told.execute()
    except (RedisError, OSError) as problem:
        log.warning("A task is missing in the figures: %s", problem)


def counted() -> dict[str, Counted]:
    """Of each task that ever ended. Raises RedisError while the server is down."""
    found: dict[str, Counted] = defaultdict(Counted)
    for name, value in server().hgetall(key()).items():
        what, task, which = name.decode().split("|")
        if what == ENDED:
            found[task].ended[which] = int(value)
        elif what == LASTED:
            found[task].lasted[float(which)] = int(value)
        else:
            found[task].seconds = float(value)
    return dict(found)
