from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import send_pushes
from channels_mgmt.api.tasks import send_webhooks
from channels_mgmt.crisis.tasks import count_rhythms
from channels_mgmt.desk.tasks import let_go
from channels_mgmt.inbox.tasks import take_in_run
from channels_mgmt.watch.tasks import read_feeds
from cmhub.celery import app, clear_sessions, give_back_unfinished
from cmhub.queues import LONG, PUSHES, QUICK, TASK_ROUTES
from reporting.weekly.tasks import compute_run
from tests.waiting import wait_until


@pytest.mark.usefixtures("celery_worker")
def test_a_real_worker_does_what_is_queued():
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + timedelta(days=1))
    clear_sessions.delay()
    wait_until(lambda: not Session.objects.filter(session_key="old").exists(), what="the work")
    assert Session.objects.filter(session_key="new").exists()


@pytest.mark.usefixtures("embedded_servers")
def test_what_a_killed_worker_had_in_hand_is_given_back_and_nothing_of_the_others():
    app.control.purge()
    clear_sessions.delay()
    compute_run.delay(0)
    with app.connection_for_write() as connection:
        channel = connection.default_channel
        message, other = channel.basic_get(QUICK), channel.basic_get(LONG)  # taken, and never acknowledged
        assert [one.headers["task"] for one in (message, other)] == [clear_sessions.name, compute_run.name]
        assert channel.basic_get(QUICK) is None
        assert give_back_unfinished(QUICK) == 1
        again = channel.basic_get(QUICK)
        assert again.headers["id"] == message.headers["id"]
        assert channel.basic_get(LONG) is None
        for taken in (again, message, other):
            channel.basic_ack(taken.delivery_tag)


def test_what_takes_minutes_waits_where_nothing_quick_waits():
    app.loader.import_default_modules()
    long = {name for name in app.tasks if app.amqp.router.route({}, name)["queue"].name == LONG}
    assert long == {take_in_run.name, let_go.name, compute_run.name, read_feeds.name, count_rhythms.name}
    pushes = {name for name in app.tasks if app.amqp.router.route({}, name)["queue"].name == PUSHES}
    # What waits for addresses that people gave keeps no mail waiting.
    assert pushes == {send_pushes.name, send_webhooks.name}
    assert set(TASK_ROUTES) <= set(app.tasks)


def test_the_schedule_names_tasks_that_exist():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled <= set(app.tasks)
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit
