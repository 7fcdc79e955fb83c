"""The sections of a report, in their order, for every format at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access import Right
from channels_mgmt.brands.choices import Kind, Network
from channels_mgmt.inbox.choices import Ground, Sentiment
from channels_mgmt.strategy.choices import Category, Duty
from channels_mgmt.strategy.metrics import metrics
from channels_mgmt.watch.choices import Nature
from reporting.diagnoses.telling import cards_of
from reporting.figures.comparison import week_before
from reporting.figures.listed import ACCOUNT, ACCOUNT_LABELS
from reporting.weekly.contract import diagnoses_of
from reporting.weekly.files.figures import figure_lines, known_kind
from reporting.weekly.files.tables import Cell, Measured, Section
from reporting.weekly.files.words import word_sections
from reporting.weekly.models import WeeklyReport
from reporting.weekly.names import channel_names, department_names
from reporting.weekly.told import DUTIES, missing_of

Figures = Mapping[str, Any]
T, C, R, S, H = Cell.TEXT, Cell.COUNT, Cell.RATE, Cell.SECONDS, Cell.HOURS
TIMES = {
    "first_response_seconds": lambda: _("First response"),
    "first_response_open_seconds": lambda: _("First response, in opening hours"),
    "substantive_answer_seconds": lambda: _("Substantive answer"),
    "response_seconds": lambda: _("All responses"),
    "resolution_seconds": lambda: _("Resolution"),
}


@dataclass
class Told:
    """A report with the names of what it speaks of, for somebody with these rights on its brand."""

    report: WeeklyReport
    rights: Collection[str] = ()
    figures: Figures = field(init=False)
    before: Figures = field(init=False)
    channels: dict[str, str] = field(init=False)
    departments: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        brand = self.report.brand
        self.figures = self.report.quantitative
        self.before = week_before(self.figures)
        self.channels = channel_names(brand.pk)
        self.departments = department_names(brand)

    def part(self, *path: str, before: bool = False) -> Any:
        """What stands under a path; an empty object where nothing does."""
        found: Any = self.before if before else self.figures
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        return {} if found is None else found


def sections_of(report: WeeklyReport, rights: Collection[str] = ()) -> list[Section]:
    """All that have something to say, in the active language. The time of each person is for those who assign
    people.
    """
    told = Told(report, rights)
    found = [section for make in SECTIONS for section in make(told)]
    return [section for section in found if section.rows]


def _figures(told: Told) -> Iterable[Section]:
    columns = [
        (_("Figure"), T),
        (_("This week"), C),
        (_("Week before"), C),
        (pgettext("difference", "Change"), T),
        (_("Mean of four weeks"), C),
        (_("Target"), C),
        (pgettext("figure", "Sample"), C),
    ]
    yield Section("figures", _("Figures"), columns, figure_lines(told.report))


def _scorecard(told: Told) -> Iterable[Section]:
    columns = [(_("Channel"), T), (_("Duty"), T), (_("Reached"), C), (_("Target"), C)]
    rows = []
    for channel, duties in told.part("scorecard").items():
        for duty, found in duties.items():
            kind = known_kind((found or {}).get("unit", ""))
            values = [Measured((found or {}).get(name), kind) for name in ("value", "target")]
            rows.append([told.channels.get(channel, channel), str(capfirst(DUTIES.get(duty, duty))), *values])
    yield Section("scorecard", _("Scorecard of duties"), columns, rows)


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
        (_("Start"), Cell.NUMBER),
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
    days = {str(number): str(WEEKDAYS[number]) for number in range(7)}
    yield _counts(told, "kinds", _("Interactions by kind"), ("interactions", "by_kind"), dict(Kind.choices))
    yield _counts(
        told, "channels", _("Interactions by channel"), ("interactions", "by_channel"), told.channels
    )
    yield _counts(
        told,
        "sentiments",
        _("Interactions by sentiment"),
        ("interactions", "by_sentiment"),
        dict(Sentiment.choices),
    )
    yield _counts(told, "days", _("Interactions by day"), ("interactions", "by_day"), days)
    yield _hours(told)


def _counts(told: Told, code: str, title: str, path: tuple[str, ...], names: Mapping[str, Any]) -> Section:
    """A row for each name that has a count this week or had one in the week before."""
    now, before = _named(told.part(*path)), _named(told.part(*path, before=True))
    rows = [
        [str(names.get(name, name)), now.get(name, 0), before.get(name, 0) if before else None]
        for name in {**now, **before}
    ]
    columns = [(_("What"), T), (_("This week"), C), (_("Week before"), C)]
    return Section(code, title, columns, rows)


def _named(counts: Any) -> dict[str, Any]:
    if isinstance(counts, list):
        return {str(number): count for number, count in enumerate(counts)}
    return dict(counts)


def _hours(told: Told) -> Section:
    hours = told.part("interactions", "by_hour_of_week")
    columns = [(_("Day"), T), *((f"{hour:02d}:00", C) for hour in range(24))]
    rows = [[str(WEEKDAYS[day]), *hours[24 * day : 24 * day + 24]] for day in range(7)] if hours else []
    return Section("hours", _("Interactions by hour"), columns, rows, on_paper=False)


def _times(told: Told) -> Iterable[Section]:
    columns = [(_("Time"), T), (_("Cases"), C), (_("Median"), S), (_("Nine of ten within"), S)]
    rows = [
        [name(), *_spread(told.part("responsiveness", code))]
        for code, name in TIMES.items()
        if told.part("responsiveness", code)
    ]
    legs = {
        "acknowledge": _("Departments acknowledge"),
        "answer": _("Departments answer"),
        "relay": _("Relay"),
    }
    rows += [
        [legs.get(code, code), *_spread(found)]
        for code, found in told.part("escalations", "leg_seconds").items()
    ]
    watch = {
        "transmit_seconds": _("Watch: until it is passed on"),
        "acknowledge_seconds": _("Watch: until it is acknowledged"),
    }
    rows += [[name, *_spread(told.part("watch", code))] for code, name in watch.items()]
    yield Section("times", _("Times"), columns, rows)


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
    yield Section("people", _("Who answered"), columns, rows)


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
    yield Section("escalations", _("Escalations by department"), columns, rows)


def _others(told: Told) -> Iterable[Section]:
    yield _counts(
        told, "moderation", _("Moderation by reason"), ("moderation", "by_reason"), dict(Ground.choices)
    )
    yield _counts(told, "watch", _("Watch by nature"), ("watch", "by_nature"), dict(Nature.choices))
    yield _counts(
        told, "networks", _("Posts by network"), ("publishing", "by_network"), dict(Network.choices)
    )
    yield _counts(
        told, "categories", _("Posts by category"), ("publishing", "by_category"), dict(Category.choices)
    )


def _audience(told: Told) -> Iterable[Section]:
    columns = [
        (_("Channel"), T),
        *((str(label), known_kind(unit)) for _name, label, unit, _whole in ACCOUNT),
    ]
    rows = [
        [told.channels.get(slug, slug), *(found.get(name) for name in ACCOUNT_LABELS)]
        for slug, found in told.part("audience", "by_channel").items()
    ]
    yield Section("audience", _("Audience"), columns, rows)


def _workload(told: Told) -> Iterable[Section]:
    people = told.part("workload", "by_person") if Right.TEAM_MANAGE in told.rights else {}
    yield Section(
        "workload",
        _("Time by person"),
        [(_("Person"), T), (_("Time"), H)],
        [[*one] for one in people.items()],
    )
    names, outside = dict(Duty.choices), told.part("workload", "out_of_scope_by_duty")
    rows = [
        [str(capfirst(names.get(duty, duty))), hours, outside.get(duty)]
        for duty, hours in told.part("workload", "by_duty").items()
    ]
    columns = [(_("Duty"), T), (_("Time"), H), (_("Out of scope"), H)]
    yield Section("duties", _("Time by duty"), columns, rows)
    missing = [[post, hours] for post, hours in missing_of(told.figures)]
    yield Section("missing", _("The post that is missing"), [(_("Post"), T), (_("Time"), T)], missing)


def _words(told: Told) -> Iterable[Section]:
    return word_sections(told.report)


def _quality(told: Told) -> Iterable[Section]:
    quality = told.report.data_quality
    rows: list[list[Any]] = [
        [_("Messages taken in from files"), quality.get("imported")],
        [_("Messages recorded by hand"), quality.get("logged_by_hand")],
    ]
    for day, share in enumerate(quality.get("completeness_by_day") or []):
        name = _("Completeness, %(day)s") % {"day": WEEKDAYS[day]}
        rows.append([name, Measured(share, Cell.RATE)])
    yield Section("data", _("Quality of the data"), [(_("What"), T), (_("Value"), C)], rows)


OF_PEOPLE = ("decisions", "insights", "recommendations", "experiments", "errata")
"""The sections that people wrote, which are read before the numbers."""
OPENING = "scorecard"
"""The section by which a report opens."""
SECTIONS: tuple[Callable[[Told], Iterable[Section]], ...] = (
    _scorecard,
    _words,
    _objectives,
    _diagnoses,
    _figures,
    _interactions,
    _times,
    _people,
    _escalations,
    _others,
    _audience,
    _workload,
    _quality,
)
"""A section that is added here is in every file."""
