"""A week of one account out of its days: what adds up, what does not, and what is not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.figures.audience import engaged, week_of_account

COUNTS = st.integers(0, 10**9)
NAMES = (
    "reach",
    "impressions",
    "views",
    "engagements",
    "reactions",
    "likes",
    "comments",
    "shares",
    "saves",
)
DAYS = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, COUNTS)), max_size=5)


def week(*days, **said):
    return week_of_account(days, **{"followers": None, "followers_before": None, **said})


def test_a_week_by_hand():
    days = (
        {"impressions": 1000, "reach": 600, "likes": 20, "comments": 4, "shares": 1},
        {"impressions": 3000, "reach": 900, "likes": 30, "comments": 6},
        {"reach": 100, "likes": 5},
    )
    assert week(*days, followers=1200, followers_before=1150) == {
        "followers": 1200,
        "followers_before": 1150,
        "reach": None,
        "impressions": 4000,
        "shown": 4000,
        "likes": 55,
        "comments": 10,
        "shares": 1,
        "engagements": 25 + 36,  # the third day was shown nobody knows how often: its 5 likes are not pooled
    }


def test_views_stand_for_impressions_only_where_the_network_gives_none_in_the_week():
    assert week({"views": 50, "likes": 1}, {"views": 70, "likes": 2})["impressions"] == 120
    mixed = week({"views": 50, "likes": 1}, {"views": 70, "impressions": 90, "likes": 2})
    assert (mixed["impressions"], mixed["shown"], mixed["engagements"]) == (90, 90, 2)


@pytest.mark.parametrize(
    ("day", "acts"),
    [
        ({"engagements": 7, "likes": 100}, 7),
        ({"reactions": 10, "likes": 8, "comments": 2}, 12),
        ({"likes": 8, "shares": 1, "saves": 1}, 10),
        ({"comments": 0}, 0),
        ({"clicks": 9, "views": 3}, None),
    ],
)
def test_what_engagements_are(day, acts):
    assert engaged(day) == acts


def test_of_nothing_nothing_is_known():
    assert set(week().values()) == {None}
    assert week({"engagements": 3})["engagements"] is None  # of how many, nobody knows


@given(DAYS)
def test_no_figure_is_invented_and_none_is_lost(days):
    found = week(*days)
    assert found["reach"] is None
    for name in ("likes", "comments", "shares"):
        known = [day[name] for day in days if name in day]
        assert found[name] == (sum(known) if known else None)
    assert (found["shown"] is None) == (found["engagements"] is None)
    assert found["shown"] is None or found["impressions"] >= found["shown"]


@given(DAYS, st.permutations(range(7)))
def test_the_order_of_days_does_not_matter(days, order):
    turned = [days[at] for at in order if at < len(days)]
    assert week(*turned) == week(*days)
