"""The few numbers that are read of stored reports, and how they are held against one another."""

from __future__ import annotations

from datetime import date
from statistics import median

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.access import ROLE_RIGHTS
from cmhub.lib.weeks import Week, weeks_in
from reporting.dashboards.measures import BY_CODE, FIVE, MEASURES
from reporting.dashboards.periods import BEFORE, YEAR, Period, held_against, year_before
from reporting.dashboards.reviews import extremes, weeks_of_year, year_asked
from reporting.dashboards.series import stat_of
from reporting.weekly.cards import key_figures
from reporting.weekly.leads import leads_of
from reporting.weekly.numbers import Numbers, stored_numbers
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast
from tests.dashboards.stored import store

WEEK = Week.parse("2026-W44")


def numbers(**told: float | None) -> Numbers:
    empty: Numbers = dict.fromkeys(
        (
            "opened",
            "negative",
            "neutral",
            "positive",
            "needing_answer",
            "answered",
            "first_response",
            "asked",
            "answered_late",
            "posts",
            "out_of_scope",
            "followers",
        )
    )
    return empty | told


def test_the_newest_revision_is_read_and_of_each_path_its_number(cast: Cast) -> None:
    store(cast.brand, WEEK, opened=1)
    store(cast.brand, WEEK, revision=2, opened=30, negative=6, followers=1234, first_response=None)
    told = stored_numbers(cast.executive, [cast.brand.pk], [WEEK])[cast.brand.pk][str(WEEK)]
    assert told == numbers(
        opened=30,
        negative=6,
        positive=24,
        needing_answer=20,
        answered=18,
        asked=5,
        answered_late=1,
        posts=7,
        out_of_scope=0.1,
        followers=1234,
    )


def test_every_number_is_found_in_a_report_as_it_is_computed(cast: Cast) -> None:
    report = compute_report(brand=cast.brand, week=WEEK)
    told = stored_numbers(cast.manager, [cast.brand.pk], [WEEK])[cast.brand.pk][str(WEEK)]
    assert told["opened"] == report.quantitative["interactions"]["opened"]
    assert told["needing_answer"] == report.quantitative["responsiveness"]["needing_answer"]
    assert told["asked"] == report.quantitative["escalations"]["opened"]
    assert told["posts"] == report.quantitative["publishing"]["posts"]


def test_drafts_are_for_those_who_write_them_and_other_brands_for_nobody(cast: Cast) -> None:
    store(cast.brand, WEEK, state="computed")
    store(cast.other_brand, WEEK)
    brands = [cast.brand.pk, cast.other_brand.pk]
    seen = {
        name: [len(stored_numbers(cast.people[name], brands, [WEEK])[brand]) for brand in brands]
        for name in ("manager", "cm", "executive", "other_cm", "rival", "contact")
    }
    assert seen == {
        "manager": [1, 1],
        "cm": [1, 0],
        "executive": [0, 0],
        "other_cm": [0, 1],
        "rival": [0, 0],
        "contact": [0, 0],
    }


def test_any_number_of_brands_and_weeks_takes_one_query(cast: Cast) -> None:
    for brand in (cast.brand, cast.other_brand, cast.third_brand):
        for back in range(3):
            store(brand, WEEK - back)
    brands = [cast.brand.pk, cast.other_brand.pk, cast.third_brand.pk]
    with CaptureQueriesContext(connection) as asked:
        found = stored_numbers(cast.manager, brands, [WEEK - back for back in range(3)])
    assert sum(map(len, found.values())) == 9
    assert len([one for one in asked if "weekly_weeklyreport" in one["sql"]]) == 1


def test_the_five_of_a_report_are_those_of_the_dashboards_with_the_same_rows(cast: Cast) -> None:
    report = store(cast.brand, WEEK)
    told = [(one.label, one.href) for one in key_figures(report, ROLE_RIGHTS["manager"])]
    leads = leads_of(report, ROLE_RIGHTS["manager"])
    assert told == [(str(one.label), leads.of_code(one.rows)) for one in FIVE]
    assert len({href for _label, href in told if href}) == 5


def test_a_rate_of_several_weeks_is_of_all_their_cases() -> None:
    weeks = [numbers(answered=1, needing_answer=1), numbers(answered=10, needing_answer=99)]
    assert BY_CODE["response_rate"].over(weeks) == pytest.approx(0.11)
    assert BY_CODE["response_rate"].counted(weeks) == (11, 100)
    assert BY_CODE["late_share"].over([numbers(asked=0, answered_late=0)]) is None


counts = st.one_of(st.none(), st.integers(0, 500).map(float))


@given(st.lists(st.tuples(counts, counts), max_size=60))
def test_figures_over_weeks_are_those_of_plain_python(told: list[tuple[float | None, float | None]]) -> None:
    weeks = [numbers(opened=one, first_response=other) for one, other in told]
    opened = [one for one, _other in told if one is not None]
    waits = [other for _one, other in told if other is not None]
    assert BY_CODE["opened"].over(weeks) == (sum(opened) / len(opened) if opened else None)
    assert BY_CODE["first_response"].over(weeks) == (median(waits) if waits else None)


def test_a_difference_that_chance_explains_is_told_as_stable() -> None:
    rate = BY_CODE["response_rate"]
    few = stat_of(rate, [numbers(answered=9, needing_answer=10)], [numbers(answered=8, needing_answer=10)])
    many = stat_of(
        rate, [numbers(answered=900, needing_answer=1000)], [numbers(answered=800, needing_answer=1000)]
    )
    assert (few["direction"], few["good"]) == ("flat", None)
    assert (many["direction"], many["good"], many["sample"]) == ("up", True, 1000)
    slower = [numbers(first_response=float(one)) for one in (7200, 7300, 7100, 7250)]
    faster = [numbers(first_response=float(one)) for one in (3600, 3700, 3500, 3650)]
    told = stat_of(BY_CODE["first_response"], slower, faster)
    assert (told["direction"], told["good"]) == ("up", False)
    assert stat_of(BY_CODE["first_response"], slower[:2], faster[:2])["direction"] == ""


def test_what_is_not_known_is_not_measured_and_never_zero() -> None:
    for measure in MEASURES:
        told = stat_of(measure, [numbers()], [numbers()])
        assert (told["value"], told["direction"]) == (None, "")


@pytest.mark.parametrize(
    ("week", "before"), [("2026-W53", None), ("2026-W52", "2025-W52"), ("2027-W01", "2026-W01")]
)
def test_a_week_53_has_none_a_year_before(week: str, before: str | None) -> None:
    found = year_before(Week.parse(week))
    assert found == (before and Week.parse(before))


@given(st.sampled_from([4, 12, 26, 52]), st.integers(2005, 2100), st.integers(1, 52))
def test_a_time_is_held_against_as_many_weeks(span: int, year: int, number: int) -> None:
    last = Week(year, number)
    period = Period.asked(QueryDict(f"weeks={span}"), last)
    assert (period.last, len(period.weeks), period.span) == (last, span, span)
    assert period.earlier[-1].next == period.first
    assert len(held_against(period.weeks, YEAR)) == span


@pytest.mark.parametrize("query", ["weeks=abc", "weeks=9999999999", "until=2026-W99", "until=x", "against=¹"])
def test_an_address_that_makes_no_sense_asks_for_the_usual(query: str) -> None:
    period = Period.asked(QueryDict(query), WEEK)
    assert (period.last, period.span, period.against) == (WEEK, 12, BEFORE)


def test_a_year_has_all_its_weeks_and_the_one_asked_for_is_near() -> None:
    assert len(weeks_of_year(2026)) == weeks_in(2026) == 53
    assert weeks_of_year(2026)[-1].sunday == date(2027, 1, 3)
    assert [year_asked(QueryDict(f"year={one}"), 2026) for one in ("2025", "2027", "1900", "²")] == [
        2025,
        2026,
        2026,
        2026,
    ]


def test_the_weeks_that_stand_out_are_named() -> None:
    weeks = [WEEK, WEEK + 1, WEEK + 2]
    stored = {str(week): numbers(opened=count) for week, count in zip(weeks, (5.0, 9.0, 5.0), strict=True)}
    with translation.override("en"):
        (one,) = extremes(weeks, stored)
    assert (one.high, one.high_value, one.low) == (WEEK + 1, "9", WEEK)
    assert not extremes(weeks, {str(WEEK): numbers(opened=3)})


def test_a_week_of_too_few_cases_does_not_stand_out() -> None:
    late = {WEEK: (0.0, 1.0), WEEK + 1: (1.0, 1.0), WEEK + 2: (2.0, 8.0), WEEK + 3: (3.0, 6.0)}
    stored = {str(week): numbers(answered_late=part, asked=whole) for week, (part, whole) in late.items()}
    (one,) = [found for found in extremes(list(late), stored) if found.measure.code == "late_share"]
    assert [(one.high, one.high_cases), (one.low, one.low_cases)] == [(WEEK + 3, 6), (WEEK + 2, 8)]
    waits = {WEEK: (60.0, 2.0), WEEK + 1: (600.0, 9.0), WEEK + 2: (900.0, 7.0)}
    stored = {str(week): numbers(first_response=wait, answered=n) for week, (wait, n) in waits.items()}
    (one,) = [found for found in extremes(list(waits), stored) if found.measure.code == "first_response"]
    assert (one.low, one.low_cases) == (WEEK + 1, 9)


def test_over_weeks_chance_is_given_as_much_as_in_the_report() -> None:
    before, now = numbers(answered=750, needing_answer=1000), numbers(answered=790, needing_answer=1000)
    assert stat_of(BY_CODE["response_rate"], [now], [before])["direction"] == "flat"
