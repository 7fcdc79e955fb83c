"""What people do with an escalation: acknowledge, answer, relay, take note, close."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.beginning import interaction_of, refuse_foreign, refuse_passage
from channels_mgmt.escalations.services.clock.clocks import next_step
from channels_mgmt.escalations.services.clock.deadlines import resume
from channels_mgmt.escalations.services.history import audit, hold, said_by, tell
from channels_mgmt.escalations.services.notices import department_name, tell_asker
from channels_mgmt.escalations.services.owning import own_time
from channels_mgmt.escalations.services.people import contact_of
from channels_mgmt.escalations.services.waiting import release
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.services.agreed import followed_by
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from cmhub.lib.keys import made_with


class AnsweredMeanwhileError(ValidationError):
    """Somebody else answered first: what they wrote stands."""


def acknowledge(
    *,
    escalation: Escalation,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    at: datetime | None = None,
) -> Escalation:
    """The department says that it has received the question. Whoever comes second changes nothing.

    `contact` is who did it, where they did not log in, `via` by which way ("link").
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(escalation)
        if held.state not in (State.OPENED, State.NOTIFIED) or held.department_id != escalation.department_id:
            return held
        refuse_foreign(held, contact)
        held.state = State.ACKNOWLEDGED
        held.acknowledged_at = now
        held.next_step_at = next_step(held, now)
        held.save(update_fields=["state", "acknowledged_at", "next_step_at"])
        tell(held, Verb.ACKNOWLEDGED, by=by, at=now, to_state=State.ACKNOWLEDGED, **said_by(contact, via))
        audit("escalation.acknowledged", held, by=by, at=now)
        signals.changed.send(Escalation, escalation=held, verb=Verb.ACKNOWLEDGED, by=by, at=now)
    return held


def answer(
    *,
    escalation: Escalation,
    by: User | None,
    publishable: str = "",
    internal: str = "",
    contact: Contact | None = None,
    via: str = "",
    at: datetime | None = None,
) -> Escalation:
    """Records the department's answer: what may be published, and what is for the community manager only.

    `contact` is who gave it, where somebody else writes it down or it came by a link (`via`). Answering
    acknowledges as well, and ends a pause. The interactions that it carries wait no more, but for those of
    which another department is asked. Raises AnsweredMeanwhileError when somebody answered first or the
    question went elsewhere, and ValidationError for an empty answer.
    """
    now = at or timezone.now()
    if not publishable.strip() and not internal.strip():
        raise ValidationError(
            _("Write an answer: what may be published, or what the community manager must know.")
        )
    with transaction.atomic():
        held = hold(escalation)
        refuse_second_answer(held, escalation)
        refuse_foreign(held, contact)
        held.publishable, held.internal = publishable.strip(), internal.strip()
        keep_said(held, State.ANSWERED, by=by, contact=contact, at=now)
        details = {"contact": "", **said_by(held.answered_contact, via), **own_time(held, now)}
        tell(held, Verb.ANSWERED, by=by, at=now, to_state=State.ANSWERED, **details)
        audit("escalation.answered", held, by=by, at=now)
        release(held, verb="department_answered", by=by, at=now)
        tell_asker(held, at=now)
        signals.changed.send(Escalation, escalation=held, verb=Verb.ANSWERED, by=by, at=now)
    return held


def keep_said(
    held: Escalation, state: State, *, by: User | None, contact: Contact | None, at: datetime
) -> None:
    """Saves an escalation that the caller holds, with what the department has said, by which it has done its
    part: it acknowledges as well, and ends a pause.
    """
    resume(held, at)
    held.state = state
    held.acknowledged_at = held.acknowledged_at or at
    held.answered_at = at
    held.answered_by = by
    held.answered_contact = contact or contact_of(held, by)
    held.next_step_at = None
    held.save()


def relay(
    *, escalation: Escalation, text: str, by: User, key: UUID, at: datetime | None = None
) -> Escalation:
    """Answers the public with what the department said, and takes the escalation to `relayed`: at once, or
    when the reply is published, where a second person has to approve it first.

    A second call with its `key` changes nothing. Raises ValidationError where the department has not
    answered, somebody else relayed its answer meanwhile, nobody of the public asked, or the interaction
    cannot be answered. Words of the protocol count as used, and wait for approval where it says so.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(escalation)
        interaction = interaction_of(held)
        if made_with(key, Message, interaction_id=interaction.pk):
            return held
        if held.state == State.RELAYED:
            raise ValidationError(
                _("Somebody relayed this answer meanwhile. Your text is kept: read the thread first."),
                code="relayed",
            )
        refuse_passage(held, State.RELAYED)
        draft = Draft(text, used=followed_by(text, interaction, now))
        reply(interaction=interaction, draft=draft, by=by, key=key, at=now)
        held.refresh_from_db()
    return held


def close(
    *, escalation: Escalation, by: User | None, at: datetime | None = None, reason: str = ""
) -> Escalation:
    """Ends the escalation, with a reason where the department has not answered or nobody relayed it."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(escalation)
        if held.state == State.CLOSED:
            return held
        if held.state not in (State.RELAYED, State.PUT_IN_TOUCH) and not reason.strip():
            why = (
                _("Say why it ends.") if held.item else _("Say why it ends without an answer to the public.")
            )
            raise ValidationError({"reason": why})
        end(held, by=by, at=now, reason=reason.strip())
        release(held, verb="moved", by=by, at=now)
    return held


def take_note(*, escalation: Escalation, by: User, at: datetime | None = None) -> Escalation:
    """Whoever watches has read what the department says of an item, which ends the question. A second time
    changes nothing. Raises ValidationError where it has not answered, and where the public asked.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(escalation)
        if held.item is None:
            raise ValidationError(_("The public waits for this answer: relay it."), code="interaction")
        if held.noted_after is not None:
            return held
        if held.state != State.ANSWERED:
            raise ValidationError(_("There is no answer to take note of."), code="passage")
        end(held, by=by, at=now, noted=True)
    return held


def end(held: Escalation, *, by: User | None, at: datetime, reason: str = "", noted: bool = False) -> None:
    """Closes an escalation that the caller holds; `noted` is whether its answer was taken note of by that."""
    held.state = State.CLOSED
    held.closed_at = at
    held.close_reason = reason[:200]
    held.next_step_at = None
    held.save(update_fields=["state", "closed_at", "close_reason", "next_step_at"])
    told = {"noted": "yes"} if noted else {"reason": held.close_reason}
    tell(held, Verb.CLOSED, by=by, at=at, to_state=State.CLOSED, **told, **own_time(held, at))
    audit("escalation.noted" if noted else "escalation.closed", held, by=by, at=at)
    signals.changed.send(Escalation, escalation=held, verb=Verb.CLOSED, by=by, at=at)


def refuse_second_answer(escalation: Escalation, seen: Escalation) -> None:
    """Raises AnsweredMeanwhileError where the escalation, as it is held, asks no more of whoever saw it."""
    if escalation.department_id != seen.department_id:
        raise AnsweredMeanwhileError(
            _("This question went to %(department)s meanwhile. Your text is kept below; it was not sent.")
            % {"department": department_name(escalation)}
        )
    if escalation.is_unanswered:
        return
    if escalation.state == State.CLOSED:
        raise AnsweredMeanwhileError(
            _("This question was closed meanwhile. Your text is kept below; it was not sent.")
        )
    who = escalation.answered_contact or escalation.answered_by
    raise AnsweredMeanwhileError(
        _("%(name)s has already answered. Your text is kept below; it was not sent.")
        % {"name": who.name if who else _("Somebody")}
    )
