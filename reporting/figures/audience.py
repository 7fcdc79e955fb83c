"""A week of one account out of its days. Light: no pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Value = float | int
Day = Mapping[str, Value]

PARTS = ("comments", "shares", "saves")
SUMMED = ("likes", "comments", "shares")


def engaged(day: Day) -> Value | None:
    """Engagements as the network counts them, else what it gives of them; reactions contain likes."""
    if "engagements" in day:
        return day["engagements"]
    if not any(name in day for name in ("reactions", "likes", *PARTS)):
        return None
    return day.get("reactions", day.get("likes", 0)) + sum(day.get(name, 0) for name in PARTS)


def shown(days: Sequence[Day]) -> str:
    """What counts how often the account was shown: impressions, views where the network gives none."""
    return "impressions" if any("impressions" in day for day in days) else "views"


def total(days: Iterable[Day], name: str) -> Value | None:
    """The sum over the days that have the figure; None where none has."""
    known = [day[name] for day in days if name in day]
    return sum(known) if known else None


def week_of_account(
    days: Sequence[Day],
    *,
    followers: Value | None,
    followers_before: Value | None,
    reach: Value | None = None,
) -> dict[str, Any]:
    """What `reporting.figures.frames.AUDIENCE` has of one account, out of the figures of its days.

    Reach is of people who may have come on several days: it is never summed, and `reach` is what a source
    says of exactly these days together. The rate is that of the days of which both are known, how often the
    account was shown and how many engaged.
    """
    base = shown(days)
    both = [(day[base], acts) for day in days if base in day and (acts := engaged(day)) is not None]
    return {
        "followers": followers,
        "followers_before": followers_before,
        "reach": reach,
        "impressions": total(days, base),
        "shown": sum(times for times, _acts in both) if both else None,
        **{name: total(days, name) for name in SUMMED},
        "engagements": sum(acts for _times, acts in both) if both else None,
    }
