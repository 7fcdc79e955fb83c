"""The themes of a report as its page shows them, with what can be said of those that were found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from channels_mgmt.inbox.themes import themes_of
from reporting.weekly.choices import FROZEN
from reporting.weekly.models import ThemeWord, WeeklyReport
from reporting.weekly.themes.changes import FALLS, NEW, RISES, STEADY
from reporting.weekly.themes.finding import FOUND, SAID
from reporting.weekly.themes.reading import words_of

CHANGES = {
    NEW: (pgettext_lazy("theme", "new"), "plus"),
    RISES: (pgettext_lazy("theme", "rises"), "trend-up"),
    STEADY: (pgettext_lazy("theme", "as usual"), "minus"),
    FALLS: (pgettext_lazy("theme", "falls"), "trend-down"),
}
"""The word and the icon of each."""
SHOWN = 5
"""The others are behind a fold."""


@dataclass(frozen=True)
class Row:
    """One theme; `href` leads to its interactions, `proposed` is what it can be called."""

    name: str
    count: int
    before: int
    mean: float | None
    change: Any
    icon: str
    href: str
    is_found: bool
    is_named: bool
    proposed: str = ""


def themes_shown(report: WeeklyReport, rights: Collection[str]) -> dict[str, Any]:
    """The rows of the report, leading to the interactions for whoever may list them; for whoever writes the
    report what a theme can be called, and what was dropped.
    """
    told, lists = report.qualitative["themes"], Right.INBOX_VIEW in rights
    if Right.REPORT_COMPLETE not in rights or report.state in FROZEN:
        return {**_folded([_row(report, one, lists) for one in told]), "may_write": False}
    names = sorted(
        {one["theme"] for one in told if one.get("source") != FOUND} | set(themes_of(report.brand))
    )
    dropped = ThemeWord.objects.filter(brand=report.brand_id, theme="").count()
    rows = [_row(report, one, lists, names) for one in told]
    return {**_folded(rows), "may_write": True, "names": names, "dropped": dropped}


def _folded(rows: list[Row]) -> dict[str, list[Row]]:
    return {"first": rows[:SHOWN], "more": rows[SHOWN:]}


def _row(report: WeeklyReport, told: Mapping[str, Any], lists: bool, names: Sequence[str] = ()) -> Row:
    source = told.get("source", SAID)
    change, icon = CHANGES.get(told.get("change") or "", ("", ""))
    return Row(
        name=told["theme"],
        count=told["count"],
        before=told["before"],
        mean=told.get("mean"),
        change=change,
        icon=icon,
        href=_rows_of(report, told["theme"]) if lists and source == SAID and not told.get("words") else "",
        is_found=source == FOUND,
        is_named=bool(told.get("words")) and source != FOUND,
        proposed=like(told, names) if source == FOUND else "",
    )


def like(told: Mapping[str, Any], names: Sequence[str]) -> str:
    """The theme that the brand has already which shares a word with the one that was found, else its own."""
    words = set(told.get("words", []))
    return next((name for name in names if words_of(name) & words), told["theme"])


def _rows_of(report: WeeklyReport, theme: str) -> str:
    asked = urlencode({"state": "all", "period": report.week, "theme": theme})
    return f"{reverse('inbox:list', args=[report.brand.slug])}?{asked}"
