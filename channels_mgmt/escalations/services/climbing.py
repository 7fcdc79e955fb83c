"""What is late climbs: next contact, head of department, agency manager, one step at a time."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.services.outbox import wake_sender
from channels_mgmt.escalations.choices import ASKING, Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.calendars import calendar_for
from channels_mgmt.escalations.services.chain import (
    Absences,
    Turn,
    absences_in,
    deputies_in,
    is_anybody_left,
    next_turn,
)
from channels_mgmt.escalations.services.history import asked_of
from channels_mgmt.escalations.services.notices import ASKED, tell_person_in_turn
from cmhub.lib.working_time import add_working_time

logger = logging.getLogger(__name__)

Told = set[tuple[str, str]]
"""Which lateness a log tells, with the deadline that passed."""
LATENESS = (Verb.LATE_TO_ACKNOWLEDGE, Verb.LATE_TO_ANSWER)
READ_AHEAD = ("brand__agency", "department", "opened_by")
LASTING = ("brand", "department", "opened_by")
AT_ONCE = 5_000
"""How many one sweep looks at; the next one, a minute later, goes on from there."""


def climb_due(at: datetime | None = None, *, among: EscalationQuerySet | None = None) -> int:
    """Takes one step with each escalation that is due, each in a transaction of its own; returns how many.

    Looks at all of them, or `among` some.

    What another sweep holds is left to it. One that fails is left as it was, for the next sweep, and
    keeps none of the others from climbing.
    """
    now = at or timezone.now()
    looked_at = Escalation.objects.all() if among is None else among
    due = looked_at.due_to_climb(now).select_related(*READ_AHEAD).order_by("next_step_at")[:AT_ONCE]
    told = _lateness_told(due)
    absences = absences_in((escalation.chain for escalation in due), now)
    taken = 0
    for seen in due:
        try:
            taken += _climb_one(seen, told[seen.pk], absences, now)
        except Exception:
            logger.exception("escalation %s did not climb", seen.pk)
    if taken:
        wake_sender()
    return taken


def _climb_one(seen: Escalation, told: Told, absences: Absences, at: datetime) -> bool:
    """The step of one escalation, unless somebody is taking it or it has moved since it was seen."""
    with transaction.atomic():
        held = (
            Escalation.objects.select_for_update(skip_locked=True)
            .filter(pk=seen.pk, next_step_at=seen.next_step_at)
            .first()
        )
        if held is None:
            return False
        # What does not change while an escalation lives was read for all of them at once.
        for name in LASTING:
            setattr(held, name, getattr(seen, name))
        _step(held, told, absences, at)
    return True


def next_step(escalation: Escalation, at: datetime) -> datetime | None:
    """When the escalation, as it stands after an act at `at`, is due to climb again; None for never.

    Whoever has just been told has the time to acknowledge, in working time, before the next person is.
    Once acknowledged, nothing happens before the answer is due. Where all who are left are absent, it is
    looked again after as long: whoever is back by then is asked.
    """
    if escalation.state not in ASKING:
        return None
    answer_is_due_later = escalation.answer_by > at
    nobody_left = not is_anybody_left(escalation.chain, escalation.stand_ins, escalation.step)
    if answer_is_due_later and (nobody_left or escalation.acknowledged_at):
        return escalation.answer_by
    if nobody_left:
        return None
    calendar = calendar_for(
        escalation.brand, escalation.department, at=at, around_the_clock=escalation.around_the_clock
    )
    turn = add_working_time(calendar, at, escalation.acknowledge_minutes)
    return min(turn, escalation.answer_by) if answer_is_due_later else turn


def _step(escalation: Escalation, told: Told, absences: Absences, at: datetime) -> None:
    if escalation.state not in ASKING:
        _leave(escalation, None)
        return
    late = _newly_late(escalation, told, at)
    events = [
        EscalationEvent(escalation=escalation, at=at, verb=verb, details={"deadline": deadline.isoformat()})
        for verb, deadline in late.items()
    ]
    turn = next_turn(escalation.chain, escalation.stand_ins, escalation.step, absences)
    if late or turn.step is not None:
        events += [
            EscalationEvent(escalation=escalation, at=at, verb=Verb.ABSENT, details=person.as_details())
            for person in turn.passed_over
        ]
    if turn.step is not None:
        _turn_to(escalation, turn.step, turn)
        reason = _reason(escalation, at)
        mailed = tell_person_in_turn(escalation, at=at, reason=reason, wake=False)
        details = {"mailed": mailed, "reason": reason, **asked_of(escalation)}
        events.append(EscalationEvent(escalation=escalation, at=at, verb=Verb.CLIMBED, details=details))
    EscalationEvent.objects.bulk_create(events)
    _leave(escalation, next_step(escalation, at))


def _turn_to(escalation: Escalation, step: int, turn: Turn) -> None:
    """Moves on along the chain, which stays as it is: beside it stands who took whose place, or nobody."""
    taken: dict[str, Any] = {str(place): None for place in range(escalation.step + 1, step)}
    if turn.deputy:
        taken[str(step)] = turn.deputy
        escalation.deputies = sorted({*escalation.deputies, *deputies_in([turn.deputy])})
    escalation.stand_ins = {**escalation.stand_ins, **taken}
    escalation.step = step


def _leave(escalation: Escalation, at: datetime | None) -> None:
    escalation.next_step_at = at
    escalation.save(update_fields=["step", "stand_ins", "deputies", "next_step_at"])


def _newly_late(escalation: Escalation, told: Told, at: datetime) -> dict[Verb, datetime]:
    """The deadlines that have passed and are not in the log yet."""
    passed: dict[Verb, datetime] = {}
    if escalation.acknowledged_at is None and escalation.acknowledge_by < at:
        passed[Verb.LATE_TO_ACKNOWLEDGE] = escalation.acknowledge_by
    if escalation.answer_by < at:
        passed[Verb.LATE_TO_ANSWER] = escalation.answer_by
    return {verb: deadline for verb, deadline in passed.items() if (verb, deadline.isoformat()) not in told}


def _lateness_told(due: Iterable[Escalation]) -> dict[int, Told]:
    """The lateness that each log tells already, by the deadline that passed: one that was put off or begins
    anew may pass again. It changes only with a step, which moves the next one.
    """
    told: dict[int, Told] = {escalation.pk: set() for escalation in due}
    events = EscalationEvent.objects.filter(escalation__in=told, verb__in=LATENESS).order_by()
    for escalation_id, verb, deadline in events.values_list("escalation_id", "verb", "details__deadline"):
        told[escalation_id].add((verb, deadline))
    return told


def _reason(escalation: Escalation, at: datetime) -> str:
    if escalation.answer_by < at:
        return Verb.LATE_TO_ANSWER
    return ASKED if escalation.acknowledged_at else Verb.LATE_TO_ACKNOWLEDGE
