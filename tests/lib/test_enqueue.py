from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator

import pytest
from celery import Celery, Task
from django.db import transaction

from cmhub.celery import app, clear_sessions
from cmhub.lib.enqueue import PATIENCE, enqueue
from cmhub.queues import LONG


def task_of(broker: str) -> Task:
    """A task of an application whose broker is there."""
    apart = Celery("apart", broker=broker, set_as_current=False)
    apart.conf.update(app.conf.table(with_defaults=False) | {"broker_url": broker})

    @apart.task(name="apart.work")
    def work(number: int) -> None: ...

    return work


@pytest.fixture
def mute_broker() -> Iterator[str]:
    """Something that takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def queued() -> int:
    with app.connection_for_read() as connection:
        return connection.default_channel.client.llen(LONG)


@pytest.mark.django_db(transaction=True)
def test_queued_once_the_transaction_is_committed() -> None:
    app.control.purge()
    with transaction.atomic():
        enqueue(clear_sessions)
        assert queued() == 0
    assert queued() == 1
    app.control.purge()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_queued_for_what_was_rolled_back() -> None:
    app.control.purge()
    with transaction.atomic():
        enqueue(clear_sessions)
        transaction.set_rollback(True)
    assert queued() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broker", ["redis+socket:///nonexistent/broker.sock", "redis://127.0.0.1:1/0"])
def test_a_broker_that_is_down_fails_no_request(broker: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), transaction.atomic():
        enqueue(task_of(broker), 5)
    assert "apart.work(5,)" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_hangs_holds_no_request(mute_broker: str, caplog: pytest.LogCaptureFixture) -> None:
    began = time.monotonic()
    with caplog.at_level(logging.WARNING), transaction.atomic():
        enqueue(task_of(mute_broker), 5)
    assert "apart.work(5,)" in caplog.text
    assert time.monotonic() - began < 10 * PATIENCE
