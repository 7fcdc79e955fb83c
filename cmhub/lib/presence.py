"""Who has the same thing open just now: kept in the cache server alone, for half a minute, and never longer.

Each thing has one hash there, with two fields for each person: when they last looked at it, and when they
last wrote on it. While the server is down nobody is shown, and nothing fails.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from cmhub.lib.cache import server

log = logging.getLogger(__name__)

SECONDS = 30
"""How long somebody is taken to be there whom nothing more was heard of."""

LOOKING, ANSWERING = "looking", "answering"


@dataclass(frozen=True)
class Other:
    """Somebody else who has the thing open, and whether they only look at it."""

    person: int
    name: str
    doing: str = LOOKING

    @property
    def answers(self) -> bool:
        return self.doing == ANSWERING


def here(
    kind: str, pk: int, *, person: int, name: str, doing: str = LOOKING, now: float | None = None
) -> list[Other]:
    """Notes that the person has this thing open; who else has, by name. One exchange with the server.

    `now` is in seconds since 1970.
    """
    moment = time.time() if now is None else now
    key = key_of(kind, pk)
    found: list[Any] = [{}]
    with forgiving(), server().pipeline(transaction=False) as asked:
        asked.hset(key, f"{person}:{doing}", json.dumps([moment, name]))
        asked.expire(key, SECONDS)
        asked.hgetall(key)
        found = asked.execute()
    return others(found[-1], besides=person, now=moment)


def left(kind: str, pk: int, *, person: int) -> None:
    """The person has done with it: others need not wait until they are forgotten."""
    with forgiving():
        server().hdel(key_of(kind, pk), f"{person}:{LOOKING}", f"{person}:{ANSWERING}")


def elsewhere(
    kind: str, pks: Collection[int], *, besides: int, now: float | None = None
) -> dict[int, list[Other]]:
    """Who else has which of these things open, for a list. One exchange, however many they are."""
    moment = time.time() if now is None else now
    found: list[Any] = []
    if pks:
        with forgiving(), server().pipeline(transaction=False) as asked:
            for pk in pks:
                asked.hgetall(key_of(kind, pk))
            found = asked.execute()
    seen = {pk: others(held, besides=besides, now=moment) for pk, held in zip(pks, found, strict=False)}
    return {pk: people for pk, people in seen.items() if people}


def others(held: dict[bytes, bytes], *, besides: int, now: float) -> list[Other]:
    """The people of a hash of whom something was heard lately, those who write as such."""
    found: dict[int, Other] = {}
    for field, value in sorted(held.items(), reverse=True):  # looking before answering, which counts more
        person, doing = field.decode().split(":")
        at, name = json.loads(value)
        if int(person) != besides and at > now - SECONDS:
            found[int(person)] = Other(int(person), name, doing)
    return sorted(found.values(), key=lambda other: (other.name, other.person))


def key_of(kind: str, pk: int) -> str:
    return cache.make_key(f"here:{kind}:{pk}")


@contextmanager
def forgiving() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as problem:
        log.warning("Who is here is not known: %s", problem)
