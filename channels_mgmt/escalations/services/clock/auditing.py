"""The auditor of the clocks: finds what should have moved and did not.

It reads what the sweep does not: states against their logs, messages against what they should have caused.
What can be put right without deciding anything is: a clock is wound again, a lost message written anew. The
rest is told to whoever runs the product, in the log, and to the managers, on the page of what is late.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Func, IntegerField, Max, OuterRef, Subquery
from django.utils import timezone

from accounts.choices import NotificationState
from accounts.models import Absence, Agency, Notification
from accounts.services.outbox import WAKES_NOBODY_AFTER, wake_sender
from channels_mgmt.escalations.choices import ASKING, Problem, State, Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.models.escalation import TURNED_TO_CONTACT, EscalationQuerySet
from channels_mgmt.escalations.services.chain import managers_of
from channels_mgmt.escalations.services.clock.climbing import READ_AHEAD, climb
from channels_mgmt.escalations.services.clock.clocks import next_step
from channels_mgmt.escalations.services.notices import (
    THREAD,
    answered_key,
    asker_of,
    tell_asker,
    tell_person_in_turn,
    turn_key,
)
from channels_mgmt.escalations.services.undelivered import escalation_of, note_undelivered
from cmhub.lib.ticks import CLOCK_AUDIT, last_tick, leave_tick

logger = logging.getLogger(__name__)

MOST = 500
"""How many of one kind are looked at; the next run goes on."""
KEPT = 200
"""How many findings are kept for the page."""
PATIENCE = timedelta(minutes=5)
"""The sweep comes each minute: what has been due for longer was not moved."""
OUTBOX_PATIENCE = timedelta(minutes=15)
"""Beyond the retries of the outbox itself."""
LONG_PAUSE = timedelta(days=3)
LATEST_EVENTS = 2_000
TOLD_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Finding:
    """Something that was not as it should be; `is_mended` says whether it is now."""

    problem: str
    agency: int
    brand: int | None = None
    escalation: int | None = None
    is_mended: bool = False

    @property
    def label(self) -> str:
        return str(Problem(self.problem).label)


@dataclass(frozen=True)
class Report:
    """What the last run found, of one agency."""

    at: datetime
    findings: list[Finding]

    @property
    def open(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_mended]


def audit_clocks(at: datetime | None = None) -> list[Finding]:
    """Looks at everything, mends what is safe, and leaves word of it."""
    now, began = at or timezone.now(), time.monotonic()
    findings: list[Finding] = []
    for check in CHECKS:
        try:
            findings += check(now)
        except Exception:
            logger.exception("the audit of the clocks could not look for what %s finds", check.__name__)
    for finding in findings:
        tell = logger.warning if finding.is_mended else logger.error
        tell("escalation %s: %s (mended: %s)", finding.escalation, finding.problem, finding.is_mended)
    kept = sorted(findings, key=lambda finding: finding.is_mended)[:KEPT]
    seconds = round(time.monotonic() - began, 2)
    leave_tick(CLOCK_AUDIT, timezone.now(), seconds=seconds, findings=[asdict(one) for one in kept])
    return findings


def report_of(agency: int) -> Report | None:
    """What the last run found of an agency; None where nothing is known of any."""
    tick = last_tick(CLOCK_AUDIT)
    if not tick:
        return None
    findings = [Finding(**kept) for kept in tick["findings"] if kept["agency"] == agency]
    return Report(datetime.fromtimestamp(tick["at"], UTC), findings)


def not_moved(now: datetime) -> Iterator[Finding]:
    """Due for minutes, and no sweep took it: it is tried here, alone."""
    overdue = Escalation.objects.due_to_climb(now - PATIENCE)
    found = list(overdue.values_list("pk", "brand_id", "brand__agency")[:MOST])
    for pk, brand, agency in found:
        moved = climb(at=now, among=Escalation.objects.filter(pk=pk)).number
        yield Finding(Problem.NOT_MOVED, agency, brand, pk, bool(moved))


def without_clock(now: datetime) -> Iterator[Finding]:
    """The department owes an answer, and nothing would ever be done about it."""
    for held in _held(Escalation.objects.asking().filter(next_step_at=None)):
        held.next_step_at = next_step(held, now)
        held.save(update_fields=["next_step_at"])
        yield _of(held, Problem.WITHOUT_CLOCK, is_mended=held.next_step_at is not None)


def running_on(now: datetime) -> Iterator[Finding]:
    """Nobody owes an answer, and the clock runs all the same."""
    for held in _held(Escalation.objects.exclude(next_step_at=None).exclude(state__in=ASKING)):
        held.next_step_at = held.held_since = None
        held.save(update_fields=["next_step_at", "held_since"])
        yield _of(held, Problem.RUNNING_ON, is_mended=True)


def other_than_its_log(now: datetime) -> Iterator[Finding]:
    """The state is not the one that the log tells: somebody must look which is right."""
    told = EscalationEvent.objects.filter(escalation=OuterRef("pk")).exclude(to_state="").order_by("-pk")
    unfinished = Escalation.objects.unfinished().annotate(told=Subquery(told.values("to_state")[:1]))
    for one in unfinished.exclude(told=F("state")).select_related("brand")[:MOST]:
        yield _of(one, Problem.OTHER_THAN_ITS_LOG)


def turned_to_who_is_away(now: datetime) -> Iterator[Finding]:
    """Whoever was asked became absent before they acknowledged: the next sweep turns to somebody else."""
    away = [str(pk) for pk in Absence.objects.standing().current(now).values_list("contact_id", flat=True)]
    waiting = Escalation.objects.asking().filter(acknowledged_at=None, held_since=None, next_step_at__gt=now)
    with_them = waiting.annotate(turned_to_contact=TURNED_TO_CONTACT).filter(turned_to_contact__in=away)
    for held in _held(with_them) if away else ():
        if _can_move(held):
            held.next_step_at = now
            held.save(update_fields=["next_step_at"])
            yield _of(held, Problem.TURNED_TO_WHO_IS_AWAY, is_mended=True)


def _can_move(escalation: Escalation) -> bool:
    return any(link["email"] for link in escalation.chain[escalation.step + 1 :])


def answered_without_telling(now: datetime) -> Iterator[Finding]:
    """The department has answered, and whoever asked was not told of it."""
    lately = Escalation.objects.filter(
        state=State.ANSWERED,
        answered_at__gt=now - WAKES_NOBODY_AFTER,
        answered_at__lt=now - PATIENCE,
    )
    read = lately.select_related(*READ_AHEAD, "answered_by", "answered_contact")[:MOST]
    by_key = {answered_key(one, asker): one for one in read if (asker := asker_of(one))}
    known = set(Notification.objects.filter(key__in=by_key).values_list("key", flat=True))
    for key in sorted(by_key.keys() - known):
        one = by_key[key]
        if tell_asker(one, at=one.answered_at or now):
            yield _of(one, Problem.ANSWERED_WITHOUT_TELLING, is_mended=True)


def message_lost(now: datetime) -> Iterator[Finding]:
    """The log says that somebody was told, and there is no message: it is written now."""
    latest = EscalationEvent.objects.order_by("-pk").values("pk")[:LATEST_EVENTS]
    told = EscalationEvent.objects.filter(
        pk__in=latest,
        verb__in=[Verb.NOTIFIED, Verb.CLIMBED],
        details__mailed=True,
        at__gt=now - TOLD_WITHIN,
    )
    asked = Escalation.objects.asking().filter(pk__in=told.values("escalation"))
    by_key = {turn_key(one): one for one in asked.select_related(*READ_AHEAD)[:MOST] if one.turned_to}
    known = set(Notification.objects.filter(key__in=by_key).values_list("key", flat=True))
    for key in sorted(by_key.keys() - known):
        if tell_person_in_turn(by_key[key], at=now):
            yield _of(by_key[key], Problem.MESSAGE_LOST, is_mended=True)


def undelivered_without_consequence(now: datetime) -> Iterator[Finding]:
    """A message did not arrive, and nobody else was told."""
    failed = Notification.objects.filter(
        thread__startswith=THREAD,
        state__in=[NotificationState.REFUSED, NotificationState.UNKNOWN],
        created_at__gt=now - timedelta(days=7),
    )
    read = failed.select_related("user")
    about = {one: pk for one in read if (pk := escalation_of(one.thread)) is not None}
    seen = EscalationEvent.objects.filter(verb=Verb.UNDELIVERED, escalation__in=set(about.values()))
    noted = set(seen.values_list("details__key", flat=True))
    for notification, pk in about.items():
        if notification.key not in noted and note_undelivered(notification, at=now):
            one = Escalation.objects.select_related("brand").get(pk=pk)
            yield _of(one, Problem.UNDELIVERED, is_mended=True)


def waiting_in_the_outbox(now: datetime) -> Iterator[Finding]:
    """Messages that should have left long ago."""
    waiting = Notification.objects.due(now - OUTBOX_PATIENCE).filter(thread__startswith=THREAD)
    if found := list(waiting.values_list("thread", "agency")[:MOST]):
        wake_sender()
    for thread, agency in found:
        pk = escalation_of(thread) or 0
        brand = Escalation.objects.filter(pk=pk).values_list("brand_id", flat=True).first()
        yield Finding(Problem.IN_THE_OUTBOX, agency, brand, pk)


def paused_for_long(now: datetime) -> Iterator[Finding]:
    """The department waits for us, and nobody has given it what it asked for."""
    paused = Escalation.objects.filter(state=State.INFORMATION_ASKED).select_related("brand")
    for one in paused.annotate(since=Max("events__at")).filter(since__lt=now - LONG_PAUSE)[:MOST]:
        yield _of(one, Problem.PAUSED_FOR_LONG)


def nobody_to_turn_to(now: datetime) -> Iterator[Finding]:
    """No one of the chain can be told, or an agency has neither a manager nor an administrator."""
    length = Func(F("chain"), function="jsonb_array_length", output_field=IntegerField())
    asking = Escalation.objects.asking()
    for one in asking.annotate(length=length).filter(step__gte=F("length")).select_related("brand")[:MOST]:
        yield _of(one, Problem.NOBODY_TO_TURN_TO)
    for agency in Agency.objects.filter(pk__in=asking.values("brand__agency")):
        if not managers_of(agency.pk):
            yield Finding(Problem.NO_MANAGER, agency.pk)


CHECKS: tuple[Callable[[datetime], Iterable[Finding]], ...] = (
    without_clock,
    running_on,
    undelivered_without_consequence,
    turned_to_who_is_away,
    not_moved,
    other_than_its_log,
    answered_without_telling,
    message_lost,
    waiting_in_the_outbox,
    paused_for_long,
    nobody_to_turn_to,
)


def _held(found: EscalationQuerySet) -> Iterator[Escalation]:
    """Each of them while nobody else works with it, in a transaction of its own."""
    for pk in list(found.values_list("pk", flat=True)[:MOST]):
        with transaction.atomic():
            locked = found.select_for_update(of=("self",), skip_locked=True, no_key=True)
            one = locked.select_related(*READ_AHEAD).filter(pk=pk).first()
            if one is not None:
                yield one


def _of(one: Escalation, problem: Problem, *, is_mended: bool = False) -> Finding:
    return Finding(problem, one.brand.agency_id, one.brand_id, one.pk, is_mended)
