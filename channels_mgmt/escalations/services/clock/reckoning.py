"""Why the deadlines of an escalation fall when they fall, in words, as long as they still can be told."""

from dataclasses import dataclass
from datetime import datetime

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.clock.calendars import calendar_for
from cmhub.lib.working_time import Calendar, CalendarError, add_working_time, explain


@dataclass(frozen=True)
class Reckoned:
    """Each in words, empty where today's hours no longer give the deadline that was written down."""

    acknowledge: str
    answer: str

    @property
    def told(self) -> list[str]:
        return list(dict.fromkeys(filter(None, (self.acknowledge, self.answer))))


def reckoned(escalation: Escalation) -> Reckoned:
    """In the active language, by the hours of now.

    Where these have changed since, or the clocks have paused, nothing is said rather than what did not hold.
    """
    since = escalation.opened_at
    calendar = calendar_for(
        escalation.brand, escalation.department, at=since, around_the_clock=escalation.around_the_clock
    )
    return Reckoned(
        _words(calendar, since, escalation.acknowledge_minutes, escalation.acknowledge_by),
        _words(calendar, since, escalation.answer_minutes, escalation.answer_by),
    )


def _words(calendar: Calendar, since: datetime, minutes: int, deadline: datetime) -> str:
    try:
        holds = add_working_time(calendar, since, minutes) == deadline
        return explain(calendar, since, minutes) if holds else ""
    except CalendarError:
        return ""
