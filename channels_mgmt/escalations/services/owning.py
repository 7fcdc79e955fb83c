"""Whose an escalation was, from when until when: derived from the log, from nothing else.

From the opening to the end no moment belongs to nobody or to two: each department has its own time, and what
passes while it waits for us, or after it has answered, is ours. The working time of a stretch is written
down as it ends, in the hours of then, so that hours changed later restate nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.services.clock.deadlines import calendar_of
from channels_mgmt.escalations.services.told import Told, in_order, told_of
from cmhub.lib.working_time import Calendar, working_seconds_between


class Owner(StrEnum):
    DEPARTMENT = "department"
    US = "us"


MOVED = frozenset({Verb.TRANSFERRED, Verb.NOT_OURS})
ASKS_DEPARTMENT = frozenset({Verb.OPENED, Verb.INFORMATION_GIVEN, Verb.ASKED_FURTHER, Verb.REOPENED})
ASKS_US = frozenset({Verb.INFORMATION_ASKED, Verb.ANSWERED})
ENDS = frozenset({Verb.PUT_IN_TOUCH, Verb.CLOSED})
OWNED = "owned"
"""Under which an event that ends a department's own time keeps how much of it lay in which hours."""


@dataclass(frozen=True)
class Leg:
    """A stretch of time `[since, until)` that was one side's; `until` is None while it still is.

    `department` is the id of whose it was, or for whom we were waited for; None is the agency's manager.
    `working` are the seconds in the department's hours, only where it was its own time, and where the log
    has them: what ended before they were written down has none.
    """

    owner: Owner
    department: int | None
    name: str
    since: datetime
    until: datetime | None
    working: float | None = None

    def elapsed(self, at: datetime) -> timedelta:
        return max((self.until or at) - self.since, timedelta())

    def worked(self, calendar: Calendar, at: datetime) -> float:
        """The seconds of it in these hours."""
        return working_seconds_between(calendar, self.since, max(self.until or at, self.since))


@dataclass(frozen=True)
class Share:
    """All the time that was one department's, in seconds: elapsed, and in its hours, None where that is not
    known of all of it.
    """

    department: int | None
    name: str
    elapsed: float
    working: float | None


def legs_in(events: Iterable[Told], *, department: int | None, name: str = "") -> list[Leg]:
    """The legs that the events, as they were written, tell of; those without length are left out.

    `department` is the one that is asked now; the log of each transfer says who was before.
    """
    told = list(events)
    place, place_name = _first(told, department, name)
    legs: list[Leg] = []
    owner: Owner | None = None
    since: datetime | None = None
    for at, event in in_order(told):
        now_owner, now_place, now_name = _after(event, owner, place, place_name)
        if (now_owner, now_place) == (owner, place):
            continue
        if owner is not None and since is not None and at > since:
            working = event.details.get(OWNED, {}).get("working") if owner == Owner.DEPARTMENT else None
            legs.append(Leg(owner, place, place_name, since, at, working))
        since = at
        owner, place, place_name = now_owner, now_place, now_name
    if owner is not None and since is not None:
        legs.append(Leg(owner, place, place_name, since, None))
    return legs


def ownership(escalation: Escalation, *, at: datetime | None = None) -> list[Leg]:
    """The legs of one escalation, see `ownership_of`."""
    return ownership_of([escalation], at=at or timezone.now())[escalation.pk]


def ownership_of(escalations: Iterable[Escalation], *, at: datetime) -> dict[int, list[Leg]]:
    """The legs of each escalation, by its id and in order; one of a department's that lasts has the working
    time that has passed of it by `at`. `brand` and `department` should be loaded with the escalations.
    """
    listed = {escalation.pk: escalation for escalation in escalations}
    events: dict[int, list[EscalationEvent]] = defaultdict(list)
    for event in told_of(listed).only("escalation_id", "at", "verb", "to_state", "details"):
        events[event.escalation_id].append(event)
    hours = _hours(at)
    return {pk: _reckoned(one, events[pk], hours, at) for pk, one in listed.items()}


def own_time(held: Escalation, at: datetime) -> dict[str, Any]:
    """What the event that ends a department's own time at `at` keeps of it; nothing where none ends.

    The caller holds the escalation, which still is with that department, and tells the event afterwards.
    """
    legs = legs_in(told_of([held.pk]), department=held.department_id)
    if not legs or legs[-1].until is not None or legs[-1].owner != Owner.DEPARTMENT:
        return {}
    calendar = calendar_of(held, at)
    return {
        OWNED: {
            "working": legs[-1].worked(calendar, at),
            "around_the_clock": held.around_the_clock,
            "calendar_version": calendar.version,
        }
    }


def shares(legs: Iterable[Leg], at: datetime) -> list[Share]:
    """The time of each department over its legs, in the order in which they were first asked."""
    found: dict[int | None, Share] = {}
    for leg in legs:
        if leg.owner != Owner.DEPARTMENT:
            continue
        elapsed, working = leg.elapsed(at).total_seconds(), leg.working
        if before := found.get(leg.department):
            elapsed += before.elapsed
            is_known = working is not None and before.working is not None
            working = (working or 0) + (before.working or 0) if is_known else None
        found[leg.department] = Share(leg.department, leg.name, elapsed, working)
    return list(found.values())


def _first(told: Sequence[Told], department: int | None, name: str) -> tuple[int | None, str]:
    """Who was asked at the opening: whom the first transfer took it from, else who is asked now."""
    moves = (event.details for event in told if event.verb in MOVED and "from" in event.details)
    first = next(moves, None)
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


def _reckoned(
    escalation: Escalation, events: Iterable[Told], hours: Callable[[Escalation], Calendar], at: datetime
) -> list[Leg]:
    department = escalation.department
    name = department.name if department else ""
    legs = legs_in(events, department=escalation.department_id, name=name)
    if legs and legs[-1].until is None and legs[-1].owner == Owner.DEPARTMENT:
        legs[-1] = replace(legs[-1], working=legs[-1].worked(hours(escalation), at))
    return legs


def _hours(at: datetime) -> Callable[[Escalation], Calendar]:
    """In which the deadlines of an escalation are counted, each calendar worked out once."""
    known: dict[tuple[int, int | None, bool], Calendar] = {}

    def of(escalation: Escalation) -> Calendar:
        key = (escalation.brand_id, escalation.department_id, escalation.around_the_clock)
        if key not in known:
            known[key] = calendar_of(escalation, at)
        return known[key]

    return of
