"""The five figures and the three sentences of a week, from a stored report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.figures.judging import Judged, Verdict, judge
from reporting.figures.key import KEY_FIGURES, KeyFigure
from reporting.figures.words import short_words
from reporting.weekly.drafting.phrases import FRENCH
from reporting.weekly.leads import leads_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.reading import brief_in


@dataclass(frozen=True)
class Figure:
    """One figure as the component `stat` shows it."""

    label: str
    value: str | None
    href: str = ""
    change: str = ""
    direction: str = ""
    good: bool | None = None
    sample: int | None = None
    note: str = ""


def key_figures(report: WeeklyReport, rights: Collection[str] = ()) -> list[Figure]:
    """Interactions, response rate, first response, late answers of departments, negative share: each with
    its change since the week before, where chance does not explain it, and whether that is for the better.
    They lead to their rows where the rights on the brand reach them.
    """
    is_over = report.computed_at >= report.ends_at
    judged = judge(report.quantitative, [one.spec for one in KEY_FIGURES], is_over=is_over)
    leads = leads_of(report, rights)
    return [_figure(key, one, leads.of_spec(key.spec)) for key, one in zip(KEY_FIGURES, judged, strict=True)]


def no_figures() -> list[Figure]:
    """The five of a week of which there is no report."""
    return [Figure(str(one.label), None) for one in KEY_FIGURES]


def _figure(key: KeyFigure, one: Judged, href: str) -> Figure:
    label = str(key.label)
    sample = round(one.sample) if one.sample is not None and key.tells_sample else None
    if one.value is None:
        return Figure(label, None, href, sample=sample)
    value, before = short_words(one.spec.unit, one.value), one.week_before
    if before.value is None or before.verdict in (Verdict.ALONE, Verdict.UNTESTED):
        return Figure(label, value, href, sample=sample)
    if before.verdict is Verdict.STABLE:
        return Figure(label, value, href, _("stable"), "flat", None, sample)
    change = _("was %(earlier)s") % {"earlier": short_words(one.spec.unit, before.value)}
    if before.verdict is Verdict.FEW:
        note = _("%(was)s, too few to tell") % {"was": change}
        return Figure(label, value, href, sample=sample, note=note)
    good = {Verdict.BETTER: True, Verdict.WORSE: False}.get(before.verdict)
    return Figure(label, value, href, change, "up" if before.direction > 0 else "down", good, sample)


def sentences(report: WeeklyReport) -> list[str]:
    """What the figures say in at most three sentences, no more certain than they are."""
    return brief_in(report, get_language() or FRENCH)
