"""Words of the public in a report: picked in two taps, cut, and gone when the person is erased."""

import json
from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace

import pgtrigger
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from channels_mgmt.desk import personal_data
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from cmhub.lib.erased import ERASED
from cmhub.lib.weeks import Week
from reporting.weekly.contract import as_contract
from reporting.weekly.models import Insight, Quotation, WeeklyReport
from reporting.weekly.services import lifecycle, quoting, words
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast, client_of
from tests.inbox.making import logged
from tests.weekly.making import WORDS
from tests.weekly.test_words import MONDAY, WEEK, insight, publish

earlier = import_module("reporting.weekly.migrations.0006_quotations_of_earlier_reports")
SAID = "Trois jours sans réseau à Bonabéri, et personne ne répond"
THURSDAY = datetime(2026, 11, 5, 10, 0, tzinfo=UTC)


@pytest.fixture
def message(cast: Cast) -> Message:
    return logged(cast, author="@Awa", text=SAID, at=THURSDAY).messages.get()


def pick(cast: Cast, message: Message, area: str = "product") -> Quotation:
    return quoting.pick(message=message, brand=cast.brand, area=area, by=cast.cm, at=MONDAY)


def shown_by(cast: Cast, report: WeeklyReport, quotation: Quotation) -> Insight:
    row = insight(cast, report)
    return words.change(
        row=row,
        report=report,
        edition=row.edition,
        values={"text": row.text, "quotations": [quotation]},
        by=cast.cm,
        at=MONDAY,
    )


def test_two_taps_on_the_page_of_the_interaction(cast: Cast, message: Message) -> None:
    client = client_of(cast.cm)
    address = f"/reports/quote/{message.pk}/"
    assert address in client.get(f"/interactions/{message.interaction_id}/").content.decode()
    dialog = client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert SAID in dialog
    assert "<html" not in dialog
    assert client.post(address, {"area": "service"}).status_code == 303
    kept = Quotation.objects.get()
    assert (kept.week, kept.area, kept.words, kept.message) == (str(WEEK), "service", SAID, message)
    client.post(address, {"area": "image"})
    assert Quotation.objects.get().area == "image"


def test_what_was_picked_before_there_is_a_report_is_taken_out(cast: Cast, message: Message) -> None:
    kept = pick(cast, message)
    answer = client_of(cast.cm).post(f"/reports/quotations/{kept.pk}/remove/")
    assert (answer.status_code, answer["Location"]) == (303, f"/b/wouri/reports/{WEEK}/write/#product")
    assert not Quotation.objects.exists()


def test_those_who_do_not_write_reports_are_offered_no_quoting(cast: Cast, message: Message) -> None:
    client = client_of(cast.service)
    assert "reports/quote/" not in client.get(f"/interactions/{message.interaction_id}/").content.decode()
    assert client.post(f"/reports/quote/{message.pk}/", {"area": "image"}).status_code == 403
    assert client_of(cast.rival).get(f"/reports/quote/{message.pk}/").status_code == 404


def test_only_the_public_is_quoted(cast: Cast, message: Message) -> None:
    answer_interaction(interaction=message.interaction, text="Bonjour", by=cast.cm, at=THURSDAY)
    reply = Message.objects.get(direction="out")
    with pytest.raises(ValidationError):
        pick(cast, reply)


def test_what_is_quoted_after_publication_goes_into_the_next_report(cast: Cast, message: Message) -> None:
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    insight(cast, report)
    publish(cast, report)
    assert pick(cast, message).week == str(WEEK.next)


def test_the_report_shows_the_words_and_keeps_only_their_place(cast: Cast, message: Message) -> None:
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    quotation = pick(cast, message)
    shown_by(cast, report, quotation)
    published = publish(cast, report)
    assert SAID not in json.dumps(published.qualitative, ensure_ascii=False)
    assert as_contract(published)["qualitative"]["insights"]["product"][0]["quote"] == SAID
    assert SAID in client_of(cast.executive).get(f"/b/wouri/reports/{WEEK}/").content.decode()


def test_erasing_the_person_empties_the_quotation_and_leaves_the_figures(
    cast: Cast, message: Message
) -> None:
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    shown_by(cast, report, pick(cast, message))
    publish(cast, report)
    before = WeeklyReport.objects.get()
    copy = personal_data.copy_for(brand=cast.brand, handle="@Awa", by=cast.manager)
    assert [one["words"] for one in copy["quoted"]] == [SAID]
    personal_data.erase(brand=cast.brand, handle="@Awa", by=cast.manager)
    after = WeeklyReport.objects.get()
    assert after.quantitative == before.quantitative
    assert after.qualitative == before.qualitative
    (told,) = as_contract(after)["qualitative"]["insights"]["product"]
    assert (told["quote"], told["quotations"][0]["erased"]) == ("", True)
    page = client_of(cast.executive).get(f"/b/wouri/reports/{WEEK}/?lang=en").content.decode()
    assert SAID not in page
    assert "its words are erased" in page
    assert Quotation.objects.get().words == ERASED


def test_what_was_typed_as_a_quotation_goes_too(cast: Cast, message: Message) -> None:
    other = logged(cast, author="Paul", text="Bravo pour le nouveau forfait de nuit", at=THURSDAY)
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    said = [
        {"text": "Le réseau déçoit.", "quote": SAID},
        {"text": "Il plaît.", "quote": "Bravo pour le nouveau"},
    ]
    insights = {"product": said, "service": [], "image": []}
    lifecycle.save_qualitative(report=report, qualitative={"insights": insights}, by=cast.cm, at=MONDAY)
    personal_data.erase(brand=cast.brand, handle="@Awa", by=cast.manager)
    assert set(Quotation.objects.values_list("words", flat=True)) == {ERASED, "Bravo pour le nouveau"}
    assert other.messages.get().text


def test_what_was_kept_long_enough_goes_from_reports_too(cast: Cast, message: Message) -> None:
    pick(cast, message)
    sorting.close(interaction=message.interaction, by=cast.cm, at=MONDAY)
    personal_data.set_retention(brand=cast.brand, months=3, by=cast.manager)
    personal_data.let_go(at=datetime(2027, 6, 1, tzinfo=UTC))
    assert Quotation.objects.get().words == ERASED


@pytest.mark.parametrize(
    ("cut", "is_said"),
    [
        ("Trois jours sans réseau", True),
        ("Trois jours … personne ne répond", True),
        ("... et personne ne répond", True),
        ("personne ne répond … Trois jours", False),
        ("Trois jours avec réseau", False),
        ("…", False),
    ],
)
def test_a_quotation_is_shortened_and_never_rewritten(
    cast: Cast, message: Message, cut: str, is_said: bool
) -> None:
    quotation = pick(cast, message)
    page = client_of(cast.cm).post(f"/reports/quotations/{quotation.pk}/", {"words": cut, "edition": 1})
    assert page.status_code == (303 if is_said else 422)
    quotation.refresh_from_db()
    assert quotation.words == (cut if is_said else SAID)


def test_a_quotation_that_a_published_report_has_stays(cast: Cast, message: Message) -> None:
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    quotation = pick(cast, message)
    row = shown_by(cast, report, quotation)
    published = publish(cast, report)
    draft = lifecycle.revise(report=published, what_changed="Un mot", by=cast.manager, at=MONDAY)
    words.take_out(row=row, report=draft, by=cast.cm, at=MONDAY)
    quotation.refresh_from_db()
    with pytest.raises(ValidationError):
        quoting.remove(quotation=quotation, by=cast.cm)
    assert Week.parse(quotation.week) == WEEK
    assert as_contract(published)["qualitative"]["insights"]["product"][0]["quote"] == SAID


def test_what_was_typed_into_earlier_reports_gets_rows_and_can_be_erased(cast: Cast) -> None:
    draft = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    report = lifecycle.publish(report=draft, by=cast.manager, at=MONDAY)
    Quotation.objects.all().delete()
    insights = {"product": [{"text": "Réseau", "quote": SAID}], "service": [], "image": []}
    with pgtrigger.ignore("weekly.WeeklyReport:published_is_frozen"):
        WeeklyReport.objects.filter(pk=report.pk).update(
            qualitative=report.qualitative | {"insights": insights}
        )
    earlier.give_rows(apps, SimpleNamespace(connection=connection))
    held = WeeklyReport.objects.get(pk=report.pk)
    assert SAID not in str(held.qualitative)
    assert as_contract(held)["qualitative"]["insights"]["product"][0]["quote"] == SAID
    logged(cast, author="@Awa", text=SAID, at=THURSDAY)
    personal_data.erase(brand=cast.brand, handle="@Awa", by=cast.manager)
    assert as_contract(held)["qualitative"]["insights"]["product"][0]["quote"] == ""
