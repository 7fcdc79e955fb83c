"""When something is next to be done about an escalation, in the hours of whom it concerns."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from accounts.models import Department
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import ASKING, Rung
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.chain import is_anybody_left
from channels_mgmt.escalations.services.clock.calendars import calendar_for
from cmhub.lib.working_time import (
    Calendar,
    NeverOpenError,
    add_working_time,
    is_open,
    next_opening,
    subtract_working_time,
)

WARNED_BEFORE = 4
"""Without minutes of its own, a warning comes this part of the time before the deadline."""
AT_LEAST = 2
"""And never before this part of it is left, whatever a rule says."""


class Calendars:
    """The calendars that one sweep needs, each worked out once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._known: dict[tuple[int, int | None], Calendar] = {}

    def take(self, calendar: Calendar, brand: Brand, department: Department | None) -> None:
        """One that is known already, as `calendar_for` gives it."""
        self._known[brand.pk, department.pk if department else None] = self._that_opens(
            calendar, brand, department
        )

    def of(self, brand: Brand, department: Department | None) -> Calendar:
        """The department's hours, or those of its brand where it has none in which it ever opens."""
        key = (brand.pk, department.pk if department else None)
        if key not in self._known:
            self.take(calendar_for(brand, department, at=self.at), brand, department)
        return self._known[key]

    def _that_opens(self, calendar: Calendar, brand: Brand, department: Department | None) -> Calendar:
        try:
            next_opening(calendar, self.at)
        except NeverOpenError:
            return self.of(brand, None) if department else Calendar.around_the_clock(brand.time_zone)
        return calendar

    def of_deadlines(self, escalation: Escalation) -> Calendar:
        """In which the escalation's deadlines are counted."""
        if escalation.around_the_clock:
            return Calendar.around_the_clock(escalation.brand.time_zone)
        return self.of(escalation.brand, escalation.department)

    def of_person(self, escalation: Escalation, person: Mapping[str, Any]) -> Calendar:
        """In which a person of the chain may be told: the department's hours, for a manager those of the
        brand; at any time where the rule says that people may be woken.
        """
        if escalation.may_wake:
            return Calendar.around_the_clock(escalation.brand.time_zone)
        of_house = person["rung"] == Rung.MANAGER
        return self.of(escalation.brand, None if of_house else escalation.department)


def next_step(
    escalation: Escalation,
    at: datetime,
    *,
    told_at: datetime | None = None,
    calendars: Calendars | None = None,
) -> datetime | None:
    """When the sweep looks at the escalation again, as it stands after an act at `at`; None for never.

    That is at the next warning or deadline. Once it is late, whoever was told last, at `told_at`, else at
    `at`, has the time to acknowledge, in their hours, before the next person is told; where nobody is left,
    the agency's managers are reminded each working day. What waits for us has no clock.
    """
    if escalation.state not in ASKING:
        return None
    known = calendars or Calendars(at)
    moments = [moment for moment in ahead(escalation, known) if moment >= at]
    if escalation.turned_to is None:
        moments.append(at)
    elif escalation.is_late(at):
        moments.append(max(turn_ends(escalation, told_at or at, known), at))
    return min(moments)


def ahead(escalation: Escalation, calendars: Calendars) -> list[datetime]:
    """The escalation's deadlines that still count, and the warnings before them, whenever they are."""
    return [
        moment
        for deadline, minutes in deadlines(escalation)
        for moment in (warning_before(escalation, deadline, minutes, calendars), deadline)
    ]


def deadlines(escalation: Escalation) -> list[tuple[datetime, int]]:
    """The deadlines that still count, each with the minutes that it gives."""
    to_answer = (escalation.answer_by, escalation.answer_minutes)
    if escalation.acknowledged_at:
        return [to_answer]
    return [(escalation.acknowledge_by, escalation.acknowledge_minutes), to_answer]


def warning_before(
    escalation: Escalation, deadline: datetime, minutes: int, calendars: Calendars
) -> datetime:
    """When to warn of a deadline that gives so many minutes, in the hours in which they are counted."""
    asked = escalation.warn_minutes or minutes / WARNED_BEFORE
    return subtract_working_time(calendars.of_deadlines(escalation), deadline, min(asked, minutes / AT_LEAST))


def turn_ends(escalation: Escalation, told_at: datetime, calendars: Calendars) -> datetime:
    """Until when whoever was told at `told_at` has time before somebody else is told, or they are again."""
    person = escalation.turned_to
    if person is None or not is_anybody_left(escalation.chain, escalation.stand_ins, escalation.step):
        return next_reminder(escalation, told_at, calendars)
    hours = calendars.of_person(escalation, person)
    return add_working_time(hours, told_at, escalation.acknowledge_minutes)


def next_reminder(escalation: Escalation, told_at: datetime, calendars: Calendars) -> datetime:
    """When offices of the brand open on the next working day after `told_at`."""
    hours = calendars.of(escalation.brand, None)
    tomorrow = told_at.astimezone(hours.zone).date() + timedelta(days=1)
    return next_opening(hours, datetime.combine(tomorrow, time(), hours.zone))


def told_from(
    escalation: Escalation, person: Mapping[str, Any], at: datetime, calendars: Calendars
) -> datetime:
    """`at` itself while the person may be told, else when their hours begin."""
    hours = calendars.of_person(escalation, person)
    return at if is_open(hours, at) else next_opening(hours, at)
