"""Handing work to the queue without depending on it."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def enqueue(task: Task, *args: Any, **kwargs: Any) -> None:
    """Queue the task once the transaction is committed; arguments are ids.

    Never fails a request: where the broker is down, or does not answer within the time-outs of the settings, the
    message is given up with a line in the log. So the caller keeps a durable row (an outbox entry, a run) that the
    schedule picks up when the broker is back, and the task is safe to run twice.
    """
    transaction.on_commit(partial(send, task, args, kwargs), robust=True)


def send(task: Task, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Give the task to the broker now; whether it took it."""
    try:
        task.apply_async(args=args, kwargs=kwargs)
    except (OperationalError, RedisError, OSError) as problem:
        log.warning("The queue did not take %s%r; the schedule will find its row: %s", task.name, args, problem)
        return False
    return True
