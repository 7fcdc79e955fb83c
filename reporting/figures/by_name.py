"""The figures that a week has by name: of each kind, network, department and account that it knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reporting.figures.comparison import week_before
from reporting.figures.judging import Spec, Unit, map_at
from reporting.figures.listed import SPECS, Week, counted, medians

CHANNELS, DEPARTMENTS = "audience.by_channel", "escalations.by_department"

MAPS: tuple[tuple[str, bool, str], ...] = (
    ("interactions.by_kind", True, "by_kind"),
    ("interactions.by_channel", True, "by_channel"),
    ("interactions.by_sentiment", True, "by_sentiment"),
    ("moderation.by_reason", False, "by_reason"),
    ("watch.by_nature", False, "by_nature"),
)
"""Counts by name, whether they come as messages do, and where they are defined."""
FACTS = (("publishing.by_network", "by_network"), ("publishing.by_category", "by_category"))

ACCOUNT: tuple[tuple[str, Any, Unit, bool], ...] = (
    ("followers", _("Followers"), Unit.COUNT, True),
    ("followers_before", pgettext_lazy("figure", "Followers before the week"), Unit.COUNT, True),
    ("growth", _("Growth"), Unit.COUNT, True),
    ("reach", pgettext_lazy("figure", "Reach"), Unit.COUNT, False),
    ("impressions", _("Shown, times"), Unit.COUNT, False),
    ("likes", _("Likes"), Unit.COUNT, False),
    ("comments", _("Comments"), Unit.COUNT, False),
    ("shares", _("Shares"), Unit.COUNT, False),
    ("engagement_rate", _("Pooled engagement rate"), Unit.RATE, False),
)
"""Of each channel: what it is called, and whether it is counted whole. How much the others vary by chance
hangs on how much posts do, which a report does not keep.
"""
ACCOUNT_LABELS = {name: label for name, label, _unit, _whole in ACCOUNT if name != "followers_before"}
"""The columns of an account: what its growth is counted from is a figure beside them."""

OF_DEPARTMENT: tuple[tuple[str, Any, int], ...] = (
    ("opened", pgettext_lazy("questions", "asked"), 0),
    ("answered", pgettext_lazy("questions", "answered"), 0),
    ("acknowledged_late", pgettext_lazy("questions", "acknowledged late"), -1),
    ("answered_late", pgettext_lazy("questions", "answered late"), -1),
    ("open", pgettext_lazy("questions", "open"), -1),
)
OWNED_BY: Mapping[str, tuple[Any, Any]] = {
    "ownership_seconds": (
        pgettext_lazy("figure", "had a question, median"),
        pgettext_lazy("figure", "had a question, nine of ten"),
    ),
    "ownership_open_seconds": (
        pgettext_lazy("figure", "had it in its hours, median"),
        pgettext_lazy("figure", "had it in its hours, nine of ten"),
    ),
}
"""Of each department: what it was asked, and how long a question was its own."""


def specs_of(figures: Week, names: Mapping[str, Mapping[str, Any]]) -> list[Spec]:
    """Those of every report, then those that this one has by name. `names` gives, for the path of a map, what
    its names are called.
    """
    return [
        *SPECS,
        *_by_name(figures, names),
        *_by_department(figures, names.get(DEPARTMENTS, {})),
        *_by_channel(figures, names.get(CHANNELS, {})),
    ]


def _by_name(figures: Week, names: Mapping[str, Mapping[str, Any]]) -> list[Spec]:
    drawn = [
        Spec(
            code=path,
            name=name,
            label=names.get(path, {}).get(name, name),
            chance=counted(path, name, rushes=rushes),
            counts=True,
            of_public=rushes,
            anchor=anchor,
        )
        for path, rushes, anchor in MAPS
        for name in names_in(figures, path)
    ]
    made = [
        Spec(
            code=path,
            name=name,
            label=names.get(path, {}).get(name, name),
            certain=True,
            counts=True,
            anchor=anchor,
        )
        for path, anchor in FACTS
        for name in names_in(figures, path)
    ]
    return [*drawn, *made]


def names_in(figures: Week, path: str) -> list[str]:
    """Those of the week in the map there, and those of the week before that are gone."""
    return list({**map_at(figures, path), **map_at(week_before(figures), path)})


def _by_department(figures: Week, departments: Mapping[str, Any]) -> Iterator[Spec]:
    for slug in names_in(figures, DEPARTMENTS):
        name = departments.get(slug, slug)
        for part, label, good in OF_DEPARTMENT:
            certain = part == "open"
            yield Spec(
                code=DEPARTMENTS,
                name=slug,
                part=part,
                label=f"{name} · {label}",
                good=good,
                certain=certain,
                chance=None if certain else counted(DEPARTMENTS, slug, part),
                counts=True,
                anchor="by_department",
            )
        for part, labels in OWNED_BY.items():
            yield from spread(DEPARTMENTS, slug, part, name, labels, "by_department")


def spread(
    code: str, name: str, part: str, called: Any, labels: tuple[Any, Any], anchor: str
) -> Iterator[Spec]:
    """The median and the slowest tenth of the times that a name has."""
    for of, label in zip(("median", "p90"), labels, strict=True):
        yield Spec(
            code=code,
            name=name,
            part=f"{part}.{of}",
            label=f"{called} · {label}",
            good=-1,
            unit=Unit.SECONDS,
            chance=medians(code, name, part) if of == "median" else None,
            sample=f"{part}.n",
            anchor=anchor,
        )


def _by_channel(figures: Week, channels: Mapping[str, Any]) -> list[Spec]:
    """Also what a network told of the week before and tells of this one no more: it is not measured."""
    told, before = _accounts(figures), _accounts(week_before(figures))
    return [
        Spec(
            code=f"{CHANNELS}.{slug}.{name}",
            label=f"{channels.get(slug, slug)} · {label}",
            unit=unit,
            good=1,
            certain=certain,
            counts=not certain,
            anchor="audience_by_channel",
        )
        for slug in sorted({*told, *before})
        for name, label, unit, certain in ACCOUNT
        if any(week.get(slug, {}).get(name) is not None for week in (told, before))
    ]


def _accounts(week: Week) -> Mapping[str, Mapping[str, Any]]:
    return (week.get("audience") or {}).get("by_channel") or {}
