"""What CMs read in the numbers of the demonstration is what the numbers say."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from cmhub.demo.cast import cast
from cmhub.demo.reading import reading_of
from cmhub.lib.durations import duration_words
from cmhub.lib.weeks import Week
from reporting.weekly.choices import FROZEN
from reporting.weekly.models import WeeklyReport
from tests.demo.loads import OURS, load_some

pytestmark = pytest.mark.django_db

WEEK = Week.parse("2026-W46")
UP = re.compile(r"\b(monte|plus de monde|hausse|augmente|prend de la place)\b", re.I)
DOWN = re.compile(r"\b(calme|baisse|moins de messages|recul\w*|retombe|parle moins)\b", re.I)
SLOWER = re.compile(r"moins vite|fait attendre|ralenti", re.I)
FASTER = re.compile(r"plus vite|bon point|gagné du temps", re.I)
DARKER, LIGHTER = re.compile(r"se durcit|moins bonne", re.I), re.compile(r"s'apaise|s'améliore", re.I)
ABOUT_TIME, ABOUT_THEME = (
    re.compile(r"première réponse|médiane|rythme de réponse"),
    re.compile(r"« ([^»]+?)\s»"),
)
REPEATED = range(1, 9)


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[WeeklyReport]]:
    """The reports of a small demonstration that have their qualitative half."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_some()
        yield [
            r for r in WeeklyReport.objects.filter(**OURS, state__in=FROZEN) if r.qualitative["reading"]["fr"]
        ]
        transaction.set_rollback(True)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-ZÀÉ0-9«])", text)


def check(text: str, figures: dict[str, Any], themes: list[dict[str, Any]]) -> int:
    """Holds each word of direction against the figures it speaks of; how many there were."""
    before, found = figures["compared"]["previous_week"], 0
    counts = {theme["theme"]: (theme["count"], theme["before"]) for theme in themes}
    opened = (figures["interactions"]["opened"], before["interactions"]["opened"])
    times = tuple(p["responsiveness"]["first_response_seconds"]["median"] for p in (figures, before))
    for told in sentences(text):
        theme = ABOUT_THEME.search(told)
        if ABOUT_TIME.search(told):
            now, then, up, down = *times, SLOWER, FASTER
        elif "% de " in told.replace("\u00a0", " "):
            now, then = (share(part["interactions"]["by_sentiment"]) for part in (figures, before))
            up, down = DARKER, LIGHTER
        elif theme:
            now, then, up, down = *counts[theme[1]], UP, DOWN
        else:
            now, then, up, down = *opened, UP, DOWN
        assert not up.search(told) or now > then, told
        assert not down.search(told) or now < then, told
        found += bool(up.search(told) or down.search(told))
    return found


def share(moods: dict[str, int]) -> float:
    return moods.get("negative", 0) / sum(moods[mood] for mood in ("negative", "neutral", "positive"))


def test_directions_in_published_reports_are_those_of_their_figures(written: list[WeeklyReport]) -> None:
    told = [check(r.qualitative["reading"]["fr"], r.quantitative, r.qualitative["themes"]) for r in written]

    assert len(written) >= 4
    assert sum(told) >= 1


def test_numbers_in_published_reports_stand_in_their_figures(written: list[WeeklyReport]) -> None:
    for report in written:
        text = report.qualitative["reading"]["fr"].replace("\u00a0", " ")
        assert str(report.quantitative["interactions"]["opened"]) in text
        median = report.quantitative["responsiveness"]["first_response_seconds"]["median"]
        with translation.override("fr"):
            assert duration_words(median).replace("\u00a0", " ") in text


def figures(
    opened: int, seconds: float | None, negative: int = 20, answered: int = 90, late: int = 0
) -> dict[str, Any]:
    return {
        "interactions": {
            "opened": opened,
            "by_sentiment": {"negative": negative, "neutral": 30, "positive": 100 - 30 - negative},
        },
        "responsiveness": {
            "needing_answer": 100,
            "answered": answered,
            "response_rate": answered / 100,
            "first_response_seconds": {"median": seconds},
        },
        "escalations": {"opened": 8, "answered_late": late},
    }


@pytest.mark.parametrize("brand", ["nyongtel", "es-ain-safsaf", "vina-assurances", "loumalo"])
@pytest.mark.parametrize("opened", [60, 99, 100, 101, 160])
@pytest.mark.parametrize(
    ("seconds", "negative", "answered", "late"),
    [(900, 20, 99, 0), (9000, 55, 70, 5), (3600, 35, 90, 1), (3610, 5, 50, 8)],
)
def test_every_sentence_says_what_the_figures_say(
    brand: str, opened: int, seconds: float, negative: int, answered: int, late: int
) -> None:
    now = figures(opened, seconds, negative, answered, late)
    now["compared"] = {"previous_week": figures(100, 3600, 35)}
    themes = [
        {"theme": "Idées", "count": opened // 5, "before": 20},
        {"theme": "Satisfaction", "count": 4, "before": 4},
    ]
    said = set()
    for ahead in REPEATED:
        reading = reading_of(cast().brand(brand), WEEK + ahead, "calm", deepcopy(now), themes)
        check(reading["fr"], now, themes)
        assert "{" not in "".join(reading.values())
        said.add(reading["fr"])
    assert len(said) > 1


@pytest.mark.parametrize(
    ("opened", "told"), [(400, UP), (30, DOWN), (112, re.compile("hasard|trop peu d'écart"))]
)
def test_only_what_chance_does_not_explain_is_called_a_rise_or_a_fall(
    opened: int, told: re.Pattern[str]
) -> None:
    now, before = figures(opened, 3600), figures(100, 3600)
    for week, count in ((now, opened), (before, 100)):
        week["interactions"]["by_day"] = [count // 7 + (day < count % 7) for day in range(7)]
    now["compared"] = {"previous_week": before}
    for ahead in REPEATED:
        reading = reading_of(cast().brand("nyongtel"), WEEK + ahead, "calm", now, [])["fr"]
        assert [way for way in (UP, DOWN) if way.search(reading)] == [
            way for way in (UP, DOWN) if way is told
        ]
        assert told.search(reading)


def test_a_first_week_is_compared_with_nothing() -> None:
    now = figures(40, 600)
    now["compared"] = {"previous_week": figures(0, None)}

    reading = reading_of(cast().brand("nyongtel"), WEEK, "calm", now, [])["fr"]

    assert not UP.search(reading)
    assert not DOWN.search(reading)
    assert "contre" not in reading
