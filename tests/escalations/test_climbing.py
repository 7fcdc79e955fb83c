"""The ladder: each person has the time to acknowledge in working time, then the next one is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import Contact, Notice, Notification
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.asking import ask_further
from channels_mgmt.escalations.services.clock import climbing
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.refusing import not_ours
from channels_mgmt.escalations.services.reopening import reopen
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.escalations.tasks import sweep
from tests.escalations.conftest import NOW, logged

MINUTE = timedelta(minutes=1)


def log(escalation):
    return [
        (event.verb, event.details.get("name", ""))
        for event in escalation.events.exclude(verb__in=[Verb.OPENED, Verb.NOTIFIED])
    ]


def told(escalation):
    mails = Notification.objects.filter(thread=f"escalation.{escalation.pk}").order_by("pk")
    return list(mails.values_list("email", flat=True))


def climb(escalation, clock, at):
    clock.move_to(at)
    taken = climb_due(at)
    escalation.refresh_from_db()
    return taken


def test_nothing_climbs_before_or_at_the_deadline(asked, clock):
    climb(asked, clock, asked.acknowledge_by - MINUTE)
    assert [verb for verb, _name in log(asked)] == [Verb.WARNED]
    assert asked.next_step_at == asked.acknowledge_by
    assert climb(asked, clock, asked.acknowledge_by) == 0


def test_the_whole_ladder(asked, clock):
    assert climb(asked, clock, NOW + timedelta(minutes=61)) == 1
    assert log(asked) == [(Verb.LATE_TO_ACKNOWLEDGE, ""), (Verb.CLIMBED, "Second Contact")]
    assert asked.next_step_at == NOW + timedelta(minutes=121)
    climb(asked, clock, NOW + timedelta(minutes=122))
    assert log(asked)[2:] == [(Verb.CLIMBED, "Head of Contact")]
    climb(asked, clock, NOW + timedelta(minutes=183))
    assert log(asked)[3:] == [(Verb.CLIMBED, "Manager")]
    # The chain is at its end: warnings and lateness go on, and the manager is reminded each working day.
    assert asked.next_step_at == asked.answer_by - timedelta(hours=17)  # 2 working hours before
    climb(asked, clock, asked.next_step_at + MINUTE)
    assert log(asked)[4:] == [(Verb.WARNED, "Manager")]
    tuesday = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)  # 8:00 in Douala
    assert asked.next_step_at == tuesday
    climb(asked, clock, tuesday + MINUTE)
    assert log(asked)[5:] == [(Verb.CLIMBED, "Manager")]
    assert asked.next_step_at == asked.answer_by
    climb(asked, clock, asked.answer_by + MINUTE)
    assert log(asked)[6:] == [(Verb.LATE_TO_ANSWER, "")]
    assert (asked.next_step_at, asked.state) == (tuesday + timedelta(days=1), State.NOTIFIED)
    assert told(asked) == [
        "contact@example.com",
        "second.contact@example.com",
        "head.contact@example.com",
        "manager@example.com",
        "manager@example.com",  # warned that the answer is due
        "cm@example.com",
    ]
    reminder = Notification.objects.get(thread=f"escalations.late.{asked.brand_id}")
    assert reminder.email == "manager@example.com"
    assert asked.question not in reminder.body
    assert f"http://testserver/escalations/{asked.pk}/" in reminder.body
    assert f"/b/{asked.brand.slug}/escalations/late/" in reminder.body


def test_one_step_is_taken_once(asked, clock):
    climb(asked, clock, NOW + timedelta(minutes=61))
    assert climb(asked, clock, NOW + timedelta(minutes=62)) == 0
    assert len(told(asked)) == 2


def test_a_sweep_that_was_away_for_a_day_takes_one_step(asked, clock):
    at = asked.answer_by + timedelta(days=1)
    climb(asked, clock, at)
    assert log(asked) == [
        (Verb.LATE_TO_ACKNOWLEDGE, ""),
        (Verb.LATE_TO_ANSWER, ""),
        (Verb.CLIMBED, "Second Contact"),
    ]
    assert asked.next_step_at > at


def test_what_is_acknowledged_climbs_only_when_the_answer_is_late(cast, asked, clock):
    acts.acknowledge(escalation=asked, by=cast.contact, at=NOW + 10 * MINUTE)
    assert climb(asked, clock, NOW + timedelta(hours=5)) == 0
    climb(asked, clock, asked.answer_by + MINUTE)
    assert log(asked)[1:] == [(Verb.LATE_TO_ANSWER, ""), (Verb.CLIMBED, "Second Contact")]
    assert told(asked)[-1] == "second.contact@example.com"


def test_nobody_is_told_at_night_or_on_a_weekend(cast, complaint, clock):
    friday = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)  # 16:30 in Douala, where offices close at 17:00
    clock.move_to(friday)
    asked = open_escalation(interaction=complaint, question="Vendredi soir", by=cast.cm)
    assert asked.next_step_at == datetime(2026, 3, 9, 7, 15, tzinfo=UTC)  # a quarter of an hour before
    assert climb(asked, clock, datetime(2026, 3, 8, 12, 0, tzinfo=UTC)) == 0
    assert climb(asked, clock, datetime(2026, 3, 9, 7, 31, tzinfo=UTC)) == 1


def test_what_is_answered_or_closed_climbs_no_more(cast, asked, clock):
    acts.answer(escalation=asked, by=cast.contact, publishable="Voilà")
    assert climb(asked, clock, asked.answer_by + timedelta(days=2)) == 0
    # Even where an interrupted release left a step due.
    Escalation.objects.filter(pk=asked.pk).update(next_step_at=NOW)
    climb(asked, clock, asked.answer_by + timedelta(days=2))
    assert (asked.next_step_at, log(asked)) == (None, [(Verb.ANSWERED, "")])


def test_an_old_step_sends_no_mail(asked, clock):
    clock.move_to(NOW + timedelta(days=10))
    climb_due(NOW + timedelta(minutes=61))
    assert told(asked) == ["contact@example.com"]
    assert [verb for verb, _name in log(asked)] == [Verb.LATE_TO_ACKNOWLEDGE, Verb.CLIMBED]


def test_a_step_that_fails_leaves_all_as_it_was_and_keeps_none_of_the_others(cast, asked, clock, monkeypatch):
    other = open_escalation(interaction=logged(cast, "Une autre"), question="Autre", by=cast.cm)
    real = climbing.take_step

    def failing(escalation, *given):
        if escalation.pk == asked.pk:
            raise RuntimeError("as if its chain could not be read")
        return real(escalation, *given)

    before = asked.next_step_at
    monkeypatch.setattr(climbing, "take_step", failing)
    at = NOW + timedelta(minutes=61)
    clock.move_to(at)
    assert climb_due(at) == 1
    asked.refresh_from_db()
    assert (asked.step, asked.next_step_at, log(asked)) == (0, before, [])
    monkeypatch.undo()
    assert climb_due(at) == 1
    other.refresh_from_db()
    assert (other.step, len(told(other))) == (1, 2)


def test_the_task_sweeps(asked, clock):
    clock.move_to(NOW + timedelta(minutes=61))
    sweep()
    asked.refresh_from_db()
    assert asked.step == 1


@pytest.mark.usefixtures("asked")
def test_the_poll_uses_its_index(cast):
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        query, values = Escalation.objects.due_to_climb(NOW).values("pk").query.sql_with_params()
        cursor.execute(f"explain {query}", values)
        assert "escalation_due_to_climb" in "\n".join(line for (line,) in cursor.fetchall())


BEGINS_ANEW = {
    "transferred": lambda cast, asked: transfer(
        escalation=asked, to=cast.department("sales"), why="Pour eux", by=cast.cm
    ),
    "not ours": lambda cast, asked: not_ours(
        escalation=asked, suggestion=cast.department("sales"), why="Pour eux", by=cast.contact
    ),
    "asked further": lambda cast, asked: ask_further(
        escalation=answered_by_nobody_there(cast, asked), text="Et demain ?", by=cast.cm
    ),
    "reopened": lambda cast, asked: reopen(
        escalation=acts.close(
            escalation=answered_by_nobody_there(cast, asked), by=cast.cm, reason="Réglé autrement"
        ),
        why="Encore",
        by=cast.cm,
    ),
}


def answered_by_nobody_there(cast, asked):
    acts.answer(escalation=asked, by=cast.contact, publishable="Voilà")
    Escalation.objects.filter(pk=asked.pk).update(chain=[])
    return Escalation.objects.get(pk=asked.pk)


@pytest.mark.parametrize("how", BEGINS_ANEW)
def test_what_begins_anew_with_nobody_to_tell_reaches_managers_at_once(cast, asked, clock, how):
    membership = cast.agency.memberships.get(user=cast.manager)
    membership.delete()
    Contact.objects.filter(department=cast.department("sales")).update(left_at=NOW)
    BEGINS_ANEW[how](cast, asked)
    asked.refresh_from_db()
    assert (asked.state, asked.turned_to) == (State.OPENED, None)
    membership.pk = None
    membership.save(force_insert=True)
    Notification.objects.all().delete()
    Notice.objects.all().delete()
    assert climb(asked, clock, NOW + MINUTE) == 1
    reminded = Notification.objects.filter(key__startswith="escalation:reminder:")
    assert [mail.email for mail in reminded] == [cast.manager.email]
    # Told once, they have until the next working day.
    climb(asked, clock, NOW + timedelta(minutes=20))
    assert asked.events.filter(verb=Verb.CLIMBED).count() == 1
