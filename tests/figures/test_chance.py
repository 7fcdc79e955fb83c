"""The tests that part a change from chance: against SciPy's, and in weeks in which nothing has changed."""

from itertools import combinations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reporting.figures import chance

WHOLE = st.integers(1, 60)
WEEKS = 1_500
DAYS = np.array([1.4, 1.2, 1.0, 1.0, 1.1, 0.8, 0.5])


@settings(max_examples=150)
@given(WHOLE, WHOLE, st.data())
def test_shares_are_parted_as_fisher_does(whole, before, data):
    part, part_before = data.draw(st.integers(0, whole)), data.draw(st.integers(0, before))
    table = [[part, whole - part], [part_before, before - part_before]]
    assert chance.of_shares(part, whole, part_before, before) == pytest.approx(
        stats.fisher_exact(table).pvalue, abs=1e-9
    )


def test_many_are_parted_by_the_curve_that_the_exact_test_comes_near():
    exact = stats.fisher_exact([[900, 1100], [820, 1180]]).pvalue
    assert chance.of_shares(900, 2000, 820, 2000) == pytest.approx(exact, rel=0.1)
    assert chance.of_counts(5200, 5000) == pytest.approx(stats.binomtest(5200, 10_200).pvalue, rel=0.02)


@settings(max_examples=150)
@given(st.integers(0, 400), st.integers(0, 400))
def test_counts_are_parted_as_a_fair_coin(now, before):
    expected = stats.binomtest(now, now + before).pvalue if now + before else 1.0
    assert chance.of_counts(now, before) == pytest.approx(expected, abs=1e-9)
    assert chance.of_counts(before, now) == chance.of_counts(now, before)


@pytest.mark.parametrize(
    ("hits", "trials", "share"), [(0, 5, 0.2), (3, 3, 0.2), (12, 40, 0.2), (300, 900, 0.25)]
)
def test_the_tails_are_those_of_scipy(hits, trials, share):
    binomial = stats.binom(trials, share)
    assert chance.at_least(hits, trials, share) == pytest.approx(binomial.sf(hits - 1), rel=1e-9)
    assert chance.at_most(hits, trials, share) == pytest.approx(binomial.cdf(hits), rel=1e-9)


@settings(max_examples=150)
@given(st.integers(0, 80), st.integers(0, 200), st.integers(1, 4))
def test_a_week_is_told_from_those_before_it_as_the_binomial_test_does(now, before, weeks):
    binomial = stats.binom(now + before, 1 / (1 + weeks))
    more, less = binomial.sf(now - 1) < 0.01, binomial.cdf(now) < 0.01
    assert chance.direction_of(now, before, weeks) == int(more) - int(less)


@settings(max_examples=60)
@given(st.integers(600, 2000), st.integers(600, 2000), st.data())
def test_many_shares_are_parted_by_chi_squared_with_one_less(whole, before, data):
    part, part_before = data.draw(st.integers(1, whole - 1)), data.draw(st.integers(1, before - 1))
    table = [[part, whole - part], [part_before, before - part_before]]
    total = whole + before
    square = stats.chi2_contingency(table, correction=False).statistic * (total - 1) / total
    told = chance.of_shares(part, whole, part_before, before)
    assert told == pytest.approx(stats.chi2.sf(square, 1), abs=1e-9)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), min_size=7, max_size=7))
def test_arrivals_are_parted_as_a_quasi_poisson_model_parts_them(pairs):
    """The score of the week in a model with an effect of each day, by the dispersion of the model without the
    two days that stand out most.
    """
    now, before = ([pair[week] for pair in pairs] for week in (0, 1))

    def model(places):
        seen = np.array([series[place] for series in (now, before) for place in places])
        week, days = np.repeat([1.0, 0.0], len(places)), np.tile(np.eye(len(places)), (2, 1))
        return seen, week, days

    def spread(places):
        seen, week, days = model(places)
        fitted = sm.GLM(seen, np.column_stack([days, week]), family=sm.families.Poisson()).fit()
        return fitted.pearson_chi2 / fitted.df_resid

    dispersion = max(1.0, min(spread(left) for left in combinations(range(7), 5)) / 0.316)
    assert chance.dispersion_of(now, before) == pytest.approx(dispersion, rel=1e-6)
    seen, week, days = model(range(7))
    score = sm.GLM(seen, days, family=sm.families.Poisson()).fit().score_test(exog_extra=week[:, None])[0]
    apart = float(np.sqrt(np.squeeze(score) / dispersion))
    expected = max(stats.binomtest(sum(now), sum(now + before)).pvalue, 2 * stats.t.sf(apart, 4))
    assert chance.of_arrivals(now, before) == pytest.approx(expected, abs=0.002)


@pytest.mark.parametrize("days", chance.LEAST)
def test_leaving_out_the_days_that_stand_out_is_made_up_for(days):
    drawn = np.random.default_rng(days).normal(size=(100_000, days))
    left = [drawn[:, places].var(axis=1, ddof=1) for places in combinations(range(days), days - 2)]
    assert chance.LEAST[days] == pytest.approx(np.min(left, axis=0).mean(), abs=0.003)


def test_one_rush_is_told_however_large_it_is():
    """It raises the total as it raises how far the days lie apart: it must not hide itself."""
    usual = [25, 28, 24, 22, 30, 20, 22]
    for rush in (160, 388, 4000):
        assert chance.of_arrivals([26, 25, 27, 24, 23, rush, 21], usual) < 0.01
    weekend = [30, 25, 22, 31, 25, 388, 296]
    assert chance.of_arrivals(weekend, usual) < 0.001
    assert chance.of_arrivals(usual, weekend) < 0.001, "nor is the week after it like it"
    assert chance.of_arrivals([26, 25, 27, 24, 23, 45, 21], usual) > 0.01


@settings(max_examples=60)
@given(
    *(st.tuples(st.integers(5, 150), st.floats(60, 90_000), st.floats(1.05, 20)) for _week in range(2)),
)
def test_medians_are_parted_as_welch_does_with_the_smaller_freedom(now, before):
    told = [(size, median, median * wide) for size, median, wide in (now, before)]
    spread = [
        1.25
        * np.sqrt(np.pi / 2)
        * (np.log1p(p90) - np.log1p(median))
        / stats.norm.ppf((0.9 * (size - 1) + 0.625) / (size + 0.25))
        for size, median, p90 in told
    ]
    welch = stats.ttest_ind_from_stats(
        np.log1p(told[0][1]), spread[0], told[0][0], np.log1p(told[1][1]), spread[1], told[1][0], False
    )
    freedom = min(size for size, _median, _p90 in told) - 1
    expected = 2 * stats.t.sf(abs(welch.statistic), freedom)
    assert chance.of_medians(*told) == pytest.approx(expected, abs=1e-9)
    assert chance.of_medians(*told) >= welch.pvalue - 1e-9, "never surer than Welch's own test"


def test_where_the_90th_percentile_of_a_sample_lies_is_what_many_samples_say_or_nearer():
    """Nearer to the median, times are taken to spread more: on the safe side."""
    dice = np.random.default_rng(1)
    for size in (5, 8, 30, 200):
        found = np.percentile(dice.normal(size=(20_000, size)), 90, axis=1).mean()
        assert found - 0.05 < chance._reach_of_p90(size) < found + 0.01


@settings(max_examples=60)
@given(st.integers(1, 200), st.integers(1, 200), st.floats(1, 8))
def test_rushes_make_nothing_surer(now, before, dispersion):
    assert chance.of_counts(now, before, dispersion) >= chance.of_counts(now, before) - 1e-9


def test_two_empty_or_equal_weeks_are_not_parted():
    assert chance.of_shares(0, 0, 3, 9) == chance.of_shares(9, 9, 4, 4) == 1.0
    assert chance.of_counts(0, 0) == chance.of_arrivals([0] * 7, [0] * 7) == 1.0
    assert chance.of_arrivals([3] * 7, [3] * 7) == 1.0
    assert chance.of_medians((20, 600, 900), (30, 600, 4000)) == 1.0
    assert chance.of_medians((1, 600, 600), (30, 60, 4000)) == 1.0


def test_all_that_differ_without_any_spread_are_parted():
    assert chance.of_medians((9, 60, 60), (9, 120, 120)) == 0.0
    assert chance.of_medians((9, 0, 0), (9, 0, 0)) == 1.0


def false_alarms(chances):
    return sum(one < 0.05 for one in chances) / len(chances)


def test_weeks_of_the_same_rushes_are_seldom_told_apart():
    """Days vary three times as much as independent arrivals would."""
    dice = np.random.default_rng(8)
    days = dice.negative_binomial(DAYS * 5, 1 / 3, size=(WEEKS, 2, 7))
    assert false_alarms([chance.of_arrivals(*map(list, week)) for week in days]) < 0.075
    naive = [chance.of_counts(now.sum(), before.sum()) for now, before in days]
    assert false_alarms(naive) > 0.15


@pytest.mark.parametrize("kind", ["exponential", "lognormal"])
@pytest.mark.parametrize("size", [8, 40, 200])
def test_weeks_of_the_same_times_are_seldom_told_apart(kind, size):
    dice = np.random.default_rng(size)
    draw = {
        "exponential": lambda: dice.exponential(1800, (WEEKS, 2, size)),
        "lognormal": lambda: dice.lognormal(7, 1.3, (WEEKS, 2, size)),
    }[kind]()
    told = [
        tuple((size, float(np.median(one)), float(np.percentile(one, 90))) for one in week) for week in draw
    ]
    assert false_alarms([chance.of_medians(*week) for week in told]) < 0.075


def test_a_true_change_is_seen_where_there_is_enough_of_it():
    assert chance.of_shares(180, 200, 140, 200) < 0.01
    assert chance.of_counts(60, 25) < 0.01
    assert chance.of_arrivals([20, 22, 19, 25, 21, 18, 20], [9, 10, 12, 8, 11, 9, 10]) < 0.01
    assert chance.of_medians((80, 900, 5000), (80, 3600, 20_000)) < 0.01
