"""What is due climbs: a warning, the next contact, the head of department, the agency manager.

The sweep takes many at once, in transactions so short, and with locks so few, that nobody who works with an
interaction waits for it: an act locks the interaction first and then the escalation (`history.hold`); the
sweep locks escalations alone, and passes over those that somebody holds.
"""

import logging
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

import pgbulk
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.outbox import Message, notify_many, wake_sender
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.chain import absences_in, gone_from, managers_of
from channels_mgmt.escalations.services.clock.clocks import Calendars
from channels_mgmt.escalations.services.clock.steps import FIELDS, LOOKED_AT, Past, Surroundings, take_step
from channels_mgmt.escalations.services.notices import reminder_for, written

logger = logging.getLogger(__name__)

READ_AHEAD = ("brand__agency", "department", "opened_by", "interaction__holder", "item__logged_by")
AT_ONCE = 5_000
"""How many one sweep takes; the next one, a minute later, goes on from there."""
TOGETHER = 50
"""How many are taken in one transaction: what it locks, it locks for some hundredths of a second."""


@dataclass
class Taken:
    """What a sweep did."""

    moved: Counter[int] = field(default_factory=Counter)
    """How many took a step, by agency."""
    failed: dict[int, int] = field(default_factory=dict)
    """The escalations that failed, each with its agency."""

    @property
    def number(self) -> int:
        return self.moved.total()


def climb_due(at: datetime | None = None, *, among: EscalationQuerySet | None = None) -> int:
    """Takes one step with each escalation that is due, all or those `among` some; returns how many."""
    return climb(at=at or timezone.now(), among=among).number


def climb(*, at: datetime, among: EscalationQuerySet | None = None) -> Taken:
    """One sweep. What another one holds is left to it.

    Where one of a batch fails, the others are taken one by one; it is left as it was, for the next sweep.
    """
    taken, house = Taken(), House(at)
    looked_at = Escalation.objects.all() if among is None else among
    while (before := taken.number + len(taken.failed)) < AT_ONCE:
        due = looked_at.due_to_climb(at).exclude(pk__in=list(taken.failed)).order_by("next_step_at")
        try:
            taken.moved.update(_take(due, TOGETHER, house))
        except Exception:
            logger.warning("a batch of escalations did not climb together", exc_info=True)
            _take_one_by_one(due, house, taken)
        if taken.number + len(taken.failed) == before:
            break
    if taken.moved:
        wake_sender()
    return taken


def _take_one_by_one(due: EscalationQuerySet, house: "House", taken: Taken) -> None:
    for pk, agency in list(due.values_list("pk", "brand__agency")[:TOGETHER]):
        try:
            taken.moved.update(_take(due.filter(pk=pk), 1, house))
        except Exception:
            logger.exception("escalation %s did not climb", pk)
            taken.failed[pk] = agency


def _take(due: EscalationQuerySet, number: int, house: "House") -> list[int]:
    """Takes a step with the first of those due that nobody holds; returns the agency of each."""
    with transaction.atomic():
        locked = due.select_for_update(skip_locked=True, of=("self",), no_key=True)
        held = list(locked.select_related(*READ_AHEAD)[:number])
        if not held:
            return []
        around, pasts = house.around(held), pasts_of(held)
        steps = [take_step(escalation, pasts[escalation.pk], around) for escalation in held]
        pgbulk.update(Escalation, held, FIELDS)
        EscalationEvent.objects.bulk_create(event for step in steps for event in step.events)
        drafts = [draft for step in steps for draft in step.messages]
        notify_many(written(drafts, at=house.at), wake=False)
    return [escalation.brand.agency_id for escalation in held]


def pasts_of(held: Collection[Escalation]) -> dict[int, Past]:
    """What the logs say, in the order in which they were written, whatever the clock said then."""
    pasts = {escalation.pk: Past(escalation.opened_at) for escalation in held}
    events = EscalationEvent.objects.filter(escalation__in=pasts, verb__in=LOOKED_AT).order_by("pk")
    for escalation_id, verb, at, details in events.values_list("escalation_id", "verb", "at", "details"):
        pasts[escalation_id].read(verb, at, details)
    return pasts


class House:
    """What is the same for all batches of a sweep, read when it is first asked for."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.calendars = Calendars(at)
        self._managers: dict[int, list[User]] = {}
        self._reminders: dict[tuple[int, int], Message | None] = {}

    def around(self, held: Collection[Escalation]) -> Surroundings:
        for agency in {escalation.brand.agency_id for escalation in held} - self._managers.keys():
            self._managers[agency] = managers_of(agency)
        return Surroundings(
            at=self.at,
            calendars=self.calendars,
            absences=absences_in((escalation.chain for escalation in held), self.at),
            gone=gone_from((escalation.brand.agency_id, escalation.chain) for escalation in held),
            managers=self._managers,
            reminder=self.reminder,
        )

    def reminder(self, escalation: Escalation, manager: User) -> Message | None:
        """One message a day for all of a brand."""
        key = (escalation.brand_id, manager.pk)
        if key not in self._reminders:
            self._reminders[key] = reminder_for(escalation.brand, manager, at=self.at)
        return self._reminders[key]
