"""Opening hours as a value: a week, its exceptions and its holidays, in one time zone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from cmhub.lib.working_time.notation import (
    MINUTES_A_DAY,
    Interval,
    Leave,
    read_exceptions,
    read_holidays,
    read_leaves,
    read_names,
    read_week,
    read_zone,
    weekly_hours,
    write_day,
)

Piece = tuple[datetime, datetime]
"""A stretch of opened time, half-open, in UTC."""


@dataclass(frozen=True)
class Calendar:
    """When a department, a channel or a person works. Immutable; made by :meth:`build` or :meth:`from_dict`.

    Open is what the clock on the wall says: 22:00–06:00 lasts nine hours in the night in which summer time
    ends. An interval belongs to the day on which it begins, so that a holiday closes the night shift that
    begins on it and not the one that ends on it. A dated exception replaces the hours of its day, even on a
    holiday. A leave closes its days from midnight to midnight, whatever is written: nobody is there.
    """

    time_zone: str
    hours: tuple[tuple[Interval, ...], ...]
    """Seven days, Monday first."""
    exceptions: tuple[tuple[date, tuple[Interval, ...]], ...] = ()
    holidays: tuple[tuple[date, str], ...] = ()
    """Dates with their names, which may be empty and change nothing."""
    reasons: tuple[tuple[date, str], ...] = ()
    """Why the hours of a dated exception are what they are: words that change nothing."""
    leaves: tuple[Leave, ...] = ()

    version: str = field(init=False, compare=False)
    """Twelve hexadecimal digits that stay the same as long as the same hours result."""
    zone: ZoneInfo = field(init=False, compare=False, repr=False)
    special_days: dict[date, tuple[Interval, ...]] = field(init=False, compare=False, repr=False)
    pieces: dict[date, tuple[Piece, ...]] = field(init=False, compare=False, repr=False)
    """Openings already worked out; see openings.py."""
    always_open: bool = field(init=False, compare=False, repr=False)
    """Whether nothing ever closes it."""

    def __post_init__(self) -> None:
        special: dict[date, tuple[Interval, ...]] = {day: () for day, _name in self.holidays} | dict(
            self.exceptions
        )
        derived = {
            "zone": read_zone(self.time_zone),
            "special_days": special,
            "pieces": {},
            "version": self.digest(),
            "always_open": not (special or self.leaves)
            and all(day == ((0, MINUTES_A_DAY),) for day in self.hours),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @classmethod
    def build(
        cls,
        *,
        hours: Mapping[str, Any],
        time_zone: str,
        exceptions: Mapping[str, Any] | None = None,
        holidays: Mapping[str, str] | Iterable[str | date] | None = None,
        reasons: Mapping[str, str] | None = None,
        leaves: Iterable[Leave | Sequence[Any]] = (),
    ) -> Calendar:
        """A calendar from what a model stores as JSON.

        ``hours`` is ``{"1": [["08:00", "12:00"], ["13:00", "17:00"]]}`` by ISO weekday, absent days being
        closed; ``exceptions`` is ``{"2026-12-24": [["08:00", "12:00"]], "2026-12-26": []}``; ``holidays`` a
        list of dates, or an object from dates to names; ``reasons`` an object from the dates of exceptions to
        words; ``leaves`` a list of first day, day of return and name. Raises a CalendarError that says what
        is wrong.
        """
        return cls(
            time_zone=time_zone,
            hours=read_week(hours),
            exceptions=read_exceptions(exceptions or {}),
            holidays=read_holidays(holidays or ()),
            reasons=read_names(reasons or {}),
            leaves=read_leaves(leaves),
        )

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Calendar:
        """The inverse of :meth:`to_dict`."""
        return cls.build(
            hours=data.get("hours", {}),
            time_zone=data.get("time_zone", ""),
            exceptions=data.get("exceptions"),
            holidays=data.get("holidays"),
            reasons=data.get("reasons"),
            leaves=data.get("leaves", ()),
        )

    @classmethod
    @cache
    def around_the_clock(cls, time_zone: str) -> Calendar:
        """Never closed."""
        return cls.build(hours=weekly_hours("00:00", "24:00", days=range(1, 8)), time_zone=time_zone)

    def intervals_on(self, day: date) -> tuple[Interval, ...]:
        """The intervals that begin on this local date."""
        special = self.special_days.get(day)
        return self.hours[day.weekday()] if special is None else special

    def leave_on(self, day: date) -> Leave | None:
        """The leave that closes this local date, if any does."""
        return next((leave for leave in self.leaves if leave.first <= day < leave.back_on), None)

    def holiday_name(self, day: date) -> str:
        """The name of the holiday on this date, empty where it has none."""
        return dict(self.holidays).get(day, "")

    def to_dict(self) -> dict[str, Any]:
        """The calendar as JSON can hold it."""
        return {
            "time_zone": self.time_zone,
            "hours": {str(n): write_day(day) for n, day in enumerate(self.hours, 1) if day},
            "exceptions": {day.isoformat(): write_day(intervals) for day, intervals in self.exceptions},
            "holidays": {day.isoformat(): name for day, name in self.holidays},
            **self.further(),
        }

    def further(self) -> dict[str, Any]:
        """What most calendars have none of, and say nothing of then."""
        reasons = {day.isoformat(): words for day, words in self.reasons}
        leaves = [[first.isoformat(), back_on.isoformat(), name] for first, back_on, name in self.leaves]
        return {**({"reasons": reasons} if reasons else {}), **({"leaves": leaves} if leaves else {})}

    def digest(self) -> str:
        content = self.to_dict() | {"holidays": [day.isoformat() for day, _name in self.holidays]}
        content.pop("reasons", None)
        if self.leaves:
            content["leaves"] = [leave[:2] for leave in content["leaves"]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]
