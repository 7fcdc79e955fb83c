"""Thirty people, one outage, one answer, thirty relays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import DepartmentKind
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services import acts, joining
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.relaying import relay_to
from channels_mgmt.escalations.services.similar import alike
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.merging import merge
from tests.escalations.conftest import NOW, logged

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def others(cast):
    return [logged(cast, f"Panne de réseau à Bonabéri, numéro {n}", author=f"Abonné {n}") for n in range(4)]


@pytest.fixture
def together(cast, asked, others):
    joining.join(escalation=asked, interactions=others, by=cast.cm)
    asked.refresh_from_db()
    return asked


def states(interactions):
    rows = Interaction.objects.filter(pk__in=[one.pk for one in interactions]).order_by("pk")
    return list(rows.values_list("state", flat=True))


def out(interaction):
    return Message.objects.filter(interaction=interaction, direction=Direction.OUT)


def test_all_that_join_wait_and_are_released_by_the_answer(cast, together, others, complaint):
    assert states(others) == [InteractionState.WAITING_ESCALATED] * 4
    assert together.events.filter(verb=Verb.JOINED).count() == 4
    acts.answer(escalation=together, by=cast.contact, publishable="Réparé.", at=LATER)
    assert states([complaint, *others]) == [InteractionState.IN_PROGRESS] * 5


def test_joining_twice_changes_nothing_and_refusals_leave_the_others(cast, asked, others):
    sorting.close(interaction=others[0], by=cast.cm)
    outcome = joining.join(escalation=asked, interactions=[*others, others[1]], by=cast.cm)
    assert outcome.joined == [one.pk for one in others[1:]]
    assert list(outcome.refused) == [others[0].pk]
    again = joining.join(escalation=asked, interactions=others[1:], by=cast.cm)
    assert (again.joined, len(again.known)) == ([], 3)
    with pytest.raises(ValidationError):
        joining.join(escalation=asked, interactions=[], by=cast.cm)


def test_a_department_is_not_asked_twice_by_joining(cast, together, others):
    with pytest.raises(ValidationError):
        open_escalation(interaction=others[0], question="?", by=cast.cm, department=together.department)
    second = open_escalation(
        interaction=logged(cast, "Autre"), question="?", by=cast.cm, department=together.department
    )
    outcome = joining.join(escalation=second, interactions=[others[0]], by=cast.cm)
    assert list(outcome.refused) == [others[0].pk]


def test_interactions_of_another_brand_are_not_there(cast, asked):
    outcome = joining.join(escalation=asked, interactions=[999_999_999], by=cast.cm)
    assert list(outcome.refused) == [999_999_999]


def test_who_is_taken_out_goes_on_alone_and_the_last_stays(cast, together, others, complaint):
    joining.take_out(escalation=together, interaction=complaint, by=cast.cm)
    together.refresh_from_db()
    assert together.interaction == others[0]
    assert states([complaint]) == [InteractionState.IN_PROGRESS]
    for one in others[:3]:
        joining.take_out(escalation=together, interaction=one, by=cast.cm)
    with pytest.raises(ValidationError):
        joining.take_out(escalation=together, interaction=others[3], by=cast.cm)


def test_all_get_the_answer_once_and_the_question_is_relayed_with_the_last(cast, together, others, complaint):
    acts.answer(escalation=together, by=cast.contact, publishable="Réparé.", at=LATER)
    everybody, key = [complaint, *others], uuid4()
    some = {one.pk: f"Bonjour {one.author}, c'est réparé." for one in everybody[:2]}
    for _press in range(2):
        outcome = relay_to(escalation=together, replies=some, by=cast.cm, key=key, at=LATER)
        assert sorted(outcome.sent) == sorted(some)
    together.refresh_from_db()
    assert together.state == State.ANSWERED
    rest = {one.pk: "C'est réparé." for one in everybody}
    relay_to(escalation=together, replies=rest, by=cast.manager, key=uuid4(), at=LATER + timedelta(hours=1))
    together.refresh_from_db()
    assert (together.state, together.relayed_at) == (State.RELAYED, LATER + timedelta(hours=1))
    assert [out(one).count() for one in everybody] == [1] * 5
    assert out(others[0]).get().text == "Bonjour Abonné 0, c'est réparé."
    first = Carried.objects.get(interaction=complaint)
    assert (first.relayed_at, first.relayed_message) == (LATER, out(complaint).get())
    assert first.whole == LATER - complaint.opened_at


def test_who_was_answered_or_is_over_is_left_out_and_said(cast, together, others, complaint):
    answer_interaction(interaction=others[0], text="Je réponds déjà", by=cast.cm, at=NOW)
    acts.answer(escalation=together, by=cast.contact, publishable="Réparé.", at=LATER)
    sorting.close(interaction=Interaction.objects.get(pk=others[1].pk), by=cast.cm, at=LATER)
    everybody = {one.pk: "C'est réparé." for one in [complaint, *others]}
    outcome = relay_to(escalation=together, replies=everybody, by=cast.cm, key=uuid4(), at=LATER)
    assert sorted(outcome.left_out) == sorted([others[0].pk, others[1].pk])
    assert len(outcome.sent) == 3
    together.refresh_from_db()
    assert together.state == State.RELAYED
    assert together.events.filter(verb=Verb.LEFT).count() == 2


def test_under_supervision_each_reply_waits_for_a_second_person(cast, together, complaint, others):
    acts.answer(escalation=together, by=cast.contact, publishable="Réparé.", at=LATER)
    everybody = {one.pk: "C'est réparé." for one in [complaint, *others]}
    outcome = relay_to(escalation=together, replies=everybody, by=cast.junior, key=uuid4(), at=LATER)
    assert sorted(outcome.waiting) == sorted(everybody)
    again = relay_to(escalation=together, replies=everybody, by=cast.cm, key=uuid4(), at=LATER)
    assert sorted(again.waiting) == sorted(everybody)
    assert not any(out(one).exists() for one in others)
    together.refresh_from_db()
    assert together.state == State.ANSWERED


def test_an_interaction_that_ends_leaves_the_others_waiting(cast, together, complaint, others):
    sorting.set_aside(interaction=complaint, by=cast.cm, reason="Doublon", at=LATER)
    together.refresh_from_db()
    assert together.is_unanswered
    assert Carried.objects.there().filter(escalation=together).count() == 4
    for one in others:
        sorting.set_aside(
            interaction=Interaction.objects.get(pk=one.pk), by=cast.cm, reason="Doublon", at=LATER
        )
    together.refresh_from_db()
    assert together.state == State.CLOSED


def test_people_who_turn_out_to_be_one_are_one_of_those_who_wait(cast, together, others):
    merge(into=others[0], others=[others[1], others[2]], by=cast.cm, at=LATER)
    carried = Carried.objects.there().filter(escalation=together)
    assert carried.count() == 3
    assert carried.filter(interaction=others[0]).count() == 1


def test_of_two_questions_that_become_one_the_earlier_takes_who_waits(cast, together, others):
    mine = logged(cast, "Une autre panne", author="Fatou")
    second = open_escalation(
        interaction=mine, question="La même ?", by=cast.cm, department=together.department,
        at=NOW + timedelta(minutes=5),
    )  # fmt: skip
    more = logged(cast, "Encore une", author="Koffi")
    joining.join(escalation=second, interactions=[more], by=cast.cm)
    merge(into=others[0], others=[mine], by=cast.cm, at=LATER)
    second.refresh_from_db()
    assert second.state == State.CLOSED
    assert Carried.objects.there().filter(escalation=together, interaction=more).exists()
    acts.answer(escalation=together, by=cast.contact, publishable="Réparé.", at=LATER)
    assert states([more]) == [InteractionState.IN_PROGRESS]


def test_an_open_question_that_says_the_same_is_found(cast, others):
    question = open_escalation(
        interaction=others[0], question="Panne de réseau à Bonabéri : quand est-ce réparé ?", by=cast.cm
    )
    (found,) = alike([others[1]], at=LATER)
    assert (found.escalation, "panne" in found.words) == (question, True)
    assert alike([others[0]], at=LATER) == []
    assert alike([logged(cast, "Bonjour, vos horaires ?", kind="question")], at=LATER) == []


def test_an_interaction_may_wait_for_two_questions(cast, together, others):
    legal = cast.department(DepartmentKind.LEGAL)
    other = open_escalation(interaction=others[0], question="Droit ?", by=cast.cm, department=legal)
    acts.answer(escalation=together, by=cast.contact, publishable="Réparé.", at=LATER)
    assert states([others[0]]) == [InteractionState.WAITING_ESCALATED]
    acts.answer(escalation=other, by=cast.manager, publishable="Rien", at=LATER)
    assert states([others[0]]) == [InteractionState.IN_PROGRESS]
    assert Escalation.objects.filter(carried__interaction=others[0]).count() == 2
