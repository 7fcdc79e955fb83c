"""The time that each department had the questions of a week, from the log of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Department
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import EscalationEvent
from channels_mgmt.escalations.services.calendars import calendar_for
from channels_mgmt.escalations.services.owning import (
    ASKS_DEPARTMENT,
    ASKS_US,
    ENDS,
    MOVED,
    Leg,
    Owner,
    legs_in,
)
from cmhub.lib.weeks import Week
from cmhub.lib.working_time import Calendar, working_seconds_between

MANAGER = "manager"
TOLD = (*ENDS, *ASKS_DEPARTMENT, *ASKS_US, *MOVED, Verb.RELAYED)
"""The events by which a question changes hands."""


@dataclass(frozen=True)
class Event:
    """As much of an event as says whose a question is."""

    at: datetime
    verb: str
    to_state: str
    details: dict[str, Any]


def owned_rows(brand: Brand, week: Week, *, at: datetime) -> list[tuple[str, float, float]]:
    """For each question opened in the week and each department that had it, until `at`: the department's
    slug, the seconds that passed, and those in its hours.
    """
    legs = {pk: list(found) for pk, found in _legs(brand, week)}
    asked = {leg.department for found in legs.values() for leg in found}
    departments = Department.objects.in_bulk([pk for pk in asked if pk])
    slugs: dict[int | None, str] = {None: MANAGER, **{pk: one.slug for pk, one in departments.items()}}
    calendars = {pk: calendar_for(brand, departments.get(pk or 0), at=at) for pk in asked if pk in slugs}
    return [
        (str(slugs[pk]), *_time(held, calendars[pk], at))
        for found in legs.values()
        for pk, held in _by_department(found).items()
        if pk in slugs
    ]


def _legs(brand: Brand, week: Week) -> Iterable[tuple[int, Iterable[Leg]]]:
    start, end = week.start(brand.time_zone), week.end(brand.time_zone)
    rows = EscalationEvent.objects.filter(
        escalation__brand=brand,
        escalation__opened_at__gte=start,
        escalation__opened_at__lt=end,
        verb__in=TOLD,
    ).order_by("escalation_id", "at", "pk")
    told = rows.values_list("escalation_id", "escalation__department_id", "at", "verb", "to_state", "details")
    events: dict[tuple[int, int | None], list[Event]] = defaultdict(list)
    for escalation, department, *event in told:
        events[escalation, department].append(Event(*event))
    for (escalation, now_with), of_one in events.items():
        legs = legs_in(of_one, department=now_with)
        yield escalation, (leg for leg in legs if leg.owner == Owner.DEPARTMENT)


def _by_department(legs: Iterable[Leg]) -> dict[int | None, list[Leg]]:
    found: dict[int | None, list[Leg]] = defaultdict(list)
    for leg in legs:
        found[leg.department].append(leg)
    return found


def _time(legs: list[Leg], calendar: Calendar, at: datetime) -> tuple[float, float]:
    elapsed = sum(max(leg.elapsed(at).total_seconds(), 0) for leg in legs)
    working = sum(
        working_seconds_between(calendar, leg.since, max(leg.until or at, leg.since)) for leg in legs
    )
    return elapsed, working
