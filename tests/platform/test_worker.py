from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from cmhub.celery import app, clear_sessions, give_back_unfinished
from tests.waiting import wait_until


@pytest.mark.usefixtures("celery_worker")
def test_a_real_worker_does_what_is_queued():
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + timedelta(days=1))
    clear_sessions.delay()
    wait_until(lambda: not Session.objects.filter(session_key="old").exists(), what="the work")
    assert Session.objects.filter(session_key="new").exists()


@pytest.mark.usefixtures("embedded_servers")
def test_what_a_killed_worker_had_in_hand_is_given_back():
    app.control.purge()
    clear_sessions.delay()
    with app.connection_for_write() as connection:
        channel = connection.default_channel
        message = channel.basic_get("celery")  # taken, and never acknowledged
        assert message.headers["task"] == clear_sessions.name
        assert channel.basic_get("celery") is None
        assert give_back_unfinished() == 1
        again = channel.basic_get("celery")
        assert again.headers["id"] == message.headers["id"]
        channel.basic_ack(again.delivery_tag)
        channel.basic_ack(message.delivery_tag)


def test_the_schedule_names_tasks_that_exist():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled <= set(app.tasks)
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit
