"""What a mail server refused or left unclear is not sent again: the next person is told."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.utils.translation import override

from accounts.models import Notification
from accounts.signals import undelivered
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.log_words import sentence
from tests.cast import Cast
from tests.escalations.conftest import NOW


def of(escalation: Escalation, email: str = "contact@example.com") -> Notification:
    return Notification.objects.get(thread=f"escalation.{escalation.pk}", email=email)


def fail(notification: Notification, state: str = "unknown") -> None:
    Notification.objects.filter(pk=notification.pk).update(state=state)
    notification.refresh_from_db()
    undelivered.send(Notification, notification=notification, state=state)


def climb(escalation: Escalation, clock: time_machine.Traveller, minutes: int) -> int:
    clock.move_to(NOW + timedelta(minutes=minutes))
    taken = climb_due()
    escalation.refresh_from_db()
    return taken


def test_an_unclear_end_lets_the_next_person_be_told_once(
    asked: Escalation, clock: time_machine.Traveller
) -> None:
    mail = of(asked)
    fail(mail)
    fail(mail)  # told twice, written down once
    (event,) = asked.events.filter(verb=Verb.UNDELIVERED)
    with override("en"):
        assert sentence(event) == "Nobody knows whether the message to Contact arrived: it is not sent again"
    assert climb(asked, clock, 1) == 1
    assert asked.turned_to["name"] == "Second Contact"
    (climbed,) = asked.events.filter(verb=Verb.CLIMBED)
    assert climbed.details["reason"] == "undelivered"
    assert climb(asked, clock, 2) == 0
    assert asked.next_step_at == NOW + timedelta(minutes=45)  # not late: whoever was told is warned in time
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("unknown", 0)


def test_it_goes_down_the_chain_until_a_message_arrives(
    asked: Escalation, clock: time_machine.Traveller
) -> None:
    for number, email in enumerate(("contact", "second.contact", "head.contact")):
        fail(of(asked, f"{email}@example.com"), "refused")
        climb(asked, clock, number + 1)
    assert asked.turned_to["rung"] == "manager"
    with override("en"):
        said = [sentence(event) for event in asked.events.filter(verb=Verb.UNDELIVERED)]
    assert said[0] == "The message to Contact was refused, and is not sent again"
    assert len(said) == 3


def test_who_has_acted_without_the_message_is_not_passed_over(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    acts.acknowledge(escalation=asked, by=cast.contact)
    fail(of(asked))
    (event,) = asked.events.filter(verb=Verb.UNDELIVERED)
    assert event.details["in_turn"] is False
    assert climb(asked, clock, 5) == 0


def test_a_message_of_an_earlier_step_changes_nothing_more(
    asked: Escalation, clock: time_machine.Traveller
) -> None:
    first = of(asked)
    climb(asked, clock, 61)
    due = asked.next_step_at
    fail(first)
    asked.refresh_from_db()
    assert (asked.next_step_at, asked.events.filter(verb=Verb.UNDELIVERED).count()) == (due, 1)


def test_mails_about_something_else_are_no_business_of_escalations(asked: Escalation) -> None:
    mail = of(asked)
    Notification.objects.filter(pk=mail.pk).update(thread="approval.7")
    fail(mail)
    Notification.objects.filter(pk=mail.pk).update(thread=f"escalation.{asked.pk + 999}")
    fail(mail)
    assert not asked.events.filter(verb=Verb.UNDELIVERED).exists()
