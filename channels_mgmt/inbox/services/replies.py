"""How a person of the brand replies: at once, or once a second person has approved it."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.approval_reasons import reasons_for
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import Approval, Interaction, Message
from channels_mgmt.inbox.services.answers import refuse_unseen
from channels_mgmt.inbox.services.approvals import ask_approval
from channels_mgmt.inbox.services.drafts import Draft, record_reply
from channels_mgmt.inbox.services.history import lock, refuse_ended
from channels_mgmt.inbox.services.promises import refuse_past
from cmhub.lib.keys import made_with
from cmhub.lib.text import written


def reply(
    *,
    interaction: Interaction,
    draft: Draft,
    by: User,
    key: UUID,
    seen: int | None = None,
    at: datetime | None = None,
) -> Message | Approval:
    """Records the reply, or asks for its approval where there is a reason to; once for a `key`.

    Raises WrittenMeanwhileError where others wrote since (`seen`, see `answer_interaction`), and
    ValidationError in words: without text, for what is over, while another reply waits for approval, for a
    promise that lies behind.
    """
    now = at or timezone.now()
    written(draft.text, _("Write the answer first."))
    if draft.promised_for:
        refuse_past(draft.promised_for, now)
    here = {"interaction_id": interaction.pk}
    with transaction.atomic():
        lock(interaction)
        if kept := made_with(key, Approval, **here) or made_with(key, Message, **here):
            return kept
        refuse_ended(interaction)
        _refuse_foreign(draft, interaction, now)
        reasons = reasons_for(
            interaction=interaction,
            by=by,
            used=draft.used,
            in_doubt=draft.in_doubt,
            text=draft.text,
            at=now,
        )
        if reasons:
            refuse_unseen(interaction, seen)
            return ask_approval(interaction=interaction, draft=draft, by=by, reasons=reasons, key=key, at=now)
        if not draft.holding:
            _refuse_beside_another(interaction)
        return record_reply(interaction=interaction, draft=draft, by=by, key=key, seen=seen, at=now)


def must_wait(*, interaction: Interaction, draft: Draft, by: User, at: datetime | None = None) -> bool:
    """Whether the reply would wait for a second person: nobody copies it to publish it before."""
    return bool(
        reasons_for(
            interaction=interaction,
            by=by,
            used=draft.used,
            in_doubt=draft.in_doubt,
            text=draft.text,
            at=at or timezone.now(),
        )
    )


def _refuse_beside_another(interaction: Interaction) -> None:
    """Two replies never go out beside each other: the one that waits is decided on first, or withdrawn."""
    if interaction.state != State.WAITING_APPROVAL:
        return
    other = Approval.objects.waiting().filter(interaction=interaction).select_related("asked_by").first()
    if other:
        told = _("A reply by %(name)s waits for approval: it is decided on, or taken back, before another.")
        raise ValidationError(told % {"name": other.asked_by.name}, code="another_waits")


def _refuse_foreign(draft: Draft, interaction: Interaction, at: datetime) -> None:
    if draft.used is None:
        return
    if draft.used.brand_id != interaction.brand_id:
        raise ValidationError(_("This answer belongs to the protocol of another brand."), code="protocol")
    if not draft.used.is_valid_on(interaction.brand.agency.day_of(at)):
        told = _("The agreed answer holds no more. Your text is kept: read it again, then send it as yours.")
        raise ValidationError(told, code="expired")
