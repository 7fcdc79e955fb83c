"""The report of a week in which every room has done something, against plain Python over the raw rows."""

from datetime import timedelta
from typing import Any

import pytest

from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import figures_of_week
from tests.cast import Cast
from tests.inbox.making import logged
from tests.weekly.busy import BEGINS, COMPUTED, HOUR, WEEK, make_busy
from tests.weekly.raw import RawWeek

pytestmark = pytest.mark.django_db


def about(value: Any) -> Any:
    """Equal up to the microsecond, wherever a number sits."""
    if isinstance(value, dict):
        return {name: about(inner) for name, inner in value.items()}
    return pytest.approx(value, abs=2e-6) if isinstance(value, float) else value


def of(figures: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What the plain calculation speaks of."""
    return {
        name: of(figures[name], inner) if isinstance(inner, dict) and inner else figures[name]
        for name, inner in expected.items()
    }


@pytest.mark.parametrize("seed", [3, 8])
@pytest.mark.parametrize("week", [WEEK.previous, WEEK])
def test_every_room_is_that_of_a_plain_calculation(cast: Cast, seed: int, week: Week) -> None:
    make_busy(cast, seed)
    figures = figures_of_week(cast.brand, week, at=COMPUTED)
    raw = RawWeek(cast.brand, week, COMPUTED)
    for group, expected in (
        ("interactions", raw.inbox()),
        ("responsiveness", raw.answers()),
        ("escalations", raw.departments()),
        ("moderation", raw.acts()),
        ("watch", raw.watch()),
        ("publishing", raw.publishing()),
    ):
        assert of(figures[group], expected) == about(expected), group
        for name, inner in expected.items():
            if name.startswith("by_") and isinstance(inner, dict) and group != "escalations":
                assert set(figures[group][name]) == set(inner), name
    assert figures["workload"]["by_duty"] == about(raw.hours())
    for channel in raw.channels.values():
        told = figures["scorecard"][channel["slug"]]
        values = {duty: one and one["value"] for duty, one in told.items()}
        assert values == about(raw.duties(channel)), channel["slug"]


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
