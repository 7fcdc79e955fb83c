"""The qualitative half as pages show it: what is read now of what the report names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from reporting.weekly.choices import AREAS, FROZEN, Answer
from reporting.weekly.drafting.phrases import FRENCH
from reporting.weekly.models import DecisionAsked, Recommendation, WeeklyReport
from reporting.weekly.qualitative import Qualitative, resolved
from reporting.weekly.reading import reading_in

TRENDS: Mapping[str | None, tuple[Any, str]] = {
    "shrinks": (pgettext_lazy("frustration", "shrinks"), "trend-down"),
    "grows": (pgettext_lazy("frustration", "grows"), "trend-up"),
    "stable": (pgettext_lazy("frustration", "stable"), "minus"),
    None: (pgettext_lazy("frustration", "too few to tell"), "question"),
}
"""The word and the icon of each direction of a frustration."""


def reading_shown(report: WeeklyReport) -> dict[str, Any]:
    """The reading in the language of whoever reads; `machines` where nobody has written one yet."""
    text, machines = reading_in(report.qualitative["reading"], report.draft, get_language() or FRENCH)
    title = _("What the figures say") if machines else _("What the community manager reads in it")
    return {"title": title, "text": text, "machines": machines}


@dataclass(frozen=True)
class Decision:
    """A decision that was asked for, with `row` where it can be answered, and whether the reader may."""

    text: str
    row: DecisionAsked | None = None
    is_earlier: bool = False
    may_answer: bool = False


def words_shown(report: WeeklyReport, *, may_decide: bool) -> dict[str, Any]:
    """The parts of the half: `areas` with their insights, `recommendations` with what became of them,
    `decisions` asked in this report and those of earlier ones that are open, and `kept`, all of it.
    """
    kept = resolved(report.qualitative)
    return {
        "kept": kept,
        "areas": [(label, kept["insights"][area]) for area, label in AREAS.items()],
        "recommendations": recommendations_shown(report, kept),
        "frustrations": [with_trend(one) for one in kept.get("frustrations", [])],
        "decisions": decisions_shown([report], may_decide={report.brand_id} if may_decide else frozenset())[
            report.pk
        ],
    }


def with_trend(frustration: Mapping[str, Any]) -> dict[str, Any]:
    trend, icon = TRENDS[frustration["direction"]]
    return {**frustration, "trend": trend, "icon": icon}


def recommendations_shown(report: WeeklyReport, kept: Qualitative) -> list[dict[str, Any]]:
    """As the report tells them, each with its `row`, which says how far it is by now."""
    told = kept["recommendations"]
    rows = Recommendation.objects.in_bulk([one["id"] for one in told if "id" in one])
    return [
        {**one, "row": rows.get(one.get("id", 0)), "is_earlier": one.get("week", report.week) != report.week}
        for one in told
    ]


def decisions_shown(
    reports: Iterable[WeeklyReport], *, may_decide: Collection[int]
) -> dict[int, list[Decision]]:
    """By report: what earlier ones asked and is open, then what this one asks. `may_decide` has the brands
    on which the reader answers; a draft asks nobody yet. One query for all of them.
    """
    shown = list(reports)
    rows = list(_rows(shown))
    by_id = {row.pk: row for row in rows}
    found = {}
    for report in shown:
        may = report.brand_id in may_decide and report.state in FROZEN
        asked = report.qualitative["decisions_asked"]
        here = [one.get("id") for one in asked]
        earlier = [
            Decision(row.text, row, is_earlier=True, may_answer=report.brand_id in may_decide)
            for row in rows
            if row.brand_id == report.brand_id
            and row.week < report.week
            and row.pk not in here
            and row.is_open
        ]
        own = [Decision(one["text"], by_id.get(one.get("id")), may_answer=may) for one in asked]
        found[report.pk] = [*earlier, *own]
    return found


def decisions_waiting(report: WeeklyReport) -> list[Decision]:
    """Those that the page of the report shows and nobody has settled: what its reader is asked."""
    shown = decisions_shown([report], may_decide=())[report.pk]
    return [one for one in shown if one.row is None or one.row.is_open]


def _rows(reports: list[WeeklyReport]) -> Iterable[DecisionAsked]:
    """What the reports ask, and what published ones asked and is open on their brands."""
    named = [one["id"] for report in reports for one in report.qualitative["decisions_asked"] if "id" in one]
    brands = [report.brand_id for report in reports]
    is_open = Q(answer__in=("", Answer.LATER), asked_at__isnull=False, brand__in=brands)
    rows = DecisionAsked.objects.filter(Q(pk__in=named) | is_open)
    return rows.select_related("answered_by").order_by("week", "pk")
