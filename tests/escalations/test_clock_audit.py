"""Each thing that should have moved and did not is made to happen, found, and mended where that is safe."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from accounts.models import Notice, Notification
from channels_mgmt.brands.services.absences import record_absence
from channels_mgmt.escalations.choices import Problem, State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.clock import climbing
from channels_mgmt.escalations.services.clock.auditing import audit_clocks, report_of
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.tasks import audit_clocks as audit_task
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.ticks import CLOCK_AUDIT
from tests.cast import Cast
from tests.escalations.conftest import NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_word_of_it_left() -> Iterator[None]:
    yield
    cache.delete(CLOCK_AUDIT)


def found() -> list[tuple[str, bool]]:
    return [(finding.problem, finding.is_mended) for finding in audit_clocks()]


def lose(**messages: str) -> None:
    """Mails, and what stands in the product instead or beside."""
    Notification.objects.filter(**messages).delete()
    Notice.objects.filter(**messages).delete()


def all_sent() -> None:
    Notification.objects.update(state="sent")


def set_(escalation: Escalation, **values: object) -> None:
    Escalation.objects.filter(pk=escalation.pk).update(**values)


def test_where_all_is_well_nothing_is_found(asked: Escalation) -> None:
    assert found() == []


def test_what_was_due_and_not_moved_is_moved(asked: Escalation, clock: time_machine.Traveller) -> None:
    all_sent()
    clock.move_to(NOW + timedelta(minutes=49))
    assert found() == []  # due for four minutes: the sweep may still come
    clock.move_to(NOW + timedelta(minutes=51))
    assert found() == [(Problem.NOT_MOVED, True)]
    assert asked.events.filter(verb=Verb.WARNED).count() == 1
    assert found() == []


def test_what_fails_each_time_is_told(
    asked: Escalation,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(*_given: object) -> None:
        raise RuntimeError("its chain cannot be read")

    monkeypatch.setattr(climbing, "take_step", fails)
    all_sent()
    clock.move_to(NOW + timedelta(hours=2))
    with caplog.at_level(logging.ERROR):
        assert found() == [(Problem.NOT_MOVED, False)]
    assert f"escalation {asked.pk}" in caplog.text
    report = report_of(asked.brand.agency_id)
    assert report is not None
    assert [finding.escalation for finding in report.open] == [asked.pk]
    assert report_of(asked.brand.agency_id + 1).findings == []  # type: ignore[union-attr]


@pytest.mark.parametrize("acknowledged", [False, True])
def test_a_clock_that_is_missing_is_wound_again(cast: Cast, asked: Escalation, acknowledged: bool) -> None:
    if acknowledged:
        acts.acknowledge(escalation=asked, by=cast.contact)
    expected = Escalation.objects.get(pk=asked.pk).next_step_at
    set_(asked, next_step_at=None)
    assert found() == [(Problem.WITHOUT_CLOCK, True)]
    assert Escalation.objects.get(pk=asked.pk).next_step_at == expected
    assert found() == []


def test_a_clock_that_runs_on_is_stopped(cast: Cast, asked: Escalation) -> None:
    acts.answer(escalation=asked, by=cast.contact, publishable="Voilà")
    set_(asked, next_step_at=NOW + timedelta(days=1))
    assert found() == [(Problem.RUNNING_ON, True)]
    assert Escalation.objects.get(pk=asked.pk).next_step_at is None


def test_a_state_that_its_log_does_not_tell_is_left_to_people(asked: Escalation) -> None:
    set_(asked, state=State.ACKNOWLEDGED, acknowledged_at=NOW)
    assert found() == [(Problem.OTHER_THAN_ITS_LOG, False)]
    assert found() == [(Problem.OTHER_THAN_ITS_LOG, False)]


def test_who_becomes_absent_while_it_is_their_turn_is_not_waited_for(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    first = cast.department("customer_service").contacts.order_by("is_head", "position").first()
    assert first is not None
    record_absence(
        brand=cast.brand, contact=first, deputy=None, starts_on=NOW.date(), ends_on=None, by=cast.manager
    )
    clock.move_to(NOW + MINUTE)
    assert found() == [(Problem.TURNED_TO_WHO_IS_AWAY, True)]
    clock.move_to(NOW + 2 * MINUTE)
    assert climb_due() == 1
    asked.refresh_from_db()
    assert asked.turned_to["name"] == "Second Contact"
    mails = Notification.objects.filter(thread=f"escalation.{asked.pk}").order_by("pk")
    assert [mail.email for mail in mails] == ["contact@example.com", "second.contact@example.com"]
    assert found() == []


def test_an_answer_of_which_nobody_was_told_is_told(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    acts.answer(escalation=asked, by=cast.contact, publishable="Voilà")
    lose(key__contains=":answered:")
    clock.move_to(NOW + timedelta(minutes=6))
    assert found() == [(Problem.ANSWERED_WITHOUT_TELLING, True)]
    assert Notification.objects.filter(key__contains=":answered:", email="cm@example.com").exists()
    assert found() == []


def test_a_message_that_is_lost_is_written_again(asked: Escalation) -> None:
    lose(key__startswith=f"escalation:{asked.pk}:")
    assert found() == [(Problem.MESSAGE_LOST, True)]
    assert Notification.objects.filter(thread=f"escalation.{asked.pk}", email="contact@example.com").exists()
    assert found() == []


@pytest.mark.parametrize("state", ["refused", "unknown"])
def test_a_message_that_failed_without_consequence_has_one(asked: Escalation, state: str) -> None:
    Notification.objects.filter(thread=f"escalation.{asked.pk}").update(state=state)
    assert found() == [(Problem.UNDELIVERED, True)]
    (event,) = asked.events.filter(verb=Verb.UNDELIVERED)
    assert (event.details["state"], event.details["in_turn"]) == (state, True)
    assert found() == []


def test_messages_that_never_leave_are_told(asked: Escalation, clock: time_machine.Traveller) -> None:
    clock.move_to(NOW + timedelta(minutes=16))
    assert found() == [(Problem.IN_THE_OUTBOX, False)]


def test_what_has_waited_for_us_for_days_is_told(asked: Escalation, clock: time_machine.Traveller) -> None:
    set_(asked, state=State.INFORMATION_ASKED, next_step_at=None)
    asked.events.create(at=NOW, verb=Verb.INFORMATION_ASKED, to_state=State.INFORMATION_ASKED)
    all_sent()
    clock.move_to(NOW + timedelta(days=2))
    assert found() == []
    clock.move_to(NOW + timedelta(days=4))
    assert found() == [(Problem.PAUSED_FOR_LONG, False)]


def test_a_chain_with_nobody_and_a_house_without_managers_are_told(
    cast: Cast, complaint: Interaction
) -> None:
    cast.department("customer_service").contacts.update(email="", user=None, phone="+237600000000")
    cast.agency.memberships.filter(user=cast.manager).delete()
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    assert asked.turned_to is None
    assert found() == [(Problem.NOBODY_TO_TURN_TO, False), (Problem.NO_MANAGER, False)]


def test_one_check_that_fails_keeps_none_of_the_others(
    asked: Escalation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_now: object) -> None:
        raise RuntimeError("as if a table were locked")

    from channels_mgmt.escalations.services.clock import auditing

    set_(asked, next_step_at=None)
    monkeypatch.setattr(auditing, "CHECKS", (broken, *auditing.CHECKS))
    assert found() == [(Problem.WITHOUT_CLOCK, True)]


def test_the_task_audits(asked: Escalation) -> None:
    set_(asked, next_step_at=None)
    audit_task()
    assert Escalation.objects.get(pk=asked.pk).next_step_at is not None
