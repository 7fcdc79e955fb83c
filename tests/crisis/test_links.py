"""Signed links of contacts who decide in a crisis: one crisis, no login; opened, answered by, over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Contact, Notification
from accounts.services.delivery import send_due
from accounts.services.told_links import AFTER_END, VALID_FOR
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.choices import Line, Verb
from channels_mgmt.crisis.models import Crisis, TellingLink
from channels_mgmt.crisis.services.running import end_crisis, write_status
from channels_mgmt.crisis.services.statements import approve_statement, write_statement
from channels_mgmt.crisis.services.tasks import ask_decision, decide
from channels_mgmt.crisis.services.telling import sides_missing, tell_due
from tests.cast import Cast, client_of
from tests.crisis.making import opened
from tests.deciding import ADDRESS, DIRECTOR, PHONE, browser, director_of, links_in_mails, name_to_decide
from tests.watch.making import seen

pytestmark = pytest.mark.django_db
EVERY = timedelta(minutes=10)
TITLE = "Panne du réseau"


@pytest.fixture
def director(cast: Cast) -> Contact:
    return director_of(cast)


@pytest.fixture
def crisis(cast: Cast, director: Contact) -> Crisis:
    return opened(cast)


@pytest.fixture
def path(crisis: Crisis) -> str:
    return links_in_mails("/crisis/")[-1]


def told_again(crisis: Crisis) -> None:
    with time_machine.travel(crisis.opened_at + EVERY + timedelta(minutes=1), tick=False):
        assert tell_due() == 1
        send_due()


def plain(page: Any) -> str:
    """What a page says, with plain spaces."""
    return str(page.content.decode().replace("\u00a0", " "))


def closed(path: str) -> str:
    """What a link says that opens nothing: nothing of the crisis."""
    page = browser().get(path)
    shown = page.content.decode()
    assert page.status_code == 410
    assert TITLE not in shown
    return shown


def test_every_message_carries_the_same_link_and_nothing_else_keeps_it(crisis: Crisis, path: str) -> None:
    told_again(crisis)
    assert links_in_mails("/crisis/") == [path, path]
    token = path.split("/")[2]
    link = TellingLink.objects.get()
    assert token not in (link.digest, link.salt)
    assert not Notification.objects.filter(body__contains=token).exists()
    assert not Notification.objects.filter(link__contains=token).exists()


def test_a_login_that_opens_no_crisis_is_no_way_to_it(cast: Cast) -> None:
    """Who answers for a department, and is named to decide, reads the crisis by a link like anybody else."""
    contact = cast.department("customer_service").contacts.get(user=cast.contact)
    name_to_decide(cast, contact)
    crisis = opened(cast)
    assert client_of(cast.contact).get(f"/crises/{crisis.pk}/").status_code in (403, 404)
    telling = crisis.tellings.get(contact=contact)
    assert not crisis.tellings.filter(user=cast.contact).exists()
    (path,) = links_in_mails("/crisis/", to=telling.email)
    assert TITLE in browser().get(path).content.decode()
    assert TITLE in client_of(cast.contact).get(path).content.decode()


def test_it_shows_how_that_crisis_stands(cast: Cast, crisis: Crisis, path: str) -> None:
    opened(cast, title="Autre affaire")
    write_status(crisis=crisis, text="Le câble est coupé à Edéa.", by=cast.manager)
    written = write_statement(crisis=crisis, text_fr="Nous réparons.", by=cast.cm)
    assert "Nous réparons." not in browser().get(path).content.decode()
    approve_statement(statement=written, by=cast.manager)
    page = browser().get(path)
    shown = page.content.decode()
    assert page.status_code == 200
    for said in (TITLE, "Le câble est coupé", "Nous réparons.", "niveau", cast.cm.name):
        assert said in shown, said
    assert "Autre affaire" not in shown
    assert browser().get(f"/crises/{crisis.pk}/").status_code == 302


def test_looking_acknowledges_nothing_and_programs_are_not_counted(crisis: Crisis, path: str) -> None:
    for agent in ("WhatsApp/2.23", "facebookexternalhit/1.1", ""):
        assert Client(HTTP_USER_AGENT=agent).get(path).status_code == 200
    assert browser().head(path).status_code == 200
    assert TellingLink.objects.get().opened == 0
    browser().get(path)
    assert TellingLink.objects.get().opened == 1
    assert crisis.tellings.get(name=DIRECTOR).acknowledged_at is None


def test_having_seen_it_is_one_tap_and_stops_the_telling(cast: Cast, crisis: Crisis, path: str) -> None:
    for _twice in range(2):
        answer = browser().post(path, {"act": "acknowledge"})
        assert answer.status_code == 303
    assert browser().get(answer["Location"]).context["done"]
    telling = crisis.tellings.get(name=DIRECTOR)
    assert telling.acknowledged_at
    assert telling.noted_by is None
    assert "deciding" not in sides_missing(crisis.tellings.all())
    event = crisis.events.get(verb=Verb.ACKNOWLEDGED, details__name=DIRECTOR)
    assert (event.by, event.details["via"]) == (None, "link")
    assert AuditEntry.objects.filter(verb="crisis.acknowledged", by=None).count() == 1
    assert "Mme Ngo" in client_of(cast.cm).get(f"/crises/{crisis.pk}/").content.decode()
    told_again(crisis)
    assert links_in_mails("/crisis/") == [path]


def test_what_is_asked_of_who_decides_is_asked_of_them_and_answered_by_one_tap(
    cast: Cast, crisis: Crisis, path: str
) -> None:
    asked = ask_decision(crisis=crisis, question="Fermer les agences ?", by=cast.manager)
    assert links_in_mails("/crisis/") == [path, path]
    assert "Fermer les agences ?" in browser().get(path).content.decode()
    assert browser().post(path, {"decision": asked.pk, "answer": "Peut-être"}).status_code == 422
    for _twice in range(2):
        assert browser().post(path, {"decision": asked.pk, "answer": "Oui", "sure": "1"}).status_code == 303
    asked.refresh_from_db()
    assert (asked.answer, asked.decider, asked.decided_by) == ("Oui", DIRECTOR, None)
    shown = client_of(cast.cm).get(f"/crises/{crisis.pk}/").content.decode()
    assert "Mme Ngo a décidé" in shown
    other = opened(cast, title="Autre affaire")
    elsewhere = ask_decision(crisis=other, question="Ailleurs ?", by=cast.manager)
    assert browser().post(path, {"decision": elsewhere.pk, "answer": "Oui", "sure": "1"}).status_code == 422
    elsewhere.refresh_from_db()
    assert elsewhere.decided_at is None


def test_what_is_decided_is_shown_once_more_before_it_stands(cast: Cast, crisis: Crisis, path: str) -> None:
    asked = ask_decision(crisis=crisis, question="Fermer les agences ?", by=cast.manager)
    page = browser().post(path, {"decision": asked.pk, "answer": "Oui"})
    shown = plain(page)
    assert page.status_code == 200
    for said in ("Fermer les agences ?", "Décider : Oui", 'name="sure"', f'href="{path}"'):
        assert said in shown, said
    asked.refresh_from_db()
    assert asked.decided_at is None


def test_who_decides_reads_all_that_was_seen_and_the_whole_effect_of_the_level(
    cast: Cast, director: Contact
) -> None:
    text = "Une rumeur dit que la puce enregistre les appels. " * 12 + "Fin du message."
    item = seen(cast, text[:150], text=text, url="https://presse.example/puce", nature="crisis_prone")
    crisis = opened(cast, title="Rumeur : la puce…", item=item, themes=[])
    shown = browser().get(links_in_mails("/crisis/")[-1]).content.decode()
    for said in (text, "https://presse.example/puce", "Toutes les réponses de la marque attendent"):
        assert said in shown, said
    assert "les publications prévues sont suspendues" in shown
    assert "Comme pour la vigilance" not in shown
    assert "(heure locale : Douala)" in shown
    end_crisis(crisis=crisis, why="Démenti.", by=cast.manager)
    shown = browser().get(links_in_mails("/crisis/")[-1]).content.decode()
    assert "Terminée" in shown
    assert "leçon" not in shown


def test_the_messages_say_whose_time_it_is_and_that_the_link_is_theirs_alone(
    cast: Cast, crisis: Crisis, path: str
) -> None:
    ask_decision(crisis=crisis, question="Fermer les agences ?", by=cast.manager)
    send_due()
    opening, asked = (str(message.body) for message in mail.outbox if message.to == [ADDRESS])
    assert "(heure locale : Douala)" in opening
    for body in (opening, asked):
        assert "ne le transférer à personne" in body
    others = [str(message.body) for message in mail.outbox if message.to == [cast.executive.email]]
    assert others
    assert not any("transférer" in body for body in others), "a page behind a login is nobody's alone"


def test_the_first_answer_stands(cast: Cast, crisis: Crisis, path: str) -> None:
    asked = ask_decision(crisis=crisis, question="Fermer les agences ?", by=cast.manager)
    decide(decision=asked, answer="Non", by=cast.executive)
    page = browser().post(path, {"decision": asked.pk, "answer": "Oui"})
    assert page.status_code == 422
    assert cast.executive.name in page.content.decode()
    asked.refresh_from_db()
    assert asked.answer == "Non"


def test_it_says_for_seven_days_that_it_is_over_and_then_nothing(
    cast: Cast, crisis: Crisis, path: str
) -> None:
    asked = ask_decision(crisis=crisis, question="Fermer ?", by=cast.manager)
    end_crisis(crisis=crisis, why="Réparé.", by=cast.manager)
    page = browser().get(path)
    assert page.status_code == 200
    assert not page.context["may_acknowledge"]
    browser().post(path, {"act": "acknowledge"})
    assert browser().post(path, {"decision": asked.pk, "answer": "Oui"}).status_code == 422
    assert crisis.tellings.get(name=DIRECTOR).acknowledged_at is None
    with time_machine.travel(timezone.now() + AFTER_END + timedelta(minutes=1), tick=False):
        closed(path)


def test_it_expires_fourteen_days_after_the_last_message(crisis: Crisis, path: str) -> None:
    with time_machine.travel(crisis.opened_at + VALID_FOR + timedelta(minutes=1), tick=False):
        assert "a expiré" in closed(path)
        assert browser().post(path, {"act": "acknowledge"}).status_code == 422


def test_whoever_left_or_is_named_no_more_opens_nothing(
    cast: Cast, crisis: Crisis, director: Contact, path: str
) -> None:
    name_to_decide(cast)
    closed(path)
    assert browser().post(path, {"act": "acknowledge"}).status_code == 422
    name_to_decide(cast, director)
    assert browser().get(path).status_code == 200
    Contact.objects.filter(pk=director.pk).update(left_at=timezone.now())
    closed(path)


def test_it_is_sent_by_hand_taken_back_and_made_anew(cast: Cast, crisis: Crisis, path: str) -> None:
    client, telling = client_of(cast.cm), crisis.tellings.get(name=DIRECTOR)
    detail = client.get(f"/crises/{crisis.pk}/")
    ways = next(row["ways"] for row in detail.context["tellings"] if row["telling"] == telling)
    hrefs = {way.line: way.href for way in ways}
    assert hrefs[Line.PHONE] == "tel:+237677000009"
    assert hrefs[Line.WHATSAPP] == f"/crises/told/{telling.pk}/link/"
    page = client.get(hrefs[Line.WHATSAPP])
    assert "https://wa.me/237677000009?text=" in page.content.decode()
    assert page.context["address"].endswith(path)
    client.post(f"/crises/told/{telling.pk}/link/revoke/")
    assert "retiré" in closed(path)
    made = client.post(f"/crises/told/{telling.pk}/link/new/", follow=True)
    assert browser().get(made.context["address"].removeprefix("http://testserver")).status_code == 200
    kept = set(AuditEntry.objects.filter(verb__startswith="crisis.link_").values_list("verb", flat=True))
    assert kept == {f"crisis.link_{what}" for what in ("made", "shown", "revoked")}
    own = crisis.tellings.exclude(user=None).first()
    assert own
    assert client.get(f"/crises/told/{own.pk}/link/").status_code == 404


def test_who_has_no_address_has_a_link_to_be_sent_by_hand(cast: Cast, director: Contact) -> None:
    Contact.objects.filter(pk=director.pk).update(email="")
    telling = opened(cast).tellings.get(name=DIRECTOR)
    assert client_of(cast.cm).get(f"/crises/told/{telling.pk}/link/").status_code == 200


def test_in_a_drill_nobody_outside_is_told_and_nobody_has_a_link(cast: Cast, director: Contact) -> None:
    opened(cast, drill=True)
    assert not TellingLink.objects.exists()


def test_the_address_stays_with_whoever_has_it_and_nobody_else_acts_by_it(
    cast: Cast, crisis: Crisis, path: str
) -> None:
    page = browser().get(path)
    assert "no-store" in page["Cache-Control"]
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    client = client_of(cast.cm)
    assert TITLE not in client.get(path, **PHONE).content.decode()
    assert client.post(path, {"act": "acknowledge"}).status_code == 422
    assert browser().get("/crisis/not-a-token/").status_code == 404
    Brand.objects.filter(pk=cast.brand.pk).update(white_label=True)
    shown = browser().get(f"{path}?lang=en").content.decode()
    assert "I have seen it" in shown
    assert cast.cm.email not in shown
