"""The clocks of a department whose only contact is on leave, and in which all are away at once."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import override

from accounts.models import Contact
from accounts.services.leaves import leaves_of
from channels_mgmt.brands.services.absences import cancel_absence, record_absence
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.escalations.services.clock.calendars import calendar_for
from channels_mgmt.escalations.services.rules.routing import Facts, plan_for
from cmhub.lib.working_time import Leave, explain
from tests.cast import Cast
from tests.escalations.conftest import NOW

MONDAY, BACK = date(2026, 3, 2), date(2026, 3, 9)


def people(cast: Cast) -> list[Contact]:
    of_service = Contact.objects.filter(department=cast.department("customer_service"))
    return list(of_service.select_related("department").order_by("is_head", "position"))


@pytest.fixture
def alone(cast: Cast) -> Contact:
    """The customer service has one contact, Mme Ngo."""
    ngo, *others = people(cast)
    Contact.objects.filter(pk__in=[one.pk for one in others]).delete()
    ngo.name = "Mme Ngo"
    ngo.save()
    return ngo


def away(cast: Cast, who: Contact, deputy: Contact | None = None, **days: Any) -> Any:
    given = {"starts_on": MONDAY, "ends_on": BACK, **days}
    return record_absence(brand=cast.brand, contact=who, deputy=deputy, by=cast.manager, **given)


def planned(cast: Cast) -> Any:
    return plan_for(cast.brand, Facts(kind="complaint"), at=NOW)


def leaves(cast: Cast) -> tuple[Leave, ...]:
    service = cast.department("customer_service")
    return leaves_of([service.pk], NOW).get(service.pk, ())


def test_the_clock_waits_for_the_only_contact_and_says_so(cast: Cast, alone: Contact) -> None:
    away(cast, alone)
    plan = planned(cast)
    assert plan.acknowledge_by == datetime(2026, 3, 9, 8, tzinfo=UTC)
    with override("fr"):
        told = explain(plan.calendar, NOW, plan.acknowledge_minutes).replace("\u00a0", " ")
    assert told.startswith("lundi 2 mars 10 h + 1 h ouvrée → lundi 9 mars 9 h")
    with override("en"):
        told = explain(plan.calendar, NOW, plan.acknowledge_minutes)
    assert "Mme Ngo away until 9 March, nobody stands in" in told


def test_it_runs_where_somebody_stands_in_or_is_there(cast: Cast, alone: Contact) -> None:
    usual = planned(cast).acknowledge_by
    sales = add_contact(
        brand=cast.brand, department=cast.department("sales"), name="Paul", email="p@example.com", by=None
    )
    absence = away(cast, alone, sales)
    assert planned(cast).acknowledge_by == usual
    cancel_absence(brand=cast.brand, absence=absence, by=cast.manager)
    away(cast, alone)
    assert planned(cast).acknowledge_by != usual
    second = add_contact(
        brand=cast.brand, department=alone.department, name="Rose", email="r@example.com", by=None
    )
    assert planned(cast).acknowledge_by == usual
    away(cast, second, ends_on=date(2026, 3, 4))
    assert leaves(cast) == (Leave(MONDAY, date(2026, 3, 4), ""),)


def test_a_deputy_who_is_away_too_stands_in_on_their_own_days_alone(cast: Cast, alone: Contact) -> None:
    sales = add_contact(
        brand=cast.brand, department=cast.department("sales"), name="Paul", email="p@example.com", by=None
    )
    away(cast, alone, sales)
    away(cast, sales, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 6))
    assert leaves(cast) == (Leave(date(2026, 3, 4), date(2026, 3, 6), "Mme Ngo"),)


@pytest.mark.parametrize("ends_on", [None, date(2026, 5, 30)])
def test_an_absence_without_an_end_or_too_long_stops_no_clock(
    cast: Cast, alone: Contact, ends_on: date | None
) -> None:
    usual = planned(cast).acknowledge_by
    away(cast, alone, ends_on=ends_on)
    assert leaves(cast) == ()
    assert planned(cast).acknowledge_by == usual


def test_a_crisis_does_not_wait_for_anybody(cast: Cast) -> None:
    management = cast.department("management")
    for contact in Contact.objects.filter(department=management).select_related("department"):
        away(cast, contact)
    plan = plan_for(cast.brand, Facts(kind="crisis_signal"), at=NOW)
    assert (plan.acknowledge_by - NOW).total_seconds() == plan.acknowledge_minutes * 60


def test_a_leave_changes_the_version_of_the_calendar(cast: Cast, alone: Contact) -> None:
    department = alone.department
    before = calendar_for(cast.brand, department, at=NOW).version
    away(cast, alone)
    assert calendar_for(cast.brand, department, at=NOW).version != before


def test_nobody_is_asked_about_absences_twice(cast: Cast, django_assert_num_queries: Any) -> None:
    service = cast.department("customer_service")
    with django_assert_num_queries(1):
        assert leaves_of([service.pk], NOW) == {}
