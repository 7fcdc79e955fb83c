"""Where the rows that make each figure of a week are listed, and who may list them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils.html import format_html

from accounts.access import Right
from cmhub.lib.weeks import Week
from reporting.figures.judging import Spec
from reporting.weekly.choices import WEEKS_DRAWN
from reporting.weekly.models import WeeklyReport


@dataclass(frozen=True)
class Rows:
    """A page, the right that opens it, and what its address asks; there `{period}` stands for the week, or a
    day of it, `{last}` for its last day and `{name}` for what the figure is of. `of_name` says that the page
    itself is of that.
    """

    page: str
    right: str
    query: str = "period={period}"
    of_name: bool = False

    def asking(self, more: str) -> Rows:
        return replace(self, query=f"{self.query}&{more}")


INBOX = Rows("inbox:list", Right.INBOX_VIEW, "state=all&period={period}")
ANSWERED_BY = INBOX.asking("answered_by={name}")
ESCALATIONS = Rows("escalations:list", Right.ESCALATION_VIEW, "state=all&period={period}")
OF_DEPARTMENT = ESCALATIONS.asking("department={name}")
WATCH = Rows("watch:list", Right.WATCH_VIEW, "state=all&period={period}")
POSTS = Rows("publishing:posts", Right.PUBLISHING_VIEW)
TIME = Rows("team:time", Right.TIME_LOG)
TEAM_TIME = Rows("team:time", Right.TEAM_MANAGE)
"""The same page, on which only who assigns people finds the time of everybody."""
MODERATION = Rows("inbox:moderation", Right.INBOX_VIEW)

PLACES: Mapping[str, Rows] = {
    "interactions": INBOX,
    "interactions.negative_share": INBOX.asking("sentiment=negative"),
    "interactions.by_kind": INBOX.asking("kind={name}"),
    "interactions.by_channel": INBOX.asking("channel={name}"),
    "interactions.by_sentiment": INBOX.asking("sentiment={name}"),
    "responsiveness": INBOX,
    "responsiveness.needing_answer": INBOX.asking("answer=needed"),
    "responsiveness.response_rate": INBOX.asking("answer=needed"),
    "responsiveness.answered": INBOX.asking("answer=given"),
    "responsiveness.first_response_seconds": INBOX.asking("answer=given"),
    "responsiveness.first_response_open_seconds": INBOX.asking("answer=given"),
    "responsiveness.substantive_answer_seconds": INBOX.asking("answer=given"),
    "responsiveness.resolution_seconds": replace(INBOX, query="state=closed&period={period}"),
    "responsiveness.promises": INBOX.asking("promise=any"),
    "responsiveness.promises_kept_share": INBOX.asking("promise=any"),
    "responsiveness.by_author": ANSWERED_BY,
    "escalations": ESCALATIONS,
    "escalations.acknowledged_late": ESCALATIONS.asking("late=acknowledged"),
    "escalations.acknowledged_late_share": ESCALATIONS.asking("late=acknowledged"),
    "escalations.answered_late": ESCALATIONS.asking("late=answered"),
    "escalations.answered_late_share": ESCALATIONS.asking("late=answered"),
    "escalations.by_department": OF_DEPARTMENT,
    "escalations.by_department.*.acknowledged_late": OF_DEPARTMENT.asking("late=acknowledged"),
    "escalations.by_department.*.answered_late": OF_DEPARTMENT.asking("late=answered"),
    "moderation": MODERATION,
    "moderation.by_reason": MODERATION.asking("reason={name}"),
    "watch": WATCH,
    "watch.by_nature": WATCH.asking("nature={name}"),
    "publishing": POSTS,
    "publishing.by_network": POSTS.asking("network={name}"),
    "publishing.by_category": POSTS.asking("category={name}"),
    "publishing.errata": Rows("publishing:errata", Right.PUBLISHING_VIEW),
    "audience.by_channel": Rows("metrics:days", Right.PUBLISHING_VIEW, "until={last}", of_name=True),
    "audience.comments": INBOX.asking("sentiment={name}"),
    "audience.community": INBOX,
    "workload": TEAM_TIME,
    "workload.by_duty": TEAM_TIME.asking("duty={name}"),
    "staffing": Rows("diagnoses:staffing", Right.STAFFING_VIEW, ""),
    "data_quality.imported": INBOX.asking("source=file"),
    "data_quality.logged_by_hand": INBOX.asking("source=hand"),
    "data_quality.completeness_by_day": INBOX,
}
"""By the code of a figure, or what it begins with; `*` is any name."""

DUTIES: Mapping[str, Rows] = {
    "quality_content": POSTS.asking("channel={name}"),
    "rhythm": POSTS.asking("channel={name}"),
    "reactivity": INBOX.asking("channel={name}"),
    "answers": INBOX.asking("channel={name}"),
    "community": INBOX.asking("channel={name}"),
    "watch": WATCH,
    "passing_on": ESCALATIONS.asking("channel={name}"),
}
"""Of the scorecard: the name is that of the channel."""


def rows_of(code: str) -> Rows | None:
    """The list of the longest beginning of the code that has one."""
    name = name_in(code)
    parts = (code.replace(f".{name}.", ".*.", 1) if name else code).split(".")
    found = (PLACES.get(".".join(parts[:size])) for size in range(len(parts), 0, -1))
    return next((rows for rows in found if rows), None)


NAMED = ("audience.by_channel", "escalations.by_department", "audience.comments")
"""The groups of figures in whose codes a name follows."""


def name_in(code: str) -> str:
    for group in NAMED:
        if code.startswith(f"{group}."):
            return code.removeprefix(f"{group}.").partition(".")[0]
    return ""


@lru_cache(maxsize=1024)
def address_of(page: str, *of: str) -> str:
    """A report has hundreds of ways to a dozen pages; to find an address takes a tenth of a millisecond."""
    return reverse(page, args=of)


@dataclass(frozen=True)
class Leads:
    """The ways from the figures of a brand's week to their rows, for somebody with these rights on it: empty
    where their rights do not reach.
    """

    slug: str
    week: Week
    rights: Collection[str] = ()

    def of_spec(self, spec: Spec) -> str:
        code = f"{spec.code}.{spec.name}.{spec.part}" if spec.part else spec.code
        return self.of_code(code, spec.name)

    def of_code(self, code: str, name: str = "", *, day: date | None = None) -> str:
        return self.to(rows_of(code), name or name_in(code), day=day)

    def of_duty(self, duty: str, channel: str) -> str:
        return self.to(DUTIES[duty], channel)

    def to(self, rows: Rows | None, name: str = "", *, day: date | None = None) -> str:
        if rows is None or rows.right not in self.rights:
            return ""
        address = address_of(rows.page, self.slug, *([name] if rows.of_name else []))
        query = rows.query.format(period=day or self.week, last=self.week.sunday, name=quote_plus(name))
        return f"{address}?{query}" if query else address


def leads_of(report: WeeklyReport, rights: Collection[str]) -> Leads:
    return Leads(report.brand.slug, Week.parse(report.week), rights)


def linked(charts: Mapping[str, Any], leads: Leads, names: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The charts, with numbers in their tables that lead to their rows. `names` gives by path what kinds and
    departments are called, by which alone a chart that is kept knows them.
    """
    ways = {name: way(leads, names) for name, way in WAYS.items() if name in charts}
    return {name: _with_ways(chart, ways[name]) if name in ways else chart for name, chart in charts.items()}


Way = Callable[[int, int, list[str]], str]
"""From the place of a row and of a column, and the row itself; row -1 is of the heads of the columns."""


def _of_days(leads: Leads, _names: Mapping[str, Mapping[str, Any]]) -> Way:
    weeks = {1: leads.week, 2: leads.week.previous}
    return lambda row, column, _cells: (
        leads.of_code("interactions", day=weeks[column].days[row]) if row >= 0 else ""
    )


def _of_weeks(leads: Leads, _names: Mapping[str, Mapping[str, Any]]) -> Way:
    """The last row is of the report's own week, the ones above of those before it."""
    return lambda row, _column, _cells: (
        replace(leads, week=leads.week - (WEEKS_DRAWN - 1 - row)).of_code("responsiveness")
        if row >= 0
        else ""
    )


def _of_names(code: str) -> Callable[[Leads, Mapping[str, Mapping[str, Any]]], Way]:
    def ways(leads: Leads, names: Mapping[str, Mapping[str, Any]]) -> Way:
        known = {str(label): name for name, label in names.get(code, {}).items()}
        return lambda row, _column, cells: (
            leads.of_code(code, known[cells[0]]) if row >= 0 and cells[0] in known else ""
        )

    return ways


def _of_hours(leads: Leads, _names: Mapping[str, Mapping[str, Any]]) -> Way:
    """A day has a list, an hour of it none."""
    return lambda row, column, _cells: (
        leads.of_code("interactions", day=leads.week.days[column - 1]) if row < 0 else ""
    )


WAYS: Mapping[str, Callable[[Leads, Mapping[str, Mapping[str, Any]]], Way]] = {
    "by_day": _of_days,
    "first_response": _of_weeks,
    "kinds": _of_names("interactions.by_kind"),
    "escalations": _of_names("escalations.by_department"),
    "hours": _of_hours,
}


def _with_ways(chart: Mapping[str, Any], way: Way) -> dict[str, Any]:
    table = chart["table"]
    words = table.get("words", ())
    heads = _cells(-1, table["columns"], way, words)
    rows = [_cells(place, row, way, words) for place, row in enumerate(table["rows"])]
    return {**chart, "table": {**table, "columns": heads, "rows": rows}}


def _cells(place: int, cells: list[str], way: Way, words: Collection[int]) -> list[str]:
    """The first cell of a row says what it is of, those in `words` what happened then."""
    return [
        format_html('<a href="{}">{}</a>', href, cell)
        if column and column not in words and (href := way(place, column, cells))
        else cell
        for column, cell in enumerate(cells)
    ]
