"""Opening hours as JSON holds them, read with reasons for what is refused, and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cmhub.lib.working_time.errors import (
    BadDateError,
    BadHoursError,
    BadLeaveError,
    EmptyOpeningError,
    OverlappingHoursError,
    UnknownTimeZoneError,
)

MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY
TIME_OF_DAY = re.compile(r"([01]?[0-9]|2[0-3]|24(?=:00)):([0-5][0-9])")

Interval = tuple[int, int]
"""Minutes after the midnight that begins the day; the end may lie beyond the next one, up to twice a day's
minutes.
"""


class Leave(NamedTuple):
    """Days on which nobody is there: from the first until the day of the return, which is open again.

    `name` is whose leave it is, empty where it is that of several.
    """

    first: date
    back_on: date
    name: str = ""


def weekly_hours(
    opens: str = "08:00", closes: str = "17:00", days: Iterable[int] = (1, 2, 3, 4, 5)
) -> dict[str, list[list[str]]]:
    """The same hours on each of these ISO weekdays, in the form in which models store them."""
    return {str(day): [[opens, closes]] for day in sorted(days)}


def check_hours(hours: Any) -> None:
    """Raise a CalendarError unless these are the hours of a week, in the form in which models store them."""
    read_week(hours)


def read_zone(name: str) -> ZoneInfo:
    """The IANA zone; raises UnknownTimeZoneError, for a path as well."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as problem:
        raise UnknownTimeZoneError(value=name) from problem


def read_week(hours: Any) -> tuple[tuple[Interval, ...], ...]:
    if not isinstance(hours, Mapping):
        raise BadHoursError(value=hours)
    days: list[tuple[Interval, ...]] = [()] * 7
    for name, intervals in hours.items():
        if str(name) not in {"1", "2", "3", "4", "5", "6", "7"}:
            raise BadHoursError(value=name)
        days[int(name) - 1] = read_day(intervals)
    refuse_overlaps(
        [
            (opens + n * MINUTES_A_DAY, closes + n * MINUTES_A_DAY)
            for n, day in enumerate(days)
            for opens, closes in day
        ],
        around=MINUTES_A_WEEK,
    )
    return tuple(days)


def read_day(intervals: Any) -> tuple[Interval, ...]:
    if not isinstance(intervals, Sequence) or isinstance(intervals, str):
        raise BadHoursError(value=intervals)
    day = sorted(read_interval(interval) for interval in intervals)
    refuse_overlaps(day)
    return tuple(day)


def read_interval(value: Any) -> Interval:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:
        raise BadHoursError(value=value)
    opens, closes = read_time(value[0]), read_time(value[1])
    if opens in (closes, MINUTES_A_DAY):
        raise EmptyOpeningError(time=value[0])
    return (opens, closes) if closes > opens else (opens, closes + MINUTES_A_DAY)


def read_time(value: Any) -> int:
    """Minutes after midnight; 24:00 is the end of the day."""
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    written = TIME_OF_DAY.fullmatch(value) if isinstance(value, str) else None
    if not written:
        raise BadHoursError(value=value)
    return int(written[1]) * 60 + int(written[2])


def refuse_overlaps(intervals: Sequence[Interval], around: int | None = None) -> None:
    """Raise OverlappingHoursError where two sorted intervals share a minute, on a ring where ``around``."""
    ring = [
        *intervals,
        *((o + around, c + around) for o, c in intervals[:1] if around and len(intervals) > 1),
    ]
    for first, second in pairwise(ring):
        if second[0] < first[1]:
            raise OverlappingHoursError(first=in_words(first), second=in_words(second))


def read_date(value: str | date) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if not isinstance(value, str) or len(value) != len("2026-12-24"):
            raise BadDateError(value=value)
        return date.fromisoformat(value)
    except ValueError as problem:
        raise BadDateError(value=value) from problem


def read_exceptions(exceptions: Any) -> tuple[tuple[date, tuple[Interval, ...]], ...]:
    if not isinstance(exceptions, Mapping):
        raise BadDateError(value=exceptions)
    return tuple(sorted((read_date(day), read_day(intervals)) for day, intervals in exceptions.items()))


def read_holidays(holidays: Mapping[str, str] | Iterable[str | date]) -> tuple[tuple[date, str], ...]:
    if isinstance(holidays, Mapping):
        named = {read_date(day): str(name) for day, name in holidays.items()}
    elif isinstance(holidays, str):
        raise BadDateError(value=holidays)
    else:
        named = {read_date(day): "" for day in holidays}
    return tuple(sorted(named.items()))


def read_names(names: Any) -> tuple[tuple[date, str], ...]:
    """Words by dates, those that say nothing left out."""
    if not isinstance(names, Mapping):
        raise BadDateError(value=names)
    return tuple(sorted((read_date(day), str(words)) for day, words in names.items() if words))


def read_leaves(leaves: Iterable[Any]) -> tuple[Leave, ...]:
    """Leaves in order; they may overlap. Raises BadLeaveError for one that ends before it begins."""
    read = sorted(
        Leave(read_date(first), read_date(back_on), *map(str, name)) for first, back_on, *name in leaves
    )
    for leave in read:
        if leave.back_on <= leave.first:
            raise BadLeaveError(first=leave.first, back_on=leave.back_on)
    return tuple(read)


def write_time(minutes: int, *, ends: bool = False) -> str:
    if ends and minutes == MINUTES_A_DAY:
        return "24:00"
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def write_day(intervals: Iterable[Interval]) -> list[list[str]]:
    return [[write_time(opens), write_time(closes, ends=True)] for opens, closes in intervals]


def in_words(interval: Interval) -> str:
    return f"{write_time(interval[0])}–{write_time(interval[1], ends=True)}"
