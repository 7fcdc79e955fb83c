"""The one step of an escalation that is due: what is written down of it, and whom it tells.

Nothing is written here, and nothing read of one escalation alone: what a step has to know is read for many at
once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from accounts.services.outbox import Message
from channels_mgmt.escalations.choices import ASKING, Rung, Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.services.chain import (
    Absences,
    PassedOver,
    Turn,
    deputies_in,
    is_anybody_left,
    next_turn,
    person_of,
)
from channels_mgmt.escalations.services.clock.clocks import (
    Calendars,
    ahead,
    deadlines,
    next_reminder,
    told_from,
    turn_ends,
    warning_before,
)
from channels_mgmt.escalations.services.history import asked_of
from channels_mgmt.escalations.services.notices import (
    ABSENT,
    UNDELIVERED,
    Draft,
    message_in_turn,
    warning_for_asker,
    warning_in_turn,
)
from cmhub.lib.working_time import add_working_time

TOLD_SOMEBODY = frozenset({Verb.NOTIFIED, Verb.CLIMBED})
BEGUN_ANEW = frozenset({Verb.TRANSFERRED, Verb.NOT_OURS, Verb.REOPENED, Verb.ASKED_FURTHER})
"""After these nobody is told yet, until the log says so: there may be nobody to tell."""
REACT_TO = TOLD_SOMEBODY | BEGUN_ANEW | {Verb.INFORMATION_GIVEN}
"""After these whoever's turn it is has time to react."""
OF_DEADLINES = frozenset({Verb.LATE_TO_ACKNOWLEDGE, Verb.LATE_TO_ANSWER, Verb.WARNED})
LOOKED_AT = REACT_TO | OF_DEADLINES | {Verb.UNDELIVERED, Verb.ACKNOWLEDGED, Verb.ABSENT}
"""What a step needs to know of the log."""
FIELDS = ["step", "stand_ins", "deputies", "next_step_at", "held_since"]
"""The fields of an escalation that a step changes."""
LOOKED_AGAIN_AFTER = timedelta(minutes=5)
"""Where nothing could be done though something is due."""


@dataclass
class Past:
    """What the log of an escalation says that its next step depends on."""

    told_at: datetime
    """When whoever's turn it is was told last; before anybody was, when it was opened."""
    has_told: bool = False
    """Whether anybody was told since it began, or began anew."""
    absences_told: set[tuple[str, str]] = field(default_factory=set)
    deadlines_told: set[tuple[str, str]] = field(default_factory=set)
    is_undelivered: bool = False
    """Whether the message to whoever's turn it is did not arrive, for all that is known."""

    def read(self, verb: str, at: datetime, details: Mapping[str, Any]) -> None:
        """Takes in one event; they come in the order of the log."""
        if verb == Verb.NOT_OURS and "to" not in details:
            return  # it stays where it is until somebody decides
        if verb in REACT_TO:
            self.told_at, self.is_undelivered = at, False
            self.has_told = verb in TOLD_SOMEBODY or (self.has_told and verb not in BEGUN_ANEW)
        elif verb in OF_DEADLINES:
            self.deadlines_told.add((verb, details.get("deadline", "")))
        elif verb == Verb.UNDELIVERED and details.get("in_turn"):
            self.is_undelivered = True
        elif verb == Verb.ACKNOWLEDGED:
            self.is_undelivered = False
        elif verb == Verb.ABSENT:
            self.absences_told.add((details.get("name", ""), details.get("back_on", "")))

    def tells(self, verb: str, deadline: datetime) -> bool:
        return (verb, deadline.isoformat()) in self.deadlines_told


@dataclass(frozen=True)
class Surroundings:
    """What is the same for all escalations of one sweep, or was read for them all at once."""

    at: datetime
    calendars: Calendars
    absences: Absences
    gone: Mapping[int, set[str]]
    managers: Mapping[int, list[User]]
    """Of today, by agency."""
    reminder: Callable[[Escalation, User], Message | None]
    """The daily message to a manager about what is late on the escalation's brand."""

    def gone_of(self, escalation: Escalation) -> set[str]:
        return self.gone.get(escalation.brand.agency_id, set())


@dataclass
class Step:
    """What a step writes down, and the messages that leave with it."""

    escalation: Escalation
    events: list[EscalationEvent] = field(default_factory=list)
    messages: list[Draft | Message] = field(default_factory=list)
    looks_again: list[datetime] = field(default_factory=list)

    def write(self, verb: Verb, at: datetime, details: Mapping[str, Any]) -> None:
        self.events.append(
            EscalationEvent(escalation=self.escalation, at=at, verb=verb, details=dict(details))
        )

    def tell(
        self, verb: Verb, at: datetime, details: Mapping[str, Any], messages: Iterable[Draft | Message | None]
    ) -> None:
        """An event of which people are told, unless it is too old for that."""
        leaving = [message for message in messages if message]
        self.messages += leaving
        self.write(verb, at, {**details, "mailed": bool(leaving)})


def take_step(escalation: Escalation, past: Past, around: Surroundings) -> Step:
    """What is due now; the escalation is changed as it is to be saved, in `FIELDS`."""
    step, at = Step(escalation), around.at
    if escalation.state not in ASKING:
        escalation.next_step_at = escalation.held_since = None
        return step
    _note_lateness(step, past, at)
    if reason := _reason_to_move(escalation, past, around):
        _move_on(step, past, around, reason)
    else:
        escalation.held_since = None
        _warn(step, past, around)
        if escalation.is_late(at):
            step.looks_again.append(turn_ends(escalation, past.told_at, around.calendars))
    moments = [moment for moment in ahead(escalation, around.calendars) if moment >= at]
    soonest = min([*moments, *step.looks_again], default=at + LOOKED_AGAIN_AFTER)
    # Never at once again: what were still due would be taken for ever by one sweep.
    escalation.next_step_at = max(soonest, at + timedelta(seconds=1))
    return step


def _note_lateness(step: Step, past: Past, at: datetime) -> None:
    """Writes down the deadlines that have passed and are not in the log yet, at whatever hour."""
    escalation = step.escalation
    passed = {Verb.LATE_TO_ANSWER: escalation.answer_by}
    if escalation.acknowledged_at is None:
        passed = {Verb.LATE_TO_ACKNOWLEDGE: escalation.acknowledge_by, **passed}
    for verb, deadline in passed.items():
        if deadline < at and not past.tells(verb, deadline):
            step.write(verb, at, {"deadline": deadline.isoformat()})


def _reason_to_move(escalation: Escalation, past: Past, around: Surroundings) -> str:
    """Why somebody else is to be told now, if so: whoever was told last has had time to react, or cannot."""
    if past.is_undelivered:
        return UNDELIVERED
    if escalation.acknowledged_at is None and _is_away(escalation, around):
        return ABSENT
    is_over = turn_ends(escalation, past.told_at, around.calendars) <= around.at
    if not (is_over and escalation.is_late(around.at)):
        return ""
    return Verb.LATE_TO_ANSWER if escalation.answer_by < around.at else Verb.LATE_TO_ACKNOWLEDGE


def _is_away(escalation: Escalation, around: Surroundings) -> bool:
    """Whether nobody is there to whom the escalation turns now."""
    person = escalation.turned_to
    if person is None:
        return True
    return person["contact"] in around.absences or person_of(person) in around.gone_of(escalation)


def _move_on(step: Step, past: Past, around: Surroundings, reason: str) -> None:
    escalation, at = step.escalation, around.at
    gone = around.gone_of(escalation)
    turn = next_turn(escalation.chain, escalation.stand_ins, escalation.step, around.absences, gone)
    if turn.step is None:
        _note_absent(step, past, turn.passed_over, at)
        if is_anybody_left(escalation.chain, escalation.stand_ins, escalation.step, gone):
            # All who are left are absent: whoever is back by then is asked.
            hours = around.calendars.of(escalation.brand, escalation.department)
            step.looks_again.append(add_working_time(hours, at, escalation.acknowledge_minutes))
        _remind(step, past, around, reason)
        return
    person = turn.deputy or escalation.chain[turn.step]
    opening = told_from(escalation, person, at, around.calendars)
    if opening > at:
        escalation.held_since = escalation.held_since or at
        step.looks_again.append(opening)
        return
    _note_absent(step, past, turn.passed_over, at)
    _turn_to(escalation, turn.step, turn)
    held = {"held_since": escalation.held_since.isoformat()} if escalation.held_since else {}
    escalation.held_since = None
    details = {"reason": reason, **held, **asked_of(escalation)}
    step.tell(Verb.CLIMBED, at, details, [message_in_turn(escalation, at=at, reason=reason)])
    if escalation.is_late(at):
        step.looks_again.append(turn_ends(escalation, at, around.calendars))


def _note_absent(step: Step, past: Past, passed_over: Iterable[PassedOver], at: datetime) -> None:
    """Once for each absence, however often it is looked again."""
    for person in passed_over:
        details = person.as_details()
        if (details["name"], details["back_on"]) not in past.absences_told:
            step.write(Verb.ABSENT, at, details)


def _turn_to(escalation: Escalation, step: int, turn: Turn) -> None:
    """Moves on along the chain, which stays as it is: beside it stands who took whose place, or nobody."""
    taken: dict[str, Any] = {str(place): None for place in range(escalation.step + 1, step)}
    if turn.deputy:
        taken[str(step)] = dict(turn.deputy)
        escalation.deputies = sorted({*escalation.deputies, *deputies_in([turn.deputy])})
    escalation.stand_ins = {**escalation.stand_ins, **taken}
    escalation.step = step


def _remind(step: Step, past: Past, around: Surroundings, reason: str) -> None:
    """Nobody is left whom to tell: the agency's managers of today are told each working day until somebody
    acts; at once, where nobody at all could be told yet.
    """
    escalation, at = step.escalation, around.at
    due = next_reminder(escalation, past.told_at, around.calendars) if past.has_told else at
    opening = told_from(escalation, {"rung": Rung.MANAGER}, max(due, at), around.calendars)
    if opening > at:
        step.looks_again.append(opening)
        return
    step.looks_again.append(next_reminder(escalation, at, around.calendars))
    if managers := around.managers.get(escalation.brand.agency_id):
        names = ", ".join(manager.name for manager in managers)
        details = {"again": "yes", "reason": reason, "name": names, "rung": Rung.MANAGER}
        step.tell(Verb.CLIMBED, at, details, [around.reminder(escalation, manager) for manager in managers])


def _warn(step: Step, past: Past, around: Surroundings) -> None:
    """Warns of a deadline that comes near, once each; of the answer also whoever asked."""
    escalation, at = step.escalation, around.at
    person = escalation.turned_to
    for deadline, minutes in deadlines(escalation):
        since = warning_before(escalation, deadline, minutes, around.calendars)
        if not since <= at < deadline or past.tells(Verb.WARNED, deadline) or person is None:
            continue
        opening = told_from(escalation, person, at, around.calendars)
        if opening > at:
            step.looks_again.append(opening)
            continue
        is_answer = deadline == escalation.answer_by
        messages: list[Draft | Message | None] = (
            [] if step.messages else [warning_in_turn(escalation, at=at, deadline=deadline)]
        )
        if is_answer:
            messages.append(warning_for_asker(escalation, at=at))
        details = {"deadline": deadline.isoformat(), "of": "answer" if is_answer else "acknowledge"}
        step.tell(Verb.WARNED, at, {**details, **asked_of(escalation)}, messages)
