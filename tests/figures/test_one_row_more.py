"""One row more, of whatever kind, changes what it should and nothing else; order and week change nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.figures import frames as f
from reporting.figures.week import compute_week
from tests.figures.changes import changed
from tests.figures.rows import (
    CHANNELS,
    DAY,
    OPEN_SECONDS,
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
)
from tests.figures.test_week import NETWORKS, about
from tests.figures.test_workload import ROWS as TIME

START = monday(2026, 47, "Africa/Douala")
KINDS = {
    "interactions": (f.INTERACTIONS, interactions(START)),
    "episodes": (f.EPISODES, episodes(START)),
    "replies": (f.REPLIES, replies()),
    "escalations": (f.ESCALATIONS, escalations(START)),
    "carried": (f.CARRIED, carried(START)),
    "owned": (f.OWNED, owned()),
    "moderation": (f.MODERATION, st.tuples(st.sampled_from(["insult", "spam", None]))),
    "watch": (f.WATCH, watched(START)),
    "promises": (f.PROMISES, promises(START)),
    "satisfaction": (f.SATISFACTION, st.tuples(st.integers(1, 5).map(float))),
    "posts": (f.POSTS, posts()),
    "time": (f.TIME, TIME),
    "handled": (f.HANDLED, st.tuples(st.booleans())),
}
"""The columns of each frame and a row of it."""
ROWS = st.fixed_dictionaries({name: st.lists(row, max_size=3) for name, (_columns, row) in KINDS.items()})
FIRST = ("first_response_seconds", "first_response_open_seconds", "substantive_answer_seconds")
COUNTS = ("opened", "answered", "acknowledged_late", "answered_late", "open")
WORK = ("by_person", "by_duty", "out_of_scope_by_duty", "missing_posts")


def of_interaction(row):
    groups = {"by_kind": row.kind, "by_channel": row.channel, "by_sentiment": row.sentiment}
    yield from ("interactions.opened", "interactions.people")
    yield from ("interactions.by_day", "interactions.by_hour_of_week")
    yield from (f"interactions.{group}.{name}" for group, name in groups.items() if name)
    yield f"scorecard.{row.channel}.community"
    if row.sentiment and not row.channel.startswith("whatsapp"):
        yield "audience.comments"
    if not row.reopened:
        yield "responsiveness.resolution_seconds"
    if row.needs_answer:
        yield from (f"responsiveness.{name}" for name in ("needing_answer", "answered", "response_rate"))
        yield from (f"responsiveness.{name}" for name in FIRST)
        yield from (f"scorecard.{row.channel}.{duty}" for duty in ("reactivity", "answers"))


def of_episode(row):
    if row.needs_answer:
        yield "responsiveness.response_seconds"
        yield f"responsiveness.by_author.{row.ended_by}"


def of_escalation(row):
    yield from (f"escalations.{name}" for name in (*COUNTS, "leg_seconds"))
    yield f"escalations.by_department.{row.department}"


def of_carried(row):
    yield from ("escalations.whole_seconds", "escalations.whole_open_seconds")
    yield f"scorecard.{row.channel}.passing_on"


def of_item(row):
    yield f"watch.by_nature.{row.nature}"
    if row.nature != "routine":
        yield from ("watch.transmit_seconds", "watch.acknowledge_seconds")
    yield from (f"scorecard.{slug}.watch" for slug, network in NETWORKS.items() if network == row.network)


def of_post(row):
    groups = {"by_network": row.network, "by_category": row.category}
    yield from ("publishing.posts", "publishing.campaigns")
    yield from (f"publishing.{group}.{name}" for group, name in groups.items() if name)
    yield from (f"scorecard.{row.channel}.{duty}" for duty in ("rhythm", "quality_content"))


def of_time(row):
    """With the first time that is logged the share is no more that of the interactions."""
    yield from ("workload.out_of_scope_share", "workload.out_of_scope_basis")
    yield from (f"workload.by_person.{row.person}", f"workload.by_duty.{row.duty}")
    if row.outside:
        yield from (f"workload.out_of_scope_by_duty.{row.duty}", f"workload.missing_posts.{row.post}")


MAY_CHANGE = {
    "interactions": of_interaction,
    "episodes": of_episode,
    "replies": lambda row: (f"responsiveness.by_author.{row.author}",),
    "escalations": of_escalation,
    "carried": of_carried,
    "owned": lambda row: (f"escalations.by_department.{row.department}",),
    "moderation": lambda row: ("moderation.total", f"moderation.by_reason.{row[0]}"),
    "watch": of_item,
    "promises": lambda _row: ("responsiveness.promises",),
    "satisfaction": lambda _row: ("responsiveness.satisfaction",),
    "posts": of_post,
    "time": of_time,
    "handled": lambda _row: ("workload.out_of_scope_share", "workload.out_of_scope_basis"),
}
"""The figures of which a row of each kind may be part."""
COUNTED = {
    "interactions": ("interactions", "opened"),
    "escalations": ("escalations", "opened"),
    "moderation": ("moderation", "total"),
    "promises": ("responsiveness", "promises", "made"),
    "satisfaction": ("responsiveness", "satisfaction", "n"),
    "posts": ("publishing", "posts"),
}
"""The figure that a row of each of these kinds is one more of."""


def week_of(rows, computed_at=START + 9 * DAY):
    return compute_week(
        f.WeekFrames(
            zone="Africa/Douala",
            computed_at=computed_at,
            channels=CHANNELS,
            networks=NETWORKS,
            private=[channel for channel in CHANNELS if channel.startswith("whatsapp")],
            watched=True,
            errata=2,
            **{name: f.frame_of(rows[name], columns) for name, (columns, _row) in KINDS.items()},
        ),
        OPEN_SECONDS,
    )


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12)
@given(rows=ROWS, data=st.data())
def test_one_row_more_changes_only_what_it_is_part_of(kind, rows, data):
    added = data.draw(KINDS[kind][1])
    before, after = week_of(rows), week_of(rows | {kind: [*rows[kind], added]})
    may = tuple(MAY_CHANGE[kind](added))
    beyond = {
        path for path in changed(before, after) if not f"{path}.".startswith(tuple(f"{p}." for p in may))
    }
    assert beyond == set()
    if kind in COUNTED:
        for name in COUNTED[kind]:
            before, after = before[name], after[name]
        assert after == before + 1


@settings(max_examples=12)
@given(rows=ROWS, data=st.data())
def test_the_order_of_all_rows_changes_nothing(rows, data):
    shuffled = {name: data.draw(st.permutations(of)) for name, of in rows.items()}
    assert changed(week_of(rows), week_of(shuffled)) == set()


def a_week_later(row, columns):
    """The same with all that happened seven days later."""
    return tuple(
        value + 7 * DAY if content == f.INSTANT and value is not None else value
        for value, content in zip(row, columns.values(), strict=True)
    )


@settings(max_examples=12)
@given(rows=ROWS, computed=st.integers(0, 20).map(lambda days: days * DAY))
def test_the_same_a_week_later_gives_the_same_figures(rows, computed):
    later = {name: [a_week_later(row, KINDS[name][0]) for row in of] for name, of in rows.items()}
    expected = week_of(rows, START + computed)
    assert about(expected) == week_of(later, START + computed + 7 * DAY)
