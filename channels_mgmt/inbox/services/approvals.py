"""Four eyes: a reply waits for a second person, who approves it, changes it or sends it back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.inbox.approval_reasons import Wait, waits_above
from channels_mgmt.inbox.choices import APPROVED, ApprovalState, Reason, State
from channels_mgmt.inbox.models import Approval, ApprovalRule, Interaction, Message
from channels_mgmt.inbox.services import approval_mails
from channels_mgmt.inbox.services.answers import refuse_unseen
from channels_mgmt.inbox.services.drafts import Draft, record_reply
from channels_mgmt.inbox.services.history import lock, refuse_ended, tell
from channels_mgmt.inbox.services.states import MOVED, enter
from channels_mgmt.team.services.oncall import on_call
from cmhub.lib.text import written

USUAL = timedelta(minutes=60)
"""The time to decide where the brand has said nothing."""


class DecidedMeanwhileError(ValidationError):
    """Somebody else has decided on the reply: nothing was changed."""


def ask_approval(
    *, interaction: Interaction, draft: Draft, by: User, reasons: Iterable[Reason], key: UUID, at: datetime
) -> Approval:
    """The reply waits, and with it the interaction, which the caller holds. Who may approve it is told."""
    rule = ApprovalRule.objects.filter(brand=interaction.brand_id).first()
    allowed = timedelta(minutes=rule.minutes) if rule else USUAL
    asked = Approval(
        brand_id=interaction.brand_id,
        interaction=interaction,
        reasons=[str(reason) for reason in reasons],
        doubt=draft.doubt.strip(),
        asked=draft.text.strip(),
        text=draft.text.strip(),
        holding=draft.holding,
        promised_for=draft.promised_for,
        used=draft.used,
        deviation=draft.deviation.strip(),
        asked_by=by,
        asked_at=at,
        due_at=at + allowed,
        next_step_at=at + allowed / 2,
        key=key,
    )
    asked.full_clean(exclude=["message", "decided_by"])
    asked.save()
    _pass(asked, State.WAITING_APPROVAL, "approval_asked", by=by, at=at)
    approval_mails.ask(asked, rule)
    return asked


def approve(
    *,
    approval: Approval,
    by: User,
    text: str | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Approval:
    """Somebody else lets the reply be published: as it is, or as they change it.

    Raises DecidedMeanwhileError; WrittenMeanwhileError where there are other messages than the `seen` ones;
    ValidationError for who may not, and for its author.
    """
    now = at or timezone.now()
    said = None if text is None else written(text, _("Write the answer first."))
    with transaction.atomic():
        held = _hold_to_decide(approval, by)
        refuse_unseen(held.interaction, seen)
        changed = said is not None and said != held.asked
        if changed and said is not None:
            held.text = said
        held.reasons = list(dict.fromkeys([*held.reasons, *(str(one.reason) for one in _waits(held, now))]))
        _decide(held, ApprovalState.CHANGED if changed else ApprovalState.APPROVED, by=by, at=now)
        _pass(held, State.IN_PROGRESS, f"approval_{held.state}", by=by, at=now)
        approval_mails.tell_author(held)
    return held


def send_back(*, approval: Approval, by: User, words: str, at: datetime | None = None) -> Approval:
    """Somebody else says what is to be changed; the author may write it anew."""
    now, why = at or timezone.now(), written(words, _("Say what is to be changed."))
    with transaction.atomic():
        held = _hold_to_decide(approval, by)
        held.words = why
        _decide(held, ApprovalState.SENT_BACK, by=by, at=now)
        _pass(held, State.IN_PROGRESS, "approval_sent_back", by=by, at=now)
        approval_mails.tell_author(held)
    return held


def withdraw(*, approval: Approval, by: User, at: datetime | None = None) -> Approval:
    """Its author takes the reply back. One decided on stays."""
    if approval.asked_by_id != by.pk:
        raise ValidationError(_("Only who wrote the reply takes it back."), code="not_own")
    return _withdraw(approval, by, at or timezone.now())


def _withdraw(approval: Approval, by: User | None, at: datetime) -> Approval:
    with transaction.atomic():
        held = _hold(approval)
        if held.state != ApprovalState.ASKED:
            return held
        _decide(held, ApprovalState.WITHDRAWN, by=by, at=at)
        _pass(held, State.IN_PROGRESS, "approval_withdrawn", by=by, at=at)
    return held


def publish(*, approval: Approval, by: User, at: datetime | None = None) -> Message | Approval:
    """What was approved has been published on the network: it is recorded as its author's reply, once, by
    whoever says so.

    What has come to hold it since, a crisis, asks for it anew: whoever approved it did not know.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = _hold(approval)
        if held.message is not None:
            return held.message
        if held.state not in APPROVED:
            raise ValidationError(_("Only what was approved is published."), code="state")
        if news := _come_since(held, now):
            return _ask_again(held, news, by=by, at=now)
        return _record(held, by, now)


def _come_since(held: Approval, at: datetime) -> list[str]:
    """Reasons of rooms above that whoever approved the reply did not have before them."""
    waits = _waits(held, at)
    decided = held.decided_at or at
    return [str(one.reason) for one in waits if one.reason not in held.reasons or one.since > decided]


def _ask_again(held: Approval, news: Iterable[str], *, by: User, at: datetime) -> Approval:
    refuse_ended(held.interaction)
    if Approval.objects.waiting().filter(interaction=held.interaction).exists():
        raise ValidationError(_("Another reply waits for approval already."), code="another_waits")
    rule = ApprovalRule.objects.filter(brand=held.brand_id).first()
    allowed = timedelta(minutes=rule.minutes) if rule else USUAL
    held.reasons = list(dict.fromkeys([*held.reasons, *news]))
    held.state, held.decided_by, held.decided_at = ApprovalState.ASKED, None, None
    held.asked_at, held.due_at, held.next_step_at = at, at + allowed, at + allowed / 2
    held.save()
    _pass(held, State.WAITING_APPROVAL, "approval_held", by=by, at=at)
    approval_mails.ask(held, rule)
    return held


def _waits(held: Approval, at: datetime) -> list[Wait]:
    return waits_above(held.interaction, held.used, held.text, at)


def publish_alone(*, approval: Approval, by: User, at: datetime | None = None) -> Message:
    """The way out of who is on call alone: approver and backup have missed their time, and the protocol's
    own words are published. It stands as such in the record, and on the manager's page. What a crisis holds
    never goes out so.

    Raises ValidationError, in words, unless all of that is so.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = _hold(approval)
        if held.message is not None:
            return held.message
        refuse_alone(held, by, now)
        _decide(held, ApprovalState.ALONE, by=by, at=now)
        _pass(held, State.IN_PROGRESS, "approval_alone", by=by, at=now)
        return _record(held, by, now)


def refuse_alone(held: Approval, by: User, at: datetime) -> None:
    if held.state != ApprovalState.ASKED:
        raise _decided(held)
    if held.is_of_crisis or _waits(held, at):
        told = _("A crisis holds this reply: only somebody who approves replies lets it out.")
        raise ValidationError(told, code="crisis")
    if at < held.alone_from:
        told = _("Approver and backup have their time first.")
        raise ValidationError(told, code="early")
    covering = on_call(held.interaction.brand, at)
    if by.pk not in {person.pk for person in (covering.primary, covering.backup) if person}:
        raise ValidationError(_("Only who is on call for the brand now may do so."), code="on_call")
    if held.used is None or not held.used.is_said_by(held.text):
        told = _("Only the protocol's own words may be published without approval.")
        raise ValidationError(told, code="protocol")


def withdraw_with(interaction: Interaction, *, by: User | None, at: datetime) -> None:
    """Nobody approves a reply to what is over."""
    for waiting in Approval.objects.waiting().filter(interaction=interaction):
        _withdraw(waiting, by, at)


def may_decide(approval: Approval, person: User) -> bool:
    return approval.asked_by_id != person.pk and rights_of(person, approval.interaction.brand).may(
        Right.REPLY_APPROVE
    )


def _record(held: Approval, told_by: User, at: datetime) -> Message:
    draft = Draft(
        held.text,
        holding=held.holding,
        promised_for=held.promised_for if _lies_ahead(held, at) else None,
        used=held.used,
        deviation=held.deviation,
    )
    held.message = record_reply(
        interaction=held.interaction, draft=draft, by=held.asked_by, key=None, told_by=told_by, at=at
    )
    held.save(update_fields=["message"])
    return held.message


def _lies_ahead(held: Approval, at: datetime) -> bool:
    return held.promised_for is not None and held.promised_for > at


def _hold(approval: Approval) -> Approval:
    """The approval with its interaction, both kept from others until the transaction ends."""
    interaction = lock(approval.interaction)
    held = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    held.interaction = interaction
    return held


def _hold_to_decide(approval: Approval, by: User) -> Approval:
    """The same, for who decides on it."""
    held = _hold(approval)
    if held.asked_by_id == by.pk:
        told = _("Who wrote the reply does not approve it: somebody else does.")
        raise ValidationError(told, code="own")
    if not may_decide(held, by):
        raise ValidationError(_("You do not approve the replies of this brand."), code="right")
    if held.state != ApprovalState.ASKED:
        raise _decided(held)
    return held


def _decided(held: Approval) -> DecidedMeanwhileError:
    who = held.decided_by.name if held.decided_by else _("somebody")
    told = _("%(name)s has decided meanwhile: %(state)s.")
    return DecidedMeanwhileError(told % {"name": who, "state": held.get_state_display()}, code="meanwhile")


def _decide(held: Approval, state: ApprovalState, *, by: User | None, at: datetime) -> None:
    held.state, held.decided_by, held.decided_at = state, by, at
    held.save(update_fields=["state", "text", "words", "reasons", "decided_by", "decided_at"])


def _pass(approval: Approval, to: State, verb: str, *, by: User | None, at: datetime) -> None:
    """The interaction goes where its reply leads it, unless it is over or elsewhere already; the thread and
    the record tell what was decided, never the words.
    """
    interaction, before = approval.interaction, approval.interaction.state
    if to == State.WAITING_APPROVAL or before == State.WAITING_APPROVAL:
        enter(interaction, to=to, at=at)
        interaction.save(update_fields=MOVED)
    tell(interaction, verb=verb, by=by, at=at, from_state=before, approval=approval.pk)
