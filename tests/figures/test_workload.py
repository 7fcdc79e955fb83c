"""Time by person and duty and the share out of scope, against an obvious calculation."""

from collections import namedtuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.figures.comparison import compare
from reporting.figures.frames import HANDLED, TIME, frame_of
from reporting.figures.week import compute_week
from tests.figures.rows import week_frames

Time = namedtuple("Time", TIME, defaults=[None])

ROWS = st.builds(
    Time,
    person=st.sampled_from(["Mireille", "Ousmane", "Éloïse"]),
    duty=st.sampled_from(["writing", "answering", "design"]),
    minutes=st.integers(1, 1440),
    outside=st.sampled_from([None, 0.0, 1.0]),
)


def workload(time=(), handled=()):
    frames = week_frames(time=frame_of(list(time), TIME), handled=frame_of(list(handled), HANDLED))
    return compute_week(frames, {})["workload"]


def obvious(rows):
    """The same, slowly and sharing no code."""
    judged = sum(row.minutes for row in rows if row.outside is not None)
    outside = sum(row.minutes for row in rows if row.outside == 1.0)
    by = {
        name: {
            key: sum(row.minutes for row in rows if getattr(row, name) == key) / 60
            for key in {getattr(row, name) for row in rows}
        }
        for name in ("person", "duty")
    }
    return {
        "out_of_scope_share": outside / judged if judged else None,
        "out_of_scope_basis": "time" if judged else None,
        "by_person": by["person"],
        "by_duty": by["duty"],
    }


def nearly(figures):
    hours = {name: pytest.approx(figures[name]) for name in ("by_person", "by_duty")}
    share = figures["out_of_scope_share"]
    return {**figures, **hours, "out_of_scope_share": share if share is None else pytest.approx(share)}


@settings(max_examples=80)
@given(st.lists(ROWS, max_size=25), st.lists(st.booleans(), max_size=5))
def test_it_is_that_of_an_obvious_calculation(rows, handled):
    figures = workload(rows, [(one,) for one in handled] if not rows else [])
    if rows or not handled:
        assert figures == nearly(obvious(rows))
    else:
        assert figures["out_of_scope_share"] == pytest.approx(sum(handled) / len(handled))
        assert figures["out_of_scope_basis"] == "interactions"


def test_by_hand():
    figures = workload(
        [
            Time("Awa", "answering", 90, 0.0),
            Time("Awa", "design", 30, 1.0),
            Time("Patron", "design", 600, None),
        ]
    )
    assert figures == {
        "out_of_scope_share": 0.25,
        "out_of_scope_basis": "time",
        "by_person": {"Patron": 10, "Awa": 2},
        "by_duty": {"design": 10.5, "answering": 1.5},
    }


def test_without_time_the_interactions_tell():
    figures = workload(handled=[(True,), (False,), (False,), (False,)])
    assert figures == {
        "out_of_scope_share": 0.25,
        "out_of_scope_basis": "interactions",
        "by_person": {},
        "by_duty": {},
    }
    nothing = {"out_of_scope_share": None, "out_of_scope_basis": None, "by_person": {}, "by_duty": {}}
    assert workload() == nothing
    assert workload([Time("Patron", "design", 600, None)])["out_of_scope_share"] is None


def test_in_a_mean_who_logged_nothing_in_a_week_with_time_counts_0():
    def week(*rows):
        return compute_week(week_frames(time=frame_of(list(rows), TIME)), {})

    first = week(Time("Awa", "answering", 60, 0.0), Time("Awa", "design", 60, 1.0))
    second = week(Time("Binta", "answering", 120, 0.0))
    silent = week()
    mean = compare(first, second, [second, first, silent])["four_week_mean"]["workload"]
    assert mean["by_person"] == {"Awa": 1, "Binta": 1}
    assert mean["by_duty"] == {"answering": 1.5, "design": 0.5}
    assert mean["out_of_scope_share"] == 0.25
