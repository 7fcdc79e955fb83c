from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import Role
from accounts.models import AuditEntry, Membership, User
from accounts.services.employment import add_leave
from accounts.skill_choices import LeaveKind
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.load import Span, overload
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.assignments import assign, change_assignment, end_assignment
from tests.cast import Cast, client_of, make_ready

TODAY = datetime.now(ZoneInfo("Africa/Douala")).date()
"""In the house of the cast, which is an hour ahead of Greenwich."""


@pytest.fixture(autouse=True)
def _colleague_is_ready(cast: Cast) -> None:
    """What is refused here is not refused for want of a readiness check."""
    make_ready(cast.brand, cast.colleague, by=cast.strategist)


def test_an_assignment_opens_the_brand_and_its_end_closes_it(cast: Cast) -> None:
    assert not rights_of(cast.colleague, cast.brand).roles
    made = assign(
        brand=cast.brand,
        user=cast.colleague,
        role=Role.COMMUNITY_MANAGER,
        channel=cast.official,
        by=cast.manager,
        starts_on=TODAY - timedelta(days=3),
    )
    assert rights_of(cast.colleague, cast.brand).may("inbox.write")
    end_assignment(assignment=made, by=cast.manager, on=TODAY)
    assert not Brand.objects.visible_to(cast.colleague).exists()


@pytest.mark.parametrize(
    ("channel", "role"),
    [
        ("official", Role.CUSTOMER_SERVICE),
        ("official", Role.CONTENT_MANAGER),
        ("service_channel", Role.COMMUNITY_MANAGER),
        ("service_channel", Role.TECH_SUPPORT),
        ("support_channel", Role.CUSTOMER_SERVICE),
    ],
)
def test_a_channel_is_refused_to_the_wrong_role_with_the_reason(cast: Cast, channel: str, role: str) -> None:
    with pytest.raises(ValidationError) as refused:
        assign(
            brand=cast.brand, user=cast.colleague, role=role, channel=getattr(cast, channel), by=cast.manager
        )
    assert str(Role(role).label) in refused.value.messages[0]
    assert not Assignment.objects.filter(user=cast.colleague).exists()
    assert not rights_of(cast.colleague, cast.brand).roles


def test_a_channel_has_one_lead_at_a_time(cast: Cast) -> None:
    lead = {"brand": cast.brand, "role": Role.COMMUNITY_MANAGER, "channel": cast.official, "is_lead": True}
    with pytest.raises(ValidationError, match="référent"):
        assign(user=cast.colleague, by=cast.manager, **lead)
    end_assignment(assignment=Assignment.objects.get(user=cast.cm), by=cast.manager, on=TODAY)
    assert assign(user=cast.colleague, by=cast.manager, starts_on=TODAY, **lead).is_lead


def test_the_database_itself_refuses_a_second_lead(cast: Cast) -> None:
    junior = Assignment.objects.filter(user=cast.junior)
    with pytest.raises(IntegrityError), transaction.atomic():
        junior.update(is_lead=True)


def test_nobody_is_given_more_hours_than_they_work(cast: Cast) -> None:
    make_ready(cast.other_brand, cast.cm, by=cast.strategist)
    take = {"brand": cast.other_brand, "user": cast.cm, "role": Role.COMMUNITY_MANAGER, "by": cast.manager}
    with pytest.raises(ValidationError, match="travaille 40"):
        assign(hours_per_week=21, **take)
    assert assign(hours_per_week=20, **take).hours_per_week == 20


def test_a_channel_of_another_brand_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="autre marque"):
        assign(
            brand=cast.other_brand,
            user=cast.colleague,
            role=Role.COMMUNITY_MANAGER,
            channel=cast.official,
            by=cast.manager,
        )


def test_an_end_before_the_start_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="après le début"):
        assign(
            brand=cast.brand,
            user=cast.colleague,
            role=Role.EXECUTIVE,
            by=cast.manager,
            starts_on=TODAY,
            ends_on=TODAY - timedelta(days=1),
        )


def test_an_assignment_taken_back_before_it_began_leaves_nothing(cast: Cast) -> None:
    made = assign(
        brand=cast.brand,
        user=cast.colleague,
        role=Role.COMMUNITY_MANAGER,
        by=cast.manager,
        starts_on=TODAY + timedelta(days=7),
    )
    assert not rights_of(cast.colleague, cast.brand).roles
    end_assignment(assignment=made, by=cast.manager, on=TODAY)
    assert not cast.colleague.brand_roles.exists()


# --- Changes ----------------------------------------------------------------------------------------


def of(user: User) -> Assignment:
    return Assignment.objects.current().get(user=user)


def test_a_change_from_a_day_on_ends_what_was_and_begins_what_is(cast: Cast) -> None:
    before, later = of(cast.cm), TODAY + timedelta(days=14)
    after = change_assignment(assignment=before, by=cast.manager, from_day=later, hours_per_week=10)
    before.refresh_from_db()
    assert (before.ends_on, before.hours_per_week, before.ended_by) == (later, 20, cast.manager)
    assert (after.starts_on, after.hours_per_week, after.is_lead) == (later, 10, True)
    assert after.follows == before
    assert rights_of(cast.cm, cast.brand).may("inbox.write")


def test_what_has_not_begun_is_corrected(cast: Cast) -> None:
    made = assign(
        brand=cast.third_brand,
        user=cast.service,
        role=Role.CUSTOMER_SERVICE,
        by=cast.manager,
        starts_on=TODAY,
    )
    changed = change_assignment(
        assignment=made, by=cast.manager, role=Role.TECH_SUPPORT, hours_per_week=5, edition=made.edition
    )
    assert (changed.pk, changed.role, changed.brand_role.role) == (
        made.pk,
        Role.TECH_SUPPORT,
        Role.TECH_SUPPORT,
    )
    assert changed.edition == 2
    entry = AuditEntry.objects.get(verb="assignment.changed")
    assert entry.before == {"role": "customer_service", "hours_per_week": 0}


def test_an_end_alone_is_moved(cast: Cast) -> None:
    held, end = of(cast.cm), TODAY + timedelta(days=60)
    changed = change_assignment(assignment=held, by=cast.manager, ends_on=end)
    assert (changed.pk, changed.ends_on, changed.brand_role.ends_on) == (held.pk, end, end)
    assert change_assignment(assignment=changed, by=cast.manager, ends_on=None).ends_on is None
    with pytest.raises(ValidationError, match="passé"):
        change_assignment(assignment=held, by=cast.manager, ends_on=TODAY - timedelta(days=5))


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"role": Role.CUSTOMER_SERVICE}, "agent du service clients"),
        ({"hours_per_week": 41}, "travaille 40"),
        ({"ends_on": TODAY - timedelta(days=400)}, "après le début"),
        ({"from_day": TODAY - timedelta(days=1), "hours_per_week": 4}, "passé"),
    ],
)
def test_a_change_is_refused_with_the_reason_and_whole(cast: Cast, terms: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        change_assignment(assignment=of(cast.cm), by=cast.manager, **terms)
    assert why in " ".join(refused.value.messages)
    assert (of(cast.cm).hours_per_week, of(cast.cm).ends_on) == (20, None)


def test_a_second_lead_by_a_change_is_refused_by_the_database(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="référent"):
        change_assignment(assignment=of(cast.junior), by=cast.manager, is_lead=True)
    assert of(cast.junior).ends_on is None


def test_the_second_who_changes_it_is_told_what_the_first_wrote(cast: Cast) -> None:
    held = of(cast.cm)
    url = f"/b/wouri/team/{held.pk}/"
    form = {"role": held.role, "is_lead": "on", "edition": held.edition, "hours_per_week": 20}
    first, second = client_of(cast.manager), client_of(cast.manager)
    assert first.post(url, {**form, "ends_on": "2030-01-01"}).status_code == 303
    answer = second.post(url, {**form, "hours_per_week": 8})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "1er janvier 2030" in page
    assert 'value="8"' in page
    assert of(cast.cm).hours_per_week == 20
    again = {**form, "hours_per_week": 8, "edition": answer.context["form"]["edition"].value()}
    assert second.post(url, again).status_code == 303
    assert of(cast.cm).hours_per_week == 8


# --- Leave, hours and twice --------------------------------------------------------------------------


def away(cast: Cast, user: User, first: int, days: int) -> None:
    start = TODAY + timedelta(days=first)
    add_leave(
        agency=cast.agency,
        user=user,
        by=cast.manager,
        kind=LeaveKind.SICK,
        starts_on=start,
        ends_on=start + timedelta(days=days),
    )


def test_nobody_begins_while_on_leave(cast: Cast) -> None:
    away(cast, cast.service, first=0, days=10)
    take = {
        "brand": cast.third_brand,
        "user": cast.service,
        "role": Role.CUSTOMER_SERVICE,
        "by": cast.manager,
    }
    with pytest.raises(ValidationError, match="en congé"):
        assign(**take)
    with pytest.raises(ValidationError, match="en congé"):
        assign(**take, starts_on=TODAY + timedelta(days=9))
    assert assign(**take, starts_on=TODAY + timedelta(days=10))


def test_a_leave_later_on_stops_nobody(cast: Cast) -> None:
    away(cast, cast.service, first=3, days=10)
    assert assign(brand=cast.third_brand, user=cast.service, role=Role.CUSTOMER_SERVICE, by=cast.manager)


def test_who_is_on_leave_can_be_changed_where_they_are(cast: Cast) -> None:
    away(cast, cast.service, first=-2, days=10)
    changed = change_assignment(assignment=of(cast.service), by=cast.manager, hours_per_week=9)
    assert changed.hours_per_week == 9


def test_hours_to_come_count_too(cast: Cast) -> None:
    later = TODAY + timedelta(days=30)
    take = {"user": cast.service, "role": Role.CUSTOMER_SERVICE, "by": cast.manager}
    assign(brand=cast.other_brand, hours_per_week=30, starts_on=later, **take)
    with pytest.raises(ValidationError, match=r"travaillera 40 h par semaine et en aura 30"):
        assign(brand=cast.third_brand, hours_per_week=11, **take)
    assert assign(brand=cast.third_brand, hours_per_week=11, ends_on=later, **take)


@pytest.mark.parametrize("hours", [169, 200, 32_000])
def test_a_week_has_168_hours(cast: Cast, hours: int) -> None:
    Membership.objects.filter(user=cast.service).update(hours_per_week=168)
    with pytest.raises(ValidationError):
        assign(
            brand=cast.third_brand,
            user=cast.service,
            role=Role.CUSTOMER_SERVICE,
            by=None,
            hours_per_week=hours,
        )
    form = {"user": cast.service.pk, "role": "customer_service", "hours_per_week": hours, "key": uuid4()}
    assert client_of(cast.manager).post("/b/teranga/team/assign/", form).status_code == 422


def test_one_role_on_the_whole_brand_is_given_once(cast: Cast) -> None:
    take = {"brand": cast.brand, "user": cast.service, "role": Role.CONTENT_MANAGER, "by": cast.manager}
    assign(**take)
    with pytest.raises(ValidationError, match="déjà ce rôle"):
        assign(**take)


def test_a_form_sent_twice_assigns_once(cast: Cast) -> None:
    form = {"user": cast.service.pk, "role": "content_manager", "hours_per_week": 3, "key": uuid4()}
    manager = client_of(cast.manager)
    for _ in range(2):
        assert manager.post("/b/wouri/team/assign/", form).status_code == 303
    assert Assignment.objects.filter(user=cast.service, role=Role.CONTENT_MANAGER).count() == 1


days = st.integers(0, 60)
spans = st.lists(st.tuples(days, st.none() | st.integers(1, 30), st.integers(0, 40)), max_size=6)


@given(spans, spans, st.integers(0, 40), days, st.none() | st.integers(1, 40))
def test_an_overload_is_found_on_exactly_the_first_day_that_has_one(
    given_: list[tuple[int, int | None, int]],
    works: list[tuple[int, int | None, int]],
    hours: int,
    first: int,
    length: int | None,
) -> None:
    """Against every day looked at one by one."""

    def made(rows: list[tuple[int, int | None, int]]) -> list[Span]:
        return [Span(day(start), day(start + lasts) if lasts else None, each) for start, lasts, each in rows]

    def day(number: int) -> date:
        return TODAY + timedelta(days=number)

    held, places = made(given_), made(works)
    end = day(first + length) if length else None
    expected = None
    for number in range(first, first + (length or 200)):
        known = [span.hours for span in places if span.holds(day(number))]
        limit = min(max(known), 168) if known else 168
        if sum(span.hours for span in held if span.holds(day(number))) + hours > limit:
            expected = day(number)
            break
    found = overload(held, places, hours=hours, starts_on=day(first), ends_on=end)
    assert (found.day if found else None) == expected
