"""The intervals of two times are those of SciPy and statsmodels."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import t, ttest_ind
from statsmodels.stats.proportion import confint_proportions_2indep

from cmhub.lib.two_samples import difference_of_means
from reporting.figures.intervals import of_means, of_rates
from reporting.figures.judging import LEVEL

rates = st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
weeks = st.lists(st.integers(0, 10_000).map(float), min_size=2, max_size=60)


@given(rates, rates)
def test_rates_have_newcombe_s_interval(before: tuple[int, int], now: tuple[int, int]) -> None:
    found = of_rates(before, now)
    known = confint_proportions_2indep(*now, *before, method="newcomb", compare="diff", alpha=LEVEL)
    assert found is not None
    assert (found.low, found.high) == pytest.approx(tuple(map(float, known)), abs=1e-9)


@given(weeks, weeks)
def test_means_have_welch_s_interval_with_whole_degrees_of_freedom(
    before: list[float], now: list[float]
) -> None:
    known = difference_of_means(before, now)
    assume(known is not None)
    assert known is not None
    freedom = float(ttest_ind(now, before, equal_var=False).df)
    assume(freedom < 200)
    found = of_means(before, now)
    assert found is not None
    # What is known is at 5 %.
    wider = float(t.ppf(1 - LEVEL / 2, max(int(freedom + 1e-9), 1)) / t.ppf(0.975, freedom))
    middle, reach = (known.low + known.high) / 2, (known.high - known.low) / 2
    assert (found.low, found.high) == pytest.approx(
        (middle - reach * wider, middle + reach * wider), rel=1e-4, abs=1e-6
    )


def test_with_too_little_nothing_is_said() -> None:
    assert of_rates((0, 0), (1, 2)) is None
    assert of_means([1.0], [1.0, 2.0]) is None
    assert of_means([1.0, 1.0], [2.0, 2.0]) is None


def test_the_direction_is_only_told_beyond_chance() -> None:
    seen = [of_rates((8, 10), (9, 10)), of_rates((800, 1000), (900, 1000)), of_rates((9, 10), (1, 10))]
    assert [one.direction for one in seen if one] == [0, 1, -1]
