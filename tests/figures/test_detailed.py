"""What has a name of its own in a week: departments, people and duties, held against earlier weeks."""

from __future__ import annotations

from typing import Any

import pytest

from reporting.figures.by_name import DEPARTMENTS, specs_of
from reporting.figures.comparison import compare
from reporting.figures.detailed import AUTHORS, details_of
from reporting.figures.judging import Judged, Verdict, judge

TIMES = {"n": 0, "median": None, "p90": None}


def spread(n: int, median: float | None, p90: float | None) -> dict[str, Any]:
    return {"n": n, "median": median, "p90": p90}


def department(opened: int, late: int, held: dict[str, Any] = TIMES) -> dict[str, Any]:
    counts = {"opened": opened, "answered": opened, "acknowledged_late": 0, "answered_late": late, "open": 0}
    return {**counts, "ownership_seconds": held, "ownership_open_seconds": TIMES}


def week(
    departments: dict[str, Any], authors: dict[str, Any], hours: dict[str, float] | None = None
) -> dict[str, Any]:
    by_map = {"by_kind": {}, "by_channel": {}, "by_sentiment": {}}
    return {
        "interactions": {"opened": 90, "people": 90, "by_day": [13] * 7, **by_map},
        "responsiveness": {"needing_answer": 90, "by_author": authors},
        "escalations": {"opened": 40, "by_department": departments},
        "moderation": {"total": 0, "by_reason": {}},
        "watch": {"items": 0, "by_nature": {}},
        "publishing": {"posts": 0, "by_network": {}, "by_category": {}},
        "workload": {"by_person": hours or {}, "by_duty": hours or {}},
        "objectives": [],
    }


def told(now: dict[str, Any], before: dict[str, Any]) -> dict[tuple[str, str, str], Judged]:
    figures = {**now, "compared": compare(now, before, [before])}
    called = {DEPARTMENTS: {"tech": "Technique"}}
    named = [spec for spec in (*specs_of(figures, called), *details_of(figures, called)) if spec.name]
    judged = judge(figures, named)
    return {(one.spec.code, one.spec.name, one.spec.part): one for one in judged}


def test_each_department_is_judged_by_itself() -> None:
    found = told(
        week({"tech": department(60, 45), "sales": department(9, 0)}, {}),
        week({"tech": department(60, 8), "sales": department(9, 0)}, {}),
    )
    late = found[DEPARTMENTS, "tech", "answered_late"]
    assert (late.value, late.week_before.value, late.four_weeks.value) == (45, 8, 8)
    assert late.week_before.verdict == Verdict.WORSE
    assert str(late.spec.label).startswith("Technique · ")
    same = found[DEPARTMENTS, "sales", "opened"]
    assert (same.value, same.week_before.verdict) == (9, Verdict.STABLE)


def test_who_is_gone_wrote_nothing_and_took_no_time() -> None:
    busy = {"replies": 200, "response_seconds": spread(150, 600.0, 900.0)}
    other = {"replies": 10, "response_seconds": TIMES}
    found = told(week({}, {"J. Ngo": other}), week({}, {"A. Awa": busy, "J. Ngo": other}))
    replies = found[AUTHORS, "A. Awa", "replies"]
    assert (replies.value, replies.week_before.value) == (0, 200)
    median = found[AUTHORS, "A. Awa", "response_seconds.median"]
    assert (median.value, median.week_before.value, median.week_before.verdict) == (None, 600, Verdict.ALONE)


@pytest.mark.parametrize(("now", "verdict"), [(6000.0, Verdict.WORSE), (601.0, Verdict.STABLE)])
def test_times_of_a_person_are_tested_as_those_of_the_brand_are(now: float, verdict: Verdict) -> None:
    def wrote(median: float) -> dict[str, Any]:
        return {"J. Ngo": {"replies": 80, "response_seconds": spread(80, median, median * 1.5)}}

    found = told(week({}, wrote(now)), week({}, wrote(600.0)))
    one = found[AUTHORS, "J. Ngo", "response_seconds.median"]
    assert (one.week_before.verdict, one.sample) == (verdict, 80)
    slow = found[AUTHORS, "J. Ngo", "response_seconds.p90"]
    assert slow.week_before.verdict == Verdict.UNTESTED


def test_hours_are_facts_and_none_are_known_where_none_were_logged() -> None:
    found = told(week({}, {}, {"answering": 3.0, "writing": 1.0}), week({}, {}, {"answering": 2.0}))
    hours = {
        name: (one.value, one.week_before.value, one.week_before.verdict)
        for (code, name, _part), one in found.items()
        if code == "workload.by_duty"
    }
    assert hours == {"answering": (3, 2, Verdict.MOVED), "writing": (1, 0, Verdict.MOVED)}
    found = told(week({}, {}, {"answering": 3.0}), week({}, {}))
    assert found["workload.by_duty", "answering", ""].week_before.verdict == Verdict.ALONE
