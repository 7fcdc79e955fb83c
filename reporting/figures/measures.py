"""The figures that an objective can follow, by their code: a path in the report, or made of two figures.

Light: no pandas, so that pages can read stored reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Figures = dict[str, Any]
Number = float | int | None


def measure_of(figures: Mapping[str, Any], code: str) -> Number:
    """The number of this code in the figures of a week; None where it could not be computed."""
    made = MADE.get(code)
    return made.read(figures) if made else figure_at(figures, code)


def paths_of(code: str) -> tuple[str, ...]:
    """The paths in a report that a code is read from."""
    made = MADE.get(code)
    return made.paths if made else (code,)


def figure_at(figures: Mapping[str, Any], path: str) -> Number:
    """The number at a dotted path such as `responsiveness.first_response_seconds.median`, or None."""
    value: Any = figures
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, int | float) else None


class Made:
    """A figure made of others of the week: what it reads, and how."""

    def __init__(self, read: Callable[[Mapping[str, Any]], Number], *paths: str) -> None:
        self.read, self.paths = read, paths


def _late_share(figures: Mapping[str, Any]) -> Number:
    opened = figure_at(figures, "escalations.opened")
    late = figure_at(figures, "escalations.answered_late")
    return late / opened if opened and late is not None else None


def _acknowledged_late_share(figures: Mapping[str, Any]) -> Number:
    opened = figure_at(figures, "escalations.opened")
    late = figure_at(figures, "escalations.acknowledged_late")
    return late / opened if opened and late is not None else None


def _kept_share(figures: Mapping[str, Any]) -> Number:
    """Of the promises whose date has passed or that were kept before it."""
    kept = figure_at(figures, "responsiveness.promises.kept")
    late = figure_at(figures, "responsiveness.promises.late")
    return kept / (kept + late) if kept is not None and late is not None and kept + late else None


def _hours(figures: Mapping[str, Any]) -> Number:
    logged = (figures.get("workload") or {}).get("by_duty")
    return sum(logged.values()) if logged else None


def _watched(figures: Mapping[str, Any]) -> Number:
    """None where nothing was recorded: a report does not say whether the brand keeps a watch."""
    return sum(((figures.get("watch") or {}).get("by_nature") or {}).values()) or None


def _told(figures: Mapping[str, Any]) -> Number:
    return sum(((figures.get("interactions") or {}).get("by_sentiment") or {}).values())


def _negative_share(figures: Mapping[str, Any]) -> Number:
    told = (figures.get("interactions") or {}).get("by_sentiment") or {}
    return told.get("negative", 0) / sum(told.values()) if sum(told.values()) else None


MADE: Mapping[str, Made] = {
    "escalations.answered_late_share": Made(_late_share, "escalations.opened", "escalations.answered_late"),
    "escalations.acknowledged_late_share": Made(
        _acknowledged_late_share, "escalations.opened", "escalations.acknowledged_late"
    ),
    "interactions.negative_share": Made(_negative_share, "interactions.by_sentiment"),
    "interactions.told": Made(_told, "interactions.by_sentiment"),
    "responsiveness.promises_kept_share": Made(
        _kept_share, "responsiveness.promises.kept", "responsiveness.promises.late"
    ),
    "watch.items": Made(_watched, "watch.by_nature"),
    "workload.hours": Made(_hours, "workload.by_duty"),
}
