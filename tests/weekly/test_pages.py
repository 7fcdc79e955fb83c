from datetime import UTC, datetime

import pytest
from django.test import Client

from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast
from tests.weekly.test_lifecycle import WORDS

WEEK = Week.parse("2026-W45")
MONDAY = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)


def reader(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def published(cast: Cast) -> WeeklyReport:
    draft = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    return lifecycle.publish(report=draft, by=cast.manager, at=MONDAY)


def page(week: Week) -> str:
    return f"/b/wouri/reports/{week}/"


def test_the_executive_is_led_to_no_week_that_they_cannot_read(cast: Cast, published: WeeklyReport) -> None:
    text = reader(cast.executive).get(page(WEEK)).content.decode()
    assert page(WEEK.next) not in text
    assert page(WEEK.previous) not in text
    assert page(WEEK.previous) in reader(cast.cm).get(page(WEEK)).content.decode()


def test_a_draft_is_not_there_for_the_executive(cast: Cast, published: WeeklyReport) -> None:
    compute_report(brand=cast.brand, week=WEEK.next, at=MONDAY)
    assert reader(cast.executive).get(page(WEEK.next)).status_code == 404
    assert reader(cast.cm).get(page(WEEK.next)).status_code == 200


def test_a_week_that_does_not_exist_is_refused_in_words(cast: Cast) -> None:
    asked = reader(cast.cm).post("/b/wouri/reports/compute/", {"week": "2026-W54"}, follow=True)
    assert "2026-W54" in asked.content.decode()
    assert not WeeklyReport.objects.exists()


def test_what_the_cm_writes_survives_a_refusal_and_reaches_the_page(cast: Cast) -> None:
    compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    client = reader(cast.cm)
    refused = client.post(f"{page(WEEK)}write/", {"product": "Le forfait nuit plaît", "complete": "1"})
    assert refused.status_code == 422
    assert "Le forfait nuit plaît" in refused.content.decode()
    words = {"product": "Le forfait nuit plaît | J’adore", "reading_fr": "Tout va mieux.", "complete": "1"}
    assert client.post(f"{page(WEEK)}write/", words).status_code == 303
    shown = reader(cast.manager).get(page(WEEK)).content.decode()
    assert "Tout va mieux." in shown
    assert "J’adore" in shown
    assert WeeklyReport.objects.get().state == "completed"


def test_the_reading_of_the_executive_is_recorded_and_that_of_the_makers_is_not(
    cast: Cast, published: WeeklyReport
) -> None:
    reader(cast.cm).get(page(WEEK))
    published.refresh_from_db()
    assert published.state == "published"
    reader(cast.executive).get(page(WEEK))
    published.refresh_from_db()
    assert (published.state, published.first_read_by) == ("read", cast.executive)


def test_the_manager_publishes_what_they_have_seen_and_nothing_else(cast: Cast) -> None:
    draft = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    manager = reader(cast.manager)
    seen = manager.get(page(WEEK)).context["seen"]
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm)
    lifecycle.complete(report=draft, by=cast.cm)
    told = manager.post(f"{page(WEEK)}publish/", {"seen": seen}, follow=True)
    assert "relisez-le" in told.content.decode()
    assert WeeklyReport.objects.get().state == "completed"
    manager.post(f"{page(WEEK)}publish/", {"seen": manager.get(page(WEEK)).context["seen"]})
    assert WeeklyReport.objects.get().state == "published"
