"""The figures that dashboards follow over weeks: how each is read of a week and of several, what is good, and
where its rows are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cmhub.lib.durations import duration_words
from cmhub.lib.numbers import number_words, share_words, short_number
from reporting.figures.intervals import Interval, of_means, of_rates
from reporting.figures.judging import Unit
from reporting.figures.key import KEY_FIGURES, KeyFigure
from reporting.figures.listed import FEW_SHARES, FEW_TIMES
from reporting.weekly.numbers import Numbers

FEW = 4
"""Weeks that are known, of each of two times, below which the times are not held against one another."""

Read = Callable[[Numbers], float | None]


@dataclass(frozen=True)
class Measure:
    """`part` and `whole` are of a rate, which is pooled over several weeks; of the others the weeks are what
    varies. `sample` is on how many cases that of a week rests, which tell nothing where they are fewer than
    `few`. `rows` is the code of the figure whose rows make that of a week.
    """

    code: str
    label: Any
    read: Read
    written: Callable[[float], str]
    more_is_good: bool | None = None
    part: Read | None = None
    whole: Read | None = None
    kind: str = "line"
    sample: Read | None = None
    few: int = 0
    over_weeks: Callable[[Sequence[float]], float] = median
    summary: Any = ""
    rows: str = ""

    @property
    def is_rate(self) -> bool:
        return self.part is not None

    @property
    def is_share(self) -> bool:
        """Whether it is a fraction of 1, told as a percentage."""
        return self.written is share_words

    def known(self, weeks: Sequence[Numbers]) -> list[float]:
        return [value for week in weeks if (value := self.read(week)) is not None]

    def cases(self, week: Numbers) -> float | None:
        """On how many the figure of a week rests; None where that is not known, or nothing rests on cases."""
        return self.sample(week) if self.sample else None

    def tells(self, week: Numbers) -> bool:
        """Whether the figure of the week is known, and rests on enough cases to stand for itself."""
        return self.read(week) is not None and (self.cases(week) or 0) >= self.few

    def over(self, weeks: Sequence[Numbers]) -> float | None:
        """Of several weeks: a rate of all its cases, of others what `summary` says."""
        if self.part and self.whole:
            part, whole = self.counted(weeks)
            return part / whole if whole else None
        known = self.known(weeks)
        return self.over_weeks(known) if known else None

    def counted(self, weeks: Sequence[Numbers]) -> tuple[int, int]:
        """Cases of a rate, and of how many."""
        part, whole = 0.0, 0.0
        for week in weeks:
            if self.part and self.whole and (of := self.whole(week)):
                part, whole = part + (self.part(week) or 0), whole + of
        return round(part), round(whole)

    def difference(self, before: Sequence[Numbers], now: Sequence[Numbers]) -> Interval | None:
        """What now has more than before, with what chance leaves open; None where there is too little."""
        if self.is_rate:
            return of_rates(self.counted(before), self.counted(now))
        known = self.known(before), self.known(now)
        return None if min(map(len, known)) < FEW else of_means(*known)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def of(name: str) -> Read:
    return lambda week: week[name]


def felt(week: Numbers) -> float | None:
    told = [week[name] for name in ("negative", "neutral", "positive")]
    return sum(one for one in told if one is not None) or None


def share(part: Read, whole: Read) -> Read:
    def read(week: Numbers) -> float | None:
        every = whole(week)
        return (part(week) or 0) / every if every else None

    return read


def rate(code: str, label: Any, part: Read, whole: Read, **told: Any) -> Measure:
    return Measure(
        code,
        label,
        share(part, whole),
        share_words,
        part=part,
        whole=whole,
        sample=whole,
        few=FEW_SHARES,
        summary=_("of all cases of these weeks"),
        **told,
    )


def counted(code: str, label: Any, **told: Any) -> Measure:
    summary = told.pop("summary", _("a week, on average"))
    return Measure(code, label, of(code), short_number, kind="bar", over_weeks=mean, summary=summary, **told)


CASES: Mapping[str, tuple[Read, Read]] = {
    "response_rate": (of("answered"), of("needing_answer")),
    "late_share": (of("answered_late"), of("asked")),
    "negative_share": (of("negative"), felt),
}
"""Of the rates among the key figures: of what, and of how many."""


def of_key(one: KeyFigure) -> Measure:
    """A key figure of the report, followed over weeks."""
    if one.spec.unit is Unit.COUNT:
        return counted(one.short, one.label, rows=one.spec.code)
    good = one.spec.good > 0
    if one.short in CASES:
        return rate(one.short, one.label, *CASES[one.short], more_is_good=good, rows=one.spec.code)
    return Measure(
        one.short,
        one.label,
        of(one.short),
        duration_words,
        more_is_good=good,
        sample=of("answered"),
        few=FEW_TIMES,
        summary=_("median of the weeks’ medians"),
        rows=one.spec.code,
    )


FIVE = tuple(map(of_key, KEY_FIGURES))
"""Those that the executive reads of each week."""
MEASURES = (
    *FIVE,
    counted("posts", pgettext_lazy("figure", "Posts"), more_is_good=None),
    Measure(
        "followers",
        pgettext_lazy("figure", "Followers"),
        of("followers"),
        lambda value: number_words(value, 0),
        more_is_good=True,
        over_weeks=lambda values: values[-1],
        summary=_("at the end"),
    ),
    Measure(
        "out_of_scope",
        _("Out-of-scope share"),
        of("out_of_scope"),
        share_words,
        more_is_good=False,
        summary=_("median of the weeks"),
    ),
)
BY_CODE = {one.code: one for one in MEASURES}
