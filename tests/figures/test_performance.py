"""What groups of posts earned: pooled rates, how far chance could move them, and what is not said."""

import math
import random
import statistics
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.figures.counted import Counted, counted
from reporting.figures.performance import FEW, Group, best, earned, voice
from reporting.figures.student import quantile

POSTS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**7)), min_size=1, max_size=30)


def day(number):
    return date(2026, 2, 28) + timedelta(days=number)


def group(name, posts):
    """Of posts, each engagements and how often it was shown."""
    return Group(
        name,
        len(posts),
        acted=len(posts),
        engaged=sum(acts for acts, _shown in posts),
        rated=len(posts),
        rated_engaged=sum(acts for acts, _shown in posts),
        rated_shown=sum(shown for _acts, shown in posts),
        squares=(
            sum(acts * acts for acts, _shown in posts),
            sum(shown * shown for _acts, shown in posts),
            sum(acts * shown for acts, shown in posts),
        ),
    )


@pytest.mark.parametrize(
    ("share", "freedom", "value"),
    [(0.975, 1, 12.706), (0.975, 4, 2.776), (0.975, 9, 2.262), (0.95, 5, 2.015), (0.995, 30, 2.750)],
)
def test_students_t_as_the_tables_have_it(share, freedom, value):
    assert round(quantile(share, freedom), 3) == value


def test_a_rate_is_pooled_and_no_mean_of_rates():
    found = group("", [(50, 100), (10, 10_000)])
    assert found.rate == 60 / 10_100


def test_the_interval_by_hand():
    posts = [(30, 1000), (50, 1000), (40, 1000), (20, 1000), (60, 1000)]
    low, high = group("", posts).interval()
    # Shown as often, the pooled rate is the mean of 0.03, 0.05, 0.04, 0.02, 0.06, and so is its interval.
    spread = statistics.stdev([0.03, 0.05, 0.04, 0.02, 0.06]) / math.sqrt(5) * 2.776445
    assert low == pytest.approx(0.04 - spread, rel=1e-6)
    assert high == pytest.approx(0.04 + spread, rel=1e-6)


def test_of_few_posts_and_of_none_nothing_is_said():
    few = group("8", [(900, 1000)] * (FEW - 1))
    many = group("9", [(10, 1000), (12, 1000)] * 10)
    found = earned([few, many], group("", [(900, 1000)] * (FEW - 1) + [(10, 1000), (12, 1000)] * 10))
    assert few.interval() is None
    assert [one.stands_out for one in found] == [0, 0]
    assert [one.group.name for one in best(found)] == ["9"]
    assert Group("", 3).rate is None
    assert earned([Group("", 3)], Group("", 3))[0].share_of_posts is None


def test_what_is_above_the_others_by_more_than_chance_stands_out():
    good, usual = [(80 + n, 1000) for n in range(10)], [(20 + n, 1000) for n in range(10)]
    found = earned([group("8", good), group("9", usual)], group("", good + usual))
    assert [one.stands_out for one in found] == [1, -1]
    assert [one.group.name for one in best(found)] == ["8", "9"]


def test_what_each_group_earned_is_its_part_of_posts_and_of_engagements():
    found = earned(
        [group("offer", [(10, 100)] * 3), group("useful", [(90, 100)])],
        group("", [(10, 100)] * 3 + [(90, 100)]),
    )
    assert [(one.share_of_posts, one.share_of_engaged) for one in found] == [(0.75, 0.25), (0.25, 0.75)]


def test_chance_alone_seldom_makes_an_hour_stand_out():
    """Twenty-four hours of posts that differ by chance alone."""
    dice = random.Random(7)
    raised = 0
    for _ in range(200):
        displays = [dice.randrange(200, 5000) for _post in range(24 * 8)]
        posts = [(int(dice.lognormvariate(0, 0.6) * shown * 0.03), shown) for shown in displays]
        groups = [group(str(hour), posts[hour * 8 : hour * 8 + 8]) for hour in range(24)]
        raised += any(one.stands_out > 0 for one in earned(groups, group("", posts)))
    assert raised / 200 < 0.1


@given(POSTS, POSTS)
def test_the_rest_of_the_posts_is_what_they_would_be_alone(one, others):
    rest = group("", one + others).without(group("", one))
    alone = group("", others)
    assert (rest.posts, rest.rated, rest.rate) == (alone.posts, alone.rated, alone.rate)
    assert rest.squares == alone.squares


@given(POSTS)
def test_an_interval_holds_its_rate(posts):
    found = group("", posts)
    between = found.interval()
    assert (between is None) == (len(posts) < FEW)
    assert between is None or between[0] <= found.rate <= between[1]


def test_the_share_of_voice():
    assert voice(30, [60, 10]) == 0.3
    assert voice(0, [5]) == 0
    assert voice(0, []) is None


def test_weeks_and_days_are_added_over_no_day_twice():
    weeks = {day(14): 7, day(12): 100, day(30): 14}
    days = {day(10): 5, day(16): 2}
    assert counted(days, weeks, day(1), day(31)) == Counted(7 + 14 + 2, 7 + 7 + 1)
    assert counted(days, weeks, day(9), day(20)) == Counted(5 + 2, 2)  # the week begins before the period
    assert Counted(23, 15).a_week == pytest.approx(23 / 15 * 7)
    assert counted({}, {}, day(1), day(31)).a_week is None


@given(
    st.dictionaries(st.integers(1, 60), st.integers(0, 100)),
    st.dictionaries(st.integers(1, 60), st.integers(0, 100)),
)
def test_no_more_days_are_counted_than_there_are(days, weeks):
    found = counted(
        {day(n): value for n, value in days.items()},
        {day(n): value for n, value in weeks.items()},
        day(1),
        day(60),
    )
    assert found.days <= 60
    assert found.total <= sum(days.values()) + sum(weeks.values())
