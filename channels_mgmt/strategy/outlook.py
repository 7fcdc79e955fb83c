"""A target held against what the figure has done so far: dreams show as dreams. Pure: no database here.

Past growth is the median of the slopes between all pairs of the last weeks (Theil and Sen), which a single
odd week does not move. Rules and thresholds are stated in docs/strategy.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from statistics import median

from channels_mgmt.strategy.metrics import Point

WEEKS_LOOKED_AT = 12
FEWEST_POINTS = 5
"""Fewer points than these say nothing of a growth."""
IN_REACH = 1.2
"""Up to so many times the past growth a target is in its line."""
DREAM = 3.0
"""Beyond so many times the past growth it is a dream, unless something changes."""


class Pace(StrEnum):
    REACHED = "reached"
    OVER = "over"
    """The day has passed, and the target was not reached."""
    UNKNOWN = "unknown"
    IN_REACH = "in_reach"
    AMBITIOUS = "ambitious"
    DREAM = "dream"
    AGAINST = "against"
    """The figure has stood still so far, or gone the other way."""


@dataclass(frozen=True)
class Outlook:
    """`past` and `asked` are changes a week, in the unit of the figure; `times` is asked ÷ past, where both
    go the same way.
    """

    pace: Pace
    past: float | None = None
    asked: float | None = None
    times: float | None = None

    @property
    def is_dream(self) -> bool:
        return self.pace in (Pace.DREAM, Pace.AGAINST)


def outlook(points: Sequence[Point], *, start: float, target: float, due: date, today: date) -> Outlook:
    """What a target asks for each week until its day, against what the past weeks gave.

    `points` are in the order of their days; without any the figure stands at `start`.
    """
    actual = points[-1].value if points else start
    sign = 1 if target > start else -1
    if sign * (actual - target) >= 0:
        return Outlook(Pace.REACHED)
    if due <= today:
        return Outlook(Pace.OVER)
    asked = (target - actual) / ((due - today).days / 7)
    past = growth(points)
    if past is None:
        return Outlook(Pace.UNKNOWN, None, asked)
    if sign * past <= 0:
        return Outlook(Pace.AGAINST, past, asked)
    times = asked / past
    return Outlook(_pace(times), past, asked, times)


def _pace(times: float) -> Pace:
    if times <= IN_REACH:
        return Pace.IN_REACH
    return Pace.AMBITIOUS if times <= DREAM else Pace.DREAM


def growth(points: Sequence[Point]) -> float | None:
    """The change a week over the last weeks; None where there are too few."""
    lately = points[-WEEKS_LOOKED_AT:]
    slopes = [
        (later.value - earlier.value) / ((later.day - earlier.day).days / 7)
        for earlier, later in combinations(lately, 2)
        if later.day > earlier.day
    ]
    return median(slopes) if len(lately) >= FEWEST_POINTS and slopes else None


def progress(actual: float | None, start: float, target: float) -> float | None:
    """(actual − start) ÷ (target − start), unclipped: the contract's."""
    return None if actual is None or target == start else (actual - start) / (target - start)
