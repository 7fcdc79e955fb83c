"""The weeks that a dashboard's address asks for, and those that they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cmhub.lib.paging import with_query
from cmhub.lib.weeks import Week, WeekError, weeks_in

SPANS = (4, 12, 26, 52)
USUAL = 12
BEFORE, YEAR, NOTHING = "before", "year", "none"
AGAINST = {
    BEFORE: _("the weeks before"),
    YEAR: _("the same weeks a year before"),
    NOTHING: _("nothing"),
}


@dataclass(frozen=True)
class Period:
    """`weeks` that are over, the oldest first; `before` has as many, None for a week that has none to be held
    against, or is empty.
    """

    weeks: list[Week]
    before: Sequence[Week | None]
    against: str

    @classmethod
    def asked(cls, query: QueryDict, last: Week, spans: tuple[int, ...] = SPANS) -> Period:
        """Up to `?until=`, or to the last week that is over."""
        span = next((one for one in spans if query.get("weeks") == str(one)), USUAL)
        against = query.get("against", "")
        against = against if against in AGAINST else BEFORE
        until = min(week_of(query.get("until", "")) or last, last)
        weeks = [until - back for back in reversed(range(span))]
        return cls(weeks, held_against(weeks, against), against)

    @property
    def earlier(self) -> list[Week]:
        """The weeks of `before` that there are."""
        return [week for week in self.before if week is not None]

    @property
    def span(self) -> int:
        return len(self.weeks)

    @property
    def first(self) -> Week:
        return self.weeks[0]

    @property
    def last(self) -> Week:
        return self.weeks[-1]

    def tabs(self, query: QueryDict, spans: tuple[int, ...] = SPANS) -> list[dict[str, Any]]:
        return [
            {
                "label": ngettext("%(n)s week", "%(n)s weeks", one) % {"n": one},
                "url": with_query(query, weeks=str(one), page=""),
                "current": one == self.span,
            }
            for one in spans
        ]

    def comparisons(self, query: QueryDict) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": with_query(query, against=code), "current": code == self.against}
            for code, label in AGAINST.items()
        ]

    def moves(self, query: QueryDict, last: Week) -> dict[str, str]:
        """The addresses of the time before and of the one after, empty where there is none."""
        first, end = self.first, self.last
        after = min(end + self.span, last)
        return {
            "earlier_url": with_query(query, until=str(first.previous)),
            "later_url": with_query(query, until=str(after)) if end < last else "",
        }


def held_against(weeks: Sequence[Week], against: str) -> list[Week | None]:
    if against == BEFORE:
        return [week - len(weeks) for week in weeks]
    if against == YEAR:
        return [year_before(week) for week in weeks]
    return []


def year_before(week: Week) -> Week | None:
    """The week of the same number; a week 53 has none in a year of 52."""
    return Week(week.year - 1, week.number) if week.number <= weeks_in(week.year - 1) else None


def week_of(text: str) -> Week | None:
    try:
        week = Week.parse(text)
    except WeekError:
        return None
    return week if week.year >= 2004 else None


def week_asked(query: QueryDict, *, first: Week, last: Week) -> Week:
    """The one `?week=` of a page, no further than these two; the last one where nothing is said."""
    return max(min(week_of(query.get("week", "")) or last, last), first)


def steps(query: QueryDict, week: Week, *, first: Week, last: Week) -> dict[str, str]:
    """The addresses of the week before and of the one after, empty where there is none."""
    return {
        "earlier_url": with_query(query, week=str(week.previous), page="") if week > first else "",
        "later_url": with_query(query, week=str(week.next), page="") if week < last else "",
    }


def last_over(at: datetime, zone: str) -> Week:
    """The last week that is over in that zone."""
    return Week.of(at, zone).previous
