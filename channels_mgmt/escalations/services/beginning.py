"""An escalation that begins anew, whoever asks for it: elsewhere, further, or once more."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Contact
from channels_mgmt.escalations.choices import PASSAGES, RemarkKind, State, Verb
from channels_mgmt.escalations.models import Escalation, Remark
from channels_mgmt.escalations.services.chain import PassedOver, absences_in, deputies_in, next_turn
from channels_mgmt.escalations.services.clock.clocks import next_step
from channels_mgmt.escalations.services.clock.deadlines import begin_anew
from channels_mgmt.escalations.services.history import asked_of, tell
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.working_time import Calendar

Message = Callable[[Escalation], bool]
"""Puts the message to the person in turn in the outbox; False when nothing is sent."""


def begin(held: Escalation, *, calendar: Calendar, at: datetime, place: int = 0) -> tuple[PassedOver, ...]:
    """A new leg of an escalation that the caller holds: to be acknowledged and answered from `at` on.

    The chain is gone through from `place` on. What was said before must have been kept by then
    (`keep_answer`). Returns who was passed over as absent.
    """
    turn = next_turn(held.chain, {}, place - 1, absences_in([held.chain], at))
    held.leg += 1
    held.state = State.OPENED if turn.step is None else State.NOTIFIED
    held.step = len(held.chain) if turn.step is None else turn.step
    held.stand_ins = {str(held.step): turn.deputy} if turn.deputy else {}
    links = [*held.chain, turn.deputy] if turn.deputy else held.chain
    held.deputies = sorted({*held.deputies, *deputies_in(links)})
    held.acknowledged_at = held.answered_at = held.relayed_at = held.closed_at = None
    held.answered_by = held.answered_contact = held.put_in_touch_at = None
    held.publishable = held.internal = held.close_reason = held.put_in_touch_how = ""
    begin_anew(held, calendar, at)
    held.next_step_at = min(next_step(held, at) or held.acknowledge_by, held.acknowledge_by)
    held.save()
    return turn.passed_over


def tell_first(
    held: Escalation, passed_over: tuple[PassedOver, ...], *, at: datetime, message: Message
) -> None:
    """Tells whoever is turned to first, and the log of it and of those who were absent."""
    for person in passed_over:
        tell(held, Verb.ABSENT, by=None, at=at, **person.as_details())
    if held.state == State.NOTIFIED:
        mailed = message(held)
        tell(held, Verb.NOTIFIED, by=None, at=at, to_state=State.NOTIFIED, mailed=mailed, **asked_of(held))


def place_of_answerer(held: Escalation) -> int:
    """Where in the chain whoever answered stands: they are asked first again; else the first of all."""
    contact, user = held.answered_contact_id, held.answered_by_id
    for place, link in enumerate(held.chain):
        if (contact and link["contact"] == contact) or (user and link["user"] == user):
            return place
    return 0


def keep_answer(held: Escalation) -> None:
    """The answer that stood until now remains as an earlier one."""
    if held.answered_at is None or not (held.publishable or held.internal):
        return
    Remark.objects.create(
        escalation=held,
        department_id=held.department_id,
        kind=RemarkKind.ANSWER,
        text=held.publishable,
        internal=held.internal,
        by=held.answered_by,
        contact=held.answered_contact,
        at=held.answered_at,
    )


def deadlines_told(held: Escalation) -> dict[str, Any]:
    """The deadlines that go, as the log keeps them."""
    return {
        "acknowledge_by": held.acknowledge_by.isoformat(),
        "answer_by": held.answer_by.isoformat(),
        "calendar_version": held.calendar_version,
    }


def refuse_passage(held: Escalation, *ways: State) -> None:
    """Raises ValidationError where none of the ways leads on from where the escalation stands."""
    if not PASSAGES[held.state] & set(ways):
        raise ValidationError(
            _("An escalation that is “%(from)s” cannot become “%(to)s”.")
            % {"from": held.get_state_display(), "to": ways[0].label},
            code="passage",
        )


def interaction_of(held: Escalation) -> Interaction:
    """What the public waits for. Raises ValidationError for a watch item, for which nobody of it does."""
    if held.interaction is None:
        raise ValidationError(
            _("This is about something that was seen: nobody of the public waits for the answer."),
            code="item",
        )
    return held.interaction


def refuse_foreign(held: Escalation, contact: Contact | None) -> None:
    """Who speaks for the department belongs to its company."""
    if contact and held.department and contact.department.company_id != held.department.company_id:
        raise ValidationError(_("This contact belongs to another company."), code="contact")
