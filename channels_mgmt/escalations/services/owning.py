"""Whose an escalation was, from when until when: derived from the log, from nothing else.

From the opening to the end no moment belongs to nobody or to two: each department has its own time, and what
passes while it waits for us, or after it has answered, is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from accounts.models import Department
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.calendars import calendar_for
from cmhub.lib.working_time import Calendar, working_seconds_between


class Owner(StrEnum):
    DEPARTMENT = "department"
    US = "us"


MOVED = frozenset({Verb.TRANSFERRED, Verb.NOT_OURS})
ASKS_DEPARTMENT = frozenset({Verb.OPENED, Verb.INFORMATION_GIVEN, Verb.ASKED_FURTHER, Verb.REOPENED})
ASKS_US = frozenset({Verb.INFORMATION_ASKED, Verb.ANSWERED})
ENDS = frozenset({Verb.PUT_IN_TOUCH, Verb.CLOSED})


class Told(Protocol):
    """As much of an event as says whose an escalation is."""

    @property
    def at(self) -> datetime: ...
    @property
    def verb(self) -> str: ...
    @property
    def to_state(self) -> str: ...
    @property
    def details(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Leg:
    """A stretch of time `[since, until)` that was one side's; `until` is None while it still is.

    `department` is the id of whose it was, or for whom we were waited for; None is the agency's manager.
    `working` are the seconds in the department's hours, only where it was its own time.
    """

    owner: Owner
    department: int | None
    name: str
    since: datetime
    until: datetime | None
    working: float | None = None

    def elapsed(self, at: datetime) -> timedelta:
        return (self.until or at) - self.since


@dataclass(frozen=True)
class Share:
    """All the time that was one department's, in seconds: elapsed, and in its hours."""

    department: int | None
    name: str
    elapsed: float
    working: float


def legs_in(events: Iterable[Told], *, department: int | None, name: str = "") -> list[Leg]:
    """The legs that the events, in their order, tell of; those without length are left out.

    `department` is the one that is asked now; the log of each transfer says who was before.
    """
    told = list(events)
    place, place_name = _first(told, department, name)
    legs: list[Leg] = []
    owner: Owner | None = None
    since: datetime | None = None
    for event in told:
        now_owner, now_place, now_name = _after(event, owner, place, place_name)
        if (now_owner, now_place) == (owner, place):
            continue
        if owner is not None and since is not None and event.at > since:
            legs.append(Leg(owner, place, place_name, since, event.at))
        if (owner, place) != (now_owner, now_place):
            since = event.at
        owner, place, place_name = now_owner, now_place, now_name
    if owner is not None and since is not None:
        legs.append(Leg(owner, place, place_name, since, None))
    return legs


def ownership(escalation: Escalation, *, at: datetime | None = None) -> list[Leg]:
    """The legs of an escalation in order, those of departments with their working time, up to `at` where they
    last (nothing of an open leg is counted without it).
    """
    department = escalation.department
    legs = legs_in(
        escalation.events.order_by("at", "pk"),
        department=escalation.department_id,
        name=department.name if department else "",
    )
    calendars = _calendars(escalation, legs, at)
    return [_with_working(leg, calendars, at) for leg in legs]


def shares(legs: Iterable[Leg], at: datetime) -> list[Share]:
    """The time of each department over its legs, in the order in which they were first asked."""
    found: dict[int | None, Share] = {}
    for leg in legs:
        if leg.owner != Owner.DEPARTMENT:
            continue
        before = found.get(leg.department)
        elapsed = leg.elapsed(at).total_seconds() + (before.elapsed if before else 0)
        working = (leg.working or 0) + (before.working if before else 0)
        found[leg.department] = Share(leg.department, leg.name, elapsed, working)
    return list(found.values())


def _first(told: Sequence[Told], department: int | None, name: str) -> tuple[int | None, str]:
    """Who was asked at the opening: whom the first transfer took it from, else who is asked now."""
    moves = (event.details for event in told if event.verb in MOVED and "from" in event.details)
    first: Mapping[str, Any] | None = next(moves, None)
    return (first["from"], first.get("from_name", "")) if first else (department, name)


def _after(
    event: Told, owner: Owner | None, place: int | None, name: str
) -> tuple[Owner | None, int | None, str]:
    """Whose it is after an event."""
    if event.verb in MOVED and "to" in event.details:
        return Owner.DEPARTMENT, event.details["to"], event.details.get("to_name", "")
    if event.verb in ASKS_DEPARTMENT:
        return Owner.DEPARTMENT, place, name
    if event.verb in ASKS_US:
        return Owner.US, place, name
    if event.verb in ENDS or event.to_state == State.RELAYED:
        return None, place, name
    return owner, place, name


def _calendars(
    escalation: Escalation, legs: Iterable[Leg], at: datetime | None
) -> dict[int | None, Calendar]:
    """The hours of each department of the legs; those of one that is no more are unknown."""
    asked = {leg.department for leg in legs if leg.owner == Owner.DEPARTMENT}
    known: dict[int | None, Department | None] = {None: None}
    if escalation.department is not None:
        known[escalation.department_id] = escalation.department
    if missing := [pk for pk in asked if pk not in known]:
        known |= Department.objects.in_bulk(missing)
    around = escalation.around_the_clock
    when = at or escalation.opened_at
    return {
        pk: calendar_for(escalation.brand, known[pk], at=when, around_the_clock=around)
        for pk in asked
        if pk in known
    }


def _with_working(leg: Leg, calendars: Mapping[int | None, Calendar], at: datetime | None) -> Leg:
    until = leg.until or at
    if leg.owner != Owner.DEPARTMENT or until is None or leg.department not in calendars:
        return leg
    working = working_seconds_between(calendars[leg.department], leg.since, max(until, leg.since))
    return Leg(leg.owner, leg.department, leg.name, leg.since, leg.until, working)
