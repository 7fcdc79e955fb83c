"""How many hours a week people have been given, against those that they work, on any day of a period."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

WEEK_HAS = 168
"""Hours, over all brands together."""


class Span(NamedTuple):
    """Hours a week from a day until another, which is not part of it, or open-ended."""

    starts_on: date
    ends_on: date | None
    hours: int

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class Overload:
    """The first day of a period on which somebody would have more hours than they work."""

    day: date
    works: int
    given: int


def hours_on(spans: Iterable[Span], day: date) -> int:
    return sum(span.hours for span in spans if span.holds(day))


def works_on(places: Iterable[Span], day: date) -> int | None:
    """The hours a week that somebody works; None on a day on which they have no place in the house."""
    return max((place.hours for place in places if place.holds(day)), default=None)


def overload(
    given: Collection[Span], works: Collection[Span], *, hours: int, starts_on: date, ends_on: date | None
) -> Overload | None:
    """Whether `hours` a week more, in that period, are more than the person works; None where they fit.

    Looked at on each day on which the hours given or worked change.
    """
    for day in turning_days([*given, *works], starts_on, ends_on):
        bound = works_on(works, day)
        held = hours_on(given, day)
        limit = WEEK_HAS if bound is None else min(bound, WEEK_HAS)
        if held + hours > limit:
            return Overload(day, limit, held)
    return None


def most_given(given: Collection[Span], starts_on: date, ends_on: date | None = None) -> int:
    """The most hours a week that somebody has on any day of a period."""
    return max(hours_on(given, day) for day in turning_days(given, starts_on, ends_on))


def turning_days(spans: Iterable[Span], starts_on: date, ends_on: date | None) -> list[date]:
    """The first day of a period, and those within it from which on something else holds."""
    turns = {day for span in spans for day in (span.starts_on, span.ends_on) if day is not None}
    inside = {day for day in turns if day > starts_on and (ends_on is None or day < ends_on)}
    return [starts_on, *sorted(inside)]
