"""Ticks of a scale of durations, at lengths that people say: 10 min, 1 h, 6 h, a day."""

from __future__ import annotations

import math

from cmhub.lib.durations import DAY, HOUR, MINUTE

MOST_TICKS = 4
STEPS = (*(n * MINUTE for n in (1, 2, 5, 10, 15, 30)), *(n * HOUR for n in (1, 2, 3, 6, 12)), DAY)


def time_ticks(highest: float) -> list[int]:
    """At most four equal steps of seconds above zero, of which the last is not below `highest`."""
    step = next((step for step in STEPS if step * MOST_TICKS >= highest), 0)
    step = step or DAY * math.ceil(highest / MOST_TICKS / DAY)
    return [step * number for number in range(1, max(1, math.ceil(highest / step)) + 1)]
