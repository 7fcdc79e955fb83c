"""Information asked for and given, transfers, further questions, reopening."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import DepartmentKind
from accounts.models import Notification
from channels_mgmt.brands.services.departments import close_department
from channels_mgmt.escalations.choices import PASSAGES, RemarkKind, State, Verb
from channels_mgmt.escalations.models import Carried, Escalation, Remark
from channels_mgmt.escalations.services import acts, asking
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.clock.pauses import pauses_of
from channels_mgmt.escalations.services.closed_departments import move_on_all, what_moves
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.owning import Owner, ownership, shares
from channels_mgmt.escalations.services.reopening import reopen
from channels_mgmt.escalations.services.transferring import MovedMeanwhileError, transfer
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.services import sorting
from tests.escalations.conftest import NOW, logged

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def answered(cast, asked):
    return acts.answer(
        escalation=asked, by=cast.contact, publishable="C'est fait.", internal="Panne chez nous", at=LATER
    )


@pytest.fixture
def legal(cast):
    return cast.department(DepartmentKind.LEGAL)


def fresh(one):
    return Escalation.objects.get(pk=one.pk)


def test_a_form_that_was_used_on_another_question_says_so_and_drops_no_words(cast, asked):
    key = uuid4()
    other = open_escalation(
        interaction=logged(cast, author="Zoé"), question="?", by=cast.cm, department=asked.department, at=NOW
    )
    asking.ask_back(escalation=asked, text="Quel numéro ?", by=cast.contact, key=key, at=LATER)
    with pytest.raises(ValidationError) as refused:
        asking.ask_back(escalation=other, text="Quel pays ?", by=cast.contact, key=key, at=LATER)
    assert refused.value.code == "key"
    assert not other.remarks.exists()


def test_every_state_leads_somewhere_that_exists():
    assert set(PASSAGES) == set(State)
    assert all(ways <= set(State) for ways in PASSAGES.values())


def test_asking_back_stops_the_clock_and_tells_the_asker(cast, asked):
    held = asking.ask_back(escalation=asked, text="Quel numéro ?", by=cast.contact, at=LATER)
    assert (held.state, held.acknowledged_at, held.next_step_at) == (State.INFORMATION_ASKED, LATER, None)
    remark = held.remarks.get()
    assert (remark.kind, remark.text, remark.contact.user) == (
        RemarkKind.ASKED_BACK, "Quel numéro ?", cast.contact,
    )  # fmt: skip
    mail = Notification.objects.get(key__startswith=f"escalation:{asked.pk}:remark:")
    assert (mail.user, mail.thread) == (cast.cm, f"escalation.{asked.pk}")
    assert "Quel numéro ?" in mail.body
    assert climb_due(held.answer_by + timedelta(days=3)) == 0
    assert fresh(asked).interaction.state == InteractionState.WAITING_ESCALATED


def test_information_given_puts_the_deadline_off_by_the_working_time_waited(cast, asked):
    before = asked.answer_by
    asking.ask_back(escalation=asked, text="Quel numéro ?", by=cast.contact, at=LATER)
    given_at = LATER + timedelta(hours=2)
    held = asking.give_information(escalation=asked, text="699 00 00 00", by=cast.cm, at=given_at)
    assert (held.state, held.next_step_at is not None) == (State.ACKNOWLEDGED, True)
    # Two working hours later: the day ends meanwhile, so it is the next morning.
    assert held.answer_by > before
    (pause,) = pauses_of(held)
    assert (pause.since, pause.until) == (LATER, given_at)
    event = held.events.get(verb=Verb.INFORMATION_GIVEN)
    assert event.details["waited"] == 2 * 3600
    assert event.details["before"] == before.isoformat()
    told = Notification.objects.filter(key__contains=":remark:", body__contains="699 00 00 00")
    assert told.filter(user=cast.contact).count() == 1


def test_a_night_waited_costs_no_deadline(cast, asked):
    """Asked at the close of the day and given before the next opening: no working time passed."""
    close = NOW.replace(hour=16)  # 17:00 in Douala
    before = asked.answer_by
    asking.ask_back(escalation=asked, text="?", by=cast.contact, at=close)
    held = asking.give_information(escalation=asked, text="!", by=cast.cm, at=close + timedelta(hours=12))
    assert held.answer_by == before


def test_a_deadline_that_had_passed_stays_passed(cast, asked):
    late = asked.answer_by + timedelta(hours=2)
    before = asked.answer_by
    asking.ask_back(escalation=asked, text="?", by=cast.contact, at=late)
    held = asking.give_information(escalation=asked, text="!", by=cast.cm, at=late + timedelta(hours=3))
    assert held.answer_by == before


def test_an_answer_ends_the_pause_as_well(cast, asked):
    before = asked.answer_by
    asking.ask_back(escalation=asked, text="?", by=cast.contact, at=LATER)
    held = acts.answer(escalation=asked, by=cast.contact, publishable="Trouvé", at=LATER + timedelta(hours=1))
    assert held.state == State.ANSWERED
    assert held.answer_by > before
    assert pauses_of(held)[-1].until == LATER + timedelta(hours=1)


def test_each_side_says_a_thing_once_for_a_key(cast, asked):
    key = uuid4()
    for _post in range(2):
        asking.ask_back(escalation=asked, text="?", by=cast.contact, key=key, at=LATER)
    assert asked.remarks.count() == 1
    with pytest.raises(ValidationError):
        asking.ask_back(escalation=asked, text="encore", by=cast.contact, key=uuid4(), at=LATER)
    key = uuid4()
    for _post in range(2):
        asking.give_information(escalation=asked, text="!", by=cast.cm, key=key, at=LATER)
    with pytest.raises(ValidationError):
        asking.give_information(escalation=asked, text="encore", by=cast.cm, key=uuid4(), at=LATER)
    assert asked.remarks.count() == 2


def test_a_transfer_begins_anew_and_keeps_what_was(cast, asked, legal):
    before = fresh(asked)
    held = transfer(escalation=asked, to=legal, why="C'est du droit", by=cast.cm, at=LATER)
    assert (held.department, held.leg, held.acknowledged_at) == (legal, 2, None)
    assert held.acknowledge_by > before.acknowledge_by
    event = held.events.get(verb=Verb.TRANSFERRED)
    assert event.details["from"] == before.department_id
    assert event.details["to"] == legal.pk
    assert event.details["answer_by"] == before.answer_by.isoformat()
    assert all(link["contact"] is None or link["rung"] for link in held.chain)
    assert held.chain != before.chain
    told = Notification.objects.filter(key__startswith=f"escalation:{asked.pk}:leg:2:step:")
    assert told.exists() == (held.state == State.NOTIFIED)


def test_each_department_has_its_own_time(cast, asked, legal):
    transfer(escalation=asked, to=legal, why="Droit", by=cast.cm, at=LATER)
    held = fresh(asked)
    acts.answer(escalation=held, by=cast.manager, publishable="Oui", at=LATER + timedelta(hours=2))
    legs = ownership(fresh(asked), at=LATER + timedelta(hours=3))
    assert [(leg.owner, leg.department) for leg in legs] == [
        (Owner.DEPARTMENT, asked.department_id),
        (Owner.DEPARTMENT, legal.pk),
        (Owner.US, legal.pk),
    ]
    first, second = shares(legs, LATER + timedelta(hours=3))
    assert (first.elapsed, second.elapsed) == (3600, 7200)
    assert (first.working, second.working) == (3600, 7200)


def test_a_department_is_not_asked_twice_by_a_transfer(cast, asked, legal, complaint):
    open_escalation(interaction=complaint, question="Droit ?", by=cast.cm, department=legal)
    with pytest.raises(ValidationError):
        transfer(escalation=asked, to=legal, why="Droit", by=cast.cm)
    with pytest.raises(ValidationError):
        transfer(escalation=asked, to=asked.department, why="Même", by=cast.cm)
    with pytest.raises(ValidationError):
        transfer(escalation=asked, to=legal, why=" ", by=cast.cm)


def test_who_transfers_second_is_told(cast, asked, legal):
    stale = fresh(asked)
    transfer(escalation=asked, to=legal, why="Droit", by=cast.cm)
    with pytest.raises(MovedMeanwhileError):
        transfer(escalation=stale, to=None, why="Au responsable", by=cast.manager)
    with pytest.raises(acts.AnsweredMeanwhileError):
        acts.answer(escalation=stale, by=cast.contact, publishable="Trop tard")


def test_asking_further_gives_new_deadlines_and_keeps_the_answer(cast, answered, complaint):
    at = LATER + timedelta(hours=1)
    held = asking.ask_further(escalation=answered, text="Et pour les autres ?", by=cast.cm, at=at)
    assert (held.state, held.answered_at, held.publishable) == (State.NOTIFIED, None, "")
    assert held.answer_by > at
    kept, further = held.remarks.order_by("pk")
    assert (kept.kind, kept.text, kept.internal, kept.at) == (
        RemarkKind.ANSWER, "C'est fait.", "Panne chez nous", LATER,
    )  # fmt: skip
    assert (further.kind, further.text) == (RemarkKind.FURTHER, "Et pour les autres ?")
    assert held.turned_to["user"] == cast.contact.pk
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.WAITING_ESCALATED
    acts.answer(escalation=held, by=cast.contact, publishable="Aussi", at=at + timedelta(hours=1))
    assert fresh(held).state == State.ANSWERED


def test_a_relayed_question_is_reopened_with_the_reason(cast, answered, complaint):
    acts.relay(escalation=answered, text="Voilà.", by=cast.cm, at=LATER, key=uuid4())
    acts.close(escalation=answered, by=cast.cm, at=LATER)
    key = uuid4()
    for _post in range(2):
        held = reopen(escalation=answered, why="Cela recommence", by=cast.cm, key=key, at=LATER)
    assert (held.state, held.closed_at, held.relayed_at) == (State.NOTIFIED, None, None)
    assert held.events.filter(verb=Verb.REOPENED).count() == 1
    assert Carried.objects.to_relay().filter(escalation=held).count() == 1
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.WAITING_ESCALATED
    assert Notification.objects.filter(body__contains="Cela recommence", user=cast.contact).exists()


def test_what_is_not_over_is_not_reopened_nor_what_nobody_waits_for(cast, answered, complaint):
    with pytest.raises(ValidationError):
        reopen(escalation=answered, why="Encore", by=cast.cm)
    acts.relay(escalation=answered, text="Voilà.", by=cast.cm, at=LATER, key=uuid4())
    complaint.refresh_from_db()
    sorting.close(interaction=complaint, by=cast.cm)
    with pytest.raises(ValidationError):
        reopen(escalation=answered, why="Encore", by=cast.cm)


def test_a_lateness_that_begins_anew_is_told_anew(cast, asked, clock):
    climb_due(asked.acknowledge_by + timedelta(minutes=1))
    held = acts.answer(escalation=asked, by=cast.contact, publishable="Oui", at=LATER)
    asking.ask_further(escalation=held, text="Et ?", by=cast.cm, at=LATER)
    again = fresh(asked)
    climb_due(again.acknowledge_by + timedelta(minutes=1))
    assert again.events.filter(verb=Verb.LATE_TO_ACKNOWLEDGE).count() == 2


def test_a_department_that_closes_hands_on_what_it_is_asked(cast, asked, legal):
    service = asked.department
    service.reports_to = legal
    service.save()
    assert legal.name in what_moves(cast.brand, service)
    close_department(brand=cast.brand, department=service, by=cast.manager, at=LATER)
    held = fresh(asked)
    assert held.department == legal
    event = held.events.get(verb=Verb.TRANSFERRED)
    assert (event.by, service.name in event.details["why"]) == (cast.manager, True)
    assert what_moves(cast.brand, legal)


def test_without_anybody_above_it_goes_to_the_manager_even_where_that_is_asked_too(cast, asked, complaint):
    close_department(brand=cast.brand, department=asked.department, by=cast.manager, at=LATER)
    assert fresh(asked).department is None
    other = open_escalation(
        interaction=complaint,
        question="Droit ?",
        by=cast.cm,
        department=cast.department(DepartmentKind.LEGAL),
    )
    close_department(brand=cast.brand, department=other.department, by=cast.manager, at=LATER)
    other = fresh(other)
    assert (other.state, bool(other.close_reason)) == (State.CLOSED, True)
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.WAITING_ESCALATED


def test_what_was_asked_in_the_moment_of_closing_moves_on_too(cast, asked):
    type(asked.department).objects.filter(pk=asked.department_id).update(closed_at=LATER)
    assert move_on_all(LATER) == 1
    assert fresh(asked).department is None
    assert move_on_all(LATER) == 0


def test_two_departments_are_asked_at_once_and_both_answers_come(cast, asked, legal, complaint):
    other = open_escalation(interaction=complaint, question="Droit ?", by=cast.cm, department=legal)
    asking.ask_back(escalation=other, text="Quoi ?", by=cast.manager)
    acts.answer(escalation=asked, by=cast.contact, publishable="Oui")
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.WAITING_ESCALATED
    logged(cast)


def test_words_know_the_department_that_was_asked_when_they_came(cast, asked):
    asking.ask_back(escalation=asked, text="Laquelle ?", by=cast.contact, at=NOW + timedelta(minutes=1))
    transfer(escalation=asked, to=None, why="?", by=cast.cm, at=NOW + timedelta(minutes=2))
    asked.refresh_from_db()
    asking.ask_back(escalation=asked, text="Et ?", by=cast.manager, at=NOW + timedelta(minutes=3))
    remarks = Remark.objects.filter(escalation=asked).order_by("pk")
    known = list(remarks.values_list("department", flat=True))
    assert known == [cast.department(DepartmentKind.CUSTOMER_SERVICE).pk, None]
