"""What people wrote in a report, as sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.weekly.files.tables import Cell, Section
from reporting.weekly.forms import AREAS
from reporting.weekly.models import WeeklyReport

T, C = Cell.TEXT, Cell.COUNT


def reading_of(report: WeeklyReport) -> str:
    """The reading in the active language, else in the one in which it was written."""
    reading = report.qualitative.get("reading", {})
    return reading.get(get_language()) or reading.get("fr") or reading.get("en") or ""


def word_sections(report: WeeklyReport) -> Iterable[Section]:
    words = report.qualitative
    if reading := reading_of(report):
        yield Section("reading", _("What the community manager reads in it"), [(_("Text"), T)], [[reading]])
    yield _lines("decisions", _("Decisions asked"), words.get("decisions_asked", []))
    insights = words.get("insights", {})
    rows = [
        [str(label), one.get("text", ""), one.get("quote", "")]
        for area, label in AREAS.items()
        for one in insights.get(area, [])
    ]
    yield Section(
        "insights", _("What was learned"), [(_("About"), T), (_("Text"), T), (_("Quotation"), T)], rows
    )
    yield _lines("recommendations", _("Recommendations"), words.get("recommendations", []))
    yield _lines("errata", _("Errors made and corrected"), words.get("errata", []))
    themes = [[one["theme"], one.get("count"), one.get("before")] for one in words.get("themes", [])]
    columns = [(_("Theme"), T), (_("This week"), C), (_("Week before"), C)]
    yield Section("themes", _("Themes"), columns, themes)


def _lines(code: str, title: str, written: Iterable[dict[str, Any]]) -> Section:
    return Section(code, title, [(_("Text"), T)], [[one.get("text", "")] for one in written])
