"""The single figures of a week, each beside the week before and the mean of four."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reporting.weekly.files.tables import Cell, Measured

UNITS = {"seconds": Cell.SECONDS, "rate": Cell.RATE, "posts": Cell.COUNT, "count": Cell.COUNT}


def known_kind(unit: str) -> Cell:
    return UNITS.get(unit, Cell.NUMBER)


def single_figures() -> list[tuple[str, Cell, str]]:
    """Path, kind and name of each, in the active language."""
    count, rate, seconds = Cell.COUNT, Cell.RATE, Cell.SECONDS
    return [
        ("interactions.opened", count, _("interactions")),
        ("interactions.people", count, _("people who wrote")),
        ("responsiveness.needing_answer", count, _("interactions that needed an answer")),
        ("responsiveness.answered", count, _("of them answered")),
        ("responsiveness.response_rate", rate, _("response rate")),
        ("responsiveness.first_response_seconds.median", seconds, _("first response, median")),
        ("responsiveness.first_response_seconds.p90", seconds, _("first response, nine of ten")),
        ("responsiveness.resolution_seconds.median", seconds, _("resolution, median")),
        ("responsiveness.promises.made", count, _("promises made")),
        ("responsiveness.promises.kept", count, _("promises kept")),
        ("responsiveness.promises.late", count, _("promises late")),
        ("responsiveness.satisfaction.n", count, _("answers on satisfaction")),
        ("responsiveness.satisfaction.mean", Cell.NUMBER, _("satisfaction, mean")),
        ("escalations.opened", count, _("escalations")),
        ("escalations.answered", count, _("escalations answered")),
        ("escalations.acknowledged_late", count, _("escalations acknowledged late")),
        ("escalations.answered_late", count, _("escalations answered late")),
        ("escalations.open", count, _("escalations still open")),
        ("moderation.total", count, _("acts of moderation")),
        ("publishing.campaigns", count, _("campaigns")),
        ("publishing.posts", count, _("posts")),
        ("publishing.errata", count, _("errata")),
        ("audience.comments.positive", count, _("positive comments")),
        ("audience.comments.neutral", count, _("neutral comments")),
        ("audience.comments.negative", count, _("negative comments")),
        ("audience.community.active", count, _("active members")),
        ("audience.community.new", count, _("new members")),
        ("audience.community.returning", count, _("returning members")),
        ("audience.community.member_answers", count, _("answers among members")),
        ("workload.out_of_scope_share", rate, _("out-of-scope share")),
    ]


def figure_lines(figures: Mapping[str, Any]) -> list[list[Any]]:
    """Name, this week, the week before, the mean of four; what is not known stays empty."""
    compared = figures.get("compared") or {}
    weeks = [figures, compared.get("previous_week") or {}, compared.get("four_week_mean") or {}]
    return [
        [capfirst(name), *(Measured(value_at(week, path), kind) for week in weeks)]
        for path, kind, name in single_figures()
    ]


def value_at(figures: Any, path: str) -> Any:
    for name in path.split("."):
        figures = figures.get(name) if isinstance(figures, Mapping) else None
    return figures if isinstance(figures, int | float) else None
