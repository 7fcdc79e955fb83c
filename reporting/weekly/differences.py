"""Two versions of a week's report beside each other: the cells of their sections that say something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass

from accounts.models import AuditEntry
from reporting.figures.comparison import without_comparison
from reporting.weekly.files.quality import OF_REVISION
from reporting.weekly.files.sections import sections_in_files
from reporting.weekly.files.tables import Section
from reporting.weekly.models import RevisionOffer, WeeklyReport
from reporting.weekly.services.computing import with_computed

NAMED_BY = {"scorecard": 2, "staffing": 2}
"""How many columns name a row, where it is not the first alone."""


@dataclass(frozen=True)
class Difference:
    """A cell that was one thing and is another, in words; `row` and `column` name it."""

    section: str
    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Reason:
    """Why there is a revision: who opened it, and on what offer, if on any, with who had asked for that."""

    opened: AuditEntry | None
    offer: RevisionOffer | None


def reason_of(report: WeeklyReport) -> Reason:
    opened = AuditEntry.objects.about("weekly.weeklyreport", report.pk).filter(verb="report.revised")
    offers = RevisionOffer.objects.filter(revision=report).select_related("asked_by")
    return Reason(opened.select_related("by").first(), offers.first())


def differences_of(offer: RevisionOffer, rights: Collection[str] = ()) -> list[Difference]:
    """What the revision would say differently from what is published, in the active language: its figures,
    and what else was computed with them.
    """
    after = copy(offer.report)
    after.quantitative, after.data_quality = offer.quantitative, offer.data_quality
    if offer.others:
        after.staffing, after.diagnoses = offer.others["staffing"], offer.others["diagnoses"]
        after.qualitative = with_computed(after, offer.others["qualitative"])
    return list(between(offer.report, after, rights))


def between(before: WeeklyReport, after: WeeklyReport, rights: Collection[str] = ()) -> Iterator[Difference]:
    """The week before and the mean of four are no figures of the week itself, and which revision it is does
    not differ from one to the other: it is another.
    """
    olds = {section.code: section for section in sections_in_files(_alone(before), rights)}
    news = {section.code: section for section in sections_in_files(_alone(after), rights)}
    for code in dict.fromkeys((*olds, *news)):
        if code == OF_REVISION:
            continue
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
    columns = list(dict.fromkeys(name for one in (new, old) if one for name, _kind in one.columns[named:]))
    for name in dict.fromkeys((*olds, *news)):
        was, now = olds.get(name, {}), news.get(name, {})
        for column in columns:
            before, after = was.get(column, ""), now.get(column, "")
            if before != after:
                yield Difference(shown.title, " · ".join(name), column, before, after)


def _rows(section: Section | None, named: int) -> dict[tuple[str, ...], dict[str, str]]:
    """By what names each, what stands in its columns."""
    if section is None:
        return {}
    columns = [name for name, _kind in section.columns[named:]]
    return {tuple(row[:named]): dict(zip(columns, row[named:], strict=True)) for row in section.written()}
