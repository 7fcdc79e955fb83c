"""The mail of a published report: to whom, in whose language and time, with the substance in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry, Notification, User
from accounts.services.delivery import send_due
from reporting.weekly.models import ReportLink, ReportReading, ReportRecipient
from reporting.weekly.services import lifecycle
from reporting.weekly.services.links import link_for
from reporting.weekly.services.readers import choose, choose_address, forget_address, readers_of
from tests.accounts.post_office import opened
from tests.cast import Cast, client_of
from tests.weekly.making import MONDAY, WEEK, arrived, completed, published, sent

PAGE = f"/b/wouri/reports/{WEEK}/"
PEOPLE = "/b/wouri/reports/recipients/"


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def told() -> dict[str, Any]:
    """The mails of the report by whom they went to."""
    sent()
    send_due()
    rows = Notification.objects.filter(key__startswith="report_published:")
    return {row.email: row for row in rows}


def names(cast: Cast) -> list[tuple[str, bool]]:
    return [(reader.name, reader.gets) for reader in readers_of(cast.brand, MONDAY)]


def test_who_decides_gets_it_without_being_chosen(cast: Cast) -> None:
    published(cast)
    assert set(told()) == {cast.executive.email, cast.decider.email}


def test_people_are_chosen_and_left_out(cast: Cast) -> None:
    choose(brand=cast.brand, user=cast.decider, gets=False, by=cast.manager)
    choose(brand=cast.brand, user=cast.cm, gets=True, by=cast.manager)
    with pytest.raises(ValidationError):
        choose(brand=cast.brand, user=cast.rival, gets=True, by=cast.manager)
    published(cast)
    assert set(told()) == {cast.executive.email, cast.cm.email}
    verbs = AuditEntry.objects.filter(verb__startswith="report.recipient").values_list("verb", flat=True)
    assert sorted(verbs) == ["report.recipient_chosen", "report.recipient_left_out"]


def test_who_publishes_is_not_written_to(cast: Cast) -> None:
    choose(brand=cast.brand, user=cast.manager, gets=True, by=cast.manager)
    published(cast)
    assert cast.manager.email not in told()


def test_the_mail_says_what_the_report_says(cast: Cast) -> None:
    arrived(cast, "Awa", answered_after=35)
    arrived(cast, "Ali", hours=30)
    published(cast)
    told()
    (message,) = [one for one in mail.outbox if one.to == [cast.executive.email]]
    body = str(message.body).replace("\u00a0", " ")
    subject = message.subject.replace("\u00a0", " ")
    assert subject == "Wouri Mobile : rapport de la semaine 45 (du 2 au 8 novembre 2026)"
    for words in (
        "- Interactions : 2",
        "- Taux de réponse : 50 %",
        "- Première réponse (médiane) : 35 min",
        "Semaine calme, sauf mardi.",
        "Ouvrir l’assistance le samedi ?",
        "Réécrire la page du forfait nuit.",
        f"http://testserver{PAGE}",
    ):
        assert words in body, (words, body)
    whole = message.message().as_bytes()
    assert len(whole) < 60_000
    assert b"<img" not in whole


def test_each_reads_it_in_their_language_and_time(cast: Cast) -> None:
    User.objects.filter(pk=cast.executive.pk).update(language="en", time_zone="Africa/Dakar")
    published(cast)
    english, french = told()[cast.executive.email], told()[cast.decider.email]
    assert "A calm week but for Tuesday." in english.body
    assert "6:00 (Dakar time)" in english.body.replace("\u00a0", " ")
    assert "Semaine calme, sauf mardi." in french.body
    assert "7 h (heure locale : Douala)" in french.body.replace("\u00a0", " ")


def test_a_long_report_makes_no_long_mail(cast: Cast) -> None:
    draft = completed(cast)
    words = {"text": "très long " * 900}
    many = {"reading": {"fr": "phrase " * 9000, "en": ""}, "recommendations": [words] * 60}
    lifecycle.save_qualitative(report=draft, qualitative=many, by=cast.cm)
    lifecycle.complete(report=draft, by=cast.cm)
    lifecycle.publish(report=draft, by=cast.manager)
    told()
    assert mail.outbox
    assert all(len(message.message().as_bytes()) < 60_000 for message in mail.outbox)


def test_somebody_without_a_login_gets_it_with_a_link_of_their_own(cast: Cast) -> None:
    reader = choose_address(
        brand=cast.brand, name="Mme Ngo", email="NGO@board.example", language="fr", by=cast.manager
    )
    report = published(cast)
    told()
    (message,) = [one for one in mail.outbox if one.to == ["ngo@board.example"]]
    found = re.search(r"http://testserver(/report/\S+)", str(message.body))
    assert found
    assert ReportLink.objects.get().name == "Mme Ngo"
    kept = Notification.objects.get(email="ngo@board.example")
    assert found[1].split("/")[2] not in kept.body
    by_hand = link_for(report=report, name=reader.name, language="fr", by=cast.manager)
    forget_address(recipient=reader, by=cast.manager)
    assert not ReportRecipient.objects.exists()
    mailed, other = ReportLink.objects.order_by("pk")
    assert mailed.revoked_at is not None
    assert (other, other.revoked_at) == (by_hand, None)


def test_somebody_with_a_login_is_not_chosen_by_address(cast: Cast) -> None:
    chosen = choose_address(
        brand=cast.brand, name="X", email=cast.cm.email.upper(), language="fr", by=cast.manager
    )
    assert (chosen.user, chosen.email) == (cast.cm, "")


def test_an_old_week_wakes_nobody(cast: Cast) -> None:
    report = completed(cast)
    with time_machine.travel(MONDAY + timedelta(days=9), tick=False):
        lifecycle.publish(report=report, by=cast.manager, at=MONDAY)
        assert not told()


def test_a_real_mail_server_gets_it_and_it_opens(cast: Cast, settings: Any) -> None:
    choose(brand=cast.brand, user=cast.decider, gets=False, by=cast.manager)
    with opened(settings) as post_office:
        published(cast)
        sent()
        send_due()
    letters = {one["To"]: one for one in post_office.letters if "rapport de la semaine" in one["Subject"]}
    assert letters.keys() == {cast.executive.email, cast.manager.email}
    assert "est complet" in letters[cast.manager.email]["Subject"]
    letter = letters[cast.executive.email]
    text = letter.get_body(("plain",)).get_content()
    assert "Semaine calme, sauf mardi." in text
    link = re.search(r"http://testserver(/b/\S+)", text)
    assert link
    assert client_of(cast.executive).get(link[1]).status_code == 200


def test_a_corrected_report_says_so(cast: Cast) -> None:
    report = published(cast)
    draft = lifecycle.revise(report=report, what_changed="Fichier en retard", by=cast.manager)
    lifecycle.complete(report=draft, by=cast.cm)
    lifecycle.publish(report=draft, by=cast.manager)
    sent()
    rows = Notification.objects.filter(key__startswith="report_published:", email=cast.executive.email)
    assert "Fichier en retard" in rows.latest("pk").body
    assert rows.count() == 2


# --- Who reads ---------------------------------------------------------------------------------------


def test_who_read_it_and_when_is_kept_of_each(cast: Cast) -> None:
    report = published(cast)
    client_of(cast.executive).get(PAGE)
    with time_machine.travel(MONDAY + timedelta(hours=3), tick=False):
        client_of(cast.decider).get(PAGE)
        client_of(cast.executive).get(PAGE)
        client_of(cast.cm).get(PAGE)
        shown = client_of(cast.manager).get(PAGE).content.decode()
    readings = {one.user: (one.first_at, one.last_at) for one in ReportReading.objects.filter(report=report)}
    assert readings == {
        cast.executive: (MONDAY, MONDAY + timedelta(hours=3)),
        cast.decider: (MONDAY + timedelta(hours=3), MONDAY + timedelta(hours=3)),
    }
    assert cast.executive.name in shown
    assert cast.decider.name in shown


# --- The page ----------------------------------------------------------------------------------------


def test_the_page_adds_leaves_out_and_forgets(cast: Cast) -> None:
    manager = client_of(cast.manager)
    assert manager.post(PEOPLE, {"person": cast.cm.pk}).status_code == 303
    assert (cast.cm.name, True) in names(cast)
    manager.post(f"{PEOPLE}of/{cast.executive.pk}/", {"gets": "0"})
    assert (cast.executive.name, False) in names(cast)
    manager.post(f"{PEOPLE}of/{cast.executive.pk}/", {"gets": "1"})
    assert (cast.executive.name, True) in names(cast)
    manager.post(PEOPLE, {"name": "Mme Ngo", "email": "ngo@board.example", "language": "en"})
    one = ReportRecipient.objects.get(user=None)
    assert "Mme Ngo" in manager.get(PEOPLE).content.decode()
    manager.post(f"{PEOPLE}{one.pk}/forget/")
    assert not ReportRecipient.objects.filter(user=None).exists()


def test_a_stranger_with_a_login_is_an_address_like_any_other(cast: Cast) -> None:
    """The page knows what its manager may do, which says nothing of the one whom they name."""
    manager = client_of(cast.manager)
    given = {"name": "Mme Ngo", "email": cast.rival.email, "language": "fr"}
    assert manager.post(PEOPLE, given).status_code == 303
    assert ReportRecipient.objects.get().user is None
    shown = manager.get(PEOPLE).content.decode()
    assert "Mme Ngo" in shown
    assert cast.rival.name not in shown


def test_who_may_not_read_reports_any_more_leaves_the_list(cast: Cast) -> None:
    manager = client_of(cast.manager)
    manager.post(PEOPLE, {"person": cast.cm.pk})
    assert any(one.user == cast.cm for one in manager.get(PEOPLE).context["readers"])
    cast.cm.brand_roles.update(ends_on=MONDAY.date())
    assert not any(one.user == cast.cm for one in manager.get(PEOPLE).context["readers"])


def test_the_page_says_what_is_missing_and_keeps_what_was_typed(cast: Cast) -> None:
    answer = client_of(cast.manager).post(PEOPLE, {"name": "Mme Ngo"})
    assert answer.status_code == 422
    assert 'value="Mme Ngo"' in answer.content.decode()


def test_only_who_shares_chooses(cast: Cast) -> None:
    for person in (cast.cm, cast.executive, cast.decider):
        assert client_of(person).get(PEOPLE).status_code == 403
    assert client_of(cast.rival).get(PEOPLE).status_code == 404
