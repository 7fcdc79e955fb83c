"""The statistics of tests: against published values, turned round, and by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels_mgmt.publishing.choices import Measure, Verdict
from channels_mgmt.publishing.verdicts import LEAST_POSTS, LEAST_TRIALS, judge
from cmhub.lib.two_samples import (
    difference_of_means,
    difference_of_pooled_rates,
    difference_of_rates,
    needed_for_means,
    needed_for_rates,
    spread,
)

NEWCOMBE = (
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0),
    ((10, 10), (0, 10), 0.6075, 1.0),
)
"""Method 10 of Newcombe (1998), table II: successes of trials, lower and upper limit of the first less the
second."""
counts = st.integers(1, 3_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
posts = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=2, max_size=40)


@pytest.mark.parametrize(("b", "a", "low", "high"), NEWCOMBE)
def test_rates_are_held_against_each_other_as_newcombe_published_it(
    b: tuple[int, int], a: tuple[int, int], low: float, high: float
) -> None:
    found = difference_of_rates(*a, *b)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.value == pytest.approx(b[0] / b[1] - a[0] / a[1])


def test_means_are_held_against_each_other_as_student_and_welch_do() -> None:
    """Student's sleep data (1908): extra hours with two drugs; R's t.test gives −3.365 to 0.205."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = difference_of_means(second, first)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (-3.3655, 0.2055)
    assert spread(first) == pytest.approx(1.78901, abs=1e-5)


def test_samples_are_those_of_the_textbooks() -> None:
    """Cohen (1988): 64 a group for a difference of half a deviation; Fleiss: 388 for 50 against 60 %."""
    assert needed_for_means(1, 0.5) == 64
    assert needed_for_means(2, 0.4) == 394
    assert needed_for_rates(0.5, 0.1) == 388
    assert needed_for_rates(0.10, 0.02) == 3_841


@pytest.mark.parametrize(("expected", "difference"), [(1.0, 0.1), (0.95, 0.1), (0.2, 0.0), (-0.1, 0.2)])
def test_a_rate_that_cannot_be_takes_no_sample(expected: float, difference: float) -> None:
    assert needed_for_rates(expected, difference) is None


@given(a=counts, b=counts)
@settings(max_examples=60)
def test_turning_the_variants_round_turns_the_interval_round(a: tuple[int, int], b: tuple[int, int]) -> None:
    there, back = difference_of_rates(*a, *b), difference_of_rates(*b, *a)
    assert there is not None
    assert back is not None
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)
    assert there.low - 1e-12 <= there.value <= there.high + 1e-12
    turned = {Verdict.A_BETTER: Verdict.B_BETTER, Verdict.B_BETTER: Verdict.A_BETTER}
    one = judge(there, measure=Measure.COUNTED, planned=LEAST_TRIALS)
    assert judge(back, measure=Measure.COUNTED, planned=LEAST_TRIALS) == turned.get(one, one)


@given(a=posts, b=posts)
@settings(max_examples=60)
def test_turning_the_means_round_turns_the_interval_round(a: list[float], b: list[float]) -> None:
    there, back = difference_of_means(a, b), difference_of_means(b, a)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.low, there.high) == pytest.approx((-back.high, -back.low), rel=1e-9, abs=1e-9)


@given(a=st.integers(1, LEAST_TRIALS - 1), b=st.integers(1, LEAST_TRIALS - 1), planned=st.integers(1, 50))
@settings(max_examples=60)
def test_a_tiny_sample_gets_no_verdict_however_clear_it_looks(a: int, b: int, planned: int) -> None:
    assert judge(difference_of_rates(0, a, b, b), measure=Measure.COUNTED, planned=planned) == (
        Verdict.TOO_EARLY
    )
    few = [1.0, 2.0, 1.5][: min(a, 3)] * 3
    found = difference_of_means(few, [1000 + one for one in few])
    assert len(few) < LEAST_POSTS
    assert judge(found, measure=Measure.REACH, planned=planned) == Verdict.TOO_EARLY


def test_before_the_planned_sample_nothing_is_told_and_from_then_on_it_is() -> None:
    clear = difference_of_rates(20, 200, 80, 200)
    assert judge(clear, measure=Measure.COUNTED, planned=201) == Verdict.TOO_EARLY
    assert judge(clear, measure=Measure.COUNTED, planned=200) == Verdict.B_BETTER
    assert judge(None, measure=Measure.COUNTED, planned=200) == Verdict.TOO_EARLY


def test_what_is_close_is_told_apart_from_what_is_unknown() -> None:
    """A narrow interval within what matters says “no difference that matters”; a wide one says nothing."""
    narrow = difference_of_rates(5_000, 100_000, 5_010, 100_000)
    assert judge(narrow, measure=Measure.COUNTED, planned=1_000, smallest=0.01) == Verdict.SAME
    assert judge(narrow, measure=Measure.COUNTED, planned=1_000) == Verdict.CANNOT_TELL
    wide = difference_of_rates(10, 200, 12, 200)
    assert judge(wide, measure=Measure.COUNTED, planned=200, smallest=0.01) == Verdict.CANNOT_TELL


def share_of_verdicts(differences: list[object]) -> float:
    told = [one for one in differences if one is not None and one.excludes_none]  # type: ignore[attr-defined]
    return len(told) / len(differences)


def test_where_there_is_no_difference_one_in_twenty_tests_finds_one() -> None:
    """Of rates counted by hand, over 2,000 tests each; three standard errors are 1.5 points."""
    chance = np.random.default_rng(19)
    for rate, trials in ((0.04, 400), (0.3, 150), (0.5, 1_000)):
        a, b = chance.binomial(trials, rate, 2_000), chance.binomial(trials, rate, 2_000)
        found = [difference_of_rates(int(x), trials, int(y), trials) for x, y in zip(a, b, strict=True)]
        assert 0.025 < share_of_verdicts(found) < 0.065, (rate, trials)


def test_looking_every_day_finds_no_more_than_looking_once() -> None:
    """Twenty looks at fifty more of each: whoever stopped at the first difference would find one in a quarter
    of the tests of nothing; who holds to the planned sample finds one in twenty.
    """
    chance = np.random.default_rng(5)
    tempted = told = 0
    for _test in range(300):
        a, b = chance.binomial(50, 0.2, 20).cumsum(), chance.binomial(50, 0.2, 20).cumsum()
        looks = [difference_of_rates(int(a[n]), 50 * (n + 1), int(b[n]), 50 * (n + 1)) for n in range(20)]
        tempted += any(look is not None and look.excludes_none for look in looks)
        verdicts = {judge(look, measure=Measure.COUNTED, planned=1_000) for look in looks}
        told += bool(verdicts & {Verdict.A_BETTER, Verdict.B_BETTER})
    assert tempted / 300 > 0.2
    assert told / 300 < 0.09


def test_posts_that_vary_among_themselves_fool_nobody() -> None:
    """Each post has a rate of its own, as posts do, and audiences of all sizes: impressions taken for
    independent trials would find a difference in most tests of nothing.
    """
    chance = np.random.default_rng(7)

    def some_posts(count: int) -> list[tuple[float, float]]:
        shown = chance.lognormal(8, 0.5, count).astype(int) + 100
        rates = chance.beta(4, 96, count)
        return [(float(chance.binomial(n, p)), float(n)) for n, p in zip(shown, rates, strict=True)]

    pairs = [(some_posts(15), some_posts(15)) for _test in range(1_000)]
    assert 0.03 < share_of_verdicts([difference_of_pooled_rates(a, b) for a, b in pairs]) < 0.085
    pooled = [
        difference_of_rates(
            int(sum(x for x, _n in a)),
            int(sum(n for _x, n in a)),
            int(sum(x for x, _n in b)),
            int(sum(n for _x, n in b)),
        )
        for a, b in pairs[:200]
    ]
    assert share_of_verdicts(pooled) > 0.5


def test_a_difference_that_is_there_is_found_as_often_as_planned() -> None:
    chance = np.random.default_rng(3)
    trials = needed_for_rates(0.10, 0.05)
    assert trials is not None
    a, b = chance.binomial(trials, 0.10, 1_000), chance.binomial(trials, 0.15, 1_000)
    found = [difference_of_rates(int(x), trials, int(y), trials) for x, y in zip(a, b, strict=True)]
    assert 0.75 < share_of_verdicts(found) < 0.85


def test_posts_without_spread_or_without_audience_are_not_compared() -> None:
    assert difference_of_means([1.0, 1.0], [1.0, 1.0]) is None
    assert difference_of_means([1.0], [1.0, 2.0]) is None
    assert difference_of_pooled_rates([(0, 0), (0, 0)], [(1, 10), (2, 10)]) is None
    assert difference_of_rates(0, 0, 1, 10) is None
