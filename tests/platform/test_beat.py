"""Each tick is sent once, however many beats there are and wherever the clock is set to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from celery.schedules import crontab
from django.conf import settings
from django.core.cache import cache
from kombu import Connection

from cmhub.beat import Scheduler
from cmhub.celery import app
from cmhub.queues import QUEUES
from tests.platform.test_degraded import DEAD

NIGHT = datetime(2026, 11, 23, 2, 29, 59, 900_000, tzinfo=UTC)


def sent() -> list[str]:
    """What waits in the queues, taken out of them."""
    found = []
    with app.connection_for_write() as connection:
        for queue in QUEUES:
            while message := taken(connection, queue):
                found.append(message.headers["task"])
                message.ack()
    return sorted(found)


def taken(connection: Connection, queue: str):
    return app.amqp.queues[queue](connection.default_channel).get()


def beats(folder: Path, number: int) -> list[Scheduler]:
    return [Scheduler(app=app, schedule_filename=str(folder / str(one))) for one in range(number)]


def a_minute_of(schedulers: list[Scheduler], until: datetime) -> None:
    """Each is asked for all that is due then, one after the other in turns."""
    with time_machine.travel(until, tick=False):
        waits = [0.0] * len(schedulers)
        while min(waits) == 0:
            waits = [scheduler.tick() for scheduler in schedulers]


@pytest.fixture(autouse=True)
def _nothing_claimed_or_queued(embedded_servers: object) -> None:
    app.loader.import_default_modules()
    cache.clear()
    app.control.purge()


def test_two_beats_do_as_one_would(tmp_path: Path) -> None:
    told = {}
    for number in (1, 2):
        cache.clear()
        folder = tmp_path / str(number)
        folder.mkdir()
        with time_machine.travel(NIGHT, tick=False):
            schedulers = beats(folder, number)
            for one in schedulers:
                one.setup_schedule()
        a_minute_of(schedulers, NIGHT + timedelta(seconds=1))
        told[number] = sent()
        for one in schedulers:
            one.close()
    assert told[2] == told[1]
    assert "channels_mgmt.desk.tasks.let_go" in told[1]
    assert len(told[1]) > 10


def test_where_one_is_lost_the_other_goes_on_and_without_a_cache_nothing_is_left_out(
    tmp_path: Path, settings: object
) -> None:
    with time_machine.travel(NIGHT, tick=False):
        lost, left = beats(tmp_path, 2)
        for one in (lost, left):
            one.setup_schedule()
    a_minute_of([lost, left], NIGHT + timedelta(seconds=1))
    first = sent()
    lost.close()
    a_minute_of([left], NIGHT + timedelta(seconds=61))
    assert "channels_mgmt.escalations.tasks.sweep" in sent()
    assert "channels_mgmt.escalations.tasks.sweep" in first
    settings.CACHES = DEAD  # type: ignore[attr-defined]
    a_minute_of([left], NIGHT + timedelta(seconds=121))
    assert "channels_mgmt.escalations.tasks.sweep" in sent()
    left.close()


NOON = datetime(2026, 3, 2, 12, 0, 30, tzinfo=UTC)
EACH_MINUTE = {
    name for name, entry in settings.CELERY_BEAT_SCHEDULE.items() if entry["schedule"] == crontab()
}


class Noting(Scheduler):
    """Notes what it would send."""

    def apply_async(self, entry: Any, *_args: Any, **_kwargs: Any) -> None:
        self.sent[entry.name] += 1

    @property
    def producer(self) -> None:
        return None


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Noting]:
    with time_machine.travel(NOON, tick=False):
        made = Noting(app=app, schedule_filename=str(tmp_path / "schedule"))
    made.sent = Counter()
    yield made
    made.close()


def sent_at(scheduler: Noting, at: datetime) -> Counter[str]:
    """What is due at that instant, until nothing more is."""
    scheduler.sent = Counter()
    with time_machine.travel(at, tick=False):
        while scheduler.tick() == 0:
            pass
    return scheduler.sent


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-40), timedelta(hours=1)])
def test_a_clock_that_is_set_stops_nothing_and_repeats_nothing(jump: timedelta, scheduler: Noting) -> None:
    for minute in (1, 2):
        sent = sent_at(scheduler, NOON + timedelta(minutes=minute))
        assert {name: sent[name] for name in EACH_MINUTE} == dict.fromkeys(EACH_MINUTE, 1)
    there = NOON + timedelta(minutes=2) + jump
    sent_at(scheduler, there)
    for minute in (1, 2):
        sent = sent_at(scheduler, there + timedelta(minutes=minute))
        assert {name: sent[name] for name in EACH_MINUTE} == dict.fromkeys(EACH_MINUTE, 1)


def test_it_is_the_one_that_runs() -> None:
    assert app.conf.beat_scheduler == f"{Scheduler.__module__}:{Scheduler.__name__}"
