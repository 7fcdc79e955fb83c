"""Each department's own time: written down as it ends, and one number on the page and in the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from accounts.choices import DepartmentKind
from accounts.models import Department
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.asking import ask_back
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.owning import OWNED, Leg, Owner, ownership, shares
from channels_mgmt.escalations.services.put_in_touch import put_in_touch
from channels_mgmt.escalations.services.refusing import not_ours
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.lib.weeks import Week
from reporting.weekly.owned import owned_rows
from reporting.weekly.services.computing import figures_of_week
from tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # 16:00 in Douala, an hour before closing
TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # 10:00 there, two hours after opening
WEEK = Week.parse("2026-W10")

ENDED: dict[str, Callable[[Cast, Escalation], object]] = {
    "answered": lambda cast, asked: acts.answer(escalation=asked, publishable="Oui", by=cast.contact),
    "put in touch": lambda cast, asked: put_in_touch(escalation=asked, words="Appelée", by=cast.contact),
    "asked back": lambda cast, asked: ask_back(escalation=asked, text="Laquelle ?", by=cast.contact),
    "closed": lambda cast, asked: acts.close(escalation=asked, reason="Réglé", by=cast.cm),
    "transferred": lambda cast, asked: transfer(
        escalation=asked, to=cast.department(DepartmentKind.LEGAL), why="Pour eux", by=cast.cm
    ),
    "not ours": lambda cast, asked: not_ours(
        escalation=asked, suggestion=cast.department(DepartmentKind.LEGAL), why="Pour eux", by=cast.contact
    ),
}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def asked(cast: Cast) -> Escalation:
    """Of the customer service, on a Monday at 16:00, an hour before it closes."""
    wrote = log_interaction(
        brand=cast.brand, channel=cast.official, author="Awa", kind="complaint", text="Bloquée", by=cast.cm
    )
    return open_escalation(interaction=wrote, question="Que répondre ?", by=cast.cm)


def change_hours(*departments: Department) -> None:
    """From now on they open two hours a day, and were never open when all this happened."""
    hours = {str(day): ["12:00-14:00"] for day in range(1, 8)}
    Department.objects.filter(pk__in=[one.pk for one in departments]).update(hours=hours)


def fresh(one: Escalation) -> Escalation:
    return Escalation.objects.get(pk=one.pk)


@pytest.mark.parametrize("how", ENDED)
def test_what_ends_it_keeps_it_whatever_hours_come_later(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller, how: str
) -> None:
    clock.move_to(TUESDAY)
    ENDED[how](cast, asked)
    (kept,) = fresh(asked).events.filter(**{f"details__{OWNED}__isnull": False})
    assert kept.details[OWNED] == {
        "working": 3 * 3600,
        "around_the_clock": False,
        "calendar_version": asked.calendar_version,
    }
    change_hours(cast.department(DepartmentKind.CUSTOMER_SERVICE))
    first = ownership(fresh(asked), at=TUESDAY + HOUR)[0]
    assert (first.owner, first.working, first.elapsed(TUESDAY)) == (Owner.DEPARTMENT, 3 * 3600, 18 * HOUR)


def test_what_ends_none_keeps_none(cast: Cast, asked: Escalation) -> None:
    not_ours(escalation=asked, suggestion=None, why="Aucune idée", by=cast.contact)
    acts.answer(escalation=asked, publishable="Oui", by=cast.contact)
    acts.close(escalation=asked, reason="Dit de vive voix", by=cast.cm)
    assert [OWNED in event.details for event in fresh(asked).events.filter(verb="not_ours")] == [False]
    assert [OWNED in event.details for event in fresh(asked).events.filter(verb="closed")] == [False]


def test_a_transfer_leaves_each_its_own_hours_and_page_and_report_agree(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    """First by office hours, then by a rule that counts day and night, then by office hours again."""
    service, legal = (
        cast.department(kind) for kind in (DepartmentKind.CUSTOMER_SERVICE, DepartmentKind.LEGAL)
    )
    cast.brand.routing_rules.filter(is_catch_all=True).update(around_the_clock=True)
    clock.move_to(MONDAY + 2 * HOUR)  # offices closed an hour ago
    transfer(escalation=asked, to=None, why="Le responsable d'abord", by=cast.cm)
    clock.move_to(TUESDAY)
    transfer(escalation=fresh(asked), to=legal, why="Du droit", by=cast.manager)
    at = TUESDAY + HOUR
    clock.move_to(at)
    expected = [
        (service.slug, 2 * 3600, 3600),
        ("manager", 16 * 3600, 16 * 3600),
        (legal.slug, 3600, 3600),
    ]
    assert owned_rows(cast.brand, WEEK, at=at) == expected
    page = client_of(cast.manager).get(reverse("escalations:detail", args=[asked.pk]))
    assert [(one.elapsed, one.working) for one in page.context["shares"]] == [row[1:] for row in expected]
    by_department = figures_of_week(cast.brand, WEEK, at=at)["escalations"]["by_department"]
    for slug, elapsed, working in expected:
        assert by_department[slug]["ownership_seconds"]["median"] == elapsed
        assert by_department[slug]["ownership_open_seconds"]["median"] == working
    change_hours(service)
    cast.brand.routing_rules.update(around_the_clock=False)
    assert owned_rows(cast.brand, WEEK, at=at) == expected


def test_what_still_lasts_counts_in_the_hours_of_its_deadlines(cast: Cast, asked: Escalation) -> None:
    assert owned_rows(cast.brand, WEEK, at=TUESDAY)[0][1:] == (18 * 3600, 3 * 3600)
    Escalation.objects.filter(pk=asked.pk).update(around_the_clock=True)
    assert owned_rows(cast.brand, WEEK, at=TUESDAY)[0][1:] == (18 * 3600, 18 * 3600)


def test_what_ended_before_it_was_written_down_is_not_made_up() -> None:
    known = Leg(Owner.DEPARTMENT, 7, "Service", MONDAY, MONDAY + HOUR, 3600.0)
    unknown = Leg(Owner.DEPARTMENT, 7, "Service", MONDAY + HOUR, MONDAY + 2 * HOUR)
    for legs in ([known, unknown], [unknown, known]):
        (share,) = shares(legs, TUESDAY)
        assert (share.elapsed, share.working) == (7200, None)
