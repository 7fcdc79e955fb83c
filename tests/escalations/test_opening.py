from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.choices import DepartmentKind
from accounts.models import AuditEntry, Contact, Notification
from channels_mgmt.brands.choices import Kind
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import InteractionEvent
from channels_mgmt.inbox.services.states import move
from tests.escalations.conftest import NOW, logged


def test_passing_on_writes_all_down(cast, asked, complaint):
    assert asked.state == State.NOTIFIED
    assert asked.department == cast.department(DepartmentKind.CUSTOMER_SERVICE)
    assert asked.rule.kinds == [Kind.COMPLAINT]
    assert (asked.opened_at, asked.opened_by) == (NOW, cast.cm)
    assert asked.acknowledge_by == NOW + timedelta(hours=1)
    assert asked.answer_by == datetime(2026, 3, 2, 16, 0, tzinfo=UTC) + timedelta(hours=16)  # 09:00 next day
    assert asked.next_step_at == asked.acknowledge_by - timedelta(minutes=15)  # the warning
    assert len(asked.calendar_version) == 12
    assert [(link["rung"], link["name"]) for link in asked.chain] == [
        ("contact", "Contact"),
        ("contact", "Second Contact"),
        ("head", "Head of Contact"),
        ("manager", "Manager"),
    ]
    assert asked.chain[0]["email"] == "contact@example.com"
    assert list(asked.events.values_list("verb", "to_state")) == [
        (Verb.OPENED, State.OPENED),
        (Verb.NOTIFIED, State.NOTIFIED),
    ]
    assert AuditEntry.objects.filter(verb="escalation.opened", object_id=asked.pk, by=cast.cm).exists()


def test_the_interaction_waits(cast, asked, complaint):
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.WAITING_ESCALATED
    assert InteractionEvent.objects.filter(
        interaction=complaint, to_state=InteractionState.WAITING_ESCALATED, by=cast.cm
    ).exists()


def test_the_first_of_the_chain_is_told_once_in_their_language(cast, asked):
    (mail,) = Notification.objects.filter(thread=f"escalation.{asked.pk}")
    assert (mail.email, mail.user, mail.language) == ("contact@example.com", cast.contact, "fr")
    assert "Que répondre à Awa ?" in mail.body
    assert "http://testserver/answer/" in mail.body


def test_the_mail_is_sent_in_the_brands_name_and_never_names_the_agency(cast, asked):
    mail = Notification.objects.get(thread=f"escalation.{asked.pk}")
    assert mail.sender_name == "Wouri Mobile"
    assert "Wouri Mobile" in mail.subject
    assert cast.agency.name not in mail.subject + mail.body + mail.sender_name


def test_one_form_sent_twice_is_one_escalation(cast, complaint):
    key = uuid4()
    first = open_escalation(interaction=complaint, question="Un", by=cast.cm, key=key)
    second = open_escalation(interaction=complaint, question="Un", by=cast.cm, key=key)
    assert first == second
    assert Notification.objects.filter(key__startswith="escalation:").count() == 1


def test_a_department_is_asked_once_at_a_time_several_departments_may_be(cast, asked, complaint):
    with pytest.raises(ValidationError, match=r"."):
        open_escalation(interaction=complaint, question="Encore", by=cast.cm)
    legal = cast.department(DepartmentKind.LEGAL)
    other = open_escalation(interaction=complaint, question="Et le droit ?", by=cast.cm, department=legal)
    assert other.department == legal
    assert Escalation.objects.count() == 2


def test_an_empty_question_and_an_interaction_that_is_over_are_refused(cast, complaint):
    with pytest.raises(ValidationError):
        open_escalation(interaction=complaint, question="  ", by=cast.cm)
    move(interaction=complaint, to=InteractionState.CLOSED, by=cast.cm)
    with pytest.raises(ValidationError):
        open_escalation(interaction=complaint, question="Trop tard ?", by=cast.cm)
    assert not Escalation.objects.exists()


def test_who_has_left_or_has_no_address_is_not_told(cast, complaint):
    contacts = Contact.objects.filter(department=cast.department(DepartmentKind.CUSTOMER_SERVICE))
    first, second, _head = contacts
    first.left_at = NOW
    first.save()
    second.email, second.phone = "", "+237 600 00 00 00"
    second.save()
    asked = open_escalation(interaction=complaint, question="Qui ?", by=cast.cm)
    assert [link["name"] for link in asked.chain] == ["Second Contact", "Head of Contact", "Manager"]
    assert asked.turned_to["name"] == "Head of Contact"


def test_a_chain_with_nobody_stays_open_and_has_a_deadline(cast, complaint):
    cast.agency.memberships.filter(user=cast.manager).delete()
    Contact.objects.all().delete()
    asked = open_escalation(interaction=complaint, question="Il y a quelqu'un ?", by=cast.cm)
    assert (asked.state, asked.chain, asked.turned_to) == (State.OPENED, [], None)
    assert asked.next_step_at == NOW  # the next sweep tells whoever manages by then
    assert not Notification.objects.filter(key__startswith="escalation:").exists()


def test_what_is_past_sends_no_mail_but_is_written_as_it_was(cast, complaint):
    long_ago = NOW - timedelta(days=3)
    asked = open_escalation(interaction=complaint, question="Histoire", by=cast.cm, at=long_ago)
    assert asked.state == State.NOTIFIED
    assert asked.events.get(verb=Verb.NOTIFIED).details["mailed"] is False
    assert not Notification.objects.filter(key__startswith="escalation:").exists()


def test_an_automatic_rule_acts_on_what_is_new(cast):
    crisis = logged(cast, "On va brûler votre agence", kind=Kind.CRISIS_SIGNAL)
    asked = Escalation.objects.get(interaction=crisis)
    assert asked.department.kind == DepartmentKind.MANAGEMENT
    assert (asked.opened_by, asked.question) == (None, "On va brûler votre agence")
    crisis.refresh_from_db()
    assert crisis.state == InteractionState.WAITING_ESCALATED


def test_an_automatic_rule_leaves_what_is_old_and_what_another_rule_takes(cast):
    logged(cast, "Vieux", kind=Kind.CRISIS_SIGNAL, sent_at=NOW - timedelta(days=3))
    logged(cast, "Simple réclamation")
    assert not Escalation.objects.exists()


@pytest.mark.parametrize("change", [{"verb": Verb.CLOSED}, None])
def test_the_log_is_only_added_to(asked, change):
    event = EscalationEvent.objects.filter(escalation=asked)
    with pytest.raises(DatabaseError), transaction.atomic():
        event.update(**change) if change else event.delete()
    assert event.count() == 2
