"""Two variants held against each other: their difference with its uncertainty, and the sample it takes.

Differences are B less A with an interval of 95 %; what the interval does not hold is refused at 5 %, both
ways. SciPy and statsmodels do the sums. They are slow to import: only what compares does so.

- Rates of independent trials: Newcombe's hybrid of two Wilson intervals (method 10 of R. G. Newcombe,
  “Interval estimation for the difference between independent proportions”, Statistics in Medicine 17, 1998),
  which keeps its level with few successes, where that of Wald does not.
- Means of a figure per post: Welch's t test, which does not suppose that both vary alike (B. L. Welch,
  Biometrika 34, 1947; M. Delacre, D. Lakens, C. Leys, International Review of Social Psychology 30, 2017).
- Rates over posts: the people to whom one post is shown answer to that post, so that a thousand impressions
  are not a thousand trials. The post is what varies: Welch's t test of each post's part in the pooled rate
  (the delta method; A. Deng, U. Knoblich, J. Lu, KDD 2018).
- Samples: statsmodels' power of these tests, for 80 % at 5 %.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

ALPHA = 0.05
POWER = 0.8
MOST = 100_000_000
"""A sample that nobody gathers: what needs more is as good as not to be seen."""

Counted = tuple[float, float]
"""Of one post: what is counted, of how many."""


@dataclass(frozen=True)
class Difference:
    """What A and B reached, with how many; `low` and `high` bound what B has more than A."""

    a: float
    b: float
    size_a: int
    size_b: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.b - self.a

    @property
    def excludes_none(self) -> bool:
        """Whether it is not by chance alone that they differ, at 5 %."""
        return self.low > 0 or self.high < 0

    def is_within(self, smallest: float) -> bool:
        """Whether whatever difference there is, is smaller than that."""
        return -smallest < self.low and self.high < smallest


def difference_of_rates(
    successes_a: int, trials_a: int, successes_b: int, trials_b: int
) -> Difference | None:
    """Of independent trials; None where one has none."""
    if not trials_a or not trials_b:
        return None
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(
        successes_b, trials_b, successes_a, trials_a, method="newcomb", compare="diff", alpha=ALPHA
    )
    rates = successes_a / trials_a, successes_b / trials_b
    return Difference(*rates, trials_a, trials_b, float(low), float(high))


def difference_of_means(a: Sequence[float], b: Sequence[float]) -> Difference | None:
    """None with fewer than two of one, and where nothing varies: then nothing says how much it could."""
    if len(a) < 2 or len(b) < 2 or (len(set(a)) == 1 and len(set(b)) == 1):
        return None
    from scipy.stats import ttest_ind

    interval = ttest_ind(b, a, equal_var=False).confidence_interval(1 - ALPHA)
    low, high = float(interval.low), float(interval.high)
    if not math.isfinite(low) or not math.isfinite(high):
        return None
    return Difference(mean(a), mean(b), len(a), len(b), low, high)


def difference_of_pooled_rates(a: Sequence[Counted], b: Sequence[Counted]) -> Difference | None:
    """Of posts, each with what is counted and of how many; None as for means."""
    parts_a, parts_b = parts(a), parts(b)
    return None if parts_a is None or parts_b is None else difference_of_means(parts_a, parts_b)


def parts(posts: Sequence[Counted]) -> list[float] | None:
    """What each post brings to the pooled rate: their mean is that rate, and they vary as it does."""
    total = sum(shown for _counted, shown in posts)
    if not total:
        return None
    rate = sum(counted for counted, _shown in posts) / total
    usual = total / len(posts)
    return [rate + (counted - rate * shown) / usual for counted, shown in posts]


def mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def spread(values: Sequence[float]) -> float | None:
    """The standard deviation; None with fewer than two values."""
    if len(values) < 2:
        return None
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def needed_for_rates(expected: float, difference: float) -> int | None:
    """How many trials each variant needs to show a rise from `expected` by `difference`, four times in five.

    None where there is no such rate, or no sample that large.
    """
    raised = expected + difference
    if not 0 <= expected < 1 or not 0 < raised <= 1 or not difference:
        return None
    from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

    return whole(samplesize_proportions_2indep_onetail(difference, expected, POWER, alpha=ALPHA))


def needed_for_means(deviation: float, difference: float) -> int | None:
    """How many posts each variant needs to show such a difference of means, four times in five, where posts
    vary by `deviation`. None where nothing varies, or no sample is that large.
    """
    if deviation <= 0 or not difference:
        return None
    effect = abs(difference) / deviation
    if effect < 0.001:
        return None
    if effect > 10:
        return 2
    from statsmodels.stats.power import TTestIndPower

    return whole(float(TTestIndPower().solve_power(effect_size=effect, alpha=ALPHA, power=POWER)))


def whole(number: float) -> int | None:
    return math.ceil(number) if math.isfinite(number) and number <= MOST else None
