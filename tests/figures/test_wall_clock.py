"""Days and hours of a week are those of the brand's wall clock."""

from reporting.figures.week import compute_week
from tests.figures.rows import (
    DAY,
    OPEN_SECONDS,
    interaction,
    monday,
    week_frames,
)


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
