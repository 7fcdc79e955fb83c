"""A question that goes elsewhere is told in the hours of whoever has it now, and woken as their rule says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.choices import DepartmentKind, Urgency
from accounts.models import Contact, Department, Notification
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.services.contacts import add_contact
from channels_mgmt.brands.services.departments import close_department
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.refusing import not_ours
from channels_mgmt.escalations.services.transferring import transfer
from tests.cast import Cast
from tests.escalations.conftest import logged

FRIDAY_EVENING = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)  # 16:00 in Douala, an hour before closing
CLOSED = FRIDAY_EVENING + timedelta(hours=1)
MONDAY = datetime(2026, 3, 9, 7, 0, tzinfo=UTC)  # 8:00 there, when offices open
FROZEN = ("acknowledge_minutes", "answer_minutes", "around_the_clock", "may_wake", "warn_minutes")

Way = Callable[[Cast, Escalation, Department], object]


def _close(cast: Cast, asked: Escalation, to: Department) -> None:
    department = asked.department
    assert department is not None
    department.reports_to = to
    department.save()
    close_department(brand=cast.brand, department=department, by=cast.manager, at=FRIDAY_EVENING)


WAYS: dict[str, Way] = {
    "transferred": lambda cast, asked, to: transfer(escalation=asked, to=to, why="Pour eux", by=cast.cm),
    "not ours": lambda cast, asked, to: not_ours(
        escalation=asked, suggestion=to, why="Pour eux", by=cast.manager
    ),
    "its department closed": _close,
}


@pytest.fixture
def crisis(cast: Cast) -> Department:
    """Where what is counted day and night goes: its people may be woken, and have an hour each."""
    department = cast.department(DepartmentKind.MANAGEMENT)
    rules = cast.brand.routing_rules.filter(department=department)
    assert rules.update(acknowledge_minutes=60, answer_minutes=120, warn_minutes=20) == 1
    for name in ("Paul", "Marthe"):
        email = f"{name.lower()}@example.com"
        add_contact(brand=cast.brand, department=department, name=name, by=None, email=email)
    return department


@pytest.fixture
def ordinary(cast: Cast) -> Department:
    return cast.department(DepartmentKind.CUSTOMER_SERVICE)


def gone(cast: Cast, clock: time_machine.Traveller, way: str, kind: str, to: Department) -> Escalation:
    """What was asked on a Friday evening, and went elsewhere at once."""
    clock.move_to(FRIDAY_EVENING)
    interaction = logged(cast, kind=kind)
    asked = Escalation.objects.filter(interaction=interaction).first()  # by a rule that acts by itself
    asked = asked or open_escalation(interaction=interaction, question="Est-ce vrai ?", by=cast.cm)
    assert asked.department != to
    WAYS[way](cast, asked, to)
    asked.refresh_from_db()
    assert asked.department == to
    return asked


def climbed(asked: Escalation, clock: time_machine.Traveller, until: datetime) -> list[tuple[str, datetime]]:
    """Who was told by then, after those who were asked first, and when."""
    while (due := asked.next_step_at) and due < until:
        clock.move_to(due + timedelta(seconds=30))
        climb_due(due + timedelta(seconds=30))
        asked.refresh_from_db()
    told = asked.events.filter(verb=Verb.CLIMBED, details__mailed=True)
    return [(event.details["name"], event.at.replace(second=0)) for event in told]


def first_told(asked: Escalation) -> Notification:
    return Notification.objects.get(key__startswith=f"escalation:{asked.pk}:leg:2:step:0:")


@pytest.mark.parametrize("way", WAYS)
def test_where_people_may_be_woken_it_climbs_at_night(
    cast: Cast, clock: time_machine.Traveller, crisis: Department, way: str
) -> None:
    asked = gone(cast, clock, way, Kind.COMPLAINT, crisis)
    assert first_told(asked).urgency == Urgency.URGENT
    assert asked.next_step_at == CLOSED - timedelta(minutes=20)
    assert climbed(asked, clock, MONDAY)[:2] == [
        ("Marthe", CLOSED),
        ("Manager", CLOSED + timedelta(hours=1)),
    ]


@pytest.mark.usefixtures("crisis")
@pytest.mark.parametrize("way", WAYS)
def test_where_nobody_is_woken_it_is_held_until_offices_open(
    cast: Cast, clock: time_machine.Traveller, ordinary: Department, way: str
) -> None:
    asked = gone(cast, clock, way, Kind.CRISIS_SIGNAL, ordinary)
    assert first_told(asked).urgency == Urgency.NORMAL
    assert asked.next_step_at == CLOSED - timedelta(minutes=15), "a quarter of the time, as no rule says more"
    assert climbed(asked, clock, MONDAY) == []
    assert asked.held_since is not None
    assert climbed(asked, clock, MONDAY + timedelta(minutes=1)) == [("Second Contact", MONDAY)]


def test_all_that_a_rule_says_goes_with_it(
    cast: Cast, clock: time_machine.Traveller, crisis: Department
) -> None:
    """What goes to a department is from then on as what is asked of it at once."""
    asked = gone(cast, clock, "transferred", Kind.COMPLAINT, crisis)
    direct = open_escalation(interaction=logged(cast), question="?", department=crisis, by=cast.cm)
    assert [getattr(asked, name) for name in FROZEN] == [getattr(direct, name) for name in FROZEN]
    assert [getattr(asked, name) for name in FROZEN] == [60, 120, True, True, 20]
    assert Contact.objects.get(pk=asked.chain[0]["contact"]).name == "Paul"
