"""Whether a theme is heard more or less than before, beyond what chance explains.

The exact conditional test of two Poisson rates (J. Przyborowski, H. Wilenski, Biometrika 31, 1940): of all
that was heard, how much would fall into this week if every week were alike is binomial. At 1 % on each side
rather than 5 %, since many themes are looked at every week and weeks vary by more than chance alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log

SURE = 0.01
NEW, RISES, STEADY, FALLS = "new", "rises", "steady", "falls"


def change_of(now: int, earlier: Sequence[int], *, sure: float = SURE) -> str | None:
    """`new`, `rises`, `falls` or `steady` against the earlier weeks; None where there are none."""
    if not earlier:
        return None
    before = sum(earlier)
    share = 1 / (1 + len(earlier))
    if at_least(now, now + before, share) < sure:
        return RISES if before else NEW
    if at_most(now, now + before, share) < sure:
        return FALLS
    return STEADY


def at_least(hits: int, trials: int, share: float) -> float:
    """The probability of so many hits or more."""
    return min(1.0, sum(_exactly(number, trials, share) for number in range(hits, trials + 1)))


def at_most(hits: int, trials: int, share: float) -> float:
    """The probability of so many hits or fewer."""
    return min(1.0, sum(_exactly(number, trials, share) for number in range(hits + 1)))


def _exactly(hits: int, trials: int, share: float) -> float:
    ways = lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
    return exp(ways + hits * log(share) + (trials - hits) * log(1 - share))
