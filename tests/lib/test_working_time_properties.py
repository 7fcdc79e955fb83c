"""Working time against the obvious minute-by-minute model, in zones with and without summer time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cmhub.lib.working_time import (
    Calendar,
    OverlappingHoursError,
    add_working_time,
    is_open,
    next_opening,
    working_seconds_array,
    working_seconds_between,
)
from tests.lib import wall_clock

ZONES = ["Africa/Douala", "Africa/Algiers", "Africa/Dakar", "Europe/Paris"]
# Around the days on which the clock is moved in Paris in 2026, and the turn of the year.
AROUND = [datetime(2026, 3, 28), datetime(2026, 10, 24), datetime(2026, 12, 31)]

times = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))


@st.composite
def days(draw: st.DrawFn) -> list[list[str]]:
    """The intervals of one day: none to three, the last of which may end the next morning."""
    marks = sorted(draw(st.sets(times, max_size=6)))
    intervals = [list(pair) for pair in zip(marks[::2], marks[1::2], strict=False)]
    if len(marks) % 2:
        intervals.append([marks[-1], draw(st.sampled_from(["24:00", "00:30", "02:30", "06:00"]))])
    return [interval for interval in intervals if interval[0] != interval[1]]


@st.composite
def calendars(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.sampled_from(AROUND)).date()
    dates = [(start + timedelta(days=n)).isoformat() for n in range(-1, 6)]
    data = {
        "time_zone": draw(st.sampled_from(ZONES)),
        "hours": {str(n): draw(days()) for n in range(1, 8)},
        "exceptions": draw(st.dictionaries(st.sampled_from(dates), days(), max_size=2)),
        "holidays": draw(st.lists(st.sampled_from(dates), unique=True, max_size=2)),
    }
    try:
        Calendar.from_dict(data)
    except OverlappingHoursError:
        assume(False)
    return data


instants = st.builds(
    lambda around, minutes: around.replace(tzinfo=UTC) + timedelta(minutes=minutes),
    st.sampled_from(AROUND),
    st.integers(-12 * 60, 60 * 60),
)

NIGHTS = {
    "time_zone": "Europe/Paris",
    "hours": {str(n): [["00:15", "02:30"], ["02:45", "06:00"], ["22:00", "00:15"]] for n in range(1, 8)},
    "exceptions": {"2026-10-25": [["02:15", "02:45"]]},
    "holidays": [],
}


@settings(max_examples=150, deadline=None)
@given(calendars(), instants, st.integers(0, 2 * 24 * 60))
@example(NIGHTS, datetime(2026, 10, 24, 22, tzinfo=UTC), 600)
@example(NIGHTS, datetime(2026, 3, 28, 22, tzinfo=UTC), 600)
def test_measures_what_the_wall_clock_counts(data: dict[str, Any], a: datetime, minutes: int) -> None:
    b = a + timedelta(minutes=minutes)
    measured = working_seconds_between(Calendar.from_dict(data), a, b)
    assert measured == wall_clock.seconds_between(data, a, b)


@settings(max_examples=150, deadline=None)
@given(calendars(), instants, st.integers(0, 3000))
def test_adds_what_the_wall_clock_counts(data: dict[str, Any], start: datetime, minutes: int) -> None:
    calendar = Calendar.from_dict(data)
    assume(any(data["hours"].values()))
    end = add_working_time(calendar, start, minutes)
    assume(end - start < timedelta(days=8))
    assert end == wall_clock.add_minutes(data, start, minutes)


@settings(max_examples=150, deadline=None)
@given(calendars(), instants)
def test_is_open_when_the_wall_clock_says_so(data: dict[str, Any], t: datetime) -> None:
    calendar = Calendar.from_dict(data)
    assert is_open(calendar, t) == wall_clock.is_open(data, t)
    assume(any(data["hours"].values()))
    opening = next_opening(calendar, t)
    assert is_open(calendar, opening)
    assert working_seconds_between(calendar, t, opening) == 0
    if is_open(calendar, t):
        assert opening == t


odd_instants = st.builds(lambda t, us: t + timedelta(microseconds=us), instants, st.integers(0, 59_999_999))


@settings(max_examples=100, deadline=None)
@given(calendars(), st.lists(st.tuples(odd_instants, odd_instants), max_size=8))
def test_the_array_is_the_scalar_function_of_each_pair(
    data: dict[str, Any], pairs: list[tuple[datetime, datetime]]
) -> None:
    calendar = Calendar.from_dict(data)
    together = working_seconds_array(calendar, [a for a, _ in pairs], [b for _, b in pairs])
    assert together.tolist() == pytest.approx(
        [working_seconds_between(calendar, a, b) for a, b in pairs], abs=1e-6
    )


@settings(max_examples=100, deadline=None)
@given(calendars(), odd_instants, odd_instants, odd_instants)
def test_stretches_add_up(data: dict[str, Any], a: datetime, b: datetime, c: datetime) -> None:
    calendar = Calendar.from_dict(data)
    a, b, c = sorted([a, b, c])
    whole = working_seconds_between(calendar, a, c)
    assert whole == pytest.approx(
        working_seconds_between(calendar, a, b) + working_seconds_between(calendar, b, c), abs=1e-6
    )
    assert 0 <= whole <= (c - a).total_seconds()
    assert working_seconds_between(calendar, c, a) == -whole


@settings(max_examples=100, deadline=None)
@given(calendars(), odd_instants, st.floats(0.01, 5000, allow_nan=False))
def test_the_deadline_is_the_first_instant_by_which_the_time_has_passed(
    data: dict[str, Any], start: datetime, minutes: float
) -> None:
    calendar = Calendar.from_dict(data)
    assume(any(data["hours"].values()))
    end = add_working_time(calendar, start, minutes)
    assert working_seconds_between(calendar, start, end) == pytest.approx(minutes * 60, abs=1e-6)
    assert is_open(calendar, end - timedelta(microseconds=1))


@given(calendars())
def test_a_calendar_survives_json_and_keeps_its_version(data: dict[str, Any]) -> None:
    calendar = Calendar.from_dict(data)
    again = Calendar.from_dict(calendar.to_dict())
    assert again == calendar
    assert again.version == calendar.version
    assert Calendar.from_dict(again.to_dict() | {"holidays": [date(2031, 1, 1)]}).version != calendar.version
