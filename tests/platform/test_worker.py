from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import send_pushes
from channels_mgmt.api.tasks import send_webhooks
from channels_mgmt.crisis.tasks import count_rhythms
from channels_mgmt.desk.tasks import let_go
from channels_mgmt.inbox import tasks as inbox
from channels_mgmt.watch.tasks import read_feeds
from cmhub.celery import app, clear_sessions, give_back_unfinished
from cmhub.queues import LONG, PUSHES, QUICK, TASK_ROUTES
from reporting.metrics import tasks as metrics
from reporting.weekly.tasks import compute_run, work_out_offer
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
    assert long == {
        inbox.take_in_run.name,
        metrics.take_in_run.name,
        let_go.name,
        compute_run.name,
        work_out_offer.name,
        read_feeds.name,
        count_rhythms.name,
    }
    pushes = {name for name in app.tasks if app.amqp.router.route({}, name)["queue"].name == PUSHES}
    # What waits for addresses that people gave keeps no mail waiting.
    assert pushes == {send_pushes.name, send_webhooks.name}
    assert set(TASK_ROUTES) <= set(app.tasks)


SCHEDULE = {
    "answer-old-files": ("channels_mgmt.escalations.tasks.forget_files", "55 3 * * *"),
    "approvals": ("channels_mgmt.inbox.tasks.remind_of_approvals", "* * * * *"),
    "briefings": ("channels_mgmt.strategy.tasks.remind_of_briefings", "*/5 * * * *"),
    "certifications": ("accounts.tasks.warn_of_certifications", "10 6 * * *"),
    "crises": ("channels_mgmt.crisis.tasks.tell_again", "* * * * *"),
    "crisis-lessons": ("channels_mgmt.crisis.tasks.remind_of_lessons", "*/10 * * * *"),
    "digests": ("accounts.tasks.send_digests", "*/5 * * * *"),
    "escalations-audit": ("channels_mgmt.escalations.tasks.audit_clocks", "4-59/10 * * * *"),
    "escalations-move-on": ("channels_mgmt.escalations.tasks.move_on", "*/5 * * * *"),
    "escalations-sweep": ("channels_mgmt.escalations.tasks.sweep", "* * * * *"),
    "exports-old-files": ("reporting.metrics.tasks.forget_files", "52 3 * * *"),
    "exports-resume": ("reporting.metrics.tasks.resume_runs", "* * * * *"),
    "intake-old-files": ("channels_mgmt.inbox.tasks.forget_files", "50 3 * * *"),
    "intake-resume": ("channels_mgmt.inbox.tasks.resume_runs", "* * * * *"),
    "notices-forgotten": ("accounts.tasks.forget_notices", "10 4 * * *"),
    "old-sessions": ("cmhub.celery.clear_sessions", "40 3 * * *"),
    "outbox": ("accounts.tasks.send_outbox", "* * * * *"),
    "outbox-pushes": ("accounts.tasks.send_pushes", "* * * * *"),
    "people-around-brands": ("channels_mgmt.publishing.tasks.remind", "20 5 * * *"),
    "personal-data": ("channels_mgmt.desk.tasks.let_go", "30 2 * * *"),
    "rotas": ("channels_mgmt.team.tasks.extend_rotas", "20 1 * * *"),
    "shift-swaps": ("channels_mgmt.team.tasks.expire_swaps", "*/15 * * * *"),
    "surge-rhythms": ("channels_mgmt.crisis.tasks.count_rhythms", "50 2 * * *"),
    "surges": ("channels_mgmt.crisis.tasks.watch_streams", "* * * * *"),
    "watch-digests": ("channels_mgmt.watch.tasks.send_digests", "*/15 * * * *"),
    "watch-feeds": ("channels_mgmt.watch.tasks.read_feeds", "*/5 * * * *"),
    "watch-forgotten": ("channels_mgmt.watch.tasks.forget", "10 4 * * *"),
    "watch-sweep": ("channels_mgmt.watch.tasks.sweep", "* * * * *"),
    "webhooks": ("channels_mgmt.api.tasks.send_webhooks", "* * * * *"),
    "webhooks-forgotten": ("channels_mgmt.api.tasks.forget_deliveries", "0 4 * * *"),
    "weekly-changes": ("reporting.weekly.tasks.look_for_changes", "40 2 * * *"),
    "weekly-reminders": ("reporting.weekly.tasks.remind", "25 * * * *"),
    "weekly-reports": ("reporting.weekly.tasks.compute_due", "5 * * * *"),
}
"""What runs by itself: the task, and when, as cron writes it. What is not on the table never happens."""


def test_the_schedule_is_this_table_of_tasks_that_exist():
    app.loader.import_default_modules()
    scheduled = {
        name: (entry["task"], str(entry["schedule"])) for name, entry in app.conf.beat_schedule.items()
    }
    assert scheduled == {
        name: (task, f"<crontab: {cadence} (m/h/dM/MY/d)>") for name, (task, cadence) in SCHEDULE.items()
    }
    assert {task for task, _cadence in SCHEDULE.values()} <= set(app.tasks)
    assert {entry["options"]["expires"] for entry in app.conf.beat_schedule.values()} == {300}
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit
