"""The report of a week in which every room has done something, against plain Python over the raw rows."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from cmhub.lib.weeks import Week
from reporting.figures.by_name import specs_of
from reporting.figures.judging import judge
from reporting.weekly.rows import data_quality
from reporting.weekly.services.computing import figures_of_week, quantitative_of_week
from tests.cast import Cast
from tests.figures.changes import changed, leaves
from tests.inbox.making import logged
from tests.weekly.busier import make_busier
from tests.weekly.busy import BEGINS, COMPUTED, HOUR, WEEK, make_busy
from tests.weekly.raw_mean import mean_of
from tests.weekly.raw_verdict import FIGURES, verdict_of
from tests.weekly.raw_whole import WholeWeek
from tests.weekly.raw_work import at_path

pytestmark = pytest.mark.django_db


IDLE = {"publishing.campaigns", "watch.transmit_seconds.median", "watch.transmit_seconds.p90"}
"""What does not occur in the busy weeks, or takes no time in them."""
BY_NAME = ("escalations.by_department.", "responsiveness.by_author.", "scorecard.", "audience.by_channel.")
"""Of some of these names this or that is 0."""


def about(value: Any) -> Any:
    """Equal up to the microsecond, wherever a number sits."""
    if isinstance(value, dict):
        return {name: about(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [about(inner) for inner in value]
    return pytest.approx(value, abs=2e-6) if isinstance(value, float) else value


@pytest.mark.parametrize("seed", [3, 8])
@pytest.mark.parametrize("week", [WEEK.previous, WEEK])
def test_every_figure_is_that_of_a_plain_calculation(cast: Cast, seed: int, week: Week) -> None:
    make_busier(cast, seed)
    figures = figures_of_week(cast.brand, week, at=COMPUTED)
    expected = WholeWeek(cast.brand, week, COMPUTED).quantitative()
    for group in figures.keys() | expected.keys():
        assert figures[group] == about(expected[group]), group


def test_what_is_said_of_the_data_is_that_of_a_plain_calculation(cast: Cast) -> None:
    make_busier(cast, 3)
    for days, to_come in ((3, 4), (7, 0)):
        at = BEGINS + timedelta(days=days)
        expected = WholeWeek(cast.brand, WEEK, at).quality()
        assert data_quality(cast.brand, WEEK, at=at) == about(expected)
        assert expected["completeness_by_day"].count(None) == to_come


@pytest.mark.parametrize("seed", [1, 4])
def test_what_the_week_is_compared_with_is_that_of_a_plain_calculation(cast: Cast, seed: int) -> None:
    make_busier(cast, seed)
    figures = quantitative_of_week(cast.brand, WEEK, at=COMPUTED)
    earlier = [WholeWeek(cast.brand, WEEK - back, COMPUTED).quantitative() for back in range(1, 5)]
    compared = {"previous_week": earlier[0], "four_week_mean": mean_of(earlier)}
    for side, week in compared.items():
        for group in week:
            assert figures["compared"][side][group] == about(week[group]), (side, group)
    judged = {one.spec.code: one for one in judge(figures, specs_of(figures, {})) if not one.spec.name}
    now = WholeWeek(cast.brand, WEEK, COMPUTED).quantitative()
    for code in FIGURES:
        told = judged[code]
        assert told.value == about(at_path(now, code)), code
        for beside, week in zip((told.week_before, told.four_weeks), compared.values(), strict=True):
            assert beside.value == about(at_path(week, code)), code
            assert beside.verdict == verdict_of(code, now, week), code
    assert len({one.week_before.verdict for one in judged.values()}) > 4, "every kind of verdict occurs"


def test_the_weeks_are_busy_enough_to_show_a_wrong_figure(cast: Cast) -> None:
    """No figure of the contract is empty in all of the weeks that are compared."""
    make_busier(cast, 3)
    weeks = [leaves(WholeWeek(cast.brand, one, COMPUTED).quantitative()) for one in (WEEK.previous, WEEK)]
    known = {path for week in weeks for path, value in week.items() if value}
    empty = {path for week in weeks for path in week if not any(one.startswith(path) for one in known)}
    assert {path for path in empty if not path.startswith(BY_NAME) and not path.endswith(".target")} <= IDLE


OPENS = {
    "interactions.opened",
    "interactions.by_channel.wouri-official",
    "interactions.by_day",
    "interactions.by_hour_of_week",
}
WRITES_FIRST = {
    "interactions.people",
    "audience.community.active",
    "audience.community.new",
    "scorecard.wouri-official.community.value",
}
WAITS = {
    "responsiveness.needing_answer",
    "responsiveness.response_rate",
    "objectives",
    "scorecard.wouri-official.answers.value",
}
TIMES = ("n", "median", "p90")
ENDS_A_WAIT = {
    f"responsiveness.{figure}.{name}"
    for figure in ("first_response_seconds", "first_response_open_seconds", "response_seconds")
    for name in TIMES
}
ANSWERS = ENDS_A_WAIT | {"responsiveness.answered", "scorecard.wouri-official.reactivity.value"}
SUBSTANCE = {f"responsiveness.substantive_answer_seconds.{name}" for name in TIMES}
OF_THE_CM = {
    "responsiveness.by_author.Cm.replies",
    *(f"responsiveness.by_author.Cm.response_seconds.{name}" for name in TIMES),
}
ANOTHER_MORE = {
    "a first message": (OPENS | WRITES_FIRST | WAITS | {"interactions.by_kind.praise"}, {"kind": "praise"}),
    "one of a confirmed sentiment": (
        OPENS | WRITES_FIRST | WAITS | {"interactions.by_sentiment.negative", "audience.comments.negative"},
        {"sentiment": "negative"},
    ),
    "one that is abuse": (OPENS | WRITES_FIRST | {"interactions.by_kind.abuse"}, {"kind": "abuse"}),
    "one of somebody known": (OPENS | WAITS, {"author": "Ancienne"}),
}


@pytest.mark.parametrize("kind", ANOTHER_MORE)
def test_a_message_more_changes_only_what_it_should(cast: Cast, kind: str) -> None:
    expected, more = ANOTHER_MORE[kind]
    make_busy(cast, 5, talks=10)
    logged(cast, author="Ancienne", text="Bonjour", at=BEGINS + 3 * HOUR)
    before = figures_of_week(cast.brand, WEEK, at=COMPUTED)
    more = {"author": "Nouvelle"} | more
    logged(cast, text="Bonjour à vous", at=BEGINS + 30 * HOUR, **more)
    after = figures_of_week(cast.brand, WEEK, at=COMPUTED)
    assert changed(before, after) == expected


REPLIES = {
    "a reply": (Draft("Voilà."), WAITS - {"responsiveness.needing_answer"} | ANSWERS | SUBSTANCE | OF_THE_CM),
    "a holding reply": (
        Draft("Nous demandons.", holding=True),
        WAITS - {"responsiveness.needing_answer"} | ANSWERS | OF_THE_CM,
    ),
}


@pytest.mark.parametrize("kind", REPLIES)
def test_a_reply_more_changes_only_what_it_should(cast: Cast, kind: str) -> None:
    draft, may = REPLIES[kind]
    make_busy(cast, 5, talks=10)
    wrote = logged(cast, author="Nouvelle", text="Bonjour", at=BEGINS + 30 * HOUR)
    before = figures_of_week(cast.brand, WEEK, at=COMPUTED)
    reply(interaction=wrote, draft=draft, by=cast.cm, key=uuid4(), at=BEGINS + 33 * HOUR)
    after = figures_of_week(cast.brand, WEEK, at=COMPUTED)
    moved = changed(before, after)
    assert moved <= may
    assert {"responsiveness.answered", "responsiveness.by_author.Cm.replies"} <= moved
    reply(interaction=wrote, draft=Draft("Et voici."), by=cast.cm, key=uuid4(), at=BEGINS + 34 * HOUR)
    moved = changed(after, figures_of_week(cast.brand, WEEK, at=COMPUTED))
    assert moved - (SUBSTANCE if draft.holding else set()) == {"responsiveness.by_author.Cm.replies"}


@pytest.mark.parametrize("distance", [timedelta(microseconds=-1), timedelta(days=7)])
def test_a_message_of_another_week_changes_nothing_of_this_one(cast: Cast, distance: timedelta) -> None:
    make_busy(cast, 5, talks=6)
    before = figures_of_week(cast.brand, WEEK, at=COMPUTED)
    logged(cast, author="Nouvelle", text="Bonjour à vous", at=BEGINS + distance)
    after = figures_of_week(cast.brand, WEEK, at=COMPUTED)
    assert changed(before, after) == set()
