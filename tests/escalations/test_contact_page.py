"""The page of who answers for a department: the same behind the login and behind a signed link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Contact, Notification
from accounts.services.signed_links import address_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import RemarkKind, State, Verb
from channels_mgmt.escalations.models import AnswerLink, Escalation, Remark
from channels_mgmt.escalations.services import acts, asking
from channels_mgmt.escalations.services.adding import add_words
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW

Way = tuple[Client, str, str]
"""A browser, the page's address, and where its forms go."""


@pytest.fixture(params=["link", "login"])
def way(request: pytest.FixtureRequest, cast: Cast, asked: Escalation) -> Way:
    if request.param == "login":
        return client_of(cast.contact), f"/escalations/{asked.pk}/", f"/escalations/{asked.pk}/contact/"
    link = AnswerLink.objects.get(contact__user=cast.contact)
    path = address_of(link).removeprefix("http://testserver")
    return Client(HTTP_USER_AGENT="Mozilla/5.0 Android"), path, path


def shown(way: Way) -> str:
    client, page, _forms = way
    answer = client.get(page)
    assert answer.status_code == 200
    assert answer.context["visit"].escalation
    return str(answer.content.decode())


def test_it_says_what_is_asked_by_whom_and_until_when(cast: Cast, asked: Escalation, way: Way) -> None:
    page = shown(way)
    for told in (
        "Que répondre à Awa ?",
        cast.cm.name,
        "Wouri Mobile",
        "Douala",
        "Ma carte SIM est bloquée",
        "Awa Ndiaye",
    ):
        assert told in page, told
    assert page.index('value="acknowledge"') < page.index('value="answer"')
    assert "data-due" in page


def test_answering_takes_one_of_two_boxes(cast: Cast, asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    nothing = client.post(forms, {"act": "answer", "publishable": "", "internal": ""})
    assert nothing.status_code == 422
    sent = client.post(forms, {"act": "answer", "publishable": "", "internal": "Dossier 12"})
    assert sent.status_code == 303
    asked.refresh_from_db()
    assert (asked.state, asked.internal) == (State.ANSWERED, "Dossier 12")
    assert asked.answered_contact
    assert asked.answered_contact.user == cast.contact
    assert "Dossier 12" in client.get(sent["Location"]).content.decode()


def test_one_tap_says_that_it_was_received(cast: Cast, asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    assert client.post(forms, {"act": "acknowledge"}).status_code == 303
    assert client.post(forms, {"act": "acknowledge"}).status_code == 303
    assert asked.events.filter(verb=Verb.ACKNOWLEDGED).count() == 1
    assert 'value="acknowledge"' not in shown(way)


def test_an_unknown_act_does_nothing(asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    assert client.post(forms, {"act": "relay", "text": "x"}).status_code == 422
    assert client.post(forms, {}).status_code == 422


def test_of_two_who_answer_at_once_nothing_is_lost(cast: Cast, asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    second = Contact.objects.get(name=f"Second {cast.contact.name}")
    acts.answer(escalation=asked, publishable="La première.", by=None, contact=second, via="link")
    late = client.post(forms, {"act": "answer", "publishable": "La seconde.", "internal": "Et ceci"})
    assert late.status_code == 422
    page = late.content.decode()
    for text in ("La première.", second.name, "La seconde.", "Et ceci"):
        assert text in page, text
    more = {"act": "add", "more-publishable": "La seconde.", "more-internal": "Et ceci"}
    assert client.post(forms, more).status_code == 303
    remark = Remark.objects.get(escalation=asked, kind=RemarkKind.ADDED)
    assert (remark.text, remark.internal, remark.author) == ("La seconde.", "Et ceci", cast.contact.name)
    asked.refresh_from_db()
    assert asked.publishable == "La première."
    assert Notification.objects.filter(key__startswith=f"escalation:{asked.pk}:added:", user=cast.cm).exists()


def test_an_answer_sent_twice_is_one(cast: Cast, asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    said = {"act": "answer", "publishable": "Passez en agence.", "internal": ""}
    for _time in range(2):
        assert client.post(forms, said).status_code == 303
    assert asked.events.filter(verb=Verb.ANSWERED).count() == 1
    assert not Remark.objects.exists()


def test_after_the_end_the_text_is_given_back(cast: Cast, asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    acts.close(escalation=asked, by=cast.cm, reason="Fini")
    late = client.post(forms, {"act": "answer", "publishable": "Trop tard ?", "internal": ""})
    assert late.status_code == 422
    assert "Trop tard ?" in late.content.decode()
    assert not Remark.objects.exists()


def test_the_department_asks_back_and_reads_what_it_is_told(cast: Cast, asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    assert client.post(forms, {"act": "ask_back", "back-text": ""}).status_code == 422
    assert client.post(forms, {"act": "ask_back", "back-text": "Quel numéro ?"}).status_code == 303
    asked.refresh_from_db()
    assert asked.state == State.INFORMATION_ASKED
    asking.give_information(
        escalation=asked, text="Le 6 77 00 00 01", by=cast.cm, at=NOW + timedelta(minutes=5)
    )
    page = shown(way)
    assert "Quel numéro ?" in page
    assert "Le 6 77 00 00 01" in page


def test_what_is_added_needs_words(cast: Cast, asked: Escalation, way: Way) -> None:
    client, _page, forms = way
    acts.answer(escalation=asked, publishable="Oui.", by=cast.contact)
    assert client.post(forms, {"act": "add", "more-publishable": " "}).status_code == 422
    remark = add_words(escalation=asked, internal="Encore", by=cast.contact)
    assert remark.contact
    assert remark.contact.user == cast.contact


def test_typed_text_has_a_place_in_the_browser(asked: Escalation, way: Way) -> None:
    page = shown(way)
    for key in ("publishable", "internal"):
        assert f'data-draft-key="answer:{asked.pk}:{key}"' in page
    for act in ("touch", "refused", "back"):
        assert f'data-draft-key="{act}:{asked.pk}"' in page


def test_of_a_white_label_brand_nothing_names_the_house(cast: Cast, asked: Escalation, way: Way) -> None:
    Brand.objects.filter(pk=cast.brand.pk).update(white_label=True)
    page = shown(way)
    assert cast.agency.name not in page
    assert cast.cm.email not in page
    assert cast.cm.name in page


def test_who_works_on_the_brand_keeps_the_whole_page(cast: Cast, asked: Escalation) -> None:
    page = client_of(cast.manager).get(f"/escalations/{asked.pk}/")
    assert page.status_code == 200
    assert "visit" not in page.context
    assert "link_rows" in page.context


def test_the_home_of_a_contact_acknowledges_in_one_tap(cast: Cast, asked: Escalation) -> None:
    client = client_of(cast.contact)
    where = f"/escalations/{asked.pk}/contact/"
    home = client.get("/").content.decode()
    assert f'action="{where}"' in home
    assert home.index("data-due") < home.index("Que répondre à Awa")
    sent = client.post(where, {"act": "acknowledge", "from": "home"}, follow=True)
    assert sent.redirect_chain == [("/", 303)]
    assert 'value="acknowledge"' not in sent.content.decode()
    said = {"act": "answer", "publishable": "Depuis l'accueil", "internal": "", "from": "home"}
    sent = client.post(where, said)
    assert sent.status_code == 303
    asked.refresh_from_db()
    assert asked.publishable == "Depuis l'accueil"


def test_the_page_reads_little(asked: Escalation, way: Way, django_assert_max_num_queries: Any) -> None:
    client, page, _forms = way
    client.get(page)
    with django_assert_max_num_queries(24):
        client.get(page)
