from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import send_pushes
from channels_mgmt.api.tasks import send_webhooks
from channels_mgmt.crisis.tasks import count_rhythms
from channels_mgmt.desk.tasks import let_go
from channels_mgmt.inbox import tasks as inbox
from channels_mgmt.team.tasks import expire_swaps
from channels_mgmt.watch.tasks import read_feeds
from cmhub.celery import app, clear_sessions, give_back_unfinished
from cmhub.embedded.layout import CHECKOUT
from cmhub.queues import CLOCKS, LONG, PUSHES, QUEUES, QUICK, TASK_ROUTES
from reporting.metrics import tasks as metrics
from reporting.weekly import tasks as weekly
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
    expire_swaps.delay()
    weekly.compute_run.delay(0)
    with app.connection_for_write() as connection:
        channel = connection.default_channel
        message, other = channel.basic_get(QUICK), channel.basic_get(LONG)  # taken, and never acknowledged
        assert [one.headers["task"] for one in (message, other)] == [
            expire_swaps.name,
            weekly.compute_run.name,
        ]
        assert channel.basic_get(QUICK) is None
        assert give_back_unfinished(QUICK) == 1
        again = channel.basic_get(QUICK)
        assert again.headers["id"] == message.headers["id"]
        assert channel.basic_get(LONG) is None
        for taken in (again, message, other):
            channel.basic_ack(taken.delivery_tag)


def waiting_in(queue):
    app.loader.import_default_modules()
    return {name for name in app.tasks if app.amqp.router.route({}, name)["queue"].name == queue}


def test_what_takes_minutes_waits_where_nothing_quick_waits():
    of_people = {inbox.take_in_run, metrics.take_in_run, weekly.compute_run, weekly.work_out_offer}
    of_the_schedule = {let_go, read_feeds, count_rhythms, weekly.compute_due, weekly.remind}
    assert {task.name for task in of_people | of_the_schedule} <= waiting_in(LONG)
    # What waits for addresses that people gave keeps no mail waiting.
    assert waiting_in(PUSHES) == {send_pushes.name, send_webhooks.name}
    assert set(TASK_ROUTES) <= set(app.tasks)


def test_what_is_done_once_a_day_is_never_in_the_way():
    nightly = {task for task, cadence in SCHEDULE.values() if cadence.split()[1] != "*"}
    few_rows = {
        "accounts.tasks.warn_of_certifications",
        "channels_mgmt.publishing.tasks.remind",
    }
    assert nightly - waiting_in(LONG) == few_rows


def test_clocks_wait_behind_nothing_that_asks_anybody_but_the_database():
    assert waiting_in(CLOCKS) == {
        "channels_mgmt.crisis.tasks.tell_again",
        "channels_mgmt.escalations.tasks.move_on",
        "channels_mgmt.escalations.tasks.sweep",
        "channels_mgmt.inbox.tasks.remind_of_approvals",
        "channels_mgmt.watch.tasks.sweep",
    }


@pytest.mark.parametrize("page", ["docker-compose.yml", "docs/deploy.md"])
def test_every_queue_has_a_worker_where_it_is_told_how_to_run_them(page):
    told = re.findall(r"--queues,? (\w+)", (CHECKOUT / page).read_text())
    assert sorted(told) == sorted(QUEUES)


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
    "failed-tasks-forgotten": ("cmhub.operations.tasks.forget_failed_tasks", "20 4 * * *"),
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
    "weekly-runs-forgotten": ("reporting.weekly.tasks.forget_runs", "45 3 * * *"),
    "weekly-resume": ("reporting.weekly.tasks.resume", "* * * * *"),
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
    # What is done once a day waits for hours where its worker is busy; what comes again does not.
    assert {name: entry["options"]["expires"] for name, entry in app.conf.beat_schedule.items()} == {
        name: 300 if cadence.split()[1] == "*" else 6 * 3600 for name, (_task, cadence) in SCHEDULE.items()
    }
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit
