"""The sections of a report, in their order, for every format at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access import Right
from channels_mgmt.strategy.metrics import metrics
from reporting.diagnoses.telling import cards_of
from reporting.figures.by_name import ACCOUNT, ACCOUNT_LABELS, DEPARTMENTS
from reporting.figures.detailed import AUTHORS
from reporting.weekly.contract import diagnoses_of
from reporting.weekly.files.figures import known_kind, or_nothing, section_of
from reporting.weekly.files.quality import quality_section, revision_section
from reporting.weekly.files.staffing import staffing_section
from reporting.weekly.files.tables import Cell, Measured, Section
from reporting.weekly.files.telling import BEFORE, MEAN, Told
from reporting.weekly.files.words import word_sections
from reporting.weekly.models import WeeklyReport
from reporting.weekly.told import DUTIES

Figures = Mapping[str, Any]
T, C, N, R, S = Cell.TEXT, Cell.COUNT, Cell.NUMBER, Cell.RATE, Cell.SECONDS
OF_ACCOUNT = "audience_by_channel"
"""Where the figures of accounts are defined, by which they are known."""


def sections_of(report: WeeklyReport, rights: Collection[str] = ()) -> list[Section]:
    """All that have something to say, in the active language. The time of each person is for those who assign
    people.
    """
    told = Told(report, rights)
    found = [section for make in SECTIONS for section in make(told)]
    return [section for section in found if section.rows]


def sections_in_files(report: WeeklyReport, rights: Collection[str] = ()) -> list[Section]:
    """Those of workbooks and CSV, in which every figure stands by itself."""
    return [section for section in sections_of(report, rights) if section.in_files]


def _figures(told: Told) -> Iterable[Section]:
    """Those that every report has."""
    judged = [one for one in told.judged if not one.spec.name and one.spec.anchor != OF_ACCOUNT]
    yield section_of("figures", _("Figures"), judged, first=_("Figure"), with_target=True)


def _scorecard(told: Told) -> Iterable[Section]:
    columns = [(_("Channel"), T), (_("Duty"), T), (_("Reached"), C), (_("Target"), C), (_("Week before"), C)]
    rows = []
    for channel, duties in told.part("scorecard").items():
        earlier = told.part("scorecard", channel, before=True)
        for duty, found in duties.items():
            was = earlier.get(duty) or {}
            unit = (found or was).get("unit", "")
            kind = known_kind(unit)
            reached, target = (found or {}).get("value"), (found or {}).get("target")
            name = str(capfirst(DUTIES.get(duty, duty)))
            values = [Measured(reached, kind), or_nothing(target, kind), Measured(was.get("value"), kind)]
            rows.append([told.channels.get(channel, channel), name, *values])
    yield Section("scorecard", _("Scorecard of the duties"), columns, rows, on_paper=False)


def _diagnoses(told: Told) -> Iterable[Section]:
    """Those that are raised come first, then those of which too little is known."""
    columns = [(name, T) for name in (_("Diagnosis"), _("State"), _("Since"), _("Evidence"), _("Advice"))]
    rows = [
        [
            str(capfirst(card["label"])),
            str(card["state"]["label"]),
            card["since"],
            " ".join(card["told"]),
            str(card["advice"]) if card["raised"] else "",
        ]
        for card in cards_of(diagnoses_of(told.report), brand=told.report.brand, rights=(), past={})
    ]
    yield Section("diagnoses", _("Diagnoses"), columns, rows)


def _objectives(told: Told) -> Iterable[Section]:
    columns = [
        (_("Objective"), T),
        (pgettext("objective", "Start"), Cell.NUMBER),
        (_("Target"), Cell.NUMBER),
        (_("Reached"), Cell.NUMBER),
        (_("Share of the way"), R),
        (_("Due"), Cell.DAY),
    ]
    rows = []
    for one in told.figures.get("objectives", []):
        known = metrics.get(one["metric"])
        kind = known_kind(known.unit.value if known else "")
        numbers = [Measured(one[name], kind) for name in ("start", "target", "actual")]
        due = date.fromisoformat(one["due"]) if one.get("due") else None
        name = str(capfirst(known.label)) if known else one["metric"]
        rows.append([name, *numbers, one.get("progress"), due])
    yield Section("objectives", _("Objectives"), columns, rows)


def _interactions(told: Told) -> Iterable[Section]:
    yield _counts(told, "kinds", _("Interactions by kind"), "interactions.by_kind")
    yield _counts(told, "channels", _("Interactions by channel"), "interactions.by_channel")
    yield _counts(told, "sentiments", _("Interactions by sentiment"), "interactions.by_sentiment")
    yield _days(told)
    yield _hours(told)


def _counts(told: Told, code: str, title: str, path: str) -> Section:
    """A row for each name that has a count this week or had one in the week before."""
    return section_of(code, title, told.of(path), first=_("What"))


def _days(told: Told) -> Section:
    """What one day of a week is worth beside the same of another is not tested: it is one of seven."""
    columns = [(_("Day"), T), (_("This week"), C), (_("Week before"), C), (_("Mean of four weeks"), N)]
    weeks = [list(told.part("interactions", "by_day"))]
    weeks += [list(told.compared(name, "interactions", "by_day")) for name in (BEFORE, MEAN)]
    rows = [
        [str(WEEKDAYS[day]), *(counts[day] if counts else None for counts in weeks)]
        for day in range(len(weeks[0]))
    ]
    return Section("days", _("Interactions by day"), columns, rows)


def _hours(told: Told) -> Section:
    hours = told.part("interactions", "by_hour_of_week")
    columns = [(_("Day"), T), *((f"{hour:02d}:00", C) for hour in range(24))]
    rows = [[str(WEEKDAYS[day]), *hours[24 * day : 24 * day + 24]] for day in range(7)] if hours else []
    return Section("hours", _("Interactions by hour"), columns, rows, on_paper=False)


def _spread(found: Figures) -> list[Any]:
    return [found.get("n", 0), found.get("median"), found.get("p90")]


def _people(told: Told) -> Iterable[Section]:
    columns = [
        (_("Who answered"), T),
        (_("Replies"), C),
        (_("Cases"), C),
        (_("Median"), S),
        (_("Nine of ten within"), S),
    ]
    rows = [
        [author, found.get("replies"), *_spread(found.get("response_seconds") or {})]
        for author, found in told.part("responsiveness", "by_author").items()
    ]
    yield Section("people", _("Who answered"), columns, rows, in_files=False)
    told_by_name = told.of(AUTHORS)
    yield section_of("answering", _("Who answered"), told_by_name, first=_("Who answered"), on_paper=False)


def _escalations(told: Told) -> Iterable[Section]:
    names = {
        "opened": _("Opened"),
        "answered": _("Answered"),
        "acknowledged_late": _("Acknowledged late"),
        "answered_late": _("Answered late"),
        "open": _("Still open"),
    }
    columns = [(_("Department"), T), *((name, C) for name in names.values())]
    rows = [
        [told.departments.get(slug, slug), *(found.get(name) for name in names)]
        for slug, found in told.part("escalations", "by_department").items()
    ]
    title = _("Escalations by department")
    yield Section("escalations", title, columns, rows, in_files=False)
    yield section_of("departments", title, told.of(DEPARTMENTS), first=_("Department"), on_paper=False)


def _others(told: Told) -> Iterable[Section]:
    yield _counts(told, "moderation", _("Moderation by reason"), "moderation.by_reason")
    yield _counts(told, "watch", _("Watch by nature"), "watch.by_nature")
    yield _counts(told, "networks", _("Posts by network"), "publishing.by_network")
    yield _counts(told, "categories", _("Posts by category"), "publishing.by_category")


def _audience(told: Told) -> Iterable[Section]:
    columns = [
        (_("Channel"), T),
        *((str(label), known_kind(unit)) for name, label, unit, _whole in ACCOUNT if name in ACCOUNT_LABELS),
    ]
    rows = [
        [told.channels.get(slug, slug), *(found.get(name) for name in ACCOUNT_LABELS)]
        for slug, found in told.part("audience", "by_channel").items()
    ]
    yield Section("audience", _("Audience"), columns, rows, in_files=False)
    accounts = [one for one in told.judged if one.spec.anchor == OF_ACCOUNT]
    yield section_of("accounts", _("Audience"), accounts, first=_("Channel"), on_paper=False)


def _workload(told: Told) -> Iterable[Section]:
    people = told.of("workload.by_person") if Right.TEAM_MANAGE in told.rights else []
    yield section_of("workload", _("Time by person"), people, first=_("Person"))
    duties = [*told.of("workload.by_duty"), *told.of("workload.out_of_scope_by_duty")]
    yield section_of("duties", _("Time by duty"), duties, first=_("Duty"))
    missing = told.of("workload.missing_posts")
    yield section_of("missing", _("The post that is missing"), missing, first=pgettext("position", "Post"))


def _words(told: Told) -> Iterable[Section]:
    return word_sections(told.report)


OF_PEOPLE = ("decisions", "insights", "recommendations", "experiments", "errata")
"""The sections that people wrote, which are read before the numbers."""
SECTIONS: tuple[Callable[[Told], Iterable[Section]], ...] = (
    _scorecard,
    _words,
    _objectives,
    _diagnoses,
    _figures,
    _interactions,
    _people,
    _escalations,
    _others,
    _audience,
    _workload,
    staffing_section,
    quality_section,
    revision_section,
)
"""A section that is added here is in every file."""
