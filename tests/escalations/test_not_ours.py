"""A department says that a question is not for it: with a suggestion it goes there, without people decide."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.choices import DepartmentKind
from accounts.models import Department, Notification
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import AnswerLink, Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.links import address_of
from channels_mgmt.escalations.services.owning import ownership
from channels_mgmt.escalations.services.refusing import not_ours
from tests.cast import Cast, client_of


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
    gone = browser.get(sent["Location"])
    assert gone.status_code == 410
    assert sales.name in gone.content.decode()
    event = asked.events.get(verb=Verb.NOT_OURS)
    assert (event.by, event.details["via"]) == (None, "link")


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
