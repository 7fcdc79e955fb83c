"""Two versions of a week's figures beside each other: the cells of their sections that say something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from reporting.figures.comparison import without_comparison
from reporting.weekly.files.sections import sections_in_files
from reporting.weekly.files.tables import Section
from reporting.weekly.models import RevisionOffer, WeeklyReport

NAMED_BY = {"scorecard": 2}
"""How many columns name a row, where it is not the first alone."""


@dataclass(frozen=True)
class Difference:
    """A cell that was one thing and is another, in words; `row` and `column` name it."""

    section: str
    row: str
    column: str
    before: str
    after: str


def differences_of(offer: RevisionOffer) -> list[Difference]:
    """What the revision would say differently from what is published, in the active language."""
    after = copy(offer.report)
    after.quantitative, after.data_quality = offer.quantitative, offer.data_quality
    return list(between(offer.report, after))


def between(before: WeeklyReport, after: WeeklyReport) -> Iterator[Difference]:
    """The week before and the mean of four are no figures of the week itself."""
    olds = {section.code: section for section in sections_in_files(_alone(before))}
    news = {section.code: section for section in sections_in_files(_alone(after))}
    for code in dict.fromkeys((*olds, *news)):
        yield from _of_section(olds.get(code), news.get(code))


def _alone(report: WeeklyReport) -> WeeklyReport:
    alone = copy(report)
    alone.quantitative = without_comparison(report.quantitative)
    return alone


def _of_section(old: Section | None, new: Section | None) -> Iterator[Difference]:
    shown = new or old
    if shown is None:
        return
    named = NAMED_BY.get(shown.code, 1)
    olds, news = _rows(old, named), _rows(new, named)
    columns = [name for name, _kind in shown.columns[named:]]
    for name in dict.fromkeys((*olds, *news)):
        nothing = [""] * len(columns)
        pairs: Iterable[Any] = zip(columns, olds.get(name, nothing), news.get(name, nothing), strict=True)
        for column, before, after in pairs:
            if before != after:
                yield Difference(shown.title, " · ".join(name), column, before, after)


def _rows(section: Section | None, named: int) -> dict[tuple[str, ...], list[str]]:
    if section is None:
        return {}
    return {tuple(row[:named]): row[named:] for row in section.written()}
