"""Every figure that the report's JSON has stands on its page."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import count
from typing import Any

from django.utils.translation import override

from cmhub.lib.durations import duration_words, work_words
from cmhub.lib.numbers import number_words, percent_words
from reporting.diagnoses.models import StaffingReading
from reporting.weekly.contract import as_contract
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast, client_of
from tests.weekly.busy import COMPUTED, WEEK, make_busy

PAGE = f"/b/wouri/reports/{WEEK}/"
ELSEWHERE = {
    "quantitative.compared": "beside each figure of the week: tests/weekly/test_told.py",
    "qualitative": "as words: tests/weekly/test_words.py, test_themes.py, test_frustrations.py",
    "diagnoses": "as sentences with their evidence: tests/diagnoses/test_diagnosing.py",
}
"""What of the report is not walked through here, and where it stands."""
SAMPLES = {
    "interactions.by_kind": "question",
    "interactions.by_channel": "wouri-official",
    "interactions.by_sentiment": "negative",
    "responsiveness.by_author": "Awa Ngo",
    "escalations.by_department": "technical",
    "moderation.by_reason": "insult",
    "watch.by_nature": "routine",
    "publishing.by_network": "facebook",
    "publishing.by_category": "offer",
    "audience.by_channel": "wouri-official",
    "workload.by_person": "Awa Ngo",
    "workload.by_duty": "writing",
    "workload.out_of_scope_by_duty": "writing",
    "workload.missing_posts": "designer",
}
"""A name for each map of the report."""
TIMES = {"n": None, "median": None, "p90": None}
COUNTS = ("opened", "answered", "acknowledged_late", "answered_late", "open")
ACCOUNT = (
    "followers",
    "followers_before",
    "growth",
    "reach",
    "impressions",
    "likes",
    "comments",
    "shares",
    "engagement_rate",
)
INSIDE: dict[str, Any] = {
    "responsiveness.by_author": {"replies": None, "response_seconds": TIMES},
    "escalations.by_department": {
        **dict.fromkeys(COUNTS),
        "ownership_seconds": TIMES,
        "ownership_open_seconds": TIMES,
    },
    "audience.by_channel": dict.fromkeys(ACCOUNT),
}
"""What the maps hold that do not hold a number."""
OBJECTIVE = {
    "metric": "publishing.posts",
    "start": None,
    "target": None,
    "due": "2026-12-31",
    "actual": None,
    "progress": None,
}
ANSWERING = {
    "purpose": "official",
    "target_minutes": None,
    "in_time": None,
    "arrivals_per_week": None,
    "people": None,
    "at_once": None,
    "presence_hours": None,
    "weeks_left_out": None,
    "replayed_in_time": None,
}

NEXT: dict[str, Iterator[int]] = {}


def begin() -> None:
    NEXT.update(number=(one for one in count(101) if one % 10), share=count(11))


def number() -> int:
    """A new one each time, which is no round share."""
    return next(NEXT["number"])


KINDS: dict[str, tuple[Callable[[], float], Callable[[float], str]]] = {
    "count": (lambda: 1000 + number(), number_words),
    "seconds": (lambda: 60 * number(), duration_words),
    "minutes": (number, lambda value: duration_words(60 * value)),
    "hours": (lambda: number() / 60, lambda value: work_words(60 * value)),
    "rate": (lambda: number() / 1000, lambda value: percent_words(value, 1)),
    "share": (lambda: next(NEXT["share"]) / 100, percent_words),
    "ratio": (lambda: number() / 100, lambda value: number_words(value, 2)),
}
BY_NAME = {
    "median": "seconds",
    "p90": "seconds",
    "response_rate": "rate",
    "engagement_rate": "rate",
    "out_of_scope_share": "rate",
    "progress": "share",
    "completeness_by_day": "share",
    "in_time": "share",
    "replayed_in_time": "share",
    "ratio": "ratio",
    "target_minutes": "minutes",
    "presence_hours": "hours",
    "needed_hours": "hours",
    "known_hours": "hours",
    "given_hours": "hours",
    "hours": "hours",
    "needed_by_duty": "hours",
    "by_person": "hours",
    "by_duty": "hours",
    "out_of_scope_by_duty": "hours",
    "missing_posts": "hours",
}
OF_UNIT = {"rate": "share", "seconds": "seconds"}


def kind_of(path: tuple[str, ...], unit: str) -> str:
    if "scorecard" in path:
        return OF_UNIT.get(unit, "count")
    if path[0] == "staffing" and path[-1] == "out_of_scope_share":
        return "share"
    known = (BY_NAME[name] for name in reversed(path) if name in BY_NAME)
    return next(known, "count")


def numbered(told: Any, path: tuple[str, ...] = (), unit: str = "") -> Any:
    """The same with a number of its own wherever there is one, or could be."""
    if isinstance(told, dict):
        unit = told.get("unit", unit)
        return {name: numbered(value, (*path, name), unit) for name, value in told.items()}
    if isinstance(told, list):
        return [numbered(value, path, unit) for value in told]
    if isinstance(told, str | bool) or path[-1] in ("territory", "overloaded", "fewer_than_two"):
        return told
    return KINDS[kind_of(path, unit)][0]()


def leaves(told: Any, path: tuple[str, ...] = (), unit: str = "") -> Iterator[tuple[str, str]]:
    """Each number by its path, as the page writes it."""
    if ".".join(path) in ELSEWHERE:
        return
    if isinstance(told, dict):
        unit = told.get("unit", unit)
        for name, value in told.items():
            yield from leaves(value, (*path, name), unit)
    elif isinstance(told, list):
        for value in told:
            yield from leaves(value, path, unit)
    elif isinstance(told, int | float) and not isinstance(told, bool):
        inner = path[1:] if path[0] == "quantitative" else path
        yield ".".join(path), KINDS[kind_of(inner, unit)][1](told)


def filled(figures: dict[str, Any]) -> dict[str, Any]:
    """With a name in each map, and each duty of the scorecard measured."""
    found: dict[str, Any] = {name: dict(group) for name, group in figures.items() if name != "objectives"}
    for path, name in SAMPLES.items():
        group, key = path.split(".")
        found[group][key] = {name: INSIDE.get(path)}
    found["workload"]["out_of_scope_basis"] = "time"
    units = {"quality_content": "rate", "answers": "rate", "reactivity": "seconds", "passing_on": "seconds"}
    found["scorecard"] = {
        "wouri-official": {
            duty: {"value": None, "target": None, "unit": units.get(duty, "posts")}
            for duty in figures["scorecard"]["wouri-official"]
        }
    }
    del found["compared"]
    return {**numbered({**found, "objectives": [OBJECTIVE]}), "compared": figures["compared"]}


def store(report: WeeklyReport) -> WeeklyReport:
    """The report with a number of its own at every place, and its staffing."""
    begin()
    quantitative = filled(report.quantitative)
    quality = numbered(report.data_quality, ("data_quality",))
    WeeklyReport.objects.filter(pk=report.pk).update(quantitative=quantitative, data_quality=quality)
    (kept,) = StaffingReading.objects.filter(brand=report.brand)
    whole = kept.readings[0]
    whole |= {
        "missing_posts": [{"post": "designer", "why": "time", "hours": None}],
        "answering": [ANSWERING],
        "overloaded": True,
    }
    kept.readings = numbered([whole, {**whole, "territory": "Douala"}], ("staffing",))
    kept.save()
    return WeeklyReport.objects.get(pk=report.pk)


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL)).split())


def test_every_figure_of_the_json_stands_on_the_page(cast: Cast) -> None:
    make_busy(cast, 3)
    report = store(compute_report(brand=cast.brand, week=WEEK, at=COMPUTED))
    page = client_of(cast.manager).get(f"{PAGE}?lang=en").text
    text = text_of(page)
    told = {name: value for name, value in as_contract(report).items() if isinstance(value, dict | list)}
    with override("en"):
        found = list(leaves(told))
    assert len({path for path, _words in found}) > 100
    missing = [
        (path, words)
        for path, words in found
        if not re.search(rf"(?<![\d.,]){re.escape(' '.join(words.split()))}(?![\d.,]*\d)", text)
    ]
    assert missing == []


def test_time_by_person_and_staffing_are_for_those_who_may_see_them(cast: Cast) -> None:
    make_busy(cast, 3)
    report = store(compute_report(brand=cast.brand, week=WEEK, at=COMPUTED))
    text = text_of(client_of(cast.cm).get(f"{PAGE}?lang=en").text)
    with override("en"):
        (logged,) = report.quantitative["workload"]["by_person"].values()
        needed = as_contract(report)["staffing"][0]["needed_hours"]
        assert work_words(60 * logged) not in text
        assert work_words(60 * needed) not in text
