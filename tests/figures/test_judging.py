"""What a difference between weeks is said to be worth, figure by figure."""

from copy import deepcopy

import pytest

from reporting.figures.by_name import specs_of
from reporting.figures.community import Activity
from reporting.figures.comparison import compare
from reporting.figures.frames import AUDIENCE, POSTS, PROMISES, TIME, frame_of
from reporting.figures.judging import Verdict, judge, targets_in
from reporting.figures.listed import BY_CODE, SPECS
from reporting.figures.week import compute_week
from tests.figures.rows import (
    DAY,
    OPEN_SECONDS,
    Post,
    Promise,
    escalation,
    interaction,
    monday,
    week_frames,
)

START = monday(2026, 47, "Africa/Douala")
KNOWN = Activity(known=True, active=3, new=1, back=0, linked=0, answers=0)
OPENED, RATE = "interactions.opened", "responsiveness.response_rate"
FIRST = "responsiveness.first_response_seconds.median"


def week(*interactions, **frames):
    return compute_week(week_frames(interactions, **{"community": KNOWN, **frames}), OPEN_SECONDS)


def arrived(number, *, answered=None, seconds=600, **given):
    """So many interactions spread evenly over the week, the first of them answered."""
    answered = number if answered is None else answered
    return [
        interaction(
            START + place * 7 * DAY // max(number, 1),
            first_response_at=(
                START + place * 7 * DAY // max(number, 1) + seconds * (1 + place % 5)
                if place < answered
                else None
            ),
            **given,
        )
        for place in range(number)
    ]


def judged(now, before, code, mean=(), **told):
    figures = {**now, "compared": compare(now, before, list(mean))}
    (one,) = judge(figures, [BY_CODE[code]], **told)
    return one


@pytest.mark.parametrize(
    ("code", "now", "before", "verdict", "direction"),
    [
        (OPENED, arrived(140), arrived(70), Verdict.MOVED, 1),
        (OPENED, arrived(74), arrived(70), Verdict.STABLE, 1),
        (OPENED, arrived(5), arrived(2), Verdict.FEW, 1),
        (RATE, arrived(100, answered=95), arrived(100, answered=60), Verdict.BETTER, 1),
        (RATE, arrived(100, answered=60), arrived(100, answered=95), Verdict.WORSE, -1),
        (RATE, arrived(20, answered=18), arrived(20, answered=15), Verdict.STABLE, 1),
        (RATE, arrived(4), arrived(100, answered=20), Verdict.FEW, 1),
        (FIRST, arrived(100), arrived(100, seconds=6000), Verdict.BETTER, -1),
        (FIRST, arrived(100, seconds=6000), arrived(100), Verdict.WORSE, 1),
        (FIRST, arrived(100, seconds=630), arrived(100), Verdict.STABLE, 1),
        (FIRST, arrived(4, seconds=9000), arrived(100), Verdict.FEW, 1),
    ],
)
def test_a_change_is_told_where_chance_does_not_explain_it(code, now, before, verdict, direction):
    one = judged(week(*now), week(*before), code).week_before
    assert (one.verdict, one.direction) == (verdict, direction)


@pytest.mark.parametrize(("rush", "verdict"), [(20, Verdict.STABLE), (200, Verdict.MOVED)])
def test_a_rush_on_one_day_is_news_where_it_dwarfs_the_week(rush, verdict):
    rushed = [interaction(START + 3 * DAY + number) for number in range(rush)]
    one = judged(week(*arrived(70), *rushed), week(*arrived(70)), OPENED)
    assert one.week_before.verdict == verdict


def test_before_the_first_message_nothing_is_compared():
    nobody = Activity(known=False, active=0, new=0, back=0, linked=0, answers=0)
    one = judged(week(*arrived(40)), week(community=nobody), OPENED)
    assert (one.value, one.week_before.value, one.week_before.verdict) == (40, None, Verdict.ALONE)
    assert judged(week(*arrived(40)), None, OPENED).week_before.verdict == Verdict.ALONE
    assert judged(week(*arrived(40)), week(), OPENED).week_before.verdict == Verdict.MOVED


def test_counts_of_a_week_that_is_not_over_are_held_against_none():
    now, before = week(*arrived(20, answered=5)), week(*arrived(100))
    counts = judged(now, before, OPENED, is_over=False).week_before
    assert (counts.value, counts.verdict) == (100, Verdict.ALONE)
    assert judged(now, before, RATE, is_over=False).week_before.verdict == Verdict.WORSE


def test_posts_were_counted_whole_and_promises_are_a_share():
    def with_rooms(posts, kept):
        promised = [Promise("kept", START + 60, START + (30 if place < kept else 90)) for place in range(20)]
        return week(
            posts=frame_of([Post("facebook-official", "facebook", None, None)] * posts, POSTS),
            promises=frame_of(promised, PROMISES),
        )

    now, before = with_rooms(3, 19), with_rooms(4, 4)
    assert judged(now, before, "publishing.posts").week_before.verdict == Verdict.MOVED
    assert judged(now, before, "responsiveness.promises_kept_share").week_before.verdict == Verdict.BETTER
    assert judged(now, now, "publishing.posts").week_before.verdict == Verdict.STABLE


def test_an_account_that_a_network_says_nothing_of_is_compared_with_nothing():
    def of(followers, impressions):
        rows = [("x-support", followers, None, None, impressions, None, None, None, None, None)]
        return week(audience=frame_of(rows, AUDIENCE))

    silent = week(audience=frame_of([], AUDIENCE))
    for before, followers, shown in (
        (of(100, 4000), Verdict.BETTER, Verdict.UNTESTED),
        (silent, Verdict.ALONE, Verdict.ALONE),
    ):
        now = of(120, 9000)
        figures = {**now, "compared": compare(now, before, [])}
        found = {one.spec.code: one.week_before.verdict for one in judge(figures, specs_of(figures, {}))}
        assert found["audience.by_channel.x-support.followers"] == followers
        assert found["audience.by_channel.x-support.impressions"] == shown
    figures = {**silent, "compared": compare(silent, of(100, 4000), [])}
    gone = [one for one in judge(figures, specs_of(figures, {})) if "x-support" in one.spec.code]
    assert {(one.value, one.week_before.value, one.week_before.verdict) for one in gone} == {
        (None, 100, Verdict.ALONE),
        (None, 4000, Verdict.ALONE),
    }


def test_the_mean_of_four_weeks_is_one_week():
    now = week(*arrived(140))
    earlier = [week(*arrived(number)) for number in (60, 70, 80, 70)]
    one = judged(now, earlier[0], OPENED, mean=earlier).four_weeks
    assert (one.value, one.verdict) == (70, Verdict.MOVED)


def test_a_name_that_is_gone_is_0_and_one_that_is_new_was():
    now = week(*arrived(30, kind="complaint"))
    before = week(*arrived(30, kind="praise"))
    figures = {**now, "compared": compare(now, before, [])}
    told = {
        one.spec.name: (one.value, one.week_before.value, one.week_before.verdict)
        for one in judge(figures, specs_of(figures, {"interactions.by_kind": {"praise": "Merci"}}))
        if one.spec.code == "interactions.by_kind"
    }
    assert told == {"complaint": (30, 0, Verdict.MOVED), "praise": (0, 30, Verdict.MOVED)}


@pytest.mark.parametrize(
    ("target", "start", "actual", "reached"),
    [(0.9, 0.5, 95, True), (0.97, 0.5, 95, False), (0.2, 0.5, 95, False), (0.2, 0.5, 10, True)],
)
def test_a_target_is_reached_on_its_own_side(target, start, actual, reached):
    objective = {"metric": RATE, "start": start, "target": target, "due": "2026-12-31"}
    one = judged(week(*arrived(100, answered=actual), objectives=[objective]), None, RATE)
    assert (one.target, one.reached) == (target, reached)


def test_what_the_strategy_asks_of_all_channels_alike_is_the_target():
    rows = [
        interaction(START, channel=channel, first_response_at=START + 60)
        for channel in ("facebook-official", "x-support")
    ]
    same = {channel: {"reactivity": 3600.0} for channel in ("facebook-official", "x-support")}
    assert targets_in(week(*rows, targets=same))[FIRST] == (3600, -1)
    same["x-support"]["reactivity"] = 900.0
    assert FIRST not in targets_in(week(*rows, targets=same))
    assert judged(week(*rows, targets={}), None, FIRST).target is None


def test_every_figure_can_be_read_of_an_empty_week_and_changes_nothing():
    empty = week(time=frame_of([], TIME))
    figures = {**empty, "compared": compare(empty, empty, [empty])}
    copy = deepcopy(figures)
    assert [one.value for one in judge(figures, SPECS) if one.value] == [3, 1, 2]  # of the community
    assert figures == copy


def test_late_departments_are_worse():
    def with_late(late):
        return week(
            escalations=[
                escalation(START, answered_at=START + (30_000 if place < late else 60)) for place in range(60)
            ]
        )

    one = judged(with_late(40), with_late(10), "escalations.answered_late_share")
    assert (one.week_before.verdict, one.sample) == (Verdict.WORSE, 60)
