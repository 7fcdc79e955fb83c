"""The week as a message of WhatsApp: short, without the names of who made it, and for published reports."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import lifecycle
from reporting.weekly.whatsapp import LONGEST, message_of
from tests.cast import Cast
from tests.weekly.test_lifecycle import MONDAY, WEEK, WORDS
from tests.weekly.test_pages import page, reader
from tests.weekly.test_reading import computed, one_more

URL = "https://hub.example/b/wouri/reports/2026-W45/"


@pytest.fixture
def published(cast: Cast) -> WeeklyReport:
    for number in range(3):
        one_more(cast, number)
    report = computed(cast)
    words = {**WORDS, "decisions_asked": [{"text": "Ouvrir le dimanche"}, {"text": "Recruter"}]}
    lifecycle.save_qualitative(report=report, qualitative=words, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=report, by=cast.cm, at=MONDAY)
    return lifecycle.publish(report=report, by=cast.manager, at=MONDAY)


def test_it_tells_figures_words_decisions_and_the_way(cast: Cast, published: WeeklyReport) -> None:
    french, english = (message_of(published, URL, language) for language in ("fr", "en"))
    assert french.startswith(f"*{published.brand.name}*\nSemaine 45")
    assert "• Interactions\u00a0: 3" in french
    assert "Semaine calme." in french
    assert "2 décisions vous sont demandées." in french
    assert "Semaine calme." not in english
    assert "2 decisions are asked of you." in english
    assert french.endswith(URL)
    assert english.endswith(URL)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_short_however_long_the_reading_is(cast: Cast, published: WeeklyReport, language: str) -> None:
    published.qualitative = {
        **published.qualitative,
        "reading": {"fr": "Une longue phrase de lecture. " * 100, "en": "A long sentence of reading. " * 100},
    }
    text = message_of(published, URL, language)
    assert len(text) < LONGEST
    assert "…" in text
    assert text.endswith(URL)


def test_it_names_no_house(cast: Cast, published: WeeklyReport) -> None:
    assert published.brand.agency.name not in message_of(published, URL, "fr")


def test_managers_find_it_on_the_page_of_a_published_report_in_both_languages(
    cast: Cast, published: WeeklyReport
) -> None:
    shown = reader(cast.manager).get(page(WEEK)).content.decode()
    text = message_of(published, f"http://testserver{page(WEEK)}", "en")
    assert f"https://wa.me/?text={quote(text)}" in shown
    assert 'id="whatsapp-fr"' in shown
    assert "wa.me" not in reader(cast.executive).get(page(WEEK)).content.decode()


def test_a_draft_is_not_sent(cast: Cast) -> None:
    computed(cast)
    assert "wa.me" not in reader(cast.manager).get(page(WEEK)).content.decode()
