"""Themes on the page of a report: found, named, merged, dropped, taken back, and remembered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.access import Right
from accounts.models import AuditEntry
from channels_mgmt.brands.choices import Kind
from channels_mgmt.inbox.services.sorting import classify
from reporting.weekly.models import ThemeWord, WeeklyReport
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.themes import drop_theme, forget_theme, name_theme
from reporting.weekly.theme_list import themes_shown
from tests.cast import Cast
from tests.inbox.making import logged
from tests.weekly.test_lifecycle import MONDAY, WEEK, WORDS
from tests.weekly.test_pages import page, reader

OUTAGE = ("Coupure de réseau à Bonabéri", "Encore une coupure de réseau", "Les coupures de réseau, assez")
BILLS = ("Ma facture est fausse", "Deux factures ce mois", "Facture jamais reçue")


def written(cast: Cast, *texts: str, began: datetime | None = None) -> None:
    began = began or WEEK.start(cast.brand.time_zone)
    for number, text in enumerate(texts):
        at = began + timedelta(hours=9, minutes=number)
        logged(cast, author=f"Personne {number}", text=text, at=at)


def themes(report: WeeklyReport) -> dict[str, int]:
    return {row["theme"]: row["count"] for row in report.qualitative["themes"]}


@pytest.fixture
def draft(cast: Cast) -> WeeklyReport:
    written(cast, *OUTAGE, *BILLS)
    return compute_report(brand=cast.brand, week=WEEK, at=MONDAY)


def test_a_report_tells_what_the_week_was_about(draft: WeeklyReport) -> None:
    assert themes(draft) == {"coupure de réseau": 3, "facture": 3}


def test_abuse_is_no_theme_and_what_somebody_said_stands(cast: Cast) -> None:
    began = WEEK.start(cast.brand.time_zone) + timedelta(hours=8)
    for number in range(3):
        at = began + timedelta(minutes=number)
        insult = logged(cast, author=f"Fâché {number}", text="Escrocs de voleurs", at=at)
        classify(interaction=insult, by=cast.cm, kind=Kind.ABUSE, at=at)
    told = logged(cast, author="Awa", text="Coupure", at=began)
    classify(interaction=told, by=cast.cm, theme="Réseau", at=began)
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    assert report.qualitative["themes"] == [
        {
            "theme": "Réseau",
            "count": 1,
            "before": 0,
            "mean": None,
            "change": None,
            "source": "said",
            "words": [],
        }
    ]


def test_the_weeks_before_are_counted_by_the_same_words(cast: Cast) -> None:
    written(cast, *OUTAGE)
    written(cast, *OUTAGE[:2], began=WEEK.previous.start(cast.brand.time_zone))
    (row,) = compute_report(brand=cast.brand, week=WEEK, at=MONDAY).qualitative["themes"]
    assert (row["count"], row["before"], row["mean"]) == (3, 2, 2.0)


def test_a_name_is_remembered_for_the_next_weeks(cast: Cast, draft: WeeklyReport) -> None:
    named = name_theme(
        report=draft, theme="coupure de réseau", name=" Réseau  mobile ", by=cast.cm, at=MONDAY
    )
    assert themes(named) == {"Réseau mobile": 3, "facture": 3}
    written(cast, "Pas de réseau", began=WEEK.next.start(cast.brand.time_zone))
    following = compute_report(brand=cast.brand, week=WEEK.next, at=MONDAY + timedelta(weeks=1))
    assert themes(following)["Réseau mobile"] == 1
    verbs = AuditEntry.objects.filter(object_type="weekly.weeklyreport").values_list("verb", flat=True)
    assert "report.theme_named" in verbs


def test_the_name_of_another_theme_makes_the_two_one(cast: Cast, draft: WeeklyReport) -> None:
    name_theme(report=draft, theme="coupure de réseau", name="Ennuis", by=cast.cm)
    draft.refresh_from_db()
    merged = name_theme(report=draft, theme="facture", name="Ennuis", by=cast.cm)
    assert themes(merged) == {"Ennuis": 6}


def test_what_is_dropped_is_found_no_more_until_that_is_taken_back(cast: Cast, draft: WeeklyReport) -> None:
    dropped = drop_theme(report=draft, theme="facture", by=cast.cm)
    assert themes(dropped) == {"coupure de réseau": 3}
    assert themes(forget_theme(report=dropped, theme="", by=cast.cm)) == {
        "coupure de réseau": 3,
        "facture": 3,
    }
    assert not ThemeWord.objects.exists()


def test_a_theme_without_a_name_or_that_is_gone_is_refused_in_words(cast: Cast, draft: WeeklyReport) -> None:
    with pytest.raises(ValidationError, match="s’appelle"):
        name_theme(report=draft, theme="facture", name="  ", by=cast.cm)
    with pytest.raises(ValidationError, match="n’est plus là"):
        name_theme(report=draft, theme="autre", name="Autre", by=cast.cm)
    with pytest.raises(ValidationError, match="80"):
        name_theme(report=draft, theme="facture", name="x" * 81, by=cast.cm)
    assert not ThemeWord.objects.exists()


def test_a_published_report_keeps_its_themes(cast: Cast, draft: WeeklyReport) -> None:
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    published = lifecycle.publish(report=draft, by=cast.manager, at=MONDAY)
    with pytest.raises(ValidationError, match="publié"):
        drop_theme(report=published, theme="facture", by=cast.cm)
    assert themes(published) == {"coupure de réseau": 3, "facture": 3}


def test_the_cm_names_and_drops_on_the_page_and_the_executive_does_not(
    cast: Cast, draft: WeeklyReport
) -> None:
    cm = reader(cast.cm)
    shown = cm.get(page(WEEK)).content.decode()
    assert "coupure de réseau" in shown
    assert 'value="drop"' in shown
    sent = {"act": "name", "theme": "coupure de réseau", "name": "Réseau"}
    answer = cm.post(f"{page(WEEK)}themes/", sent)
    assert (answer.status_code, answer["Location"]) == (303, f"{page(WEEK)}#themes")
    cm.post(f"{page(WEEK)}themes/", {"act": "drop", "theme": "facture"})
    report = WeeklyReport.objects.get()
    assert themes(report) == {"Réseau": 3}
    assert report.edition == 3
    shown = cm.get(page(WEEK)).content.decode()
    assert "1 mot est laissé de côté" in shown
    assert cm.post(f"{page(WEEK)}themes/", {"act": "other"}).status_code == 303
    assert reader(cast.executive).post(f"{page(WEEK)}themes/", sent).status_code == 403


def test_the_theme_that_the_brand_has_already_is_proposed(cast: Cast, draft: WeeklyReport) -> None:
    began = WEEK.start(cast.brand.time_zone) + timedelta(hours=20)
    told = logged(cast, author="Awa", text="Bonjour", at=began)
    classify(interaction=told, by=cast.cm, theme="Réseaux et couverture", at=began)
    again = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    shown = themes_shown(again, {Right.REPORT_COMPLETE, Right.INBOX_VIEW})
    rows = {row.name: row for row in (*shown["first"], *shown["more"])}
    assert rows["coupure de réseau"].proposed == "Réseaux et couverture"
    assert rows["facture"].proposed == "facture"


def test_two_of_the_same_name_are_not_mixed_up(cast: Cast, draft: WeeklyReport) -> None:
    """A theme that people said has the name of one that was found: only the found one is dropped."""
    began = WEEK.start(cast.brand.time_zone) + timedelta(hours=20)
    told = logged(cast, author="Awa", text="Bonjour", at=began)
    classify(interaction=told, by=cast.cm, theme="facture", at=began)
    again = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    rows = [row for row in again.qualitative["themes"] if row["theme"] == "facture"]
    assert {row["source"] for row in rows} == {"said", "found"}
    dropped = drop_theme(report=again, theme="facture", by=cast.cm)
    assert [row["source"] for row in dropped.qualitative["themes"] if row["theme"] == "facture"] == ["said"]
