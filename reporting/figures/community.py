"""The life of a brand's own community in a week. Light: no pandas, so that pages can show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Activity:
    """What one week's messages in tell: how many members wrote, of them how many had never written before and
    how many had not for the four weeks before; how many messages say what they answer, and how many of these
    answer another member. `known` says whether the brand holds any message in by the end of the week.
    """

    known: bool
    active: int
    new: int
    back: int
    linked: int
    answers: int


def community_of(activity: Activity | None) -> dict[str, Any]:
    """The figures of the report, None where there is nothing to count."""
    if activity is None or not activity.known:
        return {"active": None, "new": None, "returning": None, "member_answers": None}
    return {
        "active": activity.active,
        "new": activity.new,
        "returning": activity.active - activity.new,
        "member_answers": activity.answers if activity.linked else None,
    }
