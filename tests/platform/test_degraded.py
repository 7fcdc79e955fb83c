"""While nobody does background work, pages go on and say so."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from cmhub.heartbeat import MARK, degradation
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
    return words


def test_the_page_says_that_no_worker_is_at_work_and_no_longer_when_one_is(cast: Cast) -> None:
    cache.delete(MARK)
    said = sentence()
    assert said in page(cast)
    cache.set(MARK, value=True, timeout=20)
    assert said not in page(cast)


def test_pages_work_while_the_broker_is_down_and_say_so(cast: Cast, settings: object) -> None:
    settings.CACHES = DEAD  # type: ignore[attr-defined]
    assert sentence() in page(cast)


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_for_without_a_worker_is_done_when_one_is_back(
    cast: Cast, request: pytest.FixtureRequest
) -> None:
    cache.delete(MARK)
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
