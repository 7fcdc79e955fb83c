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
    post=st.sampled_from(["designer", "seller", "nobody"]),
).map(lambda row: row if row.outside else row._replace(post=None))


HOURS = ("by_person", "by_duty", "out_of_scope_by_duty", "missing_posts")


def workload(time=(), handled=()):
    frames = week_frames(time=frame_of(list(time), TIME), handled=frame_of(list(handled), HANDLED))
    return compute_week(frames, {})["workload"]


def obvious(rows):
    """The same, slowly and sharing no code."""
    judged = sum(row.minutes for row in rows if row.outside is not None)
    outside = sum(row.minutes for row in rows if row.outside == 1.0)
    beyond = [row for row in rows if row.outside == 1.0]
    by = {
        name: {
            key: sum(row.minutes for row in of if getattr(row, column) == key) / 60
            for key in {getattr(row, column) for row in of} - {None}
        }
        for name, column, of in (
            ("by_person", "person", rows),
            ("by_duty", "duty", rows),
            ("out_of_scope_by_duty", "duty", beyond),
            ("missing_posts", "post", beyond),
        )
    }
    return {
        "out_of_scope_share": outside / judged if judged else None,
        "out_of_scope_basis": "time" if judged else None,
        **by,
    }


def nearly(figures):
    hours = {name: pytest.approx(figures[name]) for name in HOURS}
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
            Time("Awa", "design", 30, 1.0, "designer"),
            Time("Patron", "design", 600, None),
        ]
    )
    assert figures == {
        "out_of_scope_share": 0.25,
        "out_of_scope_basis": "time",
        "by_person": {"Patron": 10, "Awa": 2},
        "by_duty": {"design": 10.5, "answering": 1.5},
        "out_of_scope_by_duty": {"design": 0.5},
        "missing_posts": {"designer": 0.5},
    }


def test_without_time_the_interactions_tell():
    figures = workload(handled=[(True,), (False,), (False,), (False,)])
    assert figures == {
        "out_of_scope_share": 0.25,
        "out_of_scope_basis": "interactions",
        **{key: {} for key in HOURS},
    }
    nothing = {"out_of_scope_share": None, "out_of_scope_basis": None, **{key: {} for key in HOURS}}
    assert workload() == nothing
    assert workload([Time("Patron", "design", 600, None)])["out_of_scope_share"] is None


def test_in_a_mean_who_logged_nothing_in_a_week_with_time_counts_0():
    def week(*rows):
        return compute_week(week_frames(time=frame_of(list(rows), TIME)), {})

    first = week(Time("Awa", "answering", 60, 0.0), Time("Awa", "design", 60, 1.0, "designer"))
    second = week(Time("Binta", "answering", 120, 0.0))
    silent = week()
    mean = compare(first, second, [second, first, silent])["four_week_mean"]["workload"]
    assert mean["by_person"] == {"Awa": 1, "Binta": 1}
    assert mean["by_duty"] == {"answering": 1.5, "design": 0.5}
    assert mean["out_of_scope_share"] == 0.25
    assert (mean["missing_posts"], mean["out_of_scope_by_duty"]) == ({"designer": 0.5}, {"design": 0.5})


def test_a_week_stored_before_missing_posts_were_told_says_nothing_of_them():
    week = compute_week(week_frames(time=frame_of([Time("Awa", "design", 60, 1.0, "designer")], TIME)), {})
    old = {**week, "workload": {name: week["workload"][name] for name in ("by_person", "by_duty")}}
    mean = compare(week, old, [week, old])["four_week_mean"]["workload"]
    assert mean["missing_posts"] == {"designer": 1}
