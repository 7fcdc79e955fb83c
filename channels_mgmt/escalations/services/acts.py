"""What people do with an escalation: acknowledge, answer, relay, close."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from channels_mgmt.escalations.choices import ASKING, PASSAGES, State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.climbing import next_step
from channels_mgmt.escalations.services.history import audit, hold, tell
from channels_mgmt.escalations.services.notices import tell_asker
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.agreed import followed_by
from channels_mgmt.inbox.services.answers import already_recorded
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.inbox.services.states import move


class AnsweredMeanwhileError(ValidationError):
    """Somebody else answered first: what they wrote stands."""


def acknowledge(*, escalation: Escalation, by: User | None, at: datetime | None = None) -> Escalation:
    """The department says that it has received the question. Whoever comes second changes nothing."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(escalation)
        if held.state not in (State.OPENED, State.NOTIFIED):
            return held
        held.state = State.ACKNOWLEDGED
        held.acknowledged_at = now
        held.next_step_at = next_step(held, now)
        held.save(update_fields=["state", "acknowledged_at", "next_step_at"])
        tell(held, Verb.ACKNOWLEDGED, by=by, at=now, to_state=State.ACKNOWLEDGED)
        audit("escalation.acknowledged", held, by=by, at=now)
    return held


def answer(
    *,
    escalation: Escalation,
    by: User | None,
    publishable: str = "",
    internal: str = "",
    contact: Contact | None = None,
    at: datetime | None = None,
) -> Escalation:
    """Records the department's answer: what may be published, and what is for the community manager only.

    `contact` is who gave it, where somebody else writes it down. Answering acknowledges as well. The
    interaction waits no more once no other department is asked. Raises AnsweredMeanwhileError when
    somebody answered first, and ValidationError for an empty answer.
    """
    now = at or timezone.now()
    if not publishable.strip() and not internal.strip():
        raise ValidationError(
            _("Write an answer: what may be published, or what the community manager must know.")
        )
    with transaction.atomic():
        held = hold(escalation)
        _refuse_second_answer(held)
        held.state = State.ANSWERED
        held.acknowledged_at = held.acknowledged_at or now
        held.answered_at = now
        held.answered_by = by
        held.answered_contact = contact or _contact_of(held, by)
        held.publishable, held.internal = publishable.strip(), internal.strip()
        held.next_step_at = None
        held.save()
        name = held.answered_contact.name if held.answered_contact else ""
        tell(held, Verb.ANSWERED, by=by, at=now, to_state=State.ANSWERED, contact=name)
        audit("escalation.answered", held, by=by, at=now)
        stop_waiting(held.interaction, verb="department_answered", by=by, at=now)
        tell_asker(held, at=now)
    return held


def relay(
    *, escalation: Escalation, text: str, by: User, key: UUID, at: datetime | None = None
) -> Escalation:
    """Answers the public with what the department said, and takes the escalation to `relayed`: at once, or
    when the reply is published, where a second person has to approve it first.

    A second call with its `key` changes nothing. Raises ValidationError where the department has not
    answered, somebody else relayed its answer meanwhile, or the interaction cannot be answered. Words of the
    protocol count as used, and wait for approval where it says so.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(escalation)
        if already_recorded(held.interaction, key):
            return held
        if held.state == State.RELAYED:
            raise ValidationError(
                _("Somebody relayed this answer meanwhile. Your text is kept: read the thread first."),
                code="relayed",
            )
        _refuse_passage(held, State.RELAYED)
        draft = Draft(text, used=followed_by(text, held.interaction, now))
        reply(interaction=held.interaction, draft=draft, by=by, key=key, at=now)
        held.refresh_from_db()
    return held


def mark_relayed(*, interaction: Interaction, by: User | None, at: datetime) -> None:
    """After an answer to the public, sent at `at`: it relays what departments had answered by then."""
    with transaction.atomic():
        answered = (
            Escalation.objects.select_for_update(of=("self",))
            .select_related("brand")
            .filter(interaction=interaction, state=State.ANSWERED, answered_at__lte=at)
            .order_by("pk")
        )
        for escalation in answered:
            escalation.state = State.RELAYED
            escalation.relayed_at = at
            escalation.save(update_fields=["state", "relayed_at"])
            tell(escalation, Verb.RELAYED, by=by, at=at, to_state=State.RELAYED)
            audit("escalation.relayed", escalation, by=by, at=at)


def close(
    *, escalation: Escalation, by: User | None, at: datetime | None = None, reason: str = ""
) -> Escalation:
    """Ends the escalation; one that the department has not answered, or nobody relayed, with a reason."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(escalation)
        if held.state == State.CLOSED:
            return held
        if held.state != State.RELAYED and not reason.strip():
            raise ValidationError({"reason": _("Say why it ends without an answer to the public.")})
        end(held, by=by, at=now, reason=reason.strip())
        stop_waiting(held.interaction, verb="moved", by=by, at=now)
    return held


def end(held: Escalation, *, by: User | None, at: datetime, reason: str) -> None:
    """Closes an escalation that the caller holds."""
    held.state = State.CLOSED
    held.closed_at = at
    held.close_reason = reason[:200]
    held.next_step_at = None
    held.save(update_fields=["state", "closed_at", "close_reason", "next_step_at"])
    tell(held, Verb.CLOSED, by=by, at=at, to_state=State.CLOSED, reason=held.close_reason)
    audit("escalation.closed", held, by=by, at=at)


def end_questions(*, interaction: Interaction, by: User | None, at: datetime) -> None:
    """Nobody waits for a department's answer about an interaction that is over."""
    asking = Escalation.objects.select_for_update(of=("self",)).select_related("brand")
    for escalation in asking.filter(interaction=interaction, state__in=ASKING).order_by("pk"):
        end(escalation, by=by, at=at, reason=_("The interaction was ended."))


def stop_waiting(interaction: Interaction, *, verb: str, by: User | None, at: datetime) -> None:
    """Hands the interaction back to the community manager once no department is asked any more."""
    asked = Escalation.objects.filter(interaction=interaction, state__in=ASKING).exists()
    if not asked and interaction.state == InteractionState.WAITING_ESCALATED:
        move(interaction=interaction, to=InteractionState.IN_PROGRESS, verb=verb, by=by, at=at)


def _contact_of(escalation: Escalation, user: User | None) -> Contact | None:
    if user is None or escalation.department is None:
        return None
    answering = Contact.objects.filter(user=user, left_at=None)
    if user.pk in escalation.deputies:
        of_company = answering.filter(department__company=escalation.department.company_id)
        return of_company.order_by("pk").first()
    return answering.filter(department=escalation.department).first()


def _refuse_second_answer(escalation: Escalation) -> None:
    if escalation.is_asking:
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


def _refuse_passage(escalation: Escalation, to: State) -> None:
    if to not in PASSAGES[escalation.state]:
        raise ValidationError(
            _("An escalation that is “%(from)s” cannot become “%(to)s”.")
            % {"from": escalation.get_state_display(), "to": to.label}
        )
