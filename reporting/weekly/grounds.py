"""What a report rests on, beside its figures: what came in, and whether the team is enough."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Right
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.strategy.choices import Duty, Post
from cmhub.lib.durations import duration_words, work_words
from cmhub.lib.numbers import number_words, percent_words
from cmhub.lib.weeks import Week
from reporting.diagnoses.wording import WHY, state_of
from reporting.weekly.contract import staffing_of
from reporting.weekly.leads import Leads, leads_of
from reporting.weekly.models import WeeklyReport

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """`value` empty where it is not known, `href` where its rows are."""

    label: str
    value: str
    anchor: str
    href: str = ""


@dataclass(frozen=True)
class Ground:
    label: str
    facts: list[Fact]


def grounds_of(report: WeeklyReport, rights: Collection[str]) -> list[Ground]:
    """The staffing is for those who may see it."""
    leads = leads_of(report, rights)
    found = [Ground(_("Data that came in"), data_facts(report, leads))]
    if Right.STAFFING_VIEW in rights and (staffing := staffing_of(report)):
        found.append(Ground(_("Staffing"), list(staffing_facts(staffing, leads))))
    return found


def data_facts(report: WeeklyReport, leads: Leads) -> list[Fact]:
    quality = report.data_quality
    counted = {
        "imported": _("Messages taken in from files"),
        "logged_by_hand": _("Messages recorded by hand"),
    }
    found = [
        Fact(label, _count(quality.get(name)), name, leads.of_code(f"data_quality.{name}"))
        for name, label in counted.items()
    ]
    days = Week.parse(report.week).days
    for number, share in enumerate(quality.get("completeness_by_day") or []):
        label = _("Completeness, %(day)s") % {"day": WEEKDAYS[number]}
        href = leads.of_code("data_quality.completeness_by_day", day=days[number])
        found.append(Fact(label, _share(share), "completeness_by_day", href))
    return found


def staffing_facts(staffing: Iterable[Told], leads: Leads) -> Iterable[Fact]:
    """Of the whole brand, then of each of its territories."""
    href = leads.of_code("staffing")
    for told in staffing:
        place = told.get("territory") or ""
        for label, value in _of_team(told):
            words = f"{place} · {label}" if place else str(capfirst(label))
            yield Fact(words, value, "staffing", href)


def _count(value: float | None) -> str:
    return "" if value is None else number_words(value, 0 if float(value).is_integer() else 1)


def _share(value: float | None) -> str:
    return "" if value is None else percent_words(value, 1 if value and abs(value) < 0.1 else 0)


def _hours(value: float | None) -> str:
    return "" if value is None else work_words(value * 60)


def _minutes(value: float | None) -> str:
    return "" if value is None else duration_words(value * 60)


def _either(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")


def _verdict(value: bool | None) -> str:
    return state_of(value)["label"]


def _ratio(value: float | None) -> str:
    return "" if value is None else number_words(value, 2)


Words = Callable[[Any], str]
OF_TEAM: tuple[tuple[str, Any, Words], ...] = (
    ("overloaded", gettext_lazy("whether the team is enough"), _verdict),
    ("needed_hours", gettext_lazy("hours needed a week"), _hours),
    ("known_hours", gettext_lazy("of them known"), _hours),
    ("given_hours", gettext_lazy("hours given a week"), _hours),
    ("ratio", gettext_lazy("needed for each hour given"), _ratio),
    ("people", gettext_lazy("people of the team"), _count),
    ("fewer_than_two", gettext_lazy("fewer than two people"), _either),
    ("people_needed", gettext_lazy("people who would meet the targets"), _count),
    ("out_of_scope_share", gettext_lazy("out-of-scope share of the last weeks"), _share),
)
OF_ANSWERING: tuple[tuple[str, Any, Words], ...] = (
    ("target_minutes", gettext_lazy("asked to be answered within"), _minutes),
    ("in_time", gettext_lazy("share asked to be in time"), _share),
    ("arrivals_per_week", gettext_lazy("messages a week"), _count),
    ("people", gettext_lazy("people who would meet the target"), _count),
    ("at_once", gettext_lazy("people at once, at most"), _count),
    ("presence_hours", gettext_lazy("hours of presence a week"), _hours),
    ("weeks_left_out", gettext_lazy("weeks left out"), _count),
    ("replayed_in_time", gettext_lazy("share in time, when replayed"), _share),
)


def _of_team(told: Told) -> Iterable[tuple[str, str]]:
    yield from _each(told, OF_TEAM)
    for duty, hours in (told.get("needed_by_duty") or {}).items():
        yield _("needed for %(duty)s") % {"duty": Duty(duty).label}, _hours(hours)
    for one in told.get("answering") or []:
        purpose = Purpose(one["purpose"]).label
        for label, value in _each(one, OF_ANSWERING):
            yield f"{purpose} · {label}", value
    for one in told.get("missing_posts") or []:
        label = _("missing: %(post)s") % {"post": Post(one["post"]).label}
        yield label, " · ".join(part for part in (_hours(one["hours"]), str(WHY[one["why"]])) if part)


def _each(told: Told, listed: Iterable[tuple[str, Any, Words]]) -> Iterable[tuple[str, str]]:
    return [(str(label), words(told[name])) for name, label, words in listed if name in told]
