"""Cadence against what is planned: holes of whole days, and the count of each week."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.publishing.calendar.rhythm import Light, holes, rhythms
from channels_mgmt.publishing.calendar.spans import Span
from channels_mgmt.team.models import Channel

NOVEMBER = Span.of("month", date(2026, 11, 1))
FIRST, LAST = date(2026, 10, 26), date(2026, 12, 6)
CHANNEL = Channel(pk=1, name="Wouri")


def lights(*days: date, done: bool = False) -> list[Light]:
    return [Light(1, datetime.combine(day, time(9), tzinfo=UTC), day, done) for day in days]


def november(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


def found(
    due: Any, shown: list[Light], today: date = FIRST, span: Span = NOVEMBER
) -> list[tuple[date, date]]:
    cadence = None if due is None else Decimal(due)
    return [(hole.first, hole.last) for hole in holes([CHANNEL], {1: cadence}, shown, span, today)]


def test_three_a_week_leave_a_weekend_alone() -> None:
    week = Span.of("week", date(2026, 11, 18))
    assert found(3, lights(*november(13, 16, 18, 20, 23, 25)), span=week) == []


def test_a_stretch_that_is_longer_than_the_interval_is_a_hole_with_both_its_ends() -> None:
    week = Span.of("week", date(2026, 11, 18))
    shown = lights(*november(13, 16, 20, 23))
    assert found(3, shown, span=week) == [(date(2026, 11, 17), date(2026, 11, 19))]


def test_once_a_week_is_seven_days_and_the_eighth_is_a_hole() -> None:
    assert found(1, lights(*november(1, 8, 15, 22, 29), date(2026, 12, 6), date(2026, 10, 25))) == []
    assert (date(2026, 11, 9), date(2026, 11, 16)) in found(1, lights(*november(1, 8, 17, 22, 29)))


def test_nothing_at_all_is_one_hole_of_all_days_from_today_on() -> None:
    assert found(5, [], today=date(2026, 11, 18)) == [(date(2026, 11, 18), LAST)]


@pytest.mark.parametrize("due", [None, 0])
def test_where_nothing_is_due_there_is_no_hole(due: Any) -> None:
    assert found(due, []) == []


def test_what_was_published_counts_as_what_is_planned() -> None:
    shown = [*lights(*november(16), done=True), *lights(*november(18))]
    (row,) = rhythms([CHANNEL], {1: Decimal(3)}, shown, Span.of("week", date(2026, 11, 18)))
    (week,) = row.weeks
    assert (week.done, week.planned, week.number, week.is_short) == (1, 1, 2, True)


def test_a_channel_without_cadence_and_without_posts_is_left_out() -> None:
    assert rhythms([CHANNEL], {1: None}, [], NOVEMBER) == []
    assert rhythms([CHANNEL], {1: None}, lights(*november(18)), NOVEMBER)[0].due is None


@given(st.sets(st.integers(0, 90), max_size=12), st.integers(1, 60))
def test_a_hole_has_no_post_in_it_and_beside_it_one_or_the_end(after: set[int], due: int) -> None:
    days = {date(2026, 10, 1) + timedelta(days=number) for number in after}
    for first, last in found(Decimal(due) / 4, lights(*sorted(days))):
        assert not {day for day in days if first <= day <= last}
        assert first == FIRST or any((first - day).days == 1 for day in days)
        assert last == LAST or any((day - last).days == 1 for day in days)
