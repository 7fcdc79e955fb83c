"""The nine diagnoses on plain facts: where each begins, where it does not, where it cannot be told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reporting.diagnoses.judging import RULES, judge_all, thresholds_of
from reporting.diagnoses.rules.drawing import pairs
from reporting.diagnoses.rules.facts import (
    CategoryFacts,
    ChannelFacts,
    CommunityFacts,
    CoverFacts,
    DepartmentFacts,
    DutyFacts,
    Facts,
    ObjectiveFacts,
    StrategyFacts,
    TimeFacts,
)
from reporting.diagnoses.rules.rule import Finding
from reporting.diagnoses.staffing import DUTIES, Reading

AT = datetime(2026, 11, 23, tzinfo=UTC)
NOTHING = Facts(at=AT)
CODES = (
    "dormant",
    "self_centred",
    "spread_thin",
    "unsupported",
    "overloaded",
    "uncovered",
    "deaf",
    "usurped_post",
    "phantom_community",
)


def finding(facts: Facts, code: str, **changed: float) -> Finding:
    thresholds = {f"{code}.{name}": value for name, value in changed.items()}
    return next(one for one in judge_all(facts, thresholds) if one.code == code)


def days_ago(*days: float) -> list[datetime]:
    return [AT - timedelta(days=day) for day in days]


def channel(
    *published: float, cadence: float | None = None, posts: int | None = None, **more: Any
) -> ChannelFacts:
    made = days_ago(*published)
    told = {"slug": "page", "name": "Page", "network": "facebook"} | more
    return ChannelFacts(cadence=cadence, posts=len(made) if posts is None else posts, published=made, **told)


def with_channels(*channels: ChannelFacts, **more: Any) -> Facts:
    return replace(NOTHING, channels=channels, **more)


def test_the_nine_come_in_their_order() -> None:
    assert tuple(RULES) == CODES
    assert [one.code for one in judge_all(NOTHING, {})] == list(CODES)


def test_of_a_brand_without_anything_only_the_missing_strategy_is_said() -> None:
    found = {one.code: one.raised for one in judge_all(NOTHING, {})}
    assert found == dict.fromkeys(CODES, None) | {"unsupported": True}


# Dormant


@pytest.mark.parametrize(
    ("published", "cadence", "raised"),
    [
        ((60, 50, 40, 21.1), None, True),
        ((60, 50, 40, 21.0), None, False),
        ((60, 50, 21.1), None, None),
        ((60, 50, 40, 10.6), 2, True),
        ((60, 50, 40, 10.4), 2, False),
        ((60, 50, 40, 3.1), 7, True),
        ((60, 50, 40, 100), 0, None),
    ],
    ids=["silent", "just not", "three posts", "by its cadence", "within it", "daily", "nothing due"],
)
def test_dormant_begins_after_three_intervals(
    published: Sequence[float], cadence: float | None, raised: bool | None
) -> None:
    published = sorted(published, reverse=True)
    assert finding(with_channels(channel(*published, cadence=cadence)), "dormant").raised is raised


def test_a_sleep_goes_on_through_wakings_of_two_posts() -> None:
    awake = (200, 199, 198, 197, 196)
    evidence = finding(with_channels(channel(*awake, 150, 149, 100, 60, 59, cadence=7)), "dormant").evidence
    (one,) = evidence["channels"]
    assert (one["since"], one["wakings"]) == ((AT - timedelta(days=196)).date().isoformat(), 3)
    assert evidence["since"] == one["since"]
    assert one["gaps"][-1] == [(AT - timedelta(days=59)).date().isoformat(), AT.date().isoformat()]


def test_three_posts_in_a_row_end_a_sleep() -> None:
    published = (200, 199, 198, 197, 100, 99, 98)
    (one,) = finding(with_channels(channel(*published, cadence=7)), "dormant").evidence["channels"]
    assert (one["since"], one["wakings"]) == ((AT - timedelta(days=98)).date().isoformat(), 0)


def test_an_account_of_which_all_posts_are_older_than_a_year_sleeps() -> None:
    silent = finding(with_channels(channel(posts=40)), "dormant")
    assert silent.raised is True
    assert silent.evidence["channels"][0]["last"] is None


def test_one_sleeping_account_among_lively_ones_raises_it() -> None:
    lively = channel(6, 4, 2, 1, cadence=7)
    asleep = channel(90, 80, 70, 60, slug="x", name="X")
    found = finding(with_channels(lively, asleep), "dormant")
    assert found.raised is True
    assert [one["asleep"] for one in found.evidence["channels"]] == [False, True]


@given(st.lists(st.floats(0, 360), min_size=4, max_size=30), st.floats(0.5, 14))
def test_a_new_post_ends_every_sleep(days: list[float], cadence: float) -> None:
    published = sorted([*days, 0.01], reverse=True)
    assert finding(with_channels(channel(*published, cadence=cadence)), "dormant").raised is False


# Self-centred


def categories(own: int, other: int, without: int = 0) -> Facts:
    told = (("organisation", own), ("useful", other), ("", without))
    return replace(NOTHING, categories=[CategoryFacts(name, number) for name, number in told if number])


@pytest.mark.parametrize(
    ("own", "other", "without", "raised"),
    [
        (9, 6, 0, True),
        (8, 6, 0, False),
        (11, 0, 0, None),
        (11, 0, 40, None),
        (12, 0, 0, True),
        (0, 12, 0, False),
    ],
)
def test_self_centred_is_six_posts_of_ten(own: int, other: int, without: int, raised: bool | None) -> None:
    found = finding(categories(own, other, without), "self_centred")
    assert found.raised is raised
    assert found.evidence["without_category"] == without


def test_what_each_category_earned_is_beside_its_share() -> None:
    told = [CategoryFacts("organisation", 9, 0.01, 0.1), CategoryFacts("useful", 6, 0.08, 0.9)]
    evidence = finding(replace(NOTHING, categories=told), "self_centred").evidence
    assert [one["share"] for one in evidence["categories"]] == [0.6, 0.4]
    assert [one["share_of_engagements"] for one in evidence["categories"]] == [0.1, 0.9]


# Spread thin

NETWORKS = ("facebook", "x", "instagram", "tiktok", "linkedin", "youtube")


def networks(count: int, below: int, unclear: int = 0) -> Facts:
    """Accounts that keep their cadence, `below` that keep two fifths of it, `unclear` without any."""
    found = []
    for number in range(count):
        posts = [7 * week + 1 for week in reversed(range(8))]
        cadence: float | None = 1
        if number < below:
            cadence = 2.5
        elif number < below + unclear:
            cadence = None
        told = {"slug": NETWORKS[number], "name": NETWORKS[number], "network": NETWORKS[number]}
        found.append(channel(*posts, cadence=cadence, **told))
    return with_channels(*found)


@pytest.mark.parametrize(
    ("count", "below", "unclear", "raised"),
    [
        (6, 2, 0, True),
        (6, 1, 0, False),
        (6, 1, 1, None),
        (6, 0, 1, False),
        (6, 0, 6, None),
        (3, 3, 0, False),
        (4, 2, 2, True),
    ],
)
def test_spread_thin_is_a_third_of_channels(
    count: int, below: int, unclear: int, raised: bool | None
) -> None:
    assert finding(networks(count, below, unclear), "spread_thin").raised is raised


@pytest.mark.parametrize(("in_time", "below"), [(4, True), (5, False), (10, False)])
def test_half_of_the_answers_in_time_that_are_asked_for_is_too_few(in_time: int, below: bool) -> None:
    one = channel(target_minutes=60, asked=10, in_time=in_time)
    facts = with_channels(one, strategy=StrategyFacts(share_in_time=0.9))
    assert finding(facts, "spread_thin").evidence["channels"][0]["below"] is below


def test_the_picture_marks_what_is_too_little_and_nothing_else() -> None:
    """A channel that publishes as it should and answers late is below for its answers alone."""
    late = channel(1, 2, cadence=0.2, target_minutes=60, asked=10, in_time=1)
    rare = channel(1, cadence=7, target_minutes=60, asked=10, in_time=9, slug="other", name="Other")
    strategy = StrategyFacts(share_in_time=0.9)
    found = finding(with_channels(late, rare, strategy=strategy), "spread_thin")
    with translation.override("en"):
        picture = RULES["spread_thin"].picture(found.evidence, found.thresholds)
    assert picture is not None
    assert [rect["class"] for rect in picture["rects"]] == [
        "chart-now",
        "chart-late",
        "chart-late",
        "chart-heat-3",
    ]
    told = [text["text"] for text in picture["texts"] if text["class"] == "chart-value"]
    assert [words.endswith(", too little") for words in told] == [False, True, True, False]


def test_a_long_name_takes_a_second_line_of_a_picture() -> None:
    name = "Page de la direction des ressources humaines et de la communication · 1 par semaine demandée"
    picture = pairs([(name, [(0.5, "now", "x")]), ("b", [(0.5, "now", "y")])], "")
    first, second, value, other, _last = picture["texts"]
    assert f"{first['text']} {second['text']}" == name
    assert [float(text["y"]) for text in (first, second, value, other)] == [12, 26, 42, 62]
    assert float(picture["height"]) == 86


def test_a_channel_with_few_messages_is_not_judged_by_them() -> None:
    facts = with_channels(channel(target_minutes=60, asked=4, in_time=0))
    assert finding(facts, "spread_thin").evidence["channels"][0]["below"] is None


# Unsupported


def test_a_strategy_with_measured_objectives_supports() -> None:
    objectives = [ObjectiveFacts("responsiveness.response_rate", True)]
    strategy = StrategyFacts(version=2, validated_on="2026-03-01", objectives=objectives)
    assert finding(replace(NOTHING, strategy=strategy), "unsupported").raised is False


@pytest.mark.parametrize(
    ("strategy", "missing"),
    [
        (StrategyFacts(), ["strategy"]),
        (StrategyFacts(version=1), ["objectives"]),
        (StrategyFacts(version=1, objectives=[ObjectiveFacts("Sales", False)]), ["measure"]),
    ],
)
def test_what_is_missing_is_named(strategy: StrategyFacts, missing: list[str]) -> None:
    found = finding(replace(NOTHING, strategy=strategy), "unsupported")
    assert (found.raised, found.evidence["missing"]) == (True, missing)


# Overloaded


def reading(needed: float, given: float, *, known: bool = True, **more: Any) -> Reading:
    duties: dict[str, float | None] = dict.fromkeys(DUTIES, 0.0)
    duties["writing"] = needed
    if not known:
        duties["answering"] = None
    told: dict[str, Any] = {"territory": None, "people": ("Awa", "Marc"), "unstated": ()} | more
    return Reading(needed=duties, given=given, **told)


@pytest.mark.parametrize(
    ("needed", "given_hours", "known", "unstated", "raised"),
    [
        (48.1, 40, True, (), True),
        (48, 40, True, (), False),
        (48.1, 40, False, (), True),
        (40, 40, False, (), None),
        (48.1, 40, True, ("Awa",), None),
        (1, 0, True, (), True),
    ],
)
def test_overloaded_is_a_fifth_more_than_given(
    needed: float, given_hours: float, known: bool, unstated: tuple[str, ...], raised: bool | None
) -> None:
    whole = reading(needed, given_hours, known=known, unstated=unstated)
    assert finding(replace(NOTHING, staffing=[whole]), "overloaded").raised is raised


def test_the_ratio_of_the_brand_goes_before_the_usual_one() -> None:
    facts = replace(NOTHING, staffing=[reading(50, 40)])
    assert finding(facts, "overloaded").raised is True
    assert finding(facts, "overloaded", ratio=1.3).raised is False


def test_territories_with_fewer_than_two_people_are_named() -> None:
    places = [reading(10, 10, territory="Sénégal", alone=True), reading(10, 10, territory="Cameroun")]
    evidence = finding(replace(NOTHING, staffing=[reading(20, 20), *places]), "overloaded").evidence
    assert evidence["alone"] == ["Sénégal"]
    assert [one["territory"] for one in evidence["territories"]] == [None, "Sénégal", "Cameroun"]


# Uncovered


def cover(in_gaps: float, counted: int = 100) -> Facts:
    told = CoverFacts(counted, 100.0, in_gaps, in_gaps / 2, 20, 10, (0.5,) * 168, (0.25,) * 168)
    return replace(NOTHING, cover=told)


@pytest.mark.parametrize(
    ("in_gaps", "counted", "raised"), [(20.1, 100, True), (20, 100, False), (90, 19, None)]
)
def test_uncovered_is_more_than_a_fifth_of_arrivals(
    in_gaps: float, counted: int, raised: bool | None
) -> None:
    assert finding(cover(in_gaps, counted), "uncovered").raised is raised


# Deaf


@pytest.mark.parametrize(("opened", "late", "raised"), [(10, 3, True), (11, 3, False), (9, 9, None)])
def test_deaf_is_three_escalations_of_ten(opened: int, late: int, raised: bool | None) -> None:
    departments = [
        DepartmentFacts("technical", "Technique", opened - 1, late, 1),
        DepartmentFacts("hr", "RH", 1, 0, 0),
    ]
    found = finding(replace(NOTHING, departments=departments), "deaf")
    assert found.raised is raised
    assert [one["department"] for one in found.evidence["departments"]] == ["technical", "hr"]


# Usurped post


@pytest.mark.parametrize(
    ("judged", "outside", "raised"), [(1200, 300, True), (1200, 299, False), (1199, 1199, None)]
)
def test_a_quarter_of_the_time_usurps_a_post(judged: int, outside: int, raised: bool | None) -> None:
    duties = [DutyFacts("answering", judged - outside, 0), DutyFacts("selling", outside, outside)]
    time = TimeFacts(judged, outside, duties, {"seller": outside})
    found = finding(replace(NOTHING, time=time), "usurped_post")
    assert found.raised is raised
    assert found.evidence["missing_posts"] == [{"post": "seller", "minutes": outside}]
    assert found.evidence["duties"][0]["duty"] == "selling"


# Phantom community


@pytest.mark.parametrize(
    ("active", "followers", "raised"),
    [(19, 10_000, True), (20, 10_000, False), (0, 499, None), (0, 500, True)],
)
def test_a_phantom_community_is_two_in_a_thousand(active: int, followers: int, raised: bool | None) -> None:
    community = CommunityFacts(True, active, 0, 3, 1, {"page": followers})
    assert finding(replace(NOTHING, community=community), "phantom_community").raised is raised


@pytest.mark.parametrize(
    "community", [CommunityFacts(True, 3), CommunityFacts(False, followers={"page": 9000})]
)
def test_without_followers_or_messages_nobody_is_called_a_phantom(community: CommunityFacts) -> None:
    assert finding(replace(NOTHING, community=community), "phantom_community").raised is None


# All of them

FULL = replace(
    NOTHING,
    channels=[
        channel(90, 80, 70, 60, cadence=3, hours=10.0, target_minutes=60, asked=9, in_time=1),
        *networks(5, 3).channels[1:],
    ],
    categories=[CategoryFacts("organisation", 12, 0.01, 0.2), CategoryFacts("offer", 2, 0.04, 0.8)],
    staffing=[
        reading(60, 20),
        reading(30, 10, territory="Cameroun", alone=True),
        reading(30, 10, territory="Sénégal"),
    ],
    missing_posts=["content_manager"],
    people=2,
    cover=CoverFacts(80, 40.0, 20.0, 10.0, 90, 30, tuple(range(168)), (0.5,) * 168),
    departments=[
        DepartmentFacts("technical", "Technique", 12, 8, 2),
        DepartmentFacts("manager", "", 2, 0, 0),
    ],
    time=TimeFacts(2400, 900, [DutyFacts("selling", 900, 900), DutyFacts("answering", 1500, 0)], {"": 900}),
    community=CommunityFacts(True, 3, 1, 2, 1, {"page": 12_000}),
)


def test_every_diagnosis_can_be_raised_at_once() -> None:
    assert [one.raised for one in judge_all(FULL, {})] == [True] * len(CODES)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("facts", [NOTHING, FULL], ids=["nothing", "everything"])
def test_each_says_what_was_found_what_to_do_and_what_is_missing(facts: Facts, language: str) -> None:
    with translation.override(language):
        for one in judge_all(facts, {}):
            rule = RULES[one.code]
            if one.raised is None:
                assert rule.unknown(one.evidence, one.thresholds)
            else:
                assert all(rule.told(one.evidence, one.thresholds)), one.code
                assert rule.advice(one.evidence)
            table = rule.table(one.evidence)
            assert all(len(row) == len(table.columns) for row in table.rows), one.code
            assert all(isinstance(cell, str) for row in table.rows for cell in row), one.code


def test_each_but_the_missing_strategy_has_a_picture_with_words() -> None:
    for one in judge_all(FULL, {}):
        picture = RULES[one.code].picture(one.evidence, one.thresholds)
        if one.code == "unsupported":
            assert picture is None
        else:
            assert picture is not None, one.code
            assert picture["summary"], one.code
            assert picture["rects"], one.code
            inside = [float(rect["x"]) + float(rect["width"]) <= 361 for rect in picture["rects"]]
            assert all(inside), one.code


@pytest.mark.parametrize("facts", [NOTHING, FULL], ids=["nothing", "everything"])
def test_findings_are_json(facts: Facts) -> None:
    for one in judge_all(facts, {}):
        assert json.loads(json.dumps(one.as_json(), allow_nan=False)) == one.as_json()
        assert one.thresholds == thresholds_of(RULES[one.code], {})


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_late_escalation_more_never_quiets_deaf(opened: int, late: int) -> None:
    late = min(late, opened)

    def raised(opened: int, late: int) -> bool | None:
        return finding(
            replace(NOTHING, departments=[DepartmentFacts("hr", "RH", opened, late, 0)]), "deaf"
        ).raised

    if raised(opened, late):
        assert raised(opened + 1, late + 1)
