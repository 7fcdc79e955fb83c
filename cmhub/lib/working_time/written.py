"""Opening hours as people write and read them: “08:00–12:00, 13:00–17:00”, “Monday to Friday: …”."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from itertools import groupby
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cmhub.lib.moments import NO_BREAK_SPACE, time_words
from cmhub.lib.working_time.errors import BadHoursError
from cmhub.lib.working_time.notation import Interval, read_day, read_interval, write_day

DASHES = r"\s*(?:[-–—]|à|to)\s*"
CLOCK = r"(\d{1,2})(?:\s*[h:]\s*(\d{2})?)?"
DAY_AND_NIGHT = re.compile(r"24\s*h?(?:\s*/\s*24\s*h?)?(?:\s*/\s*7)?", re.IGNORECASE)
STRETCH = re.compile(CLOCK + DASHES + CLOCK, re.IGNORECASE)


def read_line(text: str) -> list[list[str]]:
    """The intervals of a day from “8h-12h, 13:00–17:00”; an empty line is a closed day, “24 h/24” one that
    does not close.

    Raises a CalendarError, in words, for what is not hours or overlaps.
    """
    if DAY_AND_NIGHT.fullmatch(text.strip()):
        return [["00:00", "24:00"]]
    intervals: list[Interval] = []
    for stretch in filter(None, (part.strip() for part in re.split(r"[,;/]|\bet\b|\band\b", text))):
        written = STRETCH.fullmatch(stretch)
        if not written:
            raise BadHoursError(value=stretch)
        opens, closes = (f"{int(h):02d}:{m or '00'}" for h, m in (written.group(1, 2), written.group(3, 4)))
        intervals.append(read_interval([opens, closes]))
    return write_day(read_day(write_day(intervals)))


def write_line(intervals: Sequence[Sequence[str]]) -> str:
    """The inverse of `read_line`."""
    return ", ".join(f"{opens}–{closes}" for opens, closes in intervals)


def line_words(intervals: Sequence[Sequence[str]]) -> str:
    """The hours of a day as they are read: “8 h–12 h, 13 h–17 h 30” in French, “8:00–12:00” in English."""
    if [list(each) for each in intervals] == [["00:00", "24:00"]]:
        return _("day and night")
    return ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in intervals)


def _clock(written: str) -> str:
    return time_words(time(int(written[:2]) % 24, int(written[3:])))


def week_words(hours: Mapping[str, Any]) -> list[str]:
    """“Monday to Friday: 8:00–17:00”, a line for each run of days that have the same hours."""
    days = [(day, line_words(hours.get(str(day), []))) for day in range(1, 8)]
    lines = []
    for line, run in groupby(days, key=lambda day: day[1]):
        if not line:
            continue
        first, *rest = (str(WEEKDAYS[day - 1]) for day, _line in run)
        pattern = _days_pattern(len(rest))
        named = pattern % {"first": capfirst(first), "last": rest[-1] if rest else ""}
        lines.append(f"{named}{NO_BREAK_SPACE}{line}")
    return lines


def _days_pattern(others: int) -> str:
    if not others:
        return pgettext("day of opening", "%(first)s:")
    return _("%(first)s and %(last)s:") if others == 1 else _("%(first)s to %(last)s:")
