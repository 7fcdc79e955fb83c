"""Working time: what a department's, a channel's or a person's hours make of a delay.

Half-open intervals, several a day, past midnight, dated exceptions, holidays, any weekend, any time zone.
"""

from cmhub.lib.working_time.arithmetic import (
    add_working_time,
    is_open,
    next_opening,
    working_seconds_between,
)
from cmhub.lib.working_time.arrays import working_seconds_array
from cmhub.lib.working_time.calendar import Calendar
from cmhub.lib.working_time.errors import (
    BadDate,
    BadDuration,
    BadHours,
    CalendarError,
    EmptyOpening,
    NaiveInstant,
    NeverOpen,
    OverlappingHours,
    TooFar,
    UnknownTimeZone,
)
from cmhub.lib.working_time.notation import check_hours, weekly_hours
from cmhub.lib.working_time.words import explain

__all__ = [
    "BadDate",
    "BadDuration",
    "BadHours",
    "Calendar",
    "CalendarError",
    "EmptyOpening",
    "NaiveInstant",
    "NeverOpen",
    "OverlappingHours",
    "TooFar",
    "UnknownTimeZone",
    "add_working_time",
    "check_hours",
    "explain",
    "is_open",
    "next_opening",
    "weekly_hours",
    "working_seconds_array",
    "working_seconds_between",
]
