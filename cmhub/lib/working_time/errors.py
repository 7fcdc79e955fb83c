"""What can be wrong with hours and instants, each in a sentence for the person who typed them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class CalendarError(ValueError):
    """Hours or instants that mean nothing. ``str()`` is a sentence in the active language."""

    code = "calendar"
    sentence = _("These opening hours cannot be understood.")

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self.code, details)

    def __str__(self) -> str:
        return str(self.sentence) % self.details


class BadHoursError(CalendarError):
    """Not of the form ``{"1": [["08:00", "17:00"]]}``."""

    code = "bad_hours"
    sentence = _(
        "“%(value)s” is not an opening: write two times such as 08:00 and 17:00, "
        "for a day from 1 (Monday) to 7 (Sunday)."
    )


class EmptyOpeningError(CalendarError):
    """An interval that ends at the minute it begins."""

    code = "empty_opening"
    sentence = _(
        "An opening cannot end at the time it begins (%(time)s). For a whole day, write 00:00 to 24:00."
    )


class OverlappingHoursError(CalendarError):
    """Two intervals that share a minute, the second one possibly of the following day."""

    code = "overlapping_hours"
    sentence = _("Two openings overlap: %(first)s and %(second)s.")


class UnknownTimeZoneError(CalendarError):
    """Not a name of the IANA database."""

    code = "unknown_time_zone"
    sentence = _("“%(value)s” is not a time zone. Write a name such as Africa/Douala.")


class BadDateError(CalendarError):
    """A holiday or an exception whose date is not YYYY-MM-DD."""

    code = "bad_date"
    sentence = _("“%(value)s” is not a date. Write it as 2026-12-24.")


class BadLeaveError(CalendarError):
    """A leave whose return comes before its first day."""

    code = "bad_leave"
    sentence = _("A leave from %(first)s cannot end on %(back_on)s.")


class NaiveInstantError(CalendarError):
    """A datetime without a time zone: a mistake of the caller."""

    code = "naive_instant"
    sentence = _("The time %(value)s does not say its time zone.")


class BadDurationError(CalendarError):
    """Minutes that are negative, infinite or not a number."""

    code = "bad_duration"
    sentence = _("“%(value)s” is not a number of minutes.")


class NeverOpenError(CalendarError):
    """No opening within the longest closure that is searched."""

    code = "never_open"
    sentence = _("These opening hours never open in the %(days)d days that follow %(after)s.")


class TooFarError(CalendarError):
    """A deadline further away than anybody can mean."""

    code = "too_far"
    sentence = _("This deadline is more than %(years)d years away.")
