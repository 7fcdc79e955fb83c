"""Counts of days and of weeks of one thing, added up over no day twice and no day that nobody counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Value = float | int
WEEK = 7


@dataclass(frozen=True, slots=True)
class Counted:
    """A total, and over how many days it was counted."""

    total: Value = 0
    days: int = 0

    @property
    def a_week(self) -> float | None:
        return self.total / self.days * WEEK if self.days else None


def counted(days: Mapping[date, Value], weeks: Mapping[date, Value], since: date, until: date) -> Counted:
    """Both ends included. `weeks` are of the seven days that end with theirs; one that lies in the period
    only in part is left out, and of two that overlap the earlier one. A day of a week is not counted again.
    """
    total: Value = 0
    seen: set[date] = set()
    for end, value in sorted(weeks.items(), reverse=True):
        span = {end - timedelta(days=back) for back in range(WEEK)}
        if min(span) >= since and end <= until and not span & seen:
            total += value
            seen |= span
    for day, value in days.items():
        if since <= day <= until and day not in seen:
            total += value
            seen.add(day)
    return Counted(total, len(seen))
