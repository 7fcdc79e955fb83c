"""Deadlines that begin anew, and deadlines that a pause puts off."""

from datetime import datetime

from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.clock.calendars import calendar_for
from channels_mgmt.escalations.services.clock.pauses import pauses_of
from cmhub.lib.working_time import Calendar, add_working_time, working_seconds_between


def calendar_of(held: Escalation, at: datetime) -> Calendar:
    """The hours in which the deadlines of the escalation, as it stands, are counted."""
    return calendar_for(held.brand, held.department, at=at, around_the_clock=held.around_the_clock)


def begin_anew(held: Escalation, calendar: Calendar, at: datetime) -> None:
    """Sets both deadlines, counted from `at`; the caller saves them."""
    held.calendar_version = calendar.version
    held.acknowledge_by = add_working_time(calendar, at, held.acknowledge_minutes)
    held.answer_by = add_working_time(calendar, at, held.answer_minutes)


def resume(held: Escalation, at: datetime) -> float:
    """Puts the answer's deadline off by the working time that passed while the department waited for us;
    returns that time in seconds. The caller holds the escalation, tells the event afterwards, and saves it.

    A deadline that had passed before the pause began stays where it was.
    """
    if held.state != State.INFORMATION_ASKED:
        return 0
    pauses = pauses_of(held)
    if not pauses or pauses[-1].until is not None:
        return 0
    since = pauses[-1].since
    calendar = calendar_of(held, at)
    passed = max(working_seconds_between(calendar, since, at), 0)
    if passed and held.answer_by > since:
        held.answer_by = add_working_time(calendar, held.answer_by, passed / 60)
        held.calendar_version = calendar.version
    return passed


RESUMED = ("answer_by", "calendar_version")
"""What `resume` sets."""
