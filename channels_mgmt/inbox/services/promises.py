"""What is promised to the public by a holding reply, and whether it was kept."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.choices import PromiseState
from channels_mgmt.inbox.models import Interaction, Message, Promise
from channels_mgmt.inbox.services.history import lock, tell
from cmhub.lib.text import written


def promise(
    *, interaction: Interaction, message: Message, due_at: datetime, by: User, at: datetime
) -> Promise:
    """A holding reply announces an answer by `due_at`. Raises ValidationError for an instant that is over."""
    made = Promise(
        brand_id=message.brand_id,
        interaction=interaction,
        message=message,
        made_by=by,
        made_at=at,
        due_at=due_at,
    )
    refuse_past(due_at, at)
    made.save()
    return made


def refuse_past(due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        raise ValidationError({"promised_for": _("What is promised lies ahead.")}, code="past")


def keep_promises(*, interaction: Interaction, at: datetime) -> None:
    """A substantive answer keeps all that was promised in the interaction before it, in time or late."""
    open_ones = Promise.objects.open().filter(interaction=interaction, made_at__lte=at)
    open_ones.update(state=PromiseState.KEPT, kept_at=at)


def release_promise(*, made: Promise, by: User, reason: str, at: datetime | None = None) -> Promise:
    """Nothing is owed any more, and the thread says why."""
    now, why = at or timezone.now(), written(reason, _("Say why it is no longer owed."))[:200]
    with transaction.atomic():
        interaction = lock(made.interaction)
        held = Promise.objects.select_for_update().get(pk=made.pk)
        if held.state != PromiseState.OPEN:
            return held
        held.state, held.reason = PromiseState.RELEASED, why
        held.save(update_fields=["state", "reason"])
        tell(interaction, verb="promise_released", by=by, at=now, note=why, promise=held.pk)
    return held
