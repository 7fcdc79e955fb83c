"""The report of a week in which every room has done something, against plain Python over the raw rows."""

from datetime import timedelta
from typing import Any

import pytest

from cmhub.lib.weeks import Week
from reporting.figures.judging import judge
from reporting.figures.listed import specs_of
from reporting.weekly.services.computing import figures_of_week, quantitative_of_week
from tests.cast import Cast
from tests.inbox.making import logged
from tests.weekly.busier import make_busier
from tests.weekly.busy import BEGINS, COMPUTED, HOUR, WEEK, make_busy
from tests.weekly.raw_mean import mean_of
from tests.weekly.raw_verdict import FIGURES, verdict_of
from tests.weekly.raw_whole import WholeWeek
from tests.weekly.raw_work import at_path

pytestmark = pytest.mark.django_db


IDLE = {"publishing.campaigns"}
"""What does not occur in the busy weeks."""
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
    empty = {path for week in weeks for path in week if not any(one.get(path) for one in weeks)}
    assert {path for path in empty if not path.startswith(BY_NAME) and not path.endswith(".target")} <= IDLE


def leaves(figures: Any, path: str = "") -> dict[str, Any]:
    if isinstance(figures, dict):
        found: dict[str, Any] = {}
        for name, value in figures.items():
            found |= leaves(value, f"{path}.{name}" if path else name)
        return found
    return {path: figures}


def changed(before: dict[str, Any], now: dict[str, Any]) -> set[str]:
    one, other = leaves(before), leaves(now)
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def test_a_message_more_changes_only_what_it_should(cast: Cast) -> None:
    make_busy(cast, 5, talks=10)

    def told() -> dict[str, Any]:
        return figures_of_week(cast.brand, WEEK, at=COMPUTED)

    before = told()
    logged(cast, author="Nouvelle", text="Bonjour à vous", at=BEGINS + 30 * HOUR, kind="praise")
    after = told()
    assert changed(before, after) == {
        "interactions.opened",
        "interactions.people",
        "interactions.by_kind.praise",
        "interactions.by_channel.wouri-official",
        "interactions.by_day",
        "interactions.by_hour_of_week",
        "responsiveness.needing_answer",
        "responsiveness.response_rate",
        "objectives",
        "audience.community.active",
        "audience.community.new",
        "scorecard.wouri-official.answers.value",
        "scorecard.wouri-official.community.value",
    }


@pytest.mark.parametrize("distance", [timedelta(microseconds=-1), timedelta(days=7)])
def test_a_message_of_another_week_changes_nothing_of_this_one(cast: Cast, distance: timedelta) -> None:
    make_busy(cast, 5, talks=6)
    before = figures_of_week(cast.brand, WEEK, at=COMPUTED)
    logged(cast, author="Nouvelle", text="Bonjour à vous", at=BEGINS + distance)
    after = figures_of_week(cast.brand, WEEK, at=COMPUTED)
    assert changed(before, after) == set()
