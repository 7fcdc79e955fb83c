"""How many interactions a week are to be expected, from those of the last weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_WEEKS, LEAST_INTERACTIONS = 4, 20
"""With less in the weeks looked at, nothing is forecast."""
AHEAD = 4
"""Weeks to come that the forecast is the mean of."""
DAMPING = 0.5
"""The part of the trend that is believed."""
FURTHEST = 2.0
"""It is never above this many times the mean, nor below the mean divided by it."""


@dataclass(frozen=True)
class Forecast:
    """Interactions a week; `low` and `high` are the least and the most of the weeks looked at."""

    mean: float
    low: int
    high: int
    weeks: int


def forecast(weeks: Sequence[int]) -> Forecast | None:
    """What a coming week brings, from the counts of the past ones, the oldest first; None where they are too
    few.

    Weeks before the first interaction are left out. It is the mean of the weeks and half of what their trend
    (least squares) adds up to the middle of the coming four, within half and twice the mean. Half, because a
    trend of eight weeks is as often chance as not: damped trends forecast better than whole ones (Gardner and
    McKenzie, “Forecasting trends in time series”, Management Science 31, 1985).
    """
    begun = next((number for number, count in enumerate(weeks) if count), len(weeks))
    known = list(weeks[begun:])
    if len(known) < LEAST_WEEKS or sum(known) < LEAST_INTERACTIONS:
        return None
    number = len(known)
    mean, middle = sum(known) / number, (number - 1) / 2
    spread = sum((at - middle) ** 2 for at in range(number))
    slope = sum((at - middle) * (count - mean) for at, count in enumerate(known)) / spread
    ahead = number - 1 + (AHEAD + 1) / 2 - middle
    expected = mean + DAMPING * slope * ahead
    bounded = min(max(expected, mean / FURTHEST), mean * FURTHEST)
    return Forecast(bounded, min(known), max(known), number)
