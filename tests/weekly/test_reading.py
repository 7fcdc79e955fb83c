"""The reading of a week: the product's words until a person writes, and never instead of theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from reporting.weekly.cards import sentences
from reporting.weekly.models import WeeklyReport
from reporting.weekly.reading import is_machines, reading_in
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report, provisional_report
from tests.cast import Cast
from tests.inbox.making import logged
from tests.weekly.test_lifecycle import MONDAY, WEEK, WORDS
from tests.weekly.test_pages import page, reader

OWN = "Semaine tendue : le réseau a manqué deux jours."


def computed(cast: Cast) -> WeeklyReport:
    return compute_report(brand=cast.brand, week=WEEK, at=MONDAY)


def one_more(cast: Cast, number: int) -> None:
    at = WEEK.start(cast.brand.time_zone) + timedelta(hours=9 + number)
    logged(cast, author=f"Personne {number}", at=at)


def write(cast: Cast, report: WeeklyReport, **reading: str) -> WeeklyReport:
    kept = {**report.qualitative["reading"], **reading}
    return lifecycle.save_qualitative(
        report=report, qualitative={**WORDS, "reading": kept}, by=cast.cm, at=MONDAY
    )


def test_the_draft_stands_in_the_reading_of_both_languages(cast: Cast) -> None:
    one_more(cast, 0)
    report = computed(cast)
    reading = report.qualitative["reading"]
    assert reading == {language: report.draft[language]["text"] for language in ("fr", "en")}
    assert reading["fr"].startswith(("Une seule interaction", "La marque n’a reçu qu’une"))
    assert reading_in(reading, report.draft, "fr") == (reading["fr"], True)


def test_it_follows_the_figures_until_a_person_writes(cast: Cast) -> None:
    one_more(cast, 0)
    first = computed(cast).qualitative["reading"]
    one_more(cast, 1)
    second = computed(cast)
    assert second.qualitative["reading"] != first
    write(cast, second, fr=OWN)
    one_more(cast, 2)
    third = computed(cast)
    assert third.qualitative["reading"]["fr"] == OWN
    assert third.qualitative["reading"]["en"] == third.draft["en"]["text"] != second.draft["en"]["text"]


def test_what_a_person_took_away_stays_away(cast: Cast) -> None:
    report = write(cast, computed(cast), fr="", en="")
    one_more(cast, 0)
    assert computed(cast).qualitative["reading"] == {"fr": "", "en": ""}
    assert reading_in(report.qualitative["reading"], report.draft, "fr") == ("", True)


def test_line_breaks_of_a_browser_make_nobody_an_author(cast: Cast) -> None:
    one_more(cast, 0)
    report = computed(cast)
    sent = report.draft["fr"]["text"].replace("\n", "\r\n")
    assert is_machines(sent, report.draft, "fr")
    assert not is_machines(f"{sent} Rien de plus.", report.draft, "fr")


def test_a_persons_words_come_before_the_machines_in_any_language(cast: Cast) -> None:
    report = write(cast, computed(cast), fr=OWN)
    assert reading_in(report.qualitative["reading"], report.draft, "en") == (OWN, False)


def test_the_machines_words_alone_complete_no_report(cast: Cast) -> None:
    report = write(cast, computed(cast))
    with pytest.raises(ValidationError, match="ce que vous lisez dans les chiffres"):
        lifecycle.complete(report=report, by=cast.cm)
    assert lifecycle.complete(report=write(cast, report, fr=OWN), by=cast.cm).state == "completed"


def test_whoever_writes_is_told_that_the_words_are_the_products(cast: Cast) -> None:
    report = computed(cast)
    cm = reader(cast.cm)
    assert "première lecture" in cm.get(f"{page(WEEK)}write/").content.decode()
    write(cast, report, fr=OWN)
    assert "première lecture" not in cm.get(f"{page(WEEK)}write/").content.decode()


def test_the_page_says_whose_words_they_are(cast: Cast) -> None:
    one_more(cast, 0)
    report = computed(cast)
    cm = reader(cast.cm)
    assert "Personne ne l’a encore retouché" in cm.get(page(WEEK)).content.decode()
    write(cast, report, fr=OWN)
    shown = cm.get(page(WEEK)).content.decode()
    assert "Personne ne l’a encore retouché" not in shown
    assert OWN in shown


def test_a_revision_knows_which_words_were_the_machines(cast: Cast) -> None:
    report = write(cast, computed(cast), fr=OWN)
    lifecycle.complete(report=report, by=cast.cm, at=MONDAY)
    published = lifecycle.publish(report=report, by=cast.manager, at=MONDAY)
    revision = lifecycle.revise(report=published, what_changed="Un fichier en retard", by=cast.manager)
    one_more(cast, 0)
    again = computed(cast)
    assert again.pk == revision.pk
    assert again.qualitative["reading"] == {"fr": OWN, "en": again.draft["en"]["text"]}
    published.refresh_from_db()
    assert published.draft["en"]["text"] != again.draft["en"]["text"]


def test_the_sentences_of_a_report_are_those_of_its_day(cast: Cast) -> None:
    report = computed(cast)
    for language in ("fr", "en"):
        with override(language):
            assert sentences(report) == report.draft[language]["brief"]
            report.draft, kept = {}, report.draft
            assert sentences(report) == kept[language]["brief"]
            report.draft = kept


def test_a_provisional_report_says_so(cast: Cast) -> None:
    during = WEEK.start(cast.brand.time_zone) + timedelta(days=2)
    report = provisional_report(brand=cast.brand, week=WEEK, at=during)
    assert "provisoires" in report.qualitative["reading"]["fr"]
