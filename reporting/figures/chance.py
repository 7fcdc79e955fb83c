"""How likely chance alone would part two weeks as far as they are, from what reports keep of each.

Light: no SciPy, which takes a web process a second and 60 MB. `tests/figures/test_chance.py` holds each of
these against SciPy's and plays weeks in which nothing has changed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from statistics import NormalDist

from reporting.figures.student import below

DAYS = 7
EXACT = 1_000
"""Above so many, tables and totals are as good by the curve that they approach."""
MEDIAN_SPREAD = math.sqrt(math.pi / 2)
"""How much more the median of normal values varies than their mean."""
LEVEL = 0.01
"""A week is told from those before it where chance alone brings as much, that way, in fewer than one of a
hundred: many themes are looked at every week, and weeks vary by more than chance alone.
"""
RUSH = 2
"""Days that one rush may take."""
LEAST = {5: 0.153, 6: 0.247, 7: 0.316}
"""What the dispersion of so many days without those that stand out most comes to where none does."""
CAUTION = 1.25
"""Waits that are skewed otherwise than log-normal ones, as exponential ones are, have medians that vary by up
to a quarter more.
"""


def of_shares(part: int, whole: int, part_before: int, whole_before: int) -> float:
    """Fisher's exact test, two-sided; of more than `EXACT` the “N − 1” chi-squared test (I. Campbell,
    *Statistics in Medicine* 26, 2007).
    """
    total, parts = whole + whole_before, part + part_before
    if not whole or not whole_before or parts in (0, total):
        return 1.0
    if total <= EXACT:
        return _fisher(part, whole, parts, total)
    apart = part * (whole_before - part_before) - part_before * (whole - part)
    square = (total - 1) * apart**2 / (whole * whole_before * parts * (total - parts))
    return math.erfc(math.sqrt(square / 2))


def _fisher(part: int, whole: int, parts: int, total: int) -> float:
    def chance(number: int) -> float:
        ways = _choose(parts, number) + _choose(total - parts, whole - number)
        return math.exp(ways - _choose(total, whole))

    seen = chance(part)
    possible = range(max(0, whole + parts - total), min(whole, parts) + 1)
    # The same table from the other end may differ in the last digit.
    return min(1.0, sum(one for one in map(chance, possible) if one <= seen * (1 + 1e-7)))


def _choose(of: int, number: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(number + 1) - math.lgamma(of - number + 1)


def of_counts(now: float, before: float, dispersion: float = 1.0) -> float:
    """Two counts of equal time: how likely a fair coin would part their sum as unevenly, two-sided
    (J. Przyborowski, H. Wilenski, *Biometrika* 31, 1940). `dispersion` is that of `dispersion_of`: where
    arrivals come in rushes the count is worth as much fewer independent ones.
    """
    total, least = int((now + before) / dispersion), math.ceil(min(now, before) / dispersion)
    if not total:
        return 1.0
    if total > EXACT:
        return math.erfc(max(0.0, abs(now - before) / dispersion - 1) / math.sqrt(2 * total))
    return min(1.0, 2 * at_most(least, total, 0.5))


def direction_of(now: int, before: int, weeks: int) -> int:
    """1 where a week has more than the `weeks` before it, which have `before` together, -1 where it has less,
    0 where chance explains it: if every week were alike, how much of all falls into this one is binomial
    (the exact conditional test of two Poisson rates, as in `of_counts`).
    """
    together, share = now + before, 1 / (1 + weeks)
    if at_least(now, together, share) < LEVEL:
        return 1
    return -1 if at_most(now, together, share) < LEVEL else 0


def at_least(hits: int, trials: int, share: float) -> float:
    """The probability of so many hits or more."""
    return min(1.0, sum(_exactly(number, trials, share) for number in range(hits, trials + 1)))


def at_most(hits: int, trials: int, share: float) -> float:
    """The probability of so many hits or fewer."""
    return min(1.0, sum(_exactly(number, trials, share) for number in range(hits + 1)))


def _exactly(hits: int, trials: int, share: float) -> float:
    return math.exp(_choose(trials, hits) + hits * math.log(share) + (trials - hits) * math.log(1 - share))


def dispersion_of(days: Sequence[float], before: Sequence[float]) -> float:
    """How much more the days of two weeks vary than independent arrivals would, beyond what the week and the
    day of the week explain: Pearson's chi-squared by its freedom; never less than 1. The two days that stand
    out most are left out, and made up for: a rush over a weekend is news, and no measure of how far usual
    days lie apart.
    """
    table = _days_with_any(days, before)
    if len(table) not in LEAST:
        return max(1.0, _pearson(table))
    usual = min(map(_pearson, combinations(table, len(table) - RUSH)))
    return max(1.0, usual / LEAST[len(table)])


def freedom_of(days: Sequence[float], before: Sequence[float]) -> int:
    """In how many ways the days that `dispersion_of` looks at could lie apart."""
    known = len(_days_with_any(days, before))
    return known - RUSH - 1 if known in LEAST else known - 1


def _days_with_any(days: Sequence[float], before: Sequence[float]) -> list[tuple[float, float]]:
    return [pair for pair in zip(days, before, strict=True) if sum(pair)]


def _pearson(table: Sequence[tuple[float, float]]) -> float:
    here, there = (sum(pair[week] for pair in table) for week in (0, 1))
    if len(table) < 2 or not here or not there:
        return 0.0
    share = here / (here + there)
    square = sum((one - share * (one + other)) ** 2 / (one + other) for one, other in table)
    return square / (share * (1 - share)) / (len(table) - 1)


def of_arrivals(days: Sequence[float], before: Sequence[float]) -> float:
    """Two weeks of daily counts, as a quasi-Poisson model with an effect of the day of the week: the
    difference by its standard deviation, in Student's t with the freedom of the dispersion; never surer than
    `of_counts`.
    """
    here, there = sum(days), sum(before)
    exact, freedom = of_counts(here, there), freedom_of(days, before)
    if freedom < 1:
        return exact
    apart = abs(here - there) / math.sqrt(dispersion_of(days, before) * (here + there))
    return max(exact, 2 * (1 - below(apart, freedom)))


def of_medians(now: tuple[int, float, float], before: tuple[int, float, float]) -> float:
    """Two medians of times, each `(n, median, p90)`. Times spread as their logarithms do, from the median to
    the 90th percentile as far as that lies in a normal sample of the size; then as Welch's test, with the
    smaller sample's freedom. That a time can be 0 adds a second to each.
    """
    (size, median, _), (size_before, median_before, _) = now, before
    if min(size, size_before) < 2:
        return 1.0
    variance = sum(
        (CAUTION * MEDIAN_SPREAD * (math.log1p(p90) - math.log1p(middle)) / _reach_of_p90(n)) ** 2 / n
        for n, middle, p90 in (now, before)
    )
    apart = abs(math.log1p(median) - math.log1p(median_before))
    if not apart:
        return 1.0
    if not variance:
        return 0.0
    return 2 * (1 - below(apart / math.sqrt(variance), min(size, size_before) - 1))


def _reach_of_p90(size: int) -> float:
    """How many standard deviations above its median the interpolated 90th percentile of a normal sample is to
    be expected (G. Blom's approximation): 1.28 of a large one, 0.99 of eight.
    """
    return NormalDist().inv_cdf((0.9 * (size - 1) + 0.625) / (size + 0.25))
