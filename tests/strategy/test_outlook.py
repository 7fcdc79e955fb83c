"""Targets held against the past, pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.strategy.metrics import Point, Unit
from channels_mgmt.strategy.outlook import FEWEST_POINTS, Pace, growth, outlook, progress

MONDAY = date(2026, 3, 2)
VALUES = st.lists(st.floats(-1e6, 1e6), min_size=FEWEST_POINTS, max_size=30)


def weeks(*values: float) -> list[Point]:
    first = MONDAY - timedelta(weeks=len(values) - 1)
    return [Point(first + timedelta(weeks=number), value) for number, value in enumerate(values)]


def pace(values: tuple[float, ...], target: float, in_weeks: int, start: float = 0) -> Pace:
    due = MONDAY + timedelta(weeks=in_weeks)
    return outlook(weeks(*values), start=start, target=target, due=due, today=MONDAY).pace


@pytest.mark.parametrize(
    ("values", "target", "in_weeks", "said"),
    [
        ((10, 11, 12, 13, 14), 20, 6, Pace.IN_REACH),  # asks for 1 a week, as the past gave
        ((10, 11, 12, 13, 14), 26, 6, Pace.AMBITIOUS),  # 2 a week
        ((10, 11, 12, 13, 14), 32, 6, Pace.AMBITIOUS),  # 3 a week: just
        ((10, 11, 12, 13, 14), 38, 6, Pace.DREAM),  # 4 a week
        ((14, 13, 12, 11, 10), 20, 6, Pace.AGAINST),
        ((14, 14, 14, 14, 14), 20, 6, Pace.AGAINST),
        ((10, 11, 12, 13), 20, 6, Pace.UNKNOWN),
        ((), 20, 6, Pace.UNKNOWN),
        ((10, 11, 12, 13, 20), 20, 6, Pace.REACHED),
        ((10, 11, 12, 13, 14), 20, 0, Pace.OVER),
        ((10, 11, 12, 13, 14), 20, -3, Pace.OVER),
        ((10, 11, 12, 13, 21), 20, -3, Pace.REACHED),
    ],
)
def test_what_a_target_asks_for_is_said(
    values: tuple[float, ...], target: float, in_weeks: int, said: Pace
) -> None:
    assert pace(values, target, in_weeks) == said


def test_a_target_downwards_is_the_same_mirrored() -> None:
    assert pace((20, 19, 18, 17, 16), 10, 6, start=30) == Pace.IN_REACH
    assert pace((20, 19, 18, 17, 16), -8, 6, start=30) == Pace.DREAM
    assert pace((20, 19, 18, 17, 9), 10, 6, start=30) == Pace.REACHED


def test_one_odd_week_does_not_move_the_growth() -> None:
    assert growth(weeks(10, 11, 12, 13, 400, 15, 16, 17)) == pytest.approx(1, abs=0.01)


@given(VALUES, st.floats(-1e3, 1e3))
def test_growth_moves_with_a_slope_that_is_added(values: list[float], slope: float) -> None:
    tilted = [value + slope * number for number, value in enumerate(values)]
    first, second = growth(weeks(*values)), growth(weeks(*tilted))
    assert first is not None
    assert second is not None
    assert second - first == pytest.approx(slope, abs=1e-3)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_progress_is_unclipped(actual: float, start: float, target: float) -> None:
    if start == target:
        assert progress(actual, start, target) is None
        return
    assert progress(start, start, target) == 0
    assert progress(target, start, target) == 1
    assert progress(actual, start, target) == (actual - start) / (target - start)
    assert progress(None, start, target) is None


def test_values_are_told_in_their_units() -> None:
    assert Unit.RATE.words(0.925).split() == ["92,5", "%"]
    assert Unit.RATE.words(0.9).split() == ["90", "%"]
    assert "2" in Unit.SECONDS.words(7200)
    assert Unit.OWN.words(1800, "commandes").endswith("commandes")
