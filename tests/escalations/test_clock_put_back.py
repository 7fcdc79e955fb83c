"""The clock is put back amid a question's life: what comes after an act is after it, whatever it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.asking import ask_back, ask_further, give_information
from channels_mgmt.escalations.services.clock.pauses import Pause, pauses_of
from channels_mgmt.escalations.services.exchange import asked_anew, said_anew
from channels_mgmt.escalations.services.joining import join
from channels_mgmt.escalations.services.relaying import relay_to
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Approval, Interaction, Message
from channels_mgmt.inbox.services import approvals
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.logging import log_message
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW, logged

AHEAD = NOW + timedelta(hours=1, minutes=10)
PUT_RIGHT = NOW + timedelta(minutes=15)


@pytest.fixture
def answered(cast: Cast, asked: Escalation, clock: time_machine.Traveller) -> Escalation:
    """What two people ask, answered while the clock was an hour ahead; then it was put right."""
    join(escalation=asked, interactions=[logged(cast, "La mienne aussi", author="Koffi")], by=cast.cm)
    clock.move_to(AHEAD)
    acts.answer(escalation=asked, by=cast.contact, publishable="C'est fait.")
    clock.move_to(PUT_RIGHT)
    asked.refresh_from_db()
    return asked


def who_ask(asked: Escalation) -> list[Interaction]:
    return list(Interaction.objects.filter(carried_by__escalation=asked).order_by("pk"))


def relay_each(cast: Cast, asked: Escalation) -> None:
    """By the form on the page of the question, for whichever interaction it stands."""
    for interaction in who_ask(asked):
        Escalation.objects.filter(pk=asked.pk).update(interaction=interaction)
        acts.relay(escalation=asked, text="Voilà.", by=cast.cm, key=uuid4())


def relay_to_all(cast: Cast, asked: Escalation) -> None:
    replies = {interaction.pk: "Voilà." for interaction in who_ask(asked)}
    outcome = relay_to(escalation=asked, replies=replies, by=cast.cm, key=uuid4())
    assert sorted(outcome.sent) == sorted(replies)


def answer_each(cast: Cast, asked: Escalation) -> None:
    for interaction in who_ask(asked):
        answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm)


def publish_each(cast: Cast, asked: Escalation) -> None:
    """Once a second person has approved what somebody under supervision wrote."""
    replies = {interaction.pk: "Voilà." for interaction in who_ask(asked)}
    relay_to(escalation=asked, replies=replies, by=cast.junior, key=uuid4())
    for waiting in Approval.objects.filter(interaction__in=replies):
        approvals.publish(approval=approvals.approve(approval=waiting, by=cast.manager), by=cast.cm)


WAYS: dict[str, Callable[[Cast, Escalation], None]] = {
    "one by one": relay_each,
    "to all at once": relay_to_all,
    "in the inbox": answer_each,
    "approved": publish_each,
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_answered_while_it_was_ahead_is_relayed_once(
    cast: Cast, answered: Escalation, way: str
) -> None:
    WAYS[way](cast, answered)
    answered.refresh_from_db()
    assert (answered.state, answered.relayed_at) == (State.RELAYED, AHEAD), "never before its answer"
    assert set(Carried.objects.values_list("relayed_at", flat=True)) == {AHEAD}
    assert answered.events.filter(verb=Verb.RELAYED).count() == 2
    again = relay_to(
        escalation=answered,
        replies={interaction.pk: "Encore." for interaction in who_ask(answered)},
        by=cast.cm,
        key=uuid4(),
    )
    assert len(again.sent) == 2
    out = Message.objects.filter(interaction__in=who_ask(answered), direction=Direction.OUT)
    assert list(out.values_list("text", "sent_at")) == [("Voilà.", PUT_RIGHT)] * 2


def test_the_page_says_that_it_is_recorded_and_takes_no_second_reply(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    clock.move_to(AHEAD)
    acts.answer(escalation=asked, by=cast.contact, publishable="C'est fait.")
    clock.move_to(PUT_RIGHT)
    client, path = client_of(cast.cm), reverse("escalations:relay", args=[asked.pk])
    sent = client.post(path, {"key": uuid4(), "text": "Voilà."}, follow=True)
    assert "Votre réponse est enregistrée." in sent.text
    second = client.post(path, {"key": uuid4(), "text": "Voilà bis."})
    assert second.status_code == 422
    assert Message.objects.filter(interaction=asked.interaction, direction=Direction.OUT).count() == 1


def test_what_is_logged_as_sent_before_the_answer_relays_nothing(cast: Cast, answered: Escalation) -> None:
    for interaction in who_ask(answered):
        log_message(interaction=interaction, direction="out", text="Nous cherchons", by=cast.cm)
    answered.refresh_from_db()
    assert answered.state == State.ANSWERED


def test_information_given_before_it_was_asked_for_puts_no_later_deadline_off(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    clock.move_to(AHEAD)
    ask_back(escalation=asked, text="Quel numéro ?", by=cast.contact)
    clock.move_to(PUT_RIGHT)
    give_information(escalation=asked, text="699 00 00 00", by=cast.cm)
    assert pauses_of(asked) == [Pause(AHEAD, AHEAD)]
    clock.move_to(AHEAD + timedelta(hours=1))
    ask_back(escalation=asked, text="Et son nom ?", by=cast.contact)
    clock.move_to(AHEAD + timedelta(hours=1, minutes=10))
    give_information(escalation=asked, text="Awa Ndiaye", by=cast.cm)
    given = asked.events.filter(verb=Verb.INFORMATION_GIVEN).order_by("pk")
    assert [event.details["waited"] for event in given] == [0, 600]


def test_what_the_department_is_asked_is_what_was_asked_last(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    for at, question in ((AHEAD, "Et demain ?"), (PUT_RIGHT, "Et après-demain ?")):
        clock.move_to(at)
        acts.answer(escalation=asked, by=cast.contact, publishable="C'est fait.")
        ask_further(escalation=asked, text=question, by=cast.cm)
    remark = asked_anew(asked)
    assert remark is not None
    assert remark.text == "Et après-demain ?"
    assert Escalation.objects.annotate(now=said_anew()).get(pk=asked.pk).now == "Et après-demain ?"
