"""The figures of a week against an obvious calculation over the same rows, and what one row more changes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.figures.frames import POSTS, PROMISES, WATCH, frame_of
from reporting.figures.week import HOURS_OF_WEEK, compute_week
from tests.figures import obvious
from tests.figures.rows import (
    DAY,
    OPEN_SECONDS,
    OPEN_SHARE,
    Reply,
    carried,
    episodes,
    escalations,
    interactions,
    monday,
    owned,
    posts,
    promises,
    replies,
    watched,
    week_frames,
)

START = monday(2026, 47, "Africa/Douala")
NOTHING = {"n": 0, "median": None, "p90": None}


def about(figures):
    """Equal up to the microsecond, wherever a number sits."""
    if isinstance(figures, dict):
        return {name: about(value) for name, value in figures.items()}
    return pytest.approx(figures, abs=1.5e-6) if isinstance(figures, float) else figures


@settings(max_examples=120)
@given(
    rows=st.lists(interactions(START), max_size=25),
    waits=st.lists(episodes(START), max_size=15),
    sent=st.lists(replies(), max_size=8),
    passed_on=st.lists(escalations(START), max_size=15),
    waiting=st.lists(carried(START), max_size=15),
    had=st.lists(owned(), max_size=15),
    computed_at=st.integers(0, 20).map(lambda days: START + days * DAY),
)
def test_figures_are_those_of_an_obvious_calculation(rows, waits, sent, passed_on, waiting, had, computed_at):
    frames = week_frames(rows, waits, sent, passed_on, carried=waiting, owned=had, computed_at=computed_at)

    figures = compute_week(frames, OPEN_SECONDS)

    assert figures["interactions"] == obvious.interactions(rows, "Africa/Douala")
    assert figures["responsiveness"] == about(obvious.responsiveness(rows, waits, sent, OPEN_SHARE))
    assert figures["escalations"] == about(
        obvious.escalations(passed_on, computed_at, waiting, had, OPEN_SHARE)
    )
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures


NETWORKS = {"facebook-official": "facebook", "x-support": "x", "whatsapp-without-hours": "whatsapp"}


@settings(max_examples=80)
@given(
    rows=st.lists(interactions(START), max_size=15),
    promised=st.none() | st.lists(promises(START), max_size=12),
    published=st.lists(posts(), max_size=12),
    seen=st.lists(watched(START), max_size=12),
    waiting=st.lists(carried(START), max_size=12),
    computed_at=st.integers(0, 20).map(lambda days: START + days * DAY),
)
def test_the_other_rooms_are_those_of_an_obvious_calculation(
    rows, promised, published, seen, waiting, computed_at
):
    figures = compute_week(
        week_frames(
            rows,
            carried=waiting,
            computed_at=computed_at,
            promises=None if promised is None else frame_of(promised, PROMISES),
            posts=frame_of(published, POSTS),
            errata=3,
            watch=frame_of(seen, WATCH),
            watched=True,
            channels=list(NETWORKS),
            networks=NETWORKS,
        ),
        OPEN_SECONDS,
    )

    assert figures["responsiveness"]["promises"] == obvious.promises(promised, computed_at)
    assert figures["watch"] == about(obvious.watch(seen))
    assert figures["publishing"] == obvious.publishing(published, 3)
    for channel, network in NETWORKS.items():
        told = {duty: one and one["value"] for duty, one in figures["scorecard"][channel].items()}
        assert told == about(obvious.scorecard(channel, network, rows, published, seen, waiting))
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures


@settings(max_examples=40)
@given(
    rows=st.lists(interactions(START), max_size=20),
    waits=st.lists(episodes(START), max_size=10),
    data=st.data(),
)
def test_the_order_of_rows_changes_nothing(rows, waits, data):
    shuffled = data.draw(st.permutations(rows))

    figures = compute_week(week_frames(rows, waits), OPEN_SECONDS)

    assert compute_week(week_frames(shuffled, reversed(waits)), OPEN_SECONDS) == figures


@settings(max_examples=40)
@given(rows=st.lists(interactions(START), max_size=20), added=interactions(START))
def test_an_interaction_more_adds_one_to_its_own_counts_and_touches_no_other_room(rows, added):
    before = compute_week(week_frames(rows), OPEN_SECONDS)
    after = compute_week(week_frames([*rows, added]), OPEN_SECONDS)

    for name in ("by_kind", "by_channel", "by_sentiment"):
        own = getattr(added, name.removeprefix("by_"))
        expected = dict(before["interactions"][name])
        if own is not None:
            expected[own] = expected.get(own, 0) + 1
        assert after["interactions"][name] == expected
    changed = [
        a - b for a, b in zip(*(w["interactions"]["by_hour_of_week"] for w in (after, before)), strict=True)
    ]
    assert sorted(changed) == [0] * (HOURS_OF_WEEK - 1) + [1]
    assert (
        after["responsiveness"]["needing_answer"]
        == before["responsiveness"]["needing_answer"] + added.needs_answer
    )
    if not added.needs_answer:
        unmoved = ("response_rate", "first_response_seconds", "substantive_answer_seconds")
        assert all(after["responsiveness"][name] == before["responsiveness"][name] for name in unmoved)
    felt = after["interactions"]["by_sentiment"]
    for figures in (before, after):
        comments = figures["audience"].pop("comments")
    assert comments == {name: felt.get(name, 0) if felt else None for name in comments}
    for room in set(before) - {"interactions", "responsiveness", "scorecard"}:
        assert after[room] == before[room]


@settings(max_examples=40)
@given(rows=st.lists(interactions(START), max_size=10), sent=st.lists(replies(), max_size=5))
def test_a_reply_more_changes_its_author_only(rows, sent):
    before = compute_week(week_frames(rows, replies=sent), OPEN_SECONDS)
    after = compute_week(week_frames(rows, replies=[*sent, Reply("Fatou", 1)]), OPEN_SECONDS)

    assert after["responsiveness"]["by_author"].pop("Fatou") == {"replies": 1, "response_seconds": NOTHING}
    assert after == before
