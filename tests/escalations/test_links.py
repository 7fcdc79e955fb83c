"""Signed links: one escalation, one contact, no login; opened by programs and people, revoked, expired."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client, override_settings

from accounts.choices import DepartmentKind
from accounts.models import AuditEntry, Contact, Notice, Notification
from accounts.services.delivery import send_due
from accounts.services.signed_links import address_of, token_of
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import AnswerLink, Escalation, EscalationEvent
from channels_mgmt.escalations.services import acts, links
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.transferring import transfer
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW, logged

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120.0 Mobile"}


def browser() -> Client:
    """A telephone's browser of nobody known, which refuses what Django's tests let through."""
    return Client(enforce_csrf_checks=True, **PHONE)  # type: ignore[arg-type]


def path_in_mail(to: str = "contact@example.com") -> str:
    send_due()
    bodies = "\n".join(str(message.body) for message in mail.outbox if message.to == [to])
    return str(re.findall(r"http://testserver(/answer/\S+)", bodies)[-1])


@pytest.fixture
def path(cast: Cast, asked: Escalation) -> str:
    return path_in_mail(cast.contact.email)


def the_link(cast: Cast) -> AnswerLink:
    return AnswerLink.objects.get(contact__user=cast.contact)


def test_the_message_holds_the_link_and_nothing_else_does(cast: Cast, asked: Escalation, path: str) -> None:
    token = path.split("/")[2]
    link = the_link(cast)
    assert token not in (link.digest, link.salt)
    assert not Notification.objects.filter(body__contains=token).exists()
    for entry in AuditEntry.objects.all():
        assert token not in f"{entry.details} {entry.label} {entry.after}"
    for event in EscalationEvent.objects.all():
        assert token not in str(event.details)


def test_who_logs_in_is_told_inside_too_without_the_token(cast: Cast, asked: Escalation, path: str) -> None:
    told = Notice.objects.get(user=cast.contact, key__startswith=f"escalation:{asked.pk}:")
    assert told.link.endswith(f"/escalations/{asked.pk}/")
    assert path.split("/")[2] not in told.text


def test_what_the_database_holds_opens_nothing_without_the_key(cast: Cast, path: str) -> None:
    link = the_link(cast)
    for guess in (link.salt, link.digest, str(link.pk)):
        assert browser().get(f"/answer/{guess}/").status_code == 404
    with override_settings(SECRET_KEY="another key of fifty letters which nobody has guessed"):
        assert token_of(link) is None


def test_a_changed_key_leaves_links_that_were_sent(cast: Cast, asked: Escalation, path: str) -> None:
    old = settings.SECRET_KEY
    fresh = "another key of fifty letters which nobody has guessed"
    with override_settings(SECRET_KEY=fresh, SECRET_KEY_FALLBACKS=[old]):
        assert address_of(the_link(cast)).endswith(path)
    with override_settings(SECRET_KEY=fresh, SECRET_KEY_FALLBACKS=[]):
        assert browser().get(path).status_code == 200
        anew = links.link_for(asked, links.as_person(the_link(cast).contact), at=NOW)
    assert not anew.endswith(path)
    assert AnswerLink.objects.filter(contact__user=cast.contact, revoked_at=None).count() == 1


def test_every_message_to_a_person_carries_the_same_link(cast: Cast, asked: Escalation, path: str) -> None:
    person = asked.chain[0]
    assert links.link_for(asked, person, at=NOW + timedelta(hours=3)).endswith(path)
    assert AnswerLink.objects.filter(contact=person["contact"]).count() == 1
    other = links.link_for(asked, asked.chain[1], at=NOW)
    assert not other.endswith(path)
    manager = next(link for link in asked.chain if link["rung"] == "manager")
    assert links.link_for(asked, manager, at=NOW).endswith(f"/escalations/{asked.pk}/")
    assert not links.secret_of(links.link_for(asked, manager, at=NOW))


def test_many_links_take_as_many_statements_as_one(
    cast: Cast, asked: Escalation, django_assert_max_num_queries: Any
) -> None:
    people = [(asked, person) for person in asked.chain]
    with django_assert_max_num_queries(8):
        found = links.links_for(people, at=NOW)
    assert len(set(found)) == len(people)


def test_a_person_has_one_link(cast: Cast, asked: Escalation) -> None:
    link = the_link(cast)
    link.pk, link.digest = None, "x"  # type: ignore[assignment]
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save(force_insert=True)


def test_it_opens_that_one_escalation(cast: Cast, asked: Escalation, path: str) -> None:
    other = open_escalation(
        interaction=logged(cast, text="Autre chose entièrement"), question="Une autre question", by=cast.cm
    )
    page = browser().get(path)
    assert page.status_code == 200
    shown = page.content.decode()
    assert "Que répondre à Awa" in shown
    assert "Une autre question" not in shown
    assert f"/escalations/{other.pk}/" not in shown
    assert browser().get(f"/escalations/{asked.pk}/").status_code == 302


def test_looking_changes_nothing_and_programs_are_not_counted(
    cast: Cast, asked: Escalation, path: str
) -> None:
    for agent in ("WhatsApp/2.23", "facebookexternalhit/1.1", "TelegramBot (like TwitterBot)", ""):
        assert Client(HTTP_USER_AGENT=agent).get(path).status_code == 200
    assert browser().head(path).status_code == 200
    assert browser().get(path, HTTP_SEC_PURPOSE="prefetch;prerender").status_code == 200
    assert the_link(cast).opened == 0
    for _time in range(2):
        assert browser().get(path).status_code == 200
    link = the_link(cast)
    assert (link.opened, link.first_opened_at) == (2, NOW)
    assert asked.events.filter(verb=Verb.LINK_OPENED).count() == 1
    asked.refresh_from_db()
    assert asked.acknowledged_at is None


def test_acknowledging_is_one_tap_without_cookies(cast: Cast, asked: Escalation, path: str) -> None:
    answer = browser().post(path, {"act": "acknowledge"})
    assert answer.status_code == 303
    assert answer["Location"].startswith(path)
    asked.refresh_from_db()
    assert asked.state == State.ACKNOWLEDGED
    event = asked.events.get(verb=Verb.ACKNOWLEDGED)
    assert (event.by, event.details["via"], event.details["contact"]) == (None, "link", cast.contact.name)
    assert browser().get(answer["Location"]).context["done"]
    assert the_link(cast).opened == 0


def test_who_acted_is_on_record(cast: Cast, asked: Escalation, path: str) -> None:
    browser().post(path, {"act": "answer", "publishable": "Passez en agence.", "internal": ""})
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (State.ANSWERED, None)
    assert asked.answered_contact == the_link(cast).contact
    assert AuditEntry.objects.get(verb="escalation.answered").by is None


def test_a_link_expires_fourteen_days_after_the_deadline(
    cast: Cast, asked: Escalation, path: str, clock: time_machine.Traveller
) -> None:
    clock.move_to(asked.answer_by + links.VALID_FOR - timedelta(seconds=1))
    assert browser().get(path).status_code == 200
    clock.shift(timedelta(seconds=1))
    assert browser().get(path).status_code == 410
    answer = browser().post(path, {"act": "answer", "publishable": "Trop tard ?", "internal": "Note"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Trop tard ?" in shown
    assert "Note" in shown
    assert "Que répondre" not in shown
    asked.refresh_from_db()
    assert asked.is_unanswered


def test_after_the_end_it_says_so_and_gives_the_text_back(cast: Cast, asked: Escalation, path: str) -> None:
    acts.close(escalation=asked, by=cast.cm, reason="Réglé autrement")
    page = browser().get(path)
    assert page.status_code == 410
    assert "Que répondre" not in page.content.decode()
    assert cast.cm.name in page.content.decode()
    answer = browser().post(path, {"act": "put_in_touch", "touch-words": "Je l'ai appelée."})
    assert answer.status_code == 422
    assert "Je l&#x27;ai appelée." in answer.content.decode()


def test_a_revoked_link_opens_nothing_and_a_new_one_does(cast: Cast, asked: Escalation, path: str) -> None:
    client = client_of(cast.cm)
    link = the_link(cast)
    assert client.post(f"/answer-links/{link.pk}/revoke/").status_code == 303
    assert browser().get(path).status_code == 410
    assert browser().post(path, {"act": "acknowledge"}).status_code == 422
    assert asked.events.filter(verb=Verb.LINK_REVOKED, by=cast.cm).count() == 1
    contact = Contact.objects.get(user=cast.contact)
    made = client.post(f"/escalations/{asked.pk}/links/new/", {"contact": contact.pk}, follow=True)
    assert made.status_code == 200
    address = made.context["address"]
    assert browser().get(address.removeprefix("http://testserver")).status_code == 200
    assert not address.endswith(path)
    assert AuditEntry.objects.filter(verb="escalation.link_shown", by=cast.cm).exists()
    assert AuditEntry.objects.filter(verb="escalation.link_made", by=cast.cm).exists()


def test_a_new_link_takes_the_old_one_back(cast: Cast, asked: Escalation, path: str) -> None:
    contact = Contact.objects.get(user=cast.contact)
    links.renew(escalation=asked, contact=contact, by=cast.cm)
    assert browser().get(path).status_code == 410


def test_the_page_of_a_link_gives_it_to_be_sent(cast: Cast, asked: Escalation) -> None:
    Contact.objects.filter(user=cast.contact).update(phone="6 77 00 00 01", whatsapp="677000001")
    link = the_link(cast)
    page = client_of(cast.cm).get(f"/answer-links/{link.pk}/")
    shown = page.content.decode()
    for start in (
        "mailto:contact@example.com?",
        "sms:+237677000001?body=",
        "https://wa.me/237677000001?text=",
    ):
        assert start in shown, start
    assert "%2Fanswer%2F" in shown
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("person", ["contact", "executive", "decider", "other_cm"])
def test_only_who_passes_on_sees_links(person: str, cast: Cast, asked: Escalation) -> None:
    client, link = client_of(cast.people[person]), the_link(cast)
    wanted = 404 if person == "other_cm" else 403
    assert client.get(f"/answer-links/{link.pk}/").status_code == wanted
    assert client.post(f"/answer-links/{link.pk}/revoke/").status_code == wanted
    assert client.post(f"/escalations/{asked.pk}/links/new/", {"contact": "1"}).status_code == wanted
    link.refresh_from_db()
    assert link.revoked_at is None


def test_no_link_for_a_contact_of_elsewhere(cast: Cast, asked: Escalation) -> None:
    foreign = Contact.objects.get(user=cast.people["other_contact"])
    answer = client_of(cast.cm).post(f"/escalations/{asked.pk}/links/new/", {"contact": foreign.pk})
    assert answer.status_code == 404


def test_whoever_is_asked_no_more_is_told_so(cast: Cast, asked: Escalation, path: str) -> None:
    transfer(escalation=asked, to=cast.department(DepartmentKind.SALES), why="Pour eux", by=cast.cm)
    page = browser().get(path)
    assert page.status_code == 410
    assert "Que répondre" not in page.content.decode()


def test_whoever_left_opens_nothing(cast: Cast, asked: Escalation, path: str) -> None:
    Contact.objects.filter(user=cast.contact).update(left_at=NOW)
    assert browser().get(path).status_code == 410


def test_somebody_else_who_is_logged_in_acts_in_their_own_name(
    cast: Cast, asked: Escalation, path: str
) -> None:
    client = client_of(cast.cm)
    page = client.get(path, **PHONE)
    assert page.status_code == 200
    assert "Que répondre" not in page.content.decode()
    sent = client.post(path, {"act": "answer", "publishable": "Pour elle", "internal": ""})
    assert sent.status_code == 422
    assert "Pour elle" in sent.content.decode()
    assert the_link(cast).opened == 0
    asked.refresh_from_db()
    assert asked.is_unanswered
    assert client_of(cast.contact).get(path, **PHONE).status_code == 200


def test_the_address_stays_with_whoever_has_it(cast: Cast, path: str) -> None:
    page = browser().get(path)
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]


@override_settings(WRONG_LINKS_ALLOWED=30)
def test_guessing_is_limited_and_real_links_are_not(cast: Cast, path: str) -> None:
    cache.clear()
    statuses = [browser().get(f"/answer/{number}/").status_code for number in range(40)]
    assert statuses == [404] * 30 + [429] * 10
    assert browser().get(path).status_code == 200
    cache.clear()


def test_the_language_is_the_contacts_with_a_switch(cast: Cast, asked: Escalation, path: str) -> None:
    assert 'lang="fr"' in browser().get(path).content.decode()[:300]
    english = browser().get(f"{path}?lang=en").content.decode()
    assert "What is asked" in english
    sent = browser().post(f"{path}?lang=en", {"act": "acknowledge"})
    assert "lang=en" in sent["Location"]
    AnswerLink.objects.update(language="en")
    assert "What is asked" in browser().get(path).content.decode()


def test_the_page_to_send_it_by_hand_copies_the_message_and_names_what_it_opens(
    cast: Cast, asked: Escalation, path: str
) -> None:
    page = client_of(cast.cm).get(f"/answer-links/{the_link(cast).pk}/")
    assert 'data-copy="prepared"' in page.text
    assert "js/desk.js" in page.text
    assert str(page.context["opens"]) in page.text
    (mail,) = [each["href"] for each in page.context["lines"] if each["line"].kind == "email"]
    (subject,) = parse_qs(urlsplit(mail).query)["subject"]
    assert asked.department
    assert (cast.brand.name in subject, asked.department.name in subject) == (True, True)
    assert not page.context["text"].startswith(subject[:20])
