"""Days with other hours than those of a department's week."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from accounts.models import AuditEntry, Department
from channels_mgmt.escalations.services.rules.routing import Facts, plan_for
from cmhub.lib.working_time import explain
from tests.cast import Cast

NOW = datetime(2026, 12, 23, 15, 0, tzinfo=UTC)
"""A Wednesday, 16:00 in Douala."""


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(cast: Cast, client: Client) -> Client:
    client.force_login(cast.manager)
    return client


def address(department: Department, what: str = "days/") -> str:
    return f"/b/wouri/departments/{department.slug}/{what}"


def test_a_half_day_and_a_closing_are_counted_and_told(cast: Cast, manager: Client) -> None:
    service = cast.department("customer_service")
    before = plan_for(cast.brand, Facts(kind="complaint"), at=NOW)
    half = {"first": "2026-12-24", "hours": "8h-12h", "why": "Veille de Noël"}
    closed = {"first": "2026-12-28", "last": "2026-12-31", "hours": "", "why": "Inventaire"}
    for sent in (half, closed):
        assert manager.post(address(service), sent).status_code == 303
    service.refresh_from_db()
    assert service.exceptions["2026-12-24"] == {"hours": [["08:00", "12:00"]], "why": "Veille de Noël"}
    assert service.exceptions["2026-12-31"] == {"hours": [], "why": "Inventaire"}
    plan = plan_for(cast.brand, Facts(kind="complaint"), at=NOW)
    assert before.answer_by == datetime(2026, 12, 24, 14, tzinfo=UTC)
    assert plan.answer_by == datetime(2027, 1, 4, 10, tzinfo=UTC)
    with override("fr"):
        told = explain(plan.calendar, NOW, plan.answer_minutes).replace("\u00a0", " ")
    assert "(Inventaire)" in told
    entry = AuditEntry.objects.filter(verb="department.days_written").latest("pk")
    assert sorted(entry.after) == ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"]
    page = manager.get(address(service, "")).content.decode()
    assert "Veille de Noël" in page
    assert "Inventaire" in page


def test_a_day_that_is_taken_back_has_its_usual_hours(cast: Cast, manager: Client) -> None:
    service = cast.department("customer_service")
    manager.post(address(service), {"first": "2026-12-24", "why": "Pont"})
    for _twice in range(2):
        answer = manager.post(address(service, "days/back/"), {"day": "2026-12-24"})
        assert answer.status_code == 303
    assert manager.post(address(service, "days/back/"), {"day": "demain"}).status_code == 303
    service.refresh_from_db()
    assert service.exceptions == {}
    assert AuditEntry.objects.filter(verb="department.day_taken_back").count() == 1


@pytest.mark.parametrize(
    "nonsense",
    [
        {"first": "2026-12-22"},
        {"first": "2026-12-24", "last": "2026-12-23"},
        {"first": "2026-12-24", "last": "2027-02-24"},
        {"first": "2026-12-24", "hours": "le matin"},
        {"first": "2026-12-24", "hours": "8h-12h, 11h-13h"},
        {"first": "", "hours": "8h-12h"},
        {"first": "2026-12-24", "why": ""},
    ],
)
def test_what_means_nothing_is_refused_and_kept(
    cast: Cast, manager: Client, nonsense: dict[str, str]
) -> None:
    service = cast.department("customer_service")
    answer = manager.post(address(service), {"why": "Pont du 24", **nonsense})
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    service.refresh_from_db()
    assert service.exceptions == {}


def test_a_holiday_that_is_worked_and_a_day_without_closing(cast: Cast, manager: Client) -> None:
    service = cast.department("customer_service")
    manager.post(address(service), {"first": "2026-12-25", "hours": "24 h/24", "why": "Renfort de Noël"})
    plan = plan_for(cast.brand, Facts(kind="complaint"), at=datetime(2026, 12, 25, 2, tzinfo=UTC))
    assert plan.answer_by == datetime(2026, 12, 25, 10, tzinfo=UTC)
    assert plan.calendar.intervals_on(date(2026, 12, 25)) == ((0, 24 * 60),)


def test_nothing_of_another_company_is_changed(cast: Cast, manager: Client) -> None:
    theirs = cast.department("customer_service", cast.rival_brand)
    answer = manager.post(f"/b/oasis/departments/{theirs.slug}/days/", {"first": "2026-12-24", "why": "Pont"})
    assert answer.status_code == 404
