"""Which themes a summary tells of: those that changed most, whichever way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reporting.weekly.themes.changes import FALLS, NEW, RISES
from reporting.weekly.themes.finding import FOUND

MOST_TOLD = 3
TELLING_FOUND = 5
"""Messages by which a theme that nobody named must change to be told of: its name is a guess."""


def moved_most(themes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The themes that changed by most messages, up or down: first those that somebody named; of those that
    were found by their words alone only what changed by more than a few.
    """
    moved = [one for one in themes if one.get("change") in (NEW, RISES, FALLS)]
    telling = [one for one in moved if not _is_found(one) or _step(one) >= TELLING_FOUND]
    return sorted(telling, key=lambda one: (_is_found(one), -_step(one), one["theme"]))[:MOST_TOLD]


def _is_found(theme: Mapping[str, Any]) -> bool:
    return theme.get("source") == FOUND


def _step(theme: Mapping[str, Any]) -> float:
    return float(abs(theme["count"] - (theme.get("mean") or 0)))
