"""What breaks while escalations climb: nothing is lost, nothing is told twice, nothing is stuck."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.db import connection

from accounts.choices import Role
from accounts.models import Contact, Membership, Notification
from accounts.services.delivery import send_due
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.services.clock import climbing
from channels_mgmt.escalations.services.clock.auditing import audit_clocks
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.tasks import sweep
from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast
from tests.dying import die, left
from tests.escalations.conftest import NOW, logged

HOUR = timedelta(hours=1)
LATE = NOW + timedelta(minutes=61)


def told(escalation: Escalation) -> list[str]:
    mails = Notification.objects.filter(thread=f"escalation.{escalation.pk}").order_by("pk")
    return list(mails.values_list("email", flat=True))


def steps(escalation: Escalation) -> Counter[str]:
    return Counter(escalation.events.values_list("verb", flat=True))


def climb(clock: time_machine.Traveller, at: datetime) -> int:
    clock.move_to(at)
    return climb_due(at)


def open_many(cast: Cast, number: int) -> list[Escalation]:
    return [
        open_escalation(interaction=logged(cast, f"Numéro {n}"), question=f"Question {n}", by=cast.cm)
        for n in range(number)
    ]


# --- Who is not there -------------------------------------------------------------------------------


def leave_alone(cast: Cast, *, with_head: bool) -> list[Contact]:
    """The department of customer service with its first contact alone, or with its head."""
    contacts = cast.department("customer_service").contacts.order_by("is_head", "position")
    first, second, head = contacts
    for gone in [second] if with_head else [second, head]:
        Contact.objects.filter(pk=gone.pk).update(left_at=NOW - HOUR)
    record_absence(
        brand=cast.brand, contact=first, deputy=None, starts_on=NOW.date(), ends_on=None, by=cast.manager
    )
    return [first, head]


@pytest.mark.parametrize(
    ("with_head", "asked_first"), [(True, "head.contact@example.com"), (False, "manager@example.com")]
)
def test_where_the_only_contact_is_on_leave_the_head_or_the_manager_is_asked_at_once(
    cast: Cast, complaint: Interaction, with_head: bool, asked_first: str
) -> None:
    leave_alone(cast, with_head=with_head)
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    assert told(asked) == [asked_first]
    (absent,) = asked.events.filter(verb=Verb.ABSENT)
    assert absent.details["name"] == "Contact"


def test_who_left_since_the_question_was_asked_is_passed_over(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    Contact.objects.filter(name="Second Contact").update(left_at=NOW)
    climb(clock, LATE)
    assert told(asked) == ["contact@example.com", "head.contact@example.com"]
    (absent,) = asked.events.filter(verb=Verb.ABSENT)
    assert absent.details == {"name": "Second Contact", "back_on": "", "deputy": "", "left": "yes"}


def test_a_manager_who_left_hears_nothing_and_who_came_does(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    Contact.objects.filter(name__in=["Second Contact", "Head of Contact"]).update(left_at=NOW)
    Membership.objects.filter(agency=cast.agency, user=cast.manager).update(user=cast.colleague)
    climb(clock, LATE)
    climb(clock, NOW + timedelta(hours=22, minutes=1))  # the next morning
    everything = set(Notification.objects.values_list("email", flat=True))
    assert "manager@example.com" not in everything
    assert "colleague@example.com" in everything


def test_a_chain_with_nobody_goes_to_whoever_runs_the_house_by_then(
    cast: Cast, complaint: Interaction, clock: time_machine.Traveller
) -> None:
    cast.department("customer_service").contacts.update(email="", user=None, phone="+237600000000")
    places = Membership.objects.filter(agency=cast.agency, user=cast.manager)
    places.update(role="")
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    assert (asked.state, asked.turned_to) == (State.OPENED, None)
    climb(clock, NOW + timedelta(minutes=1))
    asked.refresh_from_db()
    assert steps(asked) == {"opened": 1}
    assert asked.next_step_at is not None, "it is looked at again"
    places.update(role=Role.ADMINISTRATOR)
    clock.move_to(asked.next_step_at + timedelta(minutes=1))
    climb_due()
    (reminder,) = Notification.objects.filter(key__startswith="escalation:reminder:")
    assert (reminder.email, asked.events.filter(verb=Verb.CLIMBED).count()) == ("manager@example.com", 1)


# --- Processes and servers that die -----------------------------------------------------------------

BEFORE_THE_MESSAGES, AFTER_THE_CLAIM, AFTER_ALL_IS_WRITTEN = "notify_many", "take_step", "wake_sender"


def die_climbing(where: str) -> None:
    die("channels_mgmt.escalations.services.clock.climbing", "climb_due", where=where, at=LATE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", [AFTER_THE_CLAIM, BEFORE_THE_MESSAGES])
def test_a_worker_killed_amid_a_step_leaves_it_to_the_next(
    cast: Cast, clock: time_machine.Traveller, where: str
) -> None:
    asked = open_many(cast, 3)
    die_climbing(where)
    assert EscalationEvent.objects.filter(verb=Verb.CLIMBED).count() == 0
    assert climb(clock, LATE) == 3
    assert climb(clock, LATE) == 0
    for escalation in asked:
        assert told(escalation) == ["contact@example.com", "second.contact@example.com"]
        assert steps(escalation)[Verb.CLIMBED] == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_the_step_has_lost_nothing_but_its_word_to_the_sender(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    die_climbing(AFTER_ALL_IS_WRITTEN)
    assert told(asked) == ["contact@example.com", "second.contact@example.com"], "the message is there"
    clock.move_to(LATE)
    sweep()  # the task is given to another worker
    assert steps(asked)[Verb.CLIMBED] == 1
    assert left(LATE) == {"contact@example.com": 1, "second.contact@example.com": 1}
    cache.clear()


@pytest.mark.django_db(transaction=True)
def test_where_the_database_goes_away_amid_a_sweep_it_goes_on_from_where_it_was(
    cast: Cast, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = open_many(cast, 6)
    clock.move_to(LATE)
    monkeypatch.setattr(climbing, "TOGETHER", 2)
    real, seen = climbing.notify_many, []

    def loses_its_connection(messages: Any, **named: Any) -> Any:
        seen.append(1)
        if len(seen) == 2:
            with connection.cursor() as cursor:
                cursor.execute("select pg_terminate_backend(pg_backend_pid())")
        return real(messages, **named)

    monkeypatch.setattr(climbing, "notify_many", loses_its_connection)
    assert climb_due(LATE) == 6, "on a new connection, from where it was"
    assert climb_due(LATE) == 0
    for escalation in asked:
        assert (steps(escalation)[Verb.CLIMBED], len(told(escalation))) == (1, 2)


# --- The clock --------------------------------------------------------------------------------------


def test_a_clock_that_jumps_ahead_takes_each_step_once(
    asked: Escalation, clock: time_machine.Traveller
) -> None:
    """An hour ahead at 10:30, it seems late; put right, nobody is told before the time they were given."""
    half_past = NOW + timedelta(minutes=30)
    assert climb(clock, half_past + HOUR) == 1
    assert told(asked)[1:] == ["second.contact@example.com"]
    taken = [climb(clock, half_past + timedelta(minutes=minute)) for minute in range(1, 120, 5)]
    assert sum(taken) <= 1, "a warning of the answer at most"
    assert (len(told(asked)), steps(asked)[Verb.LATE_TO_ACKNOWLEDGE]) == (2, 1)
    climb(clock, half_past + HOUR + timedelta(minutes=62))
    assert told(asked)[2:] == ["head.contact@example.com"]


def test_a_clock_that_is_put_back_loses_no_step_and_doubles_none(
    asked: Escalation, clock: time_machine.Traveller
) -> None:
    climb(clock, LATE)
    for minutes in (2, 10, 30, 60):  # an hour earlier, all that was told stays told
        climb(clock, LATE - HOUR + timedelta(minutes=minutes))
    assert told(asked) == ["contact@example.com", "second.contact@example.com"]
    climb(clock, LATE + HOUR + timedelta(minutes=1))
    assert told(asked)[2:] == ["head.contact@example.com"]
    assert steps(asked) == {"opened": 1, "notified": 1, "late_to_acknowledge": 1, "climbed": 2}


# --- The mail server --------------------------------------------------------------------------------


class Silent:
    """A mail server that takes the text and hangs up before it says so."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.is_silent = True

    async def data(self, server: Any, session: Any, envelope: Any) -> str:
        self.received += envelope.rcpt_tos
        if self.is_silent:
            server.transport.close()
        return "250 taken"

    handle_DATA = data  # noqa: N815 - the name by which aiosmtpd calls it


@pytest.fixture
def mail_server(settings: Any) -> Iterator[Silent]:
    handler = Silent()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    with time_machine.travel(datetime.now(UTC), tick=True):
        controller.start()
    try:
        yield handler
    finally:
        controller.stop(no_assert=True)


def test_a_mail_server_that_takes_the_text_and_fails_is_not_sent_it_again(
    asked: Escalation, clock: time_machine.Traveller, mail_server: Silent
) -> None:
    send_due(at=NOW)
    assert mail_server.received == ["contact@example.com"]
    mail_server.is_silent = False
    for minute in range(1, 40, 10):
        at = NOW + timedelta(minutes=minute)
        clock.move_to(at)
        audit_clocks(at)  # finds it even where nobody said so
        climb_due(at + timedelta(seconds=1))
        send_due(at=at + timedelta(seconds=2))
    assert mail_server.received == ["contact@example.com", "second.contact@example.com"]
    states = Notification.objects.filter(thread=f"escalation.{asked.pk}").order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["unknown", "sent"]
    assert steps(asked)[Verb.UNDELIVERED] == 1
    cache.clear()
