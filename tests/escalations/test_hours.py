"""People are told in their own hours, whatever the deadlines count, unless the rule may wake them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils.translation import override

from accounts.models import Department, Notification
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.clock.clocks import Calendars, next_step, warning_before
from channels_mgmt.escalations.services.log_words import sentence
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.working_time import is_open
from tests.cast import Cast
from tests.escalations.conftest import NOW, logged

MINUTE = timedelta(minutes=1)
FRIDAY_EVENING = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)  # 16:00 in Douala, an hour before closing
MONDAY = datetime(2026, 3, 9, 7, 0, tzinfo=UTC)  # 8:00 there, when offices open


def urgent(cast: Cast, interaction: Interaction, clock: time_machine.Traveller, *, wakes: bool) -> Escalation:
    """Asked on a Friday evening by a rule whose deadlines count around the clock."""
    clock.move_to(FRIDAY_EVENING)
    cast.brand.routing_rules.update(around_the_clock=True)
    asked = open_escalation(interaction=interaction, question="Une rumeur", by=cast.cm)
    assert (asked.around_the_clock, asked.may_wake) == (True, True)
    Escalation.objects.filter(pk=asked.pk).update(may_wake=wakes)
    asked.refresh_from_db()
    asked.next_step_at = next_step(asked, FRIDAY_EVENING)
    asked.save()
    return asked


def let_run(escalation: Escalation, clock: time_machine.Traveller, until: datetime) -> None:
    """The sweeps that do something until then."""
    while (due := escalation.next_step_at) and due < until:
        at = due + timedelta(seconds=30)
        clock.move_to(at)
        climb_due(at)
        escalation.refresh_from_db()


def told_at(escalation: Escalation, *verbs: Verb) -> list[tuple[str, datetime]]:
    events = escalation.events.filter(verb__in=verbs or [Verb.CLIMBED, Verb.WARNED], details__mailed=True)
    return [(event.verb, event.at) for event in events]


def test_what_is_late_at_night_is_written_down_and_told_when_offices_open(
    cast: Cast, complaint: Interaction, clock: time_machine.Traveller
) -> None:
    asked = urgent(cast, complaint, clock, wakes=False)
    let_run(asked, clock, MONDAY)
    assert told_at(asked, Verb.CLIMBED) == []
    assert all(at < FRIDAY_EVENING + timedelta(hours=1) for _verb, at in told_at(asked))
    late = asked.events.filter(verb__in=[Verb.LATE_TO_ACKNOWLEDGE, Verb.LATE_TO_ANSWER])
    assert [event.at - timedelta(seconds=30) for event in late] == [asked.acknowledge_by, asked.answer_by]
    assert asked.next_step_at == MONDAY
    assert asked.held_since is not None
    held = asked.held_since
    let_run(asked, clock, MONDAY + 2 * MINUTE)
    (climbed,) = asked.events.filter(verb=Verb.CLIMBED)
    assert datetime.fromisoformat(climbed.details["held_since"]) == held
    with override("en"):
        assert "in their hours: it was due" in sentence(climbed)
    assert asked.held_since is None
    # Whoever was told has their own working time to react.
    assert asked.next_step_at == climbed.at + timedelta(minutes=asked.acknowledge_minutes)


def test_a_rule_that_may_wake_does(cast: Cast, complaint: Interaction, clock: time_machine.Traveller) -> None:
    asked = urgent(cast, complaint, clock, wakes=True)
    let_run(asked, clock, FRIDAY_EVENING + timedelta(hours=5))
    step = timedelta(minutes=60)
    begun = [at for verb, at in told_at(asked) if verb == Verb.CLIMBED]
    assert [round((at - FRIDAY_EVENING) / step) for at in begun] == [1, 2, 3]
    assert asked.turned_to["rung"] == "manager"


def test_nobody_is_told_on_a_holiday(
    cast: Cast, complaint: Interaction, clock: time_machine.Traveller
) -> None:
    department = cast.department("customer_service")
    hours = {**department.hours, "1": []}  # closed on Mondays, whatever the reason
    Department.objects.filter(pk=department.pk).update(hours=hours)
    asked = urgent(cast, complaint, clock, wakes=False)
    let_run(asked, clock, MONDAY + timedelta(hours=23))
    assert told_at(asked, Verb.CLIMBED) == []
    let_run(asked, clock, MONDAY + timedelta(hours=25))
    assert [at.date() for _verb, at in told_at(asked, Verb.CLIMBED)] == [MONDAY.date() + timedelta(days=1)]


def test_a_department_that_never_opens_is_told_in_the_hours_of_its_brand(
    cast: Cast, complaint: Interaction, clock: time_machine.Traveller
) -> None:
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    closed = {str(day): [] for day in range(1, 8)}
    Department.objects.filter(pk=asked.department_id).update(hours=closed)
    let_run(asked, clock, NOW + timedelta(days=2))
    assert asked.turned_to["rung"] == "manager"
    calendar = Calendars(NOW).of(cast.brand, None)
    assert all(is_open(calendar, at) for _verb, at in told_at(asked))


@pytest.mark.parametrize(("asked_for", "minutes"), [(None, 15), (10, 10), (5_000, 30)])
def test_a_warning_comes_a_quarter_of_the_time_before_or_as_the_rule_says(
    asked: Escalation, asked_for: int | None, minutes: int
) -> None:
    asked.warn_minutes = asked_for
    known = Calendars(NOW)
    warned = warning_before(asked, asked.acknowledge_by, asked.acknowledge_minutes, known)
    assert warned == asked.acknowledge_by - timedelta(minutes=minutes)


def test_each_deadline_is_warned_of_once_and_the_asker_of_the_answer(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    let_run(asked, clock, NOW + timedelta(minutes=50))
    (first,) = Notification.objects.filter(key__contains=":warned")
    assert (first.email, asked.step) == ("contact@example.com", 0)
    clock.move_to(NOW + timedelta(minutes=51))
    climb_due(NOW + timedelta(minutes=51), among=Escalation.objects.filter(pk=asked.pk))
    acts.acknowledge(escalation=asked, by=cast.contact, at=NOW + timedelta(minutes=55))
    asked.refresh_from_db()
    assert asked.next_step_at == asked.answer_by - timedelta(hours=17)  # 15:00, two working hours before
    let_run(asked, clock, asked.answer_by)
    mails = Notification.objects.filter(key__contains=":warned").order_by("pk")
    assert [mail.email for mail in mails] == ["contact@example.com"] * 2 + ["cm@example.com"]
    assert [event.details["of"] for event in asked.events.filter(verb=Verb.WARNED)] == [
        "acknowledge",
        "answer",
    ]
    assert all("3 mars 2026" in mail.subject for mail in mails[1:])
    assert asked.step == 0


def test_whoever_is_told_gets_time_to_react(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    let_run(asked, clock, NOW + timedelta(days=3))
    climbed = asked.events.filter(verb=Verb.CLIMBED).exclude(details__has_key="again")
    moments = [asked.opened_at, *(event.at for event in climbed)]
    minutes = [(after - before) / MINUTE for before, after in pairwise(moments)]
    assert len(minutes) == 3
    assert min(minutes) >= asked.acknowledge_minutes


def test_the_manager_is_reminded_each_working_day_until_somebody_acts(
    cast: Cast, asked: Escalation, clock: time_machine.Traveller
) -> None:
    let_run(asked, clock, NOW + timedelta(days=9))  # the Wednesday after next
    again = asked.events.filter(verb=Verb.CLIMBED, details__again="yes")
    assert [event.at.date().isoformat() for event in again] == [
        "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-09", "2026-03-10", "2026-03-11",
    ]  # fmt: skip
    with override("en"):
        assert "Manager was reminded" in sentence(again[0])
    acts.acknowledge(escalation=asked, by=cast.manager)
    asked.refresh_from_db()
    before = again.count()
    acts.answer(escalation=asked, by=cast.manager, publishable="Voilà")
    asked.refresh_from_db()
    assert asked.next_step_at is None
    let_run(asked, clock, NOW + timedelta(days=12))
    assert again.count() == before


def test_one_reminder_a_day_tells_of_all_that_is_late_on_a_brand(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    asked = [
        open_escalation(interaction=logged(cast, f"Numéro {n}"), question=f"Question {n}", by=cast.cm)
        for n in range(3)
    ]
    for escalation in asked:
        let_run(escalation, clock, NOW + timedelta(hours=20))
    at = datetime(2026, 3, 3, 7, 1, tzinfo=UTC)
    clock.move_to(at)
    assert climb_due(at) == 3
    (reminder,) = Notification.objects.filter(key__startswith="escalation:reminder:")
    assert all(f"/escalations/{escalation.pk}/\n" in reminder.body for escalation in asked)
    assert "Question 0" not in reminder.body


@pytest.mark.parametrize("wakes", [True, False])
def test_a_rule_by_office_hours_wakes_people_only_where_it_says_so(
    cast: Cast, complaint: Interaction, clock: time_machine.Traveller, wakes: bool
) -> None:
    """Its deadlines are those of offices either way; who is told next hears of it at once, or on Monday."""
    clock.move_to(FRIDAY_EVENING)
    cast.brand.routing_rules.update(wakes_at_night=wakes)
    asked = open_escalation(interaction=complaint, question="Une rumeur", by=cast.cm)
    assert (asked.around_the_clock, asked.may_wake) == (False, wakes)
    closing = FRIDAY_EVENING + timedelta(hours=1)
    assert asked.acknowledge_by == closing
    let_run(asked, clock, MONDAY + 5 * MINUTE)
    told = [at.replace(second=0) for _verb, at in told_at(asked, Verb.CLIMBED)]
    assert told[0] == (closing if wakes else MONDAY)
    assert all(is_open(Calendars(NOW).of_deadlines(asked), at) for at in told) != wakes


def test_a_warning_comes_when_the_rule_said_as_it_was_asked(cast: Cast, complaint: Interaction) -> None:
    cast.brand.routing_rules.update(warn_minutes=10)
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    assert asked.next_step_at == asked.acknowledge_by - 10 * MINUTE
    cast.brand.routing_rules.update(warn_minutes=25)
    asked.refresh_from_db()
    assert asked.warn_minutes == 10


@pytest.mark.parametrize("wakes", [True, False])
def test_nothing_climbs_on_a_public_holiday_unless_the_rule_wakes_people(
    cast: Cast, complaint: Interaction, clock: time_machine.Traveller, wakes: bool
) -> None:
    """20 May, a Wednesday in 2026, is the National Day of Cameroon."""
    clock.move_to(datetime(2026, 5, 19, 9, 0, tzinfo=UTC))  # 10:00 in Douala
    cast.brand.routing_rules.update(wakes_at_night=wakes, acknowledge_minutes=360, answer_minutes=1440)
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    let_run(asked, clock, datetime(2026, 5, 21, 12, 5, tzinfo=UTC))
    told = [(at.day, at.hour) for _verb, at in told_at(asked, Verb.CLIMBED)]
    # Of the second contact's six hours one passes on Tuesday, the others do at night, or on Thursday.
    if wakes:
        assert told[:3] == [(19, 15), (19, 21), (20, 3)]
    else:
        assert told == [(19, 15), (21, 12)]


def test_what_is_asked_before_a_public_holiday_is_late_after_it(
    cast: Cast, complaint: Interaction, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 5, 19, 15, 30, tzinfo=UTC))  # half an hour before offices close
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    assert asked.acknowledge_by == datetime(2026, 5, 21, 7, 30, tzinfo=UTC)
    let_run(asked, clock, asked.acknowledge_by)
    assert [(verb, at.date().day) for verb, at in told_at(asked)] == [(Verb.WARNED, 21)]
