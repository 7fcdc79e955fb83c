"""Working time: what a department's, a channel's or a person's hours make of a delay.

Half-open intervals, several a day, past midnight, dated exceptions, holidays, any weekend, any time zone.
"""

from cmhub.lib.working_time.arithmetic import (
    add_working_time,
    is_open,
    next_opening,
    subtract_working_time,
    working_seconds_between,
)
from cmhub.lib.working_time.arrays import working_seconds_array
from cmhub.lib.working_time.calendar import Calendar
from cmhub.lib.working_time.errors import (
    BadDateError,
    BadDurationError,
    BadHoursError,
    BadLeaveError,
    CalendarError,
    EmptyOpeningError,
    NaiveInstantError,
    NeverOpenError,
    OverlappingHoursError,
    TooFarError,
    UnknownTimeZoneError,
)
from cmhub.lib.working_time.notation import Leave, check_hours, weekly_hours
from cmhub.lib.working_time.words import explain

__all__ = [
    "BadDateError",
    "BadDurationError",
    "BadHoursError",
    "BadLeaveError",
    "Calendar",
    "CalendarError",
    "EmptyOpeningError",
    "Leave",
    "NaiveInstantError",
    "NeverOpenError",
    "OverlappingHoursError",
    "TooFarError",
    "UnknownTimeZoneError",
    "add_working_time",
    "check_hours",
    "explain",
    "is_open",
    "next_opening",
    "subtract_working_time",
    "weekly_hours",
    "working_seconds_array",
    "working_seconds_between",
]
