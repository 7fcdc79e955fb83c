"""What chance leaves open between two times: the intervals of `cmhub.lib.two_samples`, for pages that hold
hundreds of figures against one another. SciPy, which does those sums, takes a web process a second and 60 MB.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, variance

from reporting.figures.judging import LEVEL
from reporting.figures.student import quantile

SHARE = 1 - LEVEL / 2
"""Of two times, as of two weeks: a hundredth is left to chance, both ways together."""
HAIR = 1e-9
NORMAL = NormalDist().inv_cdf(SHARE)
"""Of the normal distribution, below which that share lies."""


@dataclass(frozen=True)
class Interval:
    """Between what now has more than before, ninety-nine times in a hundred."""

    low: float
    high: float

    @property
    def direction(self) -> int:
        """1 where it is more, -1 where it is less, 0 where chance explains the difference."""
        return (self.low > 0) - (self.high < 0)


def of_rates(before: tuple[int, int], now: tuple[int, int]) -> Interval | None:
    """Of cases out of how many (Newcombe's hybrid of two Wilson intervals); None where there are none."""
    if not before[1] or not now[1]:
        return None
    (low_a, rate_a, high_a), (low_b, rate_b, high_b) = wilson(*before), wilson(*now)
    difference = rate_b - rate_a
    return Interval(
        difference - math.hypot(rate_b - low_b, high_a - rate_a),
        difference + math.hypot(high_b - rate_b, rate_a - low_a),
    )


def wilson(cases: int, of: int) -> tuple[float, float, float]:
    """The rate between the two ends of its interval."""
    rate, square = cases / of, NORMAL * NORMAL
    middle = (rate + square / (2 * of)) / (1 + square / of)
    reach = NORMAL / (1 + square / of) * math.sqrt(rate * (1 - rate) / of + square / (4 * of * of))
    return max(middle - reach, 0.0), rate, min(middle + reach, 1.0)


def of_means(before: Sequence[float], now: Sequence[float]) -> Interval | None:
    """Of a figure week by week (Welch's t, its degrees of freedom rounded down); None with fewer than two of
    one, and where nothing varies.
    """
    if len(before) < 2 or len(now) < 2:
        return None
    spread = [variance(weeks) / len(weeks) for weeks in (before, now)]
    if not sum(spread):
        return None
    weights = [part * part / (len(weeks) - 1) for part, weeks in zip(spread, (before, now), strict=True)]
    # What is a whole number may come out a hair below it.
    freedom = max(int(sum(spread) ** 2 / sum(weights) + HAIR), 1) if sum(weights) else 1
    reach = quantile(SHARE, freedom) * math.sqrt(sum(spread))
    difference = fmean(now) - fmean(before)
    return Interval(difference - reach, difference + reach)
