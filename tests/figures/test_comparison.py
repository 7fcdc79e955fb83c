"""A week beside the one before and the mean of four."""

from copy import deepcopy

import pytest

from reporting.figures.comparison import blank, compare
from reporting.figures.frames import POSTS, WATCH, frame_of
from reporting.figures.week import compute_week
from tests.figures.rows import (
    OPEN_SECONDS,
    Episode,
    Post,
    Reply,
    Seen,
    escalation,
    interaction,
    monday,
    week_frames,
)

START = monday(2026, 47, "Africa/Douala")


def week(*interactions, **frames):
    return compute_week(week_frames(interactions, **frames), OPEN_SECONDS)


def shape(value):
    """Keys all the way down, but for maps by name, which differ from week to week."""
    if isinstance(value, dict):
        return {name: None if name.startswith("by_") else shape(inner) for name, inner in value.items()}
    return None


def test_without_an_earlier_week_the_keys_stand_and_nothing_is_known():
    current = week(interaction(START, first_response_at=START + 60))

    compared = compare(current, None, [])

    for side in ("previous_week", "four_week_mean"):
        assert list(compared[side]) == list(current)
        assert compared[side]["interactions"]["opened"] is None
        assert compared[side]["interactions"]["by_kind"] == {}
        assert compared[side]["interactions"]["by_day"] == [None] * 7
        assert compared[side]["responsiveness"]["first_response_seconds"] == dict.fromkeys(
            ("n", "median", "p90")
        )
        assert compared[side]["scorecard"] == {}
    assert shape(compared["previous_week"]["responsiveness"]) == shape(current["responsiveness"])


def test_the_week_before_is_as_stored_without_its_own_comparison():
    before = week(interaction(START))
    stored = {**deepcopy(before), "compared": compare(before, None, [])}

    compared = compare(week(), stored, [stored])

    assert compared["previous_week"] == before
    assert "compared" not in compared["four_week_mean"]
    assert "compared" in stored


def test_the_mean_is_taken_figure_by_figure_over_the_weeks_that_have_it():
    quick = week(interaction(START, first_response_at=START + 60), interaction(START, kind="complaint"))
    silent = week()
    slow = week(interaction(START, first_response_at=START + 120))

    mean = compare(week(), slow, [quick, silent, slow])["four_week_mean"]

    assert mean["interactions"]["opened"] == 1
    assert mean["interactions"]["by_day"] == [1, 0, 0, 0, 0, 0, 0]
    assert mean["responsiveness"]["first_response_seconds"]["median"] == 90
    assert mean["responsiveness"]["response_rate"] == 0.75
    assert mean["publishing"]["posts"] is None


def test_a_name_absent_from_a_measured_week_counts_zero_there():
    busy = week(
        interaction(START, kind="complaint"),
        escalations=[escalation(START)],
        replies=[Reply("Mireille", 3)],
        episodes=[Episode(START, START + 60, "Mireille", True)],
        posts=frame_of([Post("facebook-official", "facebook", "self", None)], POSTS),
    )
    quiet = week(posts=frame_of([], POSTS))
    without_log = week()

    mean = compare(week(), None, [busy, quiet, without_log])["four_week_mean"]

    assert mean["interactions"]["by_kind"] == {"complaint": pytest.approx(1 / 3)}
    assert mean["escalations"]["by_department"]["sales"]["opened"] == pytest.approx(1 / 3)
    assert mean["responsiveness"]["by_author"]["Mireille"]["replies"] == 1
    assert mean["responsiveness"]["by_author"]["Mireille"]["response_seconds"]["median"] == 60
    assert mean["publishing"]["by_network"] == {"facebook": 0.5}


def test_a_nature_that_was_not_seen_counts_zero_where_anything_was():
    def seen(*natures):
        return week(watch=frame_of([Seen(nature, START, None, None, None) for nature in natures], WATCH))

    mean = compare(week(), None, [seen("routine", "routine"), seen("strategic"), seen()])["four_week_mean"]

    assert mean["watch"]["by_nature"] == {"routine": 1, "strategic": 0.5}


def test_comparing_changes_none_of_the_weeks():
    weeks = [week(interaction(START)), week(interaction(START, kind="praise"))]
    copies = deepcopy(weeks)

    compare(weeks[0], weeks[1], weeks)

    assert weeks == copies


def test_objectives_are_averaged_each_for_itself():
    def with_objective(actual, **more):
        objective = {"metric": "members", "start": 0, "target": 10, "due": "2026-12-31", "actual": actual}
        return week(objectives=[objective, *more.get("others", [])])

    other = {"metric": "visits", "start": 0, "target": 4, "actual": 1}

    mean = compare(week(), None, [with_objective(2), with_objective(4, others=[other])])["four_week_mean"]

    assert [(each["metric"], each["actual"], each["progress"]) for each in mean["objectives"]] == [
        ("members", 3, pytest.approx(0.3)),
        ("visits", 1, 0.25),
    ]


def test_words_stay_in_a_mean_where_the_weeks_agree():
    answered = week(interaction(START, first_response_at=START + 60))
    slower = week(interaction(START, first_response_at=START + 180))

    mean = compare(week(), None, [answered, slower])["four_week_mean"]

    assert mean["scorecard"]["facebook-official"]["reactivity"] == {
        "value": 120,
        "target": None,
        "unit": "seconds",
    }


def test_blank_leaves_out_the_comparison():
    assert "compared" not in blank({**week(), "compared": {}})
