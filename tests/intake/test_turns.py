"""A worker's time: it waits for nobody, and what takes more than it may is tried again, then given up."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.inbox.models import IntakeRun
from channels_mgmt.inbox.services import intake_work
from cmhub.celery import app, clear_sessions
from cmhub.lib.locks import try_advisory_lock
from cmhub.queues import LONG
from tests.intake.runs import COUNT, WHOLE, counts, give, held_up, somebody_waits
from tests.waiting import wait_until


def in_queue_or_in_hand() -> int:
    with app.connection_for_read() as broker:
        channel = broker.default_channel
        return int(channel.client.llen(LONG)) + int(channel.client.hlen(channel.unacked_key))


def test_one_file_of_a_brand_at_a_time_and_the_next_follows(
    celery_worker: subprocess.Popen[bytes], committed_brand: Brand, long_file: Path
) -> None:
    """The worker has one process: if it waited for its turn, it would not come to what is queued behind."""
    with try_advisory_lock("intake-run", committed_brand.pk):
        first, second = give(committed_brand, long_file), give(committed_brand, long_file)
        clear_sessions.apply_async(queue=LONG)
        wait_until(lambda: in_queue_or_in_hand() == 0, what="an idle worker")
        assert set(IntakeRun.objects.values_list("state", "attempts")) == {(IntakeState.QUEUED, 0)}
    intake_work.hand_over(first.pk)
    done = IntakeRun.objects.filter(state=IntakeState.DONE)
    wait_until(lambda: done.count() == 2, what="the end of both")
    assert list(done.order_by("finished_at").values_list("pk", "taken", "known")) == [
        (first.pk, COUNT, 0),
        (second.pk, 0, COUNT),
    ]
    assert counts() == WHOLE


def is_free(brand: Brand) -> bool:
    """Whether no worker is at a file of the brand: a session that was cut off ends a moment later."""
    with try_advisory_lock("intake-run", brand.pk) as taken:
        return taken


@contextmanager
def time_is_up(when: Callable[[], bool]) -> Iterator[None]:
    """What tells a worker's process that its time is up comes as soon as this is so."""

    def end(*_signal: object) -> None:
        raise SoftTimeLimitExceeded

    def send() -> None:
        try:
            wait_until(when, what="the moment")
            os.kill(os.getpid(), signal.SIGUSR1)
        finally:
            connection.close()

    before = signal.signal(signal.SIGUSR1, end)
    clock = Thread(target=send)
    clock.start()
    try:
        yield
    finally:
        clock.join()
        signal.signal(signal.SIGUSR1, before)


@pytest.mark.usefixtures("embedded_servers")
def test_when_its_time_is_up_a_file_is_tried_again(committed_brand: Brand, long_file: Path) -> None:
    run = give(committed_brand, long_file)
    with held_up(), time_is_up(somebody_waits):
        intake_work.work_off(run_id=run.pk)
        wait_until(lambda: is_free(committed_brand), what="the end of its session in the database")
    run.refresh_from_db()
    assert (run.state, run.attempts, run.error) == (IntakeState.QUEUED, 1, "")
    assert counts() == (0, 0, 0)
    again = intake_work.work_off(run_id=run.pk)
    assert again is not None
    assert (again.state, again.taken, counts()) == (IntakeState.DONE, COUNT, WHOLE)


def test_when_its_time_is_up_twice_the_file_is_to_be_split(committed_brand: Brand, long_file: Path) -> None:
    run = give(committed_brand, long_file)
    for _attempt in range(2):
        with held_up(), time_is_up(somebody_waits):
            intake_work.work_off(run_id=run.pk)
            wait_until(lambda: is_free(committed_brand), what="the end of its session in the database")
    run.refresh_from_db()
    assert (run.state, counts()) == (IntakeState.FAILED, (0, 0, 0))
    assert "découpez-le" in run.error
    assert not Path(run.stored_file).exists()
