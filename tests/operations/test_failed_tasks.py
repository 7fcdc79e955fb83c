"""Tasks that fail are written down, and can be done again once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Notification
from accounts.services.outbox import notify
from accounts.tasks import send_outbox
from cmhub.celery import app, clear_sessions
from cmhub.lib.cache import server
from cmhub.operations.failed_tasks import NotTakenError, forget_old, note_failure, retry
from cmhub.operations.models import FailedTask
from cmhub.operations.task_counts import counted, key
from cmhub.operations.task_log import fail
from cmhub.queues import LONG, QUICK
from reporting.weekly.tasks import compute_run
from tests.cast import Cast
from tests.operations.faults import no_mail_can_be_claimed
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_waits(embedded_servers: Any) -> None:
    app.control.purge()


def failed(**changes: Any) -> FailedTask:
    told = {"task": compute_run.name, "task_id": "t1", "request_id": "r1", "args": (7,), "kwargs": {}}
    note_failure(**told | {"error": RuntimeError("Mireille")} | changes)  # type: ignore[arg-type]
    return FailedTask.objects.latest("pk")


def waiting(queue: str) -> list[Any]:
    taken = []
    with app.connection_for_write() as connection:
        while message := connection.default_channel.basic_get(queue, no_ack=True):
            taken.append(message)
    return taken


def test_what_is_written_down_are_ids_and_kinds() -> None:
    one = failed(error=ValueError("Mireille Ngo"))
    assert (one.task, one.args, one.error, one.queue) == (compute_run.name, [7], "ValueError", LONG)
    assert (one.task_id, one.request_id, one.times) == ("t1", "r1", 1)


def test_the_same_failure_is_told_once_with_how_often() -> None:
    first = failed(task_id="t1")
    again = failed(task_id="t2")
    other = failed(args=(8,))
    assert again.pk == first.pk
    assert FailedTask.objects.get(pk=first.pk).times == 2
    assert FailedTask.objects.get(pk=first.pk).task_id == "t2"
    assert other.pk != first.pk


def test_done_again_it_is_in_its_queue_once(cast: Cast) -> None:
    one = failed()
    assert retry(pk=one.pk, by=cast.manager)
    assert not retry(pk=one.pk, by=cast.manager)
    (message,) = waiting(LONG)
    assert message.headers["task"] == compute_run.name
    assert message.payload[0] == [7]
    one.refresh_from_db()
    assert one.retried_by == cast.manager
    assert failed().pk != one.pk  # failing once more it is told anew


def test_what_had_other_arguments_than_ids_cannot_be_done_again(cast: Cast) -> None:
    for given in ({"args": ("Mireille",)}, {"args": (), "kwargs": {"name": "Mireille"}}):
        one = failed(**given)
        assert one.args is None
        assert not retry(pk=one.pk, by=cast.manager)
    assert not retry(pk=failed(task="gone.tasks.of_an_earlier_version").pk, by=cast.manager)
    assert waiting(LONG) == waiting(QUICK) == []


def test_while_the_queue_does_not_answer_nothing_is_marked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = failed()
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", f"redis+socket://{tmp_path}/nobody.sock")
    with pytest.raises(NotTakenError):
        retry(pk=one.pk, by=cast.manager)
    assert FailedTask.objects.open().filter(pk=one.pk).exists()


def test_what_was_ended_from_outside_is_told_by_its_parent() -> None:
    server().delete(key())
    signal = {"sender": clear_sessions, "task_id": "t9", "args": [], "kwargs": {}, "traceback": None}
    fail(exception=TimeoutError(), **signal)
    assert FailedTask.objects.get(task_id="t9").task == clear_sessions.name
    assert counted()[clear_sessions.name].ended == {"failed": 1}


def test_they_are_kept_for_thirty_days() -> None:
    one = failed(at=timezone.now() - timedelta(days=29, hours=23))
    assert forget_old() == 0
    FailedTask.objects.filter(pk=one.pk).update(last_at=timezone.now() - timedelta(days=30, hours=1))
    assert forget_old() == 1


@pytest.mark.usefixtures("celery_worker")
def test_a_real_worker_writes_down_what_fails_and_does_it_again(cast: Cast) -> None:
    notify(
        key="lost",
        agency=cast.agency,
        email=cast.contact.email,
        subject="x",
        body="Awa attend",
        language="fr",
        sender_name="x",
        at=timezone.now(),
        wake=False,
    )
    with no_mail_can_be_claimed():
        send_outbox.delay()
        wait_until(FailedTask.objects.exists, what="the failure")
    one = FailedTask.objects.get()
    assert (one.task, one.args, one.error) == (send_outbox.name, [], "IntegrityError (23505)")
    assert retry(pk=one.pk, by=cast.manager)
    wait_until(lambda: Notification.objects.get(key="lost").state == "sent", what="the mail")
    assert FailedTask.objects.count() == 1
