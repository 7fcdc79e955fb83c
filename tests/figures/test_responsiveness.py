"""Interactions and answers of weeks worked out by hand."""

from functools import partial

from cmhub.lib.working_time import Calendar, weekly_hours, working_seconds_array
from reporting.figures.week import compute_week
from tests.figures.rows import (
    DAY,
    OPEN_SECONDS,
    Episode,
    interaction,
    monday,
    week_frames,
)

START = monday(2026, 47, "Africa/Douala")
NOTHING = {"n": 0, "median": None, "p90": None}


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
