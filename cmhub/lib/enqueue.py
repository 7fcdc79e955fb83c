"""Handing work to the queue without depending on it."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from celery import Celery, Signature, Task
from django.db import transaction
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.pools import producers
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that a page waits for the broker at each step. A broker that is well answers within some
milliseconds.
"""


def enqueue(task: Task | Signature, *args: Any, **kwargs: Any) -> None:
    """Queue the task once the transaction is committed; arguments are ids.

    Never fails a request: where the broker is down or does not answer, the message is given up with a line in
    the log. So the caller keeps a durable row (an outbox entry, a run) that the schedule picks up when the
    broker is back, and the task is safe to run twice.
    """
    transaction.on_commit(partial(send, task, args, kwargs), robust=True)


def send(task: Task | Signature, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Give the task to the broker now; whether it took it."""
    try:
        if task.app.conf.task_always_eager:
            task.apply_async(args=args, kwargs=kwargs)
            return True
        with producers[impatient_connection(task.app)].acquire(block=True, timeout=PATIENCE) as producer:
            task.apply_async(args=args, kwargs=kwargs, producer=producer)
    except (OperationalError, RedisError, OSError) as problem:
        log.warning(
            "The queue did not take %s%r; the schedule will find its row: %s", task.name, args, problem
        )
        return False
    return True


def impatient_connection(app: Celery) -> Connection:
    """The broker as the settings name it, with the time-outs of a page; a worker's wait is longer."""
    connection = app.connection_for_write()
    connection.transport_options = {
        **(connection.transport_options or {}),
        "socket_connect_timeout": PATIENCE,
        "socket_timeout": PATIENCE,
    }
    return connection
