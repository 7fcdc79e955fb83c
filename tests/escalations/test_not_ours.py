"""A department says that a question is not for it: with a suggestion it goes there, without people decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from accounts.choices import DepartmentKind
from accounts.models import Department, Notification
from accounts.services.signed_links import address_of
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.filters import FOR_CONTACTS
from channels_mgmt.escalations.models import AnswerLink, Escalation
from channels_mgmt.escalations.models.refusals import last_refusal
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.asking import ask_back
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.owning import ownership
from channels_mgmt.escalations.services.refusing import not_ours
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast, client_of
from tests.escalations.conftest import logged


def test_with_a_suggestion_it_goes_there(cast: Cast, asked: Escalation) -> None:
    sales = cast.department(DepartmentKind.SALES)
    not_ours(escalation=asked, suggestion=sales, why="C'est une vente", by=cast.contact)
    asked.refresh_from_db()
    assert asked.department == sales
    event = asked.events.get(verb=Verb.NOT_OURS)
    assert event.details["why"] == "C'est une vente"
    assert event.details["to"] == sales.pk
    assert asked.events.filter(verb=Verb.TRANSFERRED).count() == 0


def test_without_one_whoever_asked_and_the_manager_decide(cast: Cast, asked: Escalation) -> None:
    department, before = asked.department, asked.answer_by
    not_ours(escalation=asked, suggestion=None, why="Aucune idée", by=cast.contact)
    asked.refresh_from_db()
    assert (asked.department, asked.state, asked.answer_by) == (department, State.ACKNOWLEDGED, before)
    told = Notification.objects.filter(key__startswith=f"escalation:{asked.pk}:not_ours:")
    assert {each.user for each in told} == {cast.cm, cast.manager}
    assert all("Aucune idée" in each.body for each in told)
    assert len(ownership(asked)) == 1


def test_it_needs_a_reason_and_a_department_of_the_company(cast: Cast, asked: Escalation) -> None:
    own = asked.department
    foreign = cast.department(DepartmentKind.SALES, cast.other_brand)
    with pytest.raises(ValidationError):
        not_ours(escalation=asked, suggestion=None, why=" ", by=cast.contact)
    for suggestion in (own, foreign):
        with pytest.raises(ValidationError):
            not_ours(escalation=asked, suggestion=suggestion, why="Pour eux", by=cast.contact)
    assert not asked.events.filter(verb=Verb.NOT_OURS).exists()


def test_after_an_answer_it_is_too_late(cast: Cast, asked: Escalation) -> None:
    acts.answer(escalation=asked, publishable="Oui", by=cast.contact)
    for suggestion in (None, cast.department(DepartmentKind.SALES)):
        with pytest.raises(acts.AnsweredMeanwhileError):
            not_ours(escalation=asked, suggestion=suggestion, why="Pas nous", by=cast.contact)


def test_from_the_link_of_a_telephone(cast: Cast, asked: Escalation) -> None:
    path = address_of(AnswerLink.objects.get(contact__user=cast.contact)).removeprefix("http://testserver")
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(path)
    offered = set(page.context["refused_form"].fields["suggestion"].queryset)
    assert offered == set(Department.objects.filter(company=cast.brand.company)) - {asked.department}
    wrong = browser.post(path, {"act": "not_ours", "refused-why": "", "refused-suggestion": ""})
    assert wrong.status_code == 422
    sales = cast.department(DepartmentKind.SALES)
    said = {"act": "not_ours", "refused-why": "Une vente", "refused-suggestion": sales.pk}
    sent = browser.post(path, said)
    assert sent.status_code == 303
    thanks = browser.get(sent["Location"])
    assert thanks.status_code == 200
    assert thanks.context["state"] == "declined"
    assert sales.name in said_on(thanks)
    twice = browser.post(path, said)
    assert twice.status_code == 200
    assert twice.context["state"] == "declined"
    assert "Une vente" not in said_on(twice)
    assert browser.get(path).status_code == 410
    answered = browser.post(path, {"act": "answer", "publishable": "Trop tard", "internal": ""})
    assert answered.status_code == 422
    assert "Trop tard" in said_on(answered)
    event = asked.events.get(verb=Verb.NOT_OURS)
    assert (event.by, event.details["via"]) == (None, "link")


def said_on(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def declined(cast: Cast, asked: Escalation) -> Escalation:
    not_ours(escalation=asked, suggestion=None, why="Cela regarde la facturation", by=cast.contact)
    asked.refresh_from_db()
    return asked


def test_whoever_asked_finds_what_was_declined_on_top_and_two_ways_out(cast: Cast, asked: Escalation) -> None:
    declined(cast, asked)
    page = client_of(cast.cm).get(f"/escalations/{asked.pk}/")
    html = said_on(page)
    top = html[html.index('id="declined"') : html.index('id="asked"')]
    assert "Cela regarde la facturation" in top
    assert f'action="/escalations/{asked.pk}/transfer/"' in top
    assert f'action="/escalations/{asked.pk}/close/"' in top
    assert html.count(f'action="/escalations/{asked.pk}/transfer/"') == 1


def test_it_waits_for_whoever_asked_and_for_the_department_no_more(cast: Cast, asked: Escalation) -> None:
    declined(cast, asked)
    cm = client_of(cast.cm)
    there = f"/b/{cast.brand.slug}/escalations/?state="
    assert [one.pk for one in cm.get(there + "asked_back").context["page"].rows] == [asked.pk]
    assert not cm.get(there + "to_answer").context["page"].rows
    assert "declined" in [item.because for item in cm.get("/").context["waiting"].items]
    contact = client_of(cast.contact)
    assert not contact.get("/").context["asked"].rows
    assert contact.get(f"/escalations/{asked.pk}/").context["refusal_told"]


@pytest.mark.parametrize("way", ["transferred", "asked_back"])
def test_it_is_declined_no_more_once_somebody_goes_on(cast: Cast, asked: Escalation, way: str) -> None:
    declined(cast, asked)
    if way == "transferred":
        transfer(escalation=asked, to=cast.department(DepartmentKind.SALES), why="À vous", by=cast.cm)
    else:
        ask_back(escalation=asked, text="Quel numéro ?", by=cast.contact)
    asked.refresh_from_db()
    assert last_refusal(asked) is None
    assert not Escalation.objects.refused().exists()


def test_who_declined_behind_the_login_reads_who_has_it_now(cast: Cast, asked: Escalation) -> None:
    client = client_of(cast.contact)
    sales = cast.department(DepartmentKind.SALES)
    said = {"act": "not_ours", "refused-why": "Une vente", "refused-suggestion": sales.pk}
    told = client.post(f"/escalations/{asked.pk}/contact/", said, follow=True)
    assert sales.name in str(next(iter(told.context["messages"])))
    moved = client.get(f"/escalations/{asked.pk}/")
    assert moved.status_code == 200
    assert moved.context["state"] == "elsewhere"
    assert sales.name in said_on(moved)
    assert "Que répondre à Awa" not in said_on(moved)
    assert client_of(cast.other_cm).get(f"/escalations/{asked.pk}/").status_code == 404


def test_the_tabs_of_a_department_say_whose_turn_it_is(cast: Cast, asked: Escalation) -> None:
    there = f"/b/{cast.brand.slug}/escalations/"
    labels = {
        user: [str(tab["label"]) for tab in client_of(user).get(there).context["tabs"]]
        for user in (cast.cm, cast.contact)
    }
    with override("fr"):
        assert str(FOR_CONTACTS["asked_back"]) in labels[cast.contact]
        assert str(FOR_CONTACTS["asked_back"]) not in labels[cast.cm]


def test_the_contact_behind_the_login_loses_sight_of_it(cast: Cast, asked: Escalation) -> None:
    client = client_of(cast.contact)
    sales = cast.department(DepartmentKind.SALES)
    sent = client.post(
        f"/escalations/{asked.pk}/contact/",
        {"act": "not_ours", "refused-why": "Une vente", "refused-suggestion": sales.pk},
    )
    assert sent.status_code == 303
    home = client.get(sent["Location"])
    assert home.status_code == 200
    assert "Que répondre à Awa" not in home.content.decode()


def test_its_interaction_says_that_somebody_has_to_decide(cast: Cast, asked: Escalation) -> None:
    page = said_on(client_of(cast.cm).get(f"/interactions/{asked.interaction_id}/"))
    assert f"/escalations/{asked.pk}/#declined" not in page
    declined(cast, asked)
    page = said_on(client_of(cast.cm).get(f"/interactions/{asked.interaction_id}/"))
    passed_on = page[page.index(f'href="/escalations/{asked.pk}/"') :]
    assert f"/escalations/{asked.pk}/#declined" in passed_on[: passed_on.index("</section>")]
    assert 'class="due' not in passed_on[: passed_on.index("</section>")]


def test_it_comes_before_what_has_long_been_late(
    cast: Cast, complaint: Interaction, clock: time_machine.Traveller
) -> None:
    old = logged(cast, "Encore ?", author="Paul Biyick")
    clock.shift(timedelta(days=30))
    asked = open_escalation(interaction=old, question="Qui répond ?", by=cast.cm)
    Interaction.objects.filter(pk=complaint.pk).update(holder=cast.cm)
    declined(cast, asked)
    items = client_of(cast.cm).get("/").context["waiting"].items
    assert [(one.because, one.about) for one in items] == [("declined", old.pk), ("mine", complaint.pk)]


def test_nothing_is_asked_of_who_declined_until_somebody_decides(cast: Cast, asked: Escalation) -> None:
    link = AnswerLink.objects.get(contact__user=cast.contact)
    path = address_of(link).removeprefix("http://testserver")
    browser = Client()
    said = {"act": "not_ours", "refused-why": "Cela regarde la facturation", "refused-suggestion": ""}
    page = browser.post(path, said, follow=True)
    assert "Cela regarde la facturation" in said_on(page)
    assert 'name="act"' not in said_on(page)
    assert 'class="due' not in said_on(page)
    transfer(escalation=asked, to=cast.department(DepartmentKind.SALES), why="À vous", by=cast.cm)
    asked.refresh_from_db()
    transfer(escalation=asked, to=link.contact.department, why="Non, à vous", by=cast.cm)
    asked_again = client_of(cast.contact).get(f"/escalations/{asked.pk}/")
    assert 'value="not_ours"' in said_on(asked_again)


def test_words_sent_from_a_page_of_before_are_not_lost(cast: Cast, asked: Escalation) -> None:
    declined(cast, asked)
    sent = {"act": "put_in_touch", "touch-words": "", "touch-how": "phone"}
    page = client_of(cast.contact).post(f"/escalations/{asked.pk}/contact/", sent)
    assert page.status_code == 422
    assert page.context["touch_form"].errors
