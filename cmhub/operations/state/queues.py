"""What waits in the queues, for how long, and whether anybody works at them."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from cmhub.heartbeat import unserved
from cmhub.operations.task_log import HANDED_AT
from cmhub.queues import QUEUES

PATIENCE = 1.0  # seconds
TAKEN = "unacked"
"""Where workers keep what they have taken and not finished: message, exchange, queue."""


@dataclass(frozen=True)
class Queue:
    """`oldest` is for how many seconds the task has waited whose turn is next; None while none waits."""

    name: str
    waiting: int
    in_hand: int
    oldest: float | None
    is_served: bool


def broker() -> redis.Redis:
    limits = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    return redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **limits)


def queues() -> list[Queue]:
    """One exchange with the broker, however much waits. Raises RedisError while it does not answer."""
    with broker() as client, client.pipeline(transaction=False) as asked:
        for name in QUEUES:
            asked.llen(name)
            asked.lindex(name, -1)
        asked.hvals(TAKEN)
        *told, taken = asked.execute()
    in_hand = Counter(json.loads(one)[2] for one in taken)
    without = unserved()
    return [
        Queue(name, told[2 * place], in_hand[name], age_of(told[2 * place + 1]), name not in without)
        for place, name in enumerate(QUEUES)
    ]


def age_of(message: bytes | None) -> float | None:
    if message is None:
        return None
    handed = json.loads(message).get("headers", {}).get(HANDED_AT)
    return None if handed is None else max(0.0, time.time() - handed)


def version() -> str:
    with broker() as client:
        told = client.info("server")
    return str(told.get("valkey_version") or told.get("redis_version") or "")
