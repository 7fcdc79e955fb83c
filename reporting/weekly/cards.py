"""The five figures and the three sentences of a week, from a stored report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cmhub.lib.durations import duration_words
from cmhub.lib.templatetags.cmhub import number
from cmhub.lib.templatetags.ui import percent
from reporting.weekly.models import WeeklyReport

STABLE_SHARE = 0.03
"""A change below this share of the earlier value is told as unchanged."""
STABLE_POINTS = 0.02
"""A rate that moved by no more than this is told as unchanged."""


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


def key_figures(report: WeeklyReport) -> list[Figure]:
    """Interactions, response rate, first response, late answers of departments, negative share: each with
    its change since the week before, and whether that is for the better.
    """
    now, before = report.quantitative, report.quantitative.get("compared", {}).get("previous_week") or {}
    inbox = _of_week("inbox:list", report)
    escalations = _of_week("escalations:list", report)
    return [
        _figure(_("Interactions"), now, before, _opened, number, href=inbox),
        _figure(_("Response rate"), now, before, _response_rate, percent, href=inbox, more_is_good=True),
        _figure(
            _("First response, median"),
            now,
            before,
            _first_response,
            duration_words,
            href=inbox,
            more_is_good=False,
            sample=now["responsiveness"]["first_response_seconds"]["n"],
        ),
        _figure(
            _("Escalations answered late"),
            now,
            before,
            _late_share,
            percent,
            href=escalations,
            more_is_good=False,
            sample=now["escalations"]["opened"],
        ),
        _figure(
            _("Negative interactions"),
            now,
            before,
            _negative_share,
            percent,
            href=f"{inbox}&sentiment=negative",
            more_is_good=False,
        ),
    ]


def _of_week(page: str, report: WeeklyReport) -> str:
    """The address of the rows that make a figure of the week."""
    return f"{reverse(page, args=[report.brand.slug])}?state=all&period={report.week}"


def _figure(
    label: str,
    now: dict[str, Any],
    before: dict[str, Any],
    read: Any,
    write: Any,
    *,
    href: str,
    more_is_good: bool | None = None,
    sample: int | None = None,
) -> Figure:
    value, earlier = read(now), read(before) if before else None
    if value is None:
        return Figure(label, None, href, sample=sample)
    if earlier is None:
        return Figure(label, write(value), href, sample=sample)
    step = value - earlier
    steady = STABLE_POINTS if write is percent else STABLE_SHARE * abs(earlier)
    if abs(step) <= steady:
        return Figure(label, write(value), href, _("stable"), "flat", None, sample)
    change = _("was %(earlier)s") % {"earlier": write(earlier)}
    good = None if more_is_good is None else (step > 0) == more_is_good
    return Figure(label, write(value), href, change, "up" if step > 0 else "down", good, sample)


def _opened(week: dict[str, Any]) -> float | None:
    return week["interactions"]["opened"]


def _response_rate(week: dict[str, Any]) -> float | None:
    return week["responsiveness"]["response_rate"]


def _first_response(week: dict[str, Any]) -> float | None:
    return week["responsiveness"]["first_response_seconds"]["median"]


def _late_share(week: dict[str, Any]) -> float | None:
    escalations = week["escalations"]
    if not escalations["opened"]:
        return None
    return escalations["answered_late"] / escalations["opened"]


def _negative_share(week: dict[str, Any]) -> float | None:
    told = week["interactions"]["by_sentiment"]
    return told.get("negative", 0) / sum(told.values()) if sum(told.values()) else None


def sentences(report: WeeklyReport) -> list[str]:
    """What the figures say in at most three sentences, no more certain than they are."""
    figures = report.quantitative
    said = [_volume(figures), _answers(figures), _departments(figures)]
    return [sentence for sentence in said if sentence]


def _volume(figures: dict[str, Any]) -> str:
    opened, people = figures["interactions"]["opened"], figures["interactions"]["people"]
    if not opened:
        return _("Nobody wrote to the brand this week.")
    told = {"opened": number(opened), "people": number(people)}
    if opened > 1 and people == 1:
        return _("%(opened)s interactions were opened, all by the same person.") % told
    return (
        ngettext(
            "%(opened)s interaction was opened, by one person.",
            "%(opened)s interactions were opened, by %(people)s people.",
            opened,
        )
        % told
    )


def _answers(figures: dict[str, Any]) -> str:
    answers = figures["responsiveness"]
    first = answers["first_response_seconds"]
    if answers["response_rate"] is None or first["median"] is None:
        return ""
    return _("%(rate)s of those that needed an answer got one, half of them within %(time)s.") % {
        "rate": percent(answers["response_rate"]),
        "time": duration_words(first["median"]),
    }


def _departments(figures: dict[str, Any]) -> str:
    told = figures["escalations"]
    if not told["opened"]:
        return ""
    if not told["answered_late"]:
        return _("Departments answered everything in time.") if told["answered"] else ""
    return ngettext(
        "Departments were late with %(late)s of %(opened)s question passed on to them.",
        "Departments were late with %(late)s of %(opened)s questions passed on to them.",
        told["opened"],
    ) % {"late": number(told["answered_late"]), "opened": number(told["opened"])}
