"""The figures of a week against an obvious calculation over the same rows, and weeks worked out by hand."""

import json
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmhub.lib.working_time import Calendar, weekly_hours, working_seconds_array
from reporting.figures.frames import AUDIENCE, POSTS, REPLIES, frame_of
from reporting.figures.week import HOURS_OF_WEEK, compute_week
from tests.figures import obvious
from tests.figures.rows import (
    DAY,
    OPEN_SECONDS,
    OPEN_SHARE,
    Episode,
    Post,
    Reply,
    episodes,
    escalation,
    escalations,
    interaction,
    interactions,
    monday,
    replies,
    week_frames,
)

START = monday(2026, 47, "Africa/Douala")
NOTHING = {"n": 0, "median": None, "p90": None}


def about(figures):
    """Equal up to the microsecond, wherever a number sits."""
    if isinstance(figures, dict):
        return {name: about(value) for name, value in figures.items()}
    return pytest.approx(figures, abs=1.5e-6) if isinstance(figures, float) else figures


@settings(max_examples=120, deadline=None)
@given(
    rows=st.lists(interactions(START), max_size=25),
    waits=st.lists(episodes(START), max_size=15),
    sent=st.lists(replies(), max_size=8),
    passed_on=st.lists(escalations(START), max_size=15),
    computed_at=st.integers(0, 20).map(lambda days: START + days * DAY),
)
def test_figures_are_those_of_an_obvious_calculation(rows, waits, sent, passed_on, computed_at):
    frames = week_frames(rows, waits, sent, passed_on, computed_at=computed_at)

    figures = compute_week(frames, OPEN_SECONDS)

    assert figures["interactions"] == obvious.interactions(rows, "Africa/Douala")
    assert figures["responsiveness"] == about(obvious.responsiveness(rows, waits, sent, OPEN_SHARE))
    assert figures["escalations"] == about(obvious.escalations(passed_on, computed_at))
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(interactions(START), max_size=20),
    waits=st.lists(episodes(START), max_size=10),
    data=st.data(),
)
def test_the_order_of_rows_changes_nothing(rows, waits, data):
    shuffled = data.draw(st.permutations(rows))

    figures = compute_week(week_frames(rows, waits), OPEN_SECONDS)

    assert compute_week(week_frames(shuffled, reversed(waits)), OPEN_SECONDS) == figures


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(interactions(START), max_size=20), added=interactions(START))
def test_an_interaction_more_adds_one_to_its_own_counts_and_touches_no_other_room(rows, added):
    before = compute_week(week_frames(rows), OPEN_SECONDS)
    after = compute_week(week_frames([*rows, added]), OPEN_SECONDS)

    for name in ("by_kind", "by_channel", "by_sentiment"):
        own = getattr(added, name.removeprefix("by_"))
        expected = dict(before["interactions"][name])
        if own is not None:
            expected[own] = expected.get(own, 0) + 1
        assert after["interactions"][name] == expected
    changed = [
        a - b for a, b in zip(*(w["interactions"]["by_hour_of_week"] for w in (after, before)), strict=True)
    ]
    assert sorted(changed) == [0] * (HOURS_OF_WEEK - 1) + [1]
    assert (
        after["responsiveness"]["needing_answer"]
        == before["responsiveness"]["needing_answer"] + added.needs_answer
    )
    if not added.needs_answer:
        unmoved = ("response_rate", "first_response_seconds", "substantive_answer_seconds")
        assert all(after["responsiveness"][name] == before["responsiveness"][name] for name in unmoved)
    for room in set(before) - {"interactions", "responsiveness", "scorecard"}:
        assert after[room] == before[room]


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(interactions(START), max_size=10), sent=st.lists(replies(), max_size=5))
def test_a_reply_more_changes_its_author_only(rows, sent):
    before = compute_week(week_frames(rows, replies=sent), OPEN_SECONDS)
    after = compute_week(week_frames(rows, replies=[*sent, Reply("Fatou", 1)]), OPEN_SECONDS)

    assert after["responsiveness"]["by_author"].pop("Fatou") == {"replies": 1, "response_seconds": NOTHING}
    assert after == before


def test_a_week_in_which_nothing_happened_has_counts_of_zero_and_no_rate():
    figures = compute_week(week_frames(), OPEN_SECONDS)

    assert figures["interactions"]["opened"] == 0
    assert figures["interactions"]["by_day"] == [0] * 7
    assert figures["interactions"]["by_hour_of_week"] == [0] * 168
    assert figures["responsiveness"]["response_rate"] is None
    assert figures["responsiveness"]["first_response_seconds"] == NOTHING
    assert figures["escalations"]["by_department"] == {}
    assert figures["publishing"]["posts"] is None
    assert figures["objectives"] == []


def test_a_thread_reopened_after_five_days_is_not_a_response_of_five_days():
    rows = [interaction(START, first_response_at=START + 60)]
    waits = [
        Episode(START, START + 60, "Mireille", True),
        Episode(START + 5 * DAY, START + 5 * DAY + 180, "Ousmane", True),
    ]

    responsiveness = compute_week(week_frames(rows, waits), OPEN_SECONDS)["responsiveness"]

    assert responsiveness["first_response_seconds"] == {"n": 1, "median": 60, "p90": 60}
    assert responsiveness["response_seconds"] == {"n": 2, "median": 120, "p90": 168}
    assert responsiveness["by_author"]["Ousmane"]["response_seconds"]["median"] == 180


def test_seconds_in_opening_hours_are_those_of_the_channels_calendar():
    calendar = Calendar.build(hours=weekly_hours(), time_zone="Africa/Douala")
    friday_evening, monday_morning = START + 4 * DAY + 16.5 * 3600, START + 7 * DAY + 8.25 * 3600
    rows = [interaction(friday_evening, first_response_at=monday_morning)]

    responsiveness = compute_week(
        week_frames(rows), {"facebook-official": partial(working_seconds_array, calendar)}
    )["responsiveness"]

    assert responsiveness["first_response_open_seconds"]["median"] == 45 * 60
    assert responsiveness["first_response_seconds"]["median"] == monday_morning - friday_evening


def test_abuse_needs_no_answer_but_was_opened_and_can_be_resolved():
    abuse = interaction(
        START, kind="abuse", needs_answer=False, first_response_at=START + 5, closed_at=START + 600
    )

    figures = compute_week(week_frames([abuse], [Episode(START, START + 5, "Mireille", False)]), OPEN_SECONDS)

    assert figures["interactions"]["by_kind"] == {"abuse": 1}
    assert figures["responsiveness"]["needing_answer"] == 0
    assert figures["responsiveness"]["response_rate"] is None
    assert figures["responsiveness"]["response_seconds"] == NOTHING
    assert figures["responsiveness"]["by_author"] == {}
    assert figures["responsiveness"]["resolution_seconds"] == {"n": 1, "median": 600, "p90": 600}


def test_suggested_kinds_count_under_no_kind():
    figures = compute_week(week_frames([interaction(START, kind=None), interaction(START)]), OPEN_SECONDS)

    assert figures["interactions"]["opened"] == 2
    assert figures["interactions"]["by_kind"] == {"question": 1}


@pytest.mark.parametrize(
    ("acknowledged", "answered", "closed", "acknowledged_late", "answered_late"),
    [
        (3600, 28_800, None, 0, 0),  # at the deadline is in time
        (3601, 28_801, None, 1, 1),
        (None, 1800, None, 0, 0),  # an answer is an acknowledgement
        (None, None, 600, 0, 0),  # closed before either was due
        (None, None, None, 1, 1),
    ],
)
def test_lateness(acknowledged, answered, closed, acknowledged_late, answered_late):
    after = {"acknowledged_at": acknowledged, "answered_at": answered, "closed_at": closed}
    row = escalation(
        START, **{name: START + seconds for name, seconds in after.items() if seconds is not None}
    )

    figures = compute_week(week_frames(escalations=[row], computed_at=START + 8 * DAY), OPEN_SECONDS)[
        "escalations"
    ]

    assert figures["acknowledged_late"] == acknowledged_late
    assert figures["answered_late"] == answered_late
    assert figures["by_department"]["sales"] == {
        name: figures[name] for name in figures["by_department"]["sales"]
    }


def test_what_is_not_yet_due_is_not_late():
    figures = compute_week(
        week_frames(escalations=[escalation(START)], computed_at=START + 3600), OPEN_SECONDS
    )

    assert figures["escalations"]["acknowledged_late"] == 0
    assert figures["escalations"]["open"] == 1


def test_hours_are_those_of_the_wall_clock_in_the_week_in_which_paris_goes_back():
    start = monday(2026, 43, "Europe/Paris")  # Monday 19 to Sunday 25 October, an hour longer
    end = monday(2026, 44, "Europe/Paris")
    every_hour = [interaction(start + 3600 * hour) for hour in range(int(end - start) // 3600)]

    figures = compute_week(week_frames(every_hour, zone="Europe/Paris"), OPEN_SECONDS)["interactions"]

    assert len(every_hour) == 169
    assert figures["by_day"] == [24] * 6 + [25]
    assert figures["by_hour_of_week"] == [2 if hour == 6 * 24 + 2 else 1 for hour in range(168)]


def test_hours_are_those_of_the_wall_clock_in_the_week_in_which_paris_goes_forward():
    start, end = monday(2026, 13, "Europe/Paris"), monday(2026, 14, "Europe/Paris")
    every_hour = [interaction(start + 3600 * hour) for hour in range(int(end - start) // 3600)]

    figures = compute_week(week_frames(every_hour, zone="Europe/Paris"), OPEN_SECONDS)["interactions"]

    assert figures["by_day"] == [24] * 6 + [23]
    assert figures["by_hour_of_week"][6 * 24 + 2] == 0


def test_the_fifty_third_week_runs_over_new_year():
    start = monday(2026, 53, "Africa/Dakar")
    rows = [interaction(start + day * DAY) for day in range(7)] + [interaction(start + 7 * DAY - 0.000001)]

    figures = compute_week(week_frames(rows, zone="Africa/Dakar"), OPEN_SECONDS)["interactions"]

    assert figures["by_day"] == [1] * 6 + [2]
    assert figures["by_hour_of_week"][167] == 1


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


def test_engagement_is_pooled_over_impressions_else_views_and_growth_needs_both_ends():
    rows = [
        ("facebook-official", 1200, 1150, 900, 4000, None, 80, 10, 10, 100),
        ("tiktok", 50, None, None, None, 2000, 5, None, 1, 40),
        ("x-support", 10, 12, None, 0, 500, 1, 1, 1, 3),
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
