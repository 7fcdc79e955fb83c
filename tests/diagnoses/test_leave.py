"""Leave takes hours off and never adds any, however it is written: of a week's work, and of shifts on call.

Properties, over leaves, working weeks, shifts and time zones.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from channels_mgmt.team.rota.spans import BEGINNING, END, Span, of_days, total
from channels_mgmt.team.services.availability import Availability, Place
from reporting.diagnoses.services.gathering import LEAVE_AHEAD, away_share
from reporting.diagnoses.staffing import read
from tests.diagnoses.test_staffing import account, somebody, work

Days = tuple[date, date]
"""From the first day of a leave until the first day back."""

ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Africa/Douala", "Africa/Algiers", "Africa/Casablanca", "Europe/Paris", "America/New_York",
            "Pacific/Apia", "Asia/Kathmandu",
        )
    ]
)  # fmt: skip
TODAY = st.dates(date(2025, 1, 1), date(2027, 12, 31))
WEEKS = st.sets(st.integers(1, 7), min_size=1).map(sorted)
HOURS = st.integers(0, 168)
LEAVES = st.lists(st.tuples(st.integers(-40, 60), st.integers(1, 40)), max_size=4)
"""Each as the days from today to its first, and how long it lasts."""
SHIFTS = st.lists(st.tuples(st.integers(-10 * 24, 70 * 24), st.integers(1, 7 * 24)), min_size=1, max_size=6)
"""Each as the hours from midnight of today in UTC to its beginning, and how long it lasts."""
USER, HOUSE, BRAND = 7, 1, 2


def leaves_of(today: date, asked: Iterable[tuple[int, int]]) -> list[Days]:
    return [(today + timedelta(days=first), today + timedelta(days=first + lasts)) for first, lasts in asked]


def split(leaves: Iterable[Days]) -> list[Days]:
    """Each leave as one for every day of it, the last one first."""
    return [
        (since + timedelta(days=number), since + timedelta(days=number + 1))
        for since, until in leaves
        for number in reversed(range((until - since).days))
    ]


# --- Hours of a week ----------------------------------------------------------------------------------


def given_hours(hours: int, leaves: Iterable[Days], week: list[int], today: date) -> float:
    """What the staffing page says is given, of somebody assigned for so many hours a week."""
    told = [{"since": since.isoformat(), "until": until.isoformat()} for since, until in leaves]
    away = away_share(told, week, today)
    return read(work(account(), given=(somebody(hours=hours, away=away),)))[0].given


@given(hours=HOURS, asked=LEAVES, more=LEAVES, week=WEEKS, today=TODAY)
@settings(max_examples=150)
def test_hours_given_lie_between_none_and_those_assigned(
    hours: int, asked: list[tuple[int, int]], more: list[tuple[int, int]], week: list[int], today: date
) -> None:
    leaves = leaves_of(today, asked)
    net = given_hours(hours, leaves, week, today)
    assert 0 <= net <= hours
    assert given_hours(hours, [], week, today) == hours
    assert given_hours(hours, [*leaves, *leaves_of(today, more)], week, today) <= net


@given(hours=HOURS, asked=LEAVES, week=WEEKS, today=TODAY)
@settings(max_examples=150)
def test_hours_given_do_not_depend_on_how_leave_is_split(
    hours: int, asked: list[tuple[int, int]], week: list[int], today: date
) -> None:
    leaves = leaves_of(today, asked)
    assert given_hours(hours, split(leaves), week, today) == given_hours(hours, leaves, week, today)


@given(hours=HOURS, week=WEEKS, today=TODAY, before=st.integers(0, 30), after=st.integers(0, 30))
@settings(max_examples=60)
def test_who_is_away_all_the_time_gives_nothing(
    hours: int, week: list[int], today: date, before: int, after: int
) -> None:
    whole = (today - timedelta(days=before), today + LEAVE_AHEAD + timedelta(days=after))
    assert given_hours(hours, [whole], week, today) == 0
    assert given_hours(hours, split([whole]), week, today) == 0
    # What is over, and what begins later, takes nothing off.
    over = (today - timedelta(days=before + 1), today)
    later = (today + LEAVE_AHEAD, today + LEAVE_AHEAD + timedelta(days=after + 1))
    assert given_hours(hours, [over, later], week, today) == hours


# --- Shifts on call -----------------------------------------------------------------------------------


def shifts_of(today: date, asked: Iterable[tuple[int, int]]) -> list[Span]:
    midnight = of_days(today, None, ZoneInfo("UTC"))[0]
    return [(midnight + 3600 * begins, midnight + 3600 * (begins + lasts)) for begins, lasts in asked]


def on_call(shifts: list[Span], leaves: Iterable[Days], zone: ZoneInfo) -> list[Span]:
    """The stretches of the shifts in which the person is there, by the days of their house."""
    place = Place(BRAND, HOUSE, zone, zone, "CM", "", (6, 7), ())
    away = [of_days(since, until, zone) for since, until in leaves]
    known = Availability(wide={(HOUSE, USER): [(BEGINNING, END)]}, leaves={(HOUSE, USER): away})
    return known.there(place, USER, shifts)


@given(asked=LEAVES, rota=SHIFTS, today=TODAY, zone=ZONES)
@settings(max_examples=150)
def test_a_shift_net_of_leave_is_part_of_the_shift(
    asked: list[tuple[int, int]], rota: list[tuple[int, int]], today: date, zone: ZoneInfo
) -> None:
    shifts, leaves = shifts_of(today, rota), leaves_of(today, asked)
    whole, net = on_call(shifts, [], zone), on_call(shifts, leaves, zone)
    assert 0 <= total(net) <= total(whole) <= sum(end - start for start, end in shifts)
    for start, end in net:
        assert any(begins <= start < end <= ends for begins, ends in whole)
        assert not any(
            begins < end and start < ends
            for since, until in leaves
            for begins, ends in [of_days(since, until, zone)]
        )
    assert on_call(shifts, split(leaves), zone) == net


@given(rota=SHIFTS, today=TODAY, zone=ZONES)
@settings(max_examples=60)
def test_nobody_is_on_call_in_a_leave_that_covers_all_of_it(
    rota: list[tuple[int, int]], today: date, zone: ZoneInfo
) -> None:
    shifts = shifts_of(today, rota)
    covering = (today - timedelta(days=20), today + timedelta(days=100))
    assert on_call(shifts, [covering], zone) == []
    assert on_call(shifts, split([covering]), zone) == []


@given(asked=LEAVES, rota=SHIFTS, today=TODAY, zone=ZONES)
@settings(max_examples=60)
def test_what_a_shift_and_a_leave_have_in_common_is_what_is_lost(
    asked: list[tuple[int, int]], rota: list[tuple[int, int]], today: date, zone: ZoneInfo
) -> None:
    leaves = leaves_of(today, asked[:1])
    assume(leaves)
    shifts = shifts_of(today, rota[:1])
    (shift,) = shifts
    away = of_days(*leaves[0], zone)
    common = max(0, min(shift[1], away[1]) - max(shift[0], away[0]))
    assert total(on_call(shifts, leaves, zone)) == pytest.approx(shift[1] - shift[0] - common)
