"""Posts, audience, scorecard and objectives of weeks worked out by hand."""

import pytest

from reporting.figures.frames import AUDIENCE, POSTS, REPLIES, frame_of
from reporting.figures.week import compute_week
from tests.figures.rows import (
    OPEN_SECONDS,
    Post,
    interaction,
    monday,
    week_frames,
)

START = monday(2026, 47, "Africa/Douala")


def test_posts_are_counted_where_a_log_of_them_is_kept():
    posts = [
        Post("facebook-official", "facebook", "self", "Tabaski"),
        Post("facebook-official", "facebook", "useful", "Tabaski"),
        Post("x-support", "x", None, None),
    ]

    figures = compute_week(week_frames(posts=frame_of(posts, POSTS), errata=2), OPEN_SECONDS)

    assert figures["publishing"] == {
        "campaigns": 1,
        "posts": 3,
        "by_network": {"facebook": 2, "x": 1},
        "by_category": {"self": 1, "useful": 1},
        "errata": 2,
    }
    assert compute_week(week_frames(posts=frame_of([], POSTS)), {})["publishing"]["posts"] == 0


def test_engagement_is_pooled_over_what_was_shown_and_growth_needs_both_ends():
    rows = [
        ("facebook-official", 1200, 1150, 900, 4000, 4000, 80, 10, 10, 100),
        ("tiktok", 50, None, None, None, 2000, 5, None, 1, 40),
        ("x-support", 10, 12, None, 0, 0, 1, 1, 1, 3),
    ]

    by_channel = compute_week(week_frames(audience=frame_of(rows, AUDIENCE)), {})["audience"]["by_channel"]

    assert by_channel["facebook-official"]["growth"] == 50
    assert by_channel["facebook-official"]["engagement_rate"] == 0.025
    assert by_channel["tiktok"] == {
        "followers": 50,
        "followers_before": None,
        "growth": None,
        "reach": None,
        "impressions": None,
        "likes": 5,
        "comments": None,
        "shares": 1,
        "engagement_rate": 0.02,
    }
    assert by_channel["x-support"]["growth"] == -2
    assert by_channel["x-support"]["engagement_rate"] is None


def test_comments_are_those_of_a_confirmed_sentiment_that_others_could_read():
    rows = [
        interaction(START, sentiment="positive"),
        interaction(START, sentiment="negative"),
        interaction(START, sentiment="negative"),
        interaction(START, sentiment="neutral", channel="whatsapp-without-hours"),
        interaction(START),
    ]

    def comments(rows):
        frames = week_frames(rows, private=["whatsapp-without-hours"])
        return compute_week(frames, OPEN_SECONDS)["audience"]["comments"]

    assert comments(rows) == {"positive": 1, "neutral": 0, "negative": 2}
    assert comments(rows[3:]) == {"positive": None, "neutral": None, "negative": None}


def test_the_scorecard_gives_a_figure_or_says_that_it_is_not_measured():
    rows = [interaction(START, first_response_at=START + 120), interaction(START)]
    frames = week_frames(
        rows, channels=["facebook-official", "silent"], targets={"facebook-official": {"reactivity": 3600}}
    )

    card = compute_week(frames, OPEN_SECONDS)["scorecard"]

    assert card["facebook-official"]["reactivity"] == {"value": 120, "target": 3600, "unit": "seconds"}
    assert card["facebook-official"]["answers"] == {"value": 0.5, "target": None, "unit": "rate"}
    assert card["facebook-official"]["rhythm"] is None
    assert set(card["silent"].values()) == {None}


@pytest.mark.parametrize(
    ("objective", "actual", "progress"),
    [
        ({"metric": "responsiveness.response_rate", "start": 0.2, "target": 0.8}, 0.5, 0.5),
        ({"metric": "interactions.opened", "start": 4, "target": 3}, 2, 2.0),  # past its target: unclipped
        ({"metric": "members met", "start": 0, "target": 10, "actual": -5}, -5, -0.5),
        ({"metric": "interactions.opened", "start": 3, "target": 3}, 2, None),
        ({"metric": "interactions.by_day", "start": 0, "target": 1}, None, None),
        ({"metric": "no such figure", "start": 0, "target": 1}, None, None),
    ],
)
def test_progress_of_an_objective(objective, actual, progress):
    rows = [interaction(START, first_response_at=START + 1), interaction(START)]

    computed = compute_week(week_frames(rows, objectives=[objective]), OPEN_SECONDS)["objectives"]

    assert [(each["actual"], each["progress"]) for each in computed] == [(actual, pytest.approx(progress))]


def test_rows_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="rows of 3 values for 2 columns: author, replies"):
        frame_of([("Mireille", 1, "x")], REPLIES)
