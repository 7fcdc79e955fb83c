"""A stored report as its page tells it: the scorecard, every figure with what it is worth, time and charter.

All in the active language.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from channels_mgmt.brands.choices import Kind, Network
from channels_mgmt.inbox.choices import Ground, Sentiment
from channels_mgmt.strategy.choices import Category, Duty, Post
from channels_mgmt.team.services.scope import charters_of
from channels_mgmt.watch.choices import Nature
from cmhub.lib.durations import work_words
from cmhub.lib.numbers import plural_number, short_number
from cmhub.lib.weeks import Week
from reporting.figures.by_name import specs_of
from reporting.figures.comparison import week_before
from reporting.figures.judging import Beside, Judged, Spec, Verdict, judge
from reporting.figures.words import unit_words
from reporting.weekly.leads import Leads, leads_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.names import channel_names, department_names
from reporting.weekly.workload import NOBODY

GROUPS: Mapping[str, Any] = {
    "interactions": gettext_lazy("Interactions"),
    "responsiveness": pgettext_lazy("figures", "Answers"),
    "escalations": pgettext_lazy("figures", "Departments"),
    "escalations.by_department": pgettext_lazy("figures", "Each department"),
    "moderation": pgettext_lazy("figures", "Moderation"),
    "watch": pgettext_lazy("figures", "Watch"),
    "publishing": pgettext_lazy("figures", "Publications"),
    "audience": pgettext_lazy("figures", "Audience and community"),
    "audience.by_channel": pgettext_lazy("figures", "Each account"),
    "workload": pgettext_lazy("figures", "Workload"),
}
DUTIES: Mapping[str, Any] = {
    "quality_content": pgettext_lazy("scorecard", "quality content"),
    "rhythm": pgettext_lazy("scorecard", "rhythm"),
    "reactivity": pgettext_lazy("scorecard", "reactivity"),
    "answers": pgettext_lazy("scorecard", "answers"),
    "community": pgettext_lazy("scorecard", "community"),
    "watch": pgettext_lazy("scorecard", "watch"),
    "passing_on": pgettext_lazy("scorecard", "passing on"),
}
LESS_IS_GOOD = frozenset({"reactivity", "passing_on"})
LOOKS: Mapping[Verdict, tuple[str, Any]] = {
    Verdict.BETTER: ("change--good", pgettext_lazy("change", "better")),
    Verdict.WORSE: ("change--bad", pgettext_lazy("change", "worse")),
    Verdict.MOVED: ("", pgettext_lazy("change", "changed")),
    Verdict.STABLE: ("", pgettext_lazy("change", "stable")),
    Verdict.FEW: ("", pgettext_lazy("change", "too few to tell")),
    Verdict.UNTESTED: ("", pgettext_lazy("change", "not tested")),
    Verdict.ALONE: ("", ""),
}
ARROWS = {1: "trend-up", 0: "minus", -1: "trend-down"}
NOTHING: Mapping[str, str] = MappingProxyType({})
TOLD = (Verdict.BETTER, Verdict.WORSE, Verdict.MOVED)


@dataclass(frozen=True)
class Cell:
    """One duty on one channel; `value` empty where it is not measured, `reached` None without a target;
    `before` is what the week before had, `href` where the rows are.
    """

    duty: str
    value: str = ""
    before: str = ""
    target: str = ""
    reached: bool | None = None
    href: str = ""


@dataclass(frozen=True)
class Was:
    """An earlier value, and what the difference is worth."""

    value: str = ""
    words: str = ""
    tone: str = ""
    arrow: str = ""


@dataclass(frozen=True)
class Line:
    """One figure of the week; `value` empty where it is not measured, `href` where its rows are listed, empty
    where the reader may not list them.
    """

    label: str
    anchor: str
    value: str
    href: str
    sample: str
    week_before: Was
    four_weeks: Was
    target: str
    reached: bool | None


@dataclass(frozen=True)
class Group:
    name: str
    label: str
    lines: list[Line]
    summary: str


@dataclass(frozen=True)
class DutyTime:
    """The time of a duty, that of it which was another post's, and whose the charter says it is."""

    label: str
    hours: str
    outside: str
    posts: str
    href: str


@dataclass(frozen=True)
class Told:
    scorecard: list[tuple[str, list[Cell]]]
    groups: list[Group]
    time: list[DutyTime]
    missing: list[tuple[str, str]]
    is_over: bool
    zone_before: str


def told_of(report: WeeklyReport, rights: Collection[str] = ()) -> Told:
    """For somebody with these rights on the brand, whom figures lead to the rows that they may list."""
    channels, leads = channel_names(report.brand_id), leads_of(report, rights)
    figures, is_over = report.quantitative, report.computed_at >= report.ends_at
    called = names(channels, department_names(report.brand))
    judged = judge(figures, specs_of(figures, called), is_over=is_over)
    return Told(
        scorecard=scorecard_of(figures, channels, leads),
        groups=groups_of(judged, leads),
        time=time_of(report, leads),
        missing=missing_of(figures),
        is_over=is_over,
        zone_before=zone_before(report),
    )


def names(
    channels: Mapping[str, str], departments: Mapping[str, str] = NOTHING
) -> dict[str, Mapping[str, Any]]:
    """What the names in the maps of a report are called."""
    return {
        "interactions.by_kind": dict(Kind.choices),
        "interactions.by_channel": channels,
        "interactions.by_sentiment": dict(Sentiment.choices),
        "moderation.by_reason": dict(Ground.choices),
        "watch.by_nature": dict(Nature.choices),
        "publishing.by_network": dict(Network.choices),
        "publishing.by_category": dict(Category.choices),
        "escalations.by_department": departments,
        "audience.by_channel": channels,
    }


def scorecard_of(
    figures: Mapping[str, Any], channels: Mapping[str, str], leads: Leads | None = None
) -> list[tuple[str, list[Cell]]]:
    """By channel, each duty; without `leads` they lead nowhere, as in a mail."""
    earlier = week_before(figures).get("scorecard") or {}
    return [
        (
            channels.get(slug, slug),
            [
                _cell(
                    duty,
                    told.get(duty),
                    earlier.get(slug, {}).get(duty),
                    leads.of_duty(duty, slug) if leads else "",
                )
                for duty in DUTIES
            ],
        )
        for slug, told in figures["scorecard"].items()
    ]


def _cell(duty: str, told: Mapping[str, Any] | None, earlier: Mapping[str, Any] | None, href: str) -> Cell:
    label = str(capfirst(DUTIES[duty]))
    before = _duty_words(earlier["value"], earlier["unit"]) if earlier else ""
    if told is None:
        return Cell(label, before=before)
    value, target, unit = told["value"], told["target"], told["unit"]
    if target is None:
        return Cell(label, _duty_words(value, unit), before, href=href)
    reached = value <= target if duty in LESS_IS_GOOD else value >= target
    return Cell(label, _duty_words(value, unit), before, _duty_words(target, unit), reached, href)


def _duty_words(value: float, unit: str) -> str:
    if unit in ("rate", "seconds"):
        return unit_words(unit, value)
    number, words = plural_number(round(value, 1)), short_number(value)
    if unit == "people":
        return ngettext("%(count)s person", "%(count)s people", number) % {"count": words}
    if unit == "items":
        return ngettext("%(count)s item", "%(count)s items", number) % {"count": words}
    return ngettext("%(count)s post", "%(count)s posts", number) % {"count": words}


def groups_of(judged: Iterable[Judged], leads: Leads) -> list[Group]:
    """The figures by room, in the order of the report; what moved is said of each before it is opened."""
    by_room = sorted(judged, key=lambda one: list(GROUPS).index(room_of(one.spec)))
    return [
        Group(name, str(GROUPS[name]), [line_of(one, leads) for one in found], _moves(found))
        for name, each in groupby(by_room, key=lambda one: room_of(one.spec))
        if (found := list(each))
    ]


def room_of(spec: Spec) -> str:
    """The longest name of a group that the figure's code begins with."""
    return max((name for name in GROUPS if f"{spec.code}.".startswith(f"{name}.")), key=len)


def _moves(found: Iterable[Judged]) -> str:
    said = [one.week_before.verdict for one in found]
    better, worse = said.count(Verdict.BETTER), said.count(Verdict.WORSE)
    words = []
    if better:
        words.append(ngettext("%(count)d better", "%(count)d better", better) % {"count": better})
    if worse:
        words.append(ngettext("%(count)d worse", "%(count)d worse", worse) % {"count": worse})
    return ", ".join(words)


def line_of(one: Judged, leads: Leads) -> Line:
    return Line(
        label=str(capfirst(one.spec.label)),
        anchor=one.spec.anchor,
        value="" if one.value is None else unit_words(one.spec.unit, one.value),
        href=leads.of_spec(one.spec),
        sample="" if one.sample is None else short_number(one.sample),
        week_before=_was(one.spec, one.week_before),
        four_weeks=_was(one.spec, one.four_weeks),
        target="" if one.target is None else unit_words(one.spec.unit, one.target),
        reached=one.reached,
    )


def _was(spec: Spec, earlier: Beside) -> Was:
    if earlier.value is None:
        return Was()
    tone, words = LOOKS[earlier.verdict]
    arrow = ARROWS[earlier.direction] if earlier.verdict in TOLD else ""
    return Was(unit_words(spec.unit, earlier.value), str(words), tone, arrow)


def time_of(report: WeeklyReport, leads: Leads) -> list[DutyTime]:
    """The duties on which time was logged, against the charter as it stood when the week ended."""
    workload = report.quantitative["workload"]
    if not workload["by_duty"]:
        return []
    charter = charters_of(report.brand).on(Week.parse(report.week).sunday)
    outside = workload.get("out_of_scope_by_duty", {})
    return [
        DutyTime(
            label=str(capfirst(Duty(duty).label)),
            hours=work_words(hours * 60),
            outside=work_words(outside[duty] * 60) if outside.get(duty) else "",
            posts=", ".join(str(post.label) for post in Post if post in charter[duty]) or _("nobody’s"),
            href=leads.of_code("workload.by_duty", duty),
        )
        for duty, hours in workload["by_duty"].items()
    ]


def missing_of(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The posts whose work others did, with its time; the most first."""
    missing, names_of = figures["workload"].get("missing_posts", {}), missing_names()
    return [(names_of[post], work_words(hours * 60)) for post, hours in missing.items()]


def missing_names() -> dict[str, str]:
    """What the posts whose work others did are called."""
    named = {post.value: str(capfirst(post.label)) for post in Post}
    return {**named, NOBODY: str(capfirst(_("nobody’s by the charter")))}


def zone_before(report: WeeklyReport) -> str:
    """The time zone in which the week before was counted, where it was another one."""
    before = WeeklyReport.objects.filter(brand=report.brand_id, week=str(Week.parse(report.week).previous))
    zone = before.order_by("-revision").values_list("time_zone", flat=True).first()
    return zone if zone and zone != report.time_zone else ""
