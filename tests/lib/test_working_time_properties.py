"""Working time against the obvious minute-by-minute model, in zones with and without summer time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cmhub.lib.working_time import (
    Calendar,
    OverlappingHoursError,
    add_working_time,
    explain,
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


def leaves_within(dates: list[str]) -> st.SearchStrategy[list[str]]:
    """A leave of some of these days, from the first until the day of the return."""
    two = st.lists(st.sampled_from(dates), min_size=2, max_size=2, unique=True)
    return two.map(lambda days: [*sorted(days), "Ngo"])


@st.composite
def calendars(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.sampled_from(AROUND)).date()
    dates = [(start + timedelta(days=n)).isoformat() for n in range(-1, 6)]
    data = {
        "time_zone": draw(st.sampled_from(ZONES)),
        "hours": {str(n): draw(days()) for n in range(1, 8)},
        "exceptions": draw(st.dictionaries(st.sampled_from(dates), days(), max_size=2)),
        "holidays": draw(st.lists(st.sampled_from(dates), unique=True, max_size=2)),
        "leaves": draw(st.lists(leaves_within(dates), max_size=2)),
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
DAY_AND_NIGHT = {
    "time_zone": "Europe/Paris",
    "hours": {str(n): [["00:00", "24:00"]] for n in range(1, 8)},
    "exceptions": {},
    "holidays": [],
}
ALGIERS = {
    "time_zone": "Africa/Algiers",
    "hours": {str(n): [["08:00", "12:00"], ["13:00", "16:30"]] for n in (7, 1, 2, 3, 4)},
    "exceptions": {"2026-12-31": [["08:00", "12:00"]]},
    "holidays": {"2027-01-01": "Jour de l’an"},
    "leaves": [["2027-01-03", "2027-01-05", "Ngo"]],
}
"""A weekend of Friday and Saturday, then the only contact away on Sunday and Monday."""
SPRING, AUTUMN = datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)
TURN_OF_THE_YEAR = datetime(2026, 12, 31, 10, tzinfo=UTC)


@settings(max_examples=150)
@given(calendars(), instants, st.integers(0, 2 * 24 * 60))
@example(NIGHTS, AUTUMN, 600)
@example(NIGHTS, SPRING, 600)
@example(DAY_AND_NIGHT, AUTUMN, 600)
@example(DAY_AND_NIGHT, SPRING, 600)
@example(ALGIERS, TURN_OF_THE_YEAR, 6 * 24 * 60)
def test_measures_what_the_wall_clock_counts(data: dict[str, Any], a: datetime, minutes: int) -> None:
    b = a + timedelta(minutes=minutes)
    measured = working_seconds_between(Calendar.from_dict(data), a, b)
    assert measured == wall_clock.seconds_between(data, a, b)


@settings(max_examples=150)
@given(calendars(), instants, st.integers(0, 3000))
@example(NIGHTS, AUTUMN, 600)
@example(NIGHTS, SPRING, 600)
@example(DAY_AND_NIGHT, AUTUMN, 600)
@example(DAY_AND_NIGHT, SPRING, 600)
@example(ALGIERS, TURN_OF_THE_YEAR, 300)
def test_adds_what_the_wall_clock_counts(data: dict[str, Any], start: datetime, minutes: int) -> None:
    calendar = Calendar.from_dict(data)
    assume(any(data["hours"].values()))
    end = add_working_time(calendar, start, minutes)
    assume(end - start < timedelta(days=8))
    assert end == wall_clock.add_minutes(data, start, minutes)


@settings(max_examples=150)
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


@settings(max_examples=100)
@given(calendars(), st.lists(st.tuples(odd_instants, odd_instants), max_size=8))
def test_the_array_is_the_scalar_function_of_each_pair(
    data: dict[str, Any], pairs: list[tuple[datetime, datetime]]
) -> None:
    calendar = Calendar.from_dict(data)
    together = working_seconds_array(calendar, [a for a, _ in pairs], [b for _, b in pairs])
    assert together.tolist() == pytest.approx(
        [working_seconds_between(calendar, a, b) for a, b in pairs], abs=1e-6
    )


@settings(max_examples=100)
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


@settings(max_examples=100)
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


TOLD = re.compile(
    r"(?P<closed>closed at) (?:that time|(?P<closes>\d+:\d\d))"
    r"|(?P<open>open at) (?P<opens>\d+:\d\d)"
    r"|the clock is moved: (?P<moved>\d+:\d\d becomes \d+:\d\d)"
)


def told_in(words: str) -> list[tuple[str, str]]:
    """What an explanation says happens on the way, in its order; no time for “at that time”."""
    told = []
    for said in TOLD.finditer(words):
        kind = "closed" if said["closed"] else "open" if said["open"] else "moved"
        told.append((kind, said["closes"] or said["opens"] or said["moved"] or ""))
    return told


def in_the_week(instant: datetime, zone: ZoneInfo, *, dated: bool) -> str:
    wall = instant.astimezone(zone)
    named = f"{wall:%A} {wall.day} {wall:%B}" if dated else f"{wall:%A}"
    return f"{named} {wall_clock.shown(wall)}"


@settings(max_examples=200)
@given(calendars(), instants, st.integers(1, 3000))
@example(NIGHTS, AUTUMN, 600)
@example(NIGHTS, SPRING, 600)
@example(DAY_AND_NIGHT, AUTUMN, 600)
@example(DAY_AND_NIGHT, SPRING, 600)
@example(ALGIERS, TURN_OF_THE_YEAR, 300)
def test_each_instant_that_the_words_name_is_that_of_the_arithmetic(
    data: dict[str, Any], start: datetime, minutes: int
) -> None:
    calendar, zone = Calendar.from_dict(data), ZoneInfo(data["time_zone"])
    assume(any(data["hours"].values()))
    end = add_working_time(calendar, start, minutes)
    assume(end - start < timedelta(days=8))
    with translation.override("en"):
        words = explain(calendar, start, minutes).replace("\u00a0", " ")
    dated = (end.astimezone(zone).date() - start.astimezone(zone).date()).days > 6
    assert words.startswith(in_the_week(start, zone, dated=dated))
    assert f"→ {in_the_week(end, zone, dated=dated)}" in words
    noted = wall_clock.told_between(data, start, end)
    if noted and noted[0] == ("closed", wall_clock.shown(start.astimezone(zone))):
        noted[0] = ("closed", "")  # “closed at that time”
    closings = [time for what, time in noted if what == "closed"]
    if len(closings) > 3:
        assert f"{len(closings)} closings" in words
        noted = [one for one in noted if one[0] == "moved"] + [one for one in noted if one[0] == "open"][-1:]
    assert told_in(words) == noted
