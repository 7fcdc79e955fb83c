"""The themes of a report as its page shows them, with what can be said of those that were found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from channels_mgmt.inbox.themes import themes_of
from reporting.weekly.choices import FROZEN
from reporting.weekly.models import ThemeWord, WeeklyReport
from reporting.weekly.themes.chance import FALLS, NEW, RISES, STEADY
from reporting.weekly.themes.finding import FOUND, SAID

CHANGES = {
    NEW: (pgettext_lazy("theme", "new"), "plus"),
    RISES: (pgettext_lazy("theme", "rises"), "trend-up"),
    STEADY: (pgettext_lazy("theme", "as usual"), "minus"),
    FALLS: (pgettext_lazy("theme", "falls"), "trend-down"),
}
"""The word and the icon of each."""


@dataclass(frozen=True)
class Row:
    """One theme; `words` are the beginnings of the words by which it was found, `href` its interactions."""

    name: str
    count: int
    before: int
    mean: float | None
    change: Any
    icon: str
    href: str
    is_found: bool
    is_named: bool
    words: list[str]


def themes_shown(report: WeeklyReport, *, may_write: bool) -> dict[str, Any]:
    """The rows of the report; for whoever writes it what a theme can be called, and what was dropped."""
    rows = [_row(report, one) for one in report.qualitative["themes"]]
    if not may_write or report.state in FROZEN:
        return {"rows": rows, "may_write": False}
    said = ThemeWord.objects.filter(brand=report.brand_id)
    names = {row.name for row in rows if not row.is_found} | set(themes_of(report.brand))
    dropped = [word.stem for word in said if not word.theme]
    return {"rows": rows, "may_write": True, "names": sorted(names), "dropped": dropped}


def _row(report: WeeklyReport, told: Mapping[str, Any]) -> Row:
    source = told.get("source", SAID)
    change, icon = CHANGES.get(told.get("change") or "", ("", ""))
    return Row(
        name=told["theme"],
        count=told["count"],
        before=told["before"],
        mean=told.get("mean"),
        change=change,
        icon=icon,
        href=_rows_of(report, told["theme"]) if source == SAID and not told.get("words") else "",
        is_found=source == FOUND,
        is_named=bool(told.get("words")) and source != FOUND,
        words=list(told.get("words", [])),
    )


def _rows_of(report: WeeklyReport, theme: str) -> str:
    asked = urlencode({"state": "all", "period": report.week, "theme": theme})
    return f"{reverse('inbox:list', args=[report.brand.slug])}?{asked}"
