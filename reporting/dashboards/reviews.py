"""A year of a brand in figures: its weeks together, the best and the worst of them, what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from cmhub.lib.weeks import Week, weeks_in
from reporting.dashboards.measures import MEASURES, Measure
from reporting.weekly.numbers import Numbers

YEARS_BACK = 10


@dataclass(frozen=True)
class Extreme:
    """The weeks in which a figure was best and worst, or most and least where neither is better; `cases` are
    on how many each rests, where that is known.
    """

    measure: Measure
    high: Week
    high_value: str
    high_cases: float | None
    low: Week
    low_value: str
    low_cases: float | None


def weeks_of_year(year: int) -> list[Week]:
    """52 or 53."""
    return [Week(year, number) for number in range(1, weeks_in(year) + 1)]


def year_asked(query: QueryDict, this: int) -> int:
    asked = query.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else this
    return year if 0 <= this - year <= YEARS_BACK else this


def extremes(weeks: Sequence[Week], stored: Mapping[str, Numbers]) -> list[Extreme]:
    """Of each figure of which at least two weeks are known and differ; the earlier of two that are alike. A
    week of too few cases stands out by chance: it is passed over.
    """
    found = []
    for measure in MEASURES:
        known = [
            (value, week)
            for week in weeks
            if str(week) in stored
            and measure.tells(stored[str(week)])
            and (value := measure.read(stored[str(week)])) is not None
        ]
        if len({value for value, _week in known}) > 1:
            high = max(known, key=lambda one: one[0])
            low = min(known, key=lambda one: one[0])
            found.append(
                Extreme(
                    measure,
                    high[1],
                    measure.written(high[0]),
                    measure.cases(stored[str(high[1])]),
                    low[1],
                    measure.written(low[0]),
                    measure.cases(stored[str(low[1])]),
                )
            )
    return found


def totals(weeks: Sequence[Numbers]) -> dict[str, float | None]:
    """What can be summed over weeks. People cannot: who wrote in two weeks would count twice."""
    return {name: total(weeks, name) for name in ("opened", "answered", "asked", "answered_late", "posts")}


def total(weeks: Sequence[Numbers], name: str) -> float | None:
    known = [value for week in weeks if (value := week[name]) is not None]
    return sum(known) if known else None


def told_of(qualitative: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How much of what is told once the words of the year's reports have."""
    return {
        "insights": sum(len(of) for one in qualitative for of in (one.get("insights") or {}).values()),
        "errata": sum(len(one.get("errata") or ()) for one in qualitative),
    }
