"""What pages and messages say once something has come back from a department."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Notification
from accounts.services.signed_links import address_of
from channels_mgmt.escalations.models import AnswerFile, AnswerLink, Escalation
from channels_mgmt.escalations.services import acts, joining
from channels_mgmt.escalations.services.asking import ask_further
from channels_mgmt.escalations.services.put_in_touch import put_in_touch
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import approvals
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from cmhub.lib.text import excerpt
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW, logged

LATER = NOW + timedelta(hours=1)


def page_of(user: Any, escalation: Escalation) -> Any:
    return client_of(user).get(f"/escalations/{escalation.pk}/")


def told(escalation: Escalation, what: str) -> Notification:
    return Notification.objects.filter(key__startswith=f"escalation:{escalation.pk}:{what}").latest("pk")


@pytest.fixture
def together(cast: Cast, asked: Escalation) -> Escalation:
    """Asked by two, and answered."""
    other = logged(cast, "Ma SIM aussi est bloquée", author="Bilal")
    joining.join(escalation=asked, interactions=[other], by=cast.cm)
    asked.refresh_from_db()
    acts.answer(escalation=asked, publishable="Passez en agence.", by=cast.contact)
    asked.refresh_from_db()
    return asked


def in_doubt(cast: Cast, interaction: Interaction) -> Any:
    interaction.refresh_from_db()
    draft = Draft("Passez en agence.", in_doubt=True)
    return reply(interaction=interaction, draft=draft, by=cast.cm, key=uuid4())


def test_of_a_private_contact_nobody_is_told_to_publish(cast: Cast, asked: Escalation) -> None:
    put_in_touch(escalation=asked, words="Rappelée, carte changée.", by=cast.contact, at=LATER)
    message = told(asked, "answered")
    answered = {"Read the answer and relay it to the public here:", "diffusez-la au public"}
    assert not [words for words in answered if words in message.body]
    assert f"/escalations/{asked.pk}/" in message.body


@pytest.mark.parametrize("before", [timedelta(minutes=1), timedelta(hours=1), timedelta(hours=20)])
def test_the_person_may_have_been_contacted_before_it_was_logged(
    cast: Cast, asked: Escalation, before: timedelta
) -> None:
    put_in_touch(escalation=asked, words="Appelée.", by=cast.contact, contacted_at=NOW - before, at=LATER)
    asked.refresh_from_db()
    assert asked.put_in_touch_at == NOW - before


def test_subjects_tell_the_questions_of_a_department_apart(cast: Cast, asked: Escalation) -> None:
    message = Notification.objects.filter(
        key__startswith=f"escalation:{asked.pk}:step:0", email=cast.contact.email
    ).get()
    assert excerpt(asked.question, 50) in message.subject
    assert "Douala" in message.body


def test_what_is_asked_now_stands_first(cast: Cast, asked: Escalation) -> None:
    acts.answer(escalation=asked, publishable="Passez en agence.", by=cast.contact)
    asked.refresh_from_db()
    ask_further(escalation=asked, text="Et le dimanche ?", by=cast.cm, at=LATER)
    for user in (cast.contact, cast.cm):
        html = page_of(user, asked).text
        card = html[html.index('id="asked"') :]
        assert card.index("Et le dimanche ?") < card.index("Que répondre à Awa")
    home = client_of(cast.contact).get("/").text
    assert "Et le dimanche ?" in home
    assert "Que répondre à Awa" not in home


def test_a_link_that_is_not_whole_says_so(cast: Cast, asked: Escalation) -> None:
    path = address_of(AnswerLink.objects.get(contact__user=cast.contact)).removeprefix("http://testserver")
    cut = Client().get(path[:-6] + "/")
    assert cut.status_code == 404
    assert cut.context["state"] == "unknown"
    assert cast.brand.name not in cut.text


def test_deadlines_of_another_department_are_looked_at_without_an_address(
    cast: Cast, complaint: Interaction
) -> None:
    client, where = client_of(cast.cm), f"/interactions/{complaint.pk}/pass-on/"
    form = client.get(where).text
    button = re.search(r"<button[^>]*hidden-js[^>]*>", form)
    assert button
    assert "formmethod" not in button[0]
    said = {"only_plan": "1", "question": "Mon texte", "department": "sales", "key": uuid4()}
    shown = client.post(where, said)
    assert shown.status_code == 200
    assert "Mon texte" in shown.text
    assert not Escalation.objects.exists()


def test_no_question_is_ticked_before_somebody_has_read_them(cast: Cast, asked: Escalation) -> None:
    one, two = (logged(cast, "Pas de réseau", author=f"Abonné {n}") for n in range(2))
    where = f"/b/{cast.brand.slug}/escalations/join/"
    form = client_of(cast.cm).post(where, {"pick": [one.pk, two.pk]}).context["form"]
    assert str(asked.pk) in form.questions
    assert not form["question"].value()
    joining.join(escalation=asked, interactions=[one], by=cast.cm)
    form = client_of(cast.cm).post(where, {"pick": [one.pk, two.pk]}).context["form"]
    assert form["question"].value() == str(asked.pk)


def test_what_joins_is_told_with_the_number_that_still_waits(cast: Cast, asked: Escalation) -> None:
    one, two = (logged(cast, "Pas de réseau", author=f"Abonné {n}") for n in range(2))
    client = client_of(cast.cm)
    for number, interaction in ((2, one), (3, two)):
        done = client.post(
            f"/escalations/{asked.pk}/join/", {"interaction": interaction.pk}, follow=True
        ).context["messages"]
        assert str(number) in str(next(iter(done)))


def test_who_joins_an_answered_question_is_new_no_more(cast: Cast, together: Escalation) -> None:
    third = logged(cast, "Et la mienne", author="Chantal")
    joining.join(escalation=together, interactions=[third], by=cast.cm)
    third.refresh_from_db()
    assert third.state == "in_progress"


def test_replies_that_are_approved_are_to_be_published(cast: Cast, together: Escalation) -> None:
    client, where = client_of(cast.cm), f"/escalations/{together.pk}/relay-all/"
    waiting = [row.interaction for row in together.carried.all()]
    asked_for = [in_doubt(cast, one) for one in waiting]
    page = client.get(where)
    assert (page.context["with_others"], page.context["approved"], page.context["lines"]) == (2, [], [])
    for approval in asked_for:
        approvals.approve(approval=approval, by=cast.manager)
    page = client.get(where)
    assert page.context["with_others"] == 0
    assert {one.pk for one in page.context["approved"]} == {one.pk for one in asked_for}
    for interaction in waiting:
        assert f"/interactions/{interaction.pk}/#approval" in page.text
    whole = client.get(f"/escalations/{together.pk}/")
    assert (whole.context["to_write"], whole.context["with_others"]) == (0, 0)
    assert where not in whole.text


def test_what_may_be_published_is_at_hand_where_the_answer_is_relayed(
    cast: Cast, together: Escalation
) -> None:
    for name, publishable in (("plan.jpg", True), ("dossier.pdf", False)):
        AnswerFile.objects.create(
            brand=cast.brand,
            escalation=together,
            kind="picture" if publishable else "pdf",
            name=name,
            size=3,
            publishable=publishable,
            fingerprint=name,
            at=NOW,
        )
    page = client_of(cast.cm).get(f"/escalations/{together.pk}/relay-all/").text
    assert "plan.jpg" in page
    assert "dossier.pdf" not in page


def test_an_answer_that_came_late_is_not_told_as_one_that_is_owed(
    cast: Cast, asked: Escalation, clock: Any
) -> None:
    clock.move_to(asked.answer_by + timedelta(hours=2))
    row = client_of(cast.cm).get(f"/b/{cast.brand.slug}/escalations/").text
    owed = re.search(r'class="due due--late".*?</time>', row, re.DOTALL)
    assert owed
    assert "Accus" not in owed[0]
    acts.answer(escalation=asked, publishable="Oui.", by=cast.contact)
    row = client_of(cast.cm).get(f"/b/{cast.brand.slug}/escalations/").text
    done = re.search(r'class="due due--missed".*?</time>', row, re.DOTALL)
    assert done
    assert "en retard de" not in done[0]


def test_one_may_call_on_whatsapp_by_a_tap(cast: Cast, asked: Escalation) -> None:
    department = asked.department
    assert department
    contact = department.contacts.exclude(user=None).get(user=cast.contact)
    contact.whatsapp = "+237600001234"
    contact.save()
    assert "https://wa.me/237600001234" in page_of(cast.cm, asked).text
