"""Numbers, days and weeks in the active language."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cmhub.lib.durations import NOTHING
from cmhub.lib.numbers import number_words, percent_words


def count(value: float | None) -> str:
    if value is None:
        return NOTHING
    # Below a thousand nothing is grouped, and formatting is slow for the 168 hours of a week.
    if isinstance(value, int) and abs(value) < 1000:
        return str(value)
    return number_words(value)


def share(part: float, whole: float) -> str:
    return percent_words(part / whole) if whole else NOTHING


def days() -> list[str]:
    return [str(WEEKDAYS[day]) for day in range(7)]


def short_days() -> list[str]:
    return [str(WEEKDAYS_ABBR[day]) for day in range(7)]


def hour(value: int) -> str:
    return _("%(hour)02d:00") % {"hour": value}


def week(iso: str) -> str:
    """The short name of an ISO week such as `2026-W47`."""
    return pgettext("ISO week", "W%(number)s") % {"number": iso.rpartition("W")[2]}
