"""While nobody does background work, pages go on and say so."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from cmhub.celery import app
from cmhub.heartbeat import MARKS, degradation, leave_marks, unserved
from cmhub.queues import QUEUES
from reporting.weekly.models import ReportRun, WeeklyReport
from reporting.weekly.tasks import compute_due
from tests.cast import Cast
from tests.waiting import wait_until

DEAD = {
    "default": {"BACKEND": "cmhub.lib.cache.ForgivingRedisCache", "LOCATION": "unix:///nowhere/broker?db=1"}
}


def page(cast: Cast) -> str:
    client = Client()
    client.force_login(cast.cm)
    response = client.get("/b/wouri/inbox/")
    assert response.status_code == 200
    return response.content.decode()


def sentence() -> str:
    with override("fr"):
        words = degradation()
    assert words
    return escape(words)


def at_work(*queues: str) -> None:
    cache.delete_many(MARKS.values())
    cache.set_many({MARKS[queue]: True for queue in queues}, timeout=20)


def test_the_page_says_what_no_worker_does_and_nothing_when_all_are_at_work(cast: Cast) -> None:
    said = []
    for stopped in QUEUES:
        at_work(*(queue for queue in QUEUES if queue != stopped))
        said.append(sentence())
        assert said[-1] in page(cast)
    at_work()
    said.append(sentence())
    assert said[-1] in page(cast)
    assert len(set(said)) == len(QUEUES) + 1
    at_work(*QUEUES)
    assert not any(words in page(cast) for words in said)


@pytest.mark.parametrize("queue", QUEUES)
def test_a_worker_marks_the_queues_it_serves_and_no_others(
    queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.delete_many(MARKS.values())
    monkeypatch.setattr(app.amqp.queues, "_consume_from", {queue: app.amqp.queues[queue]})
    leave_marks()
    assert unserved() == [other for other in QUEUES if other != queue]


def test_pages_work_while_the_broker_is_down_and_say_so(cast: Cast, settings: object) -> None:
    settings.CACHES = DEAD  # type: ignore[attr-defined]
    assert sentence() in page(cast)


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_for_without_a_worker_is_done_when_one_is_back(
    cast: Cast, request: pytest.FixtureRequest
) -> None:
    at_work()
    client = Client()
    client.force_login(cast.cm)
    asked = client.post("/b/wouri/reports/compute/", {"week": "2026-W46"}, follow=True)
    assert asked.status_code == 200
    assert sentence() in asked.content.decode()
    assert not WeeklyReport.objects.exists()
    request.getfixturevalue("celery_worker")
    compute_due.delay()
    wait_until(lambda: ReportRun.objects.filter(brand=cast.brand, finished_at__isnull=False).exists())
    assert WeeklyReport.objects.filter(brand=cast.brand, week="2026-W46").exists()
    wait_until(lambda: degradation() is None, what="the mark of the worker")
