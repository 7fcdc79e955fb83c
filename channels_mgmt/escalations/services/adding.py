"""What a department says once its answer has been given: nothing of it is lost, and the answer stands."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from channels_mgmt.escalations.choices import RemarkKind, State
from channels_mgmt.escalations.models import Escalation, Remark
from channels_mgmt.escalations.services.back_to_us import tell_added
from channels_mgmt.escalations.services.history import audit, hold
from channels_mgmt.escalations.services.people import contact_of
from cmhub.lib.keys import made_with


def add_words(
    *,
    escalation: Escalation,
    publishable: str = "",
    internal: str = "",
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> Remark:
    """Puts more words beside the answer, in its two parts, and tells whoever asked.

    The second call with a `key` gives the remark of the first. Raises ValidationError for nothing said, and
    once the escalation is closed.
    """
    now = at or timezone.now()
    if not publishable.strip() and not internal.strip():
        raise ValidationError(_("Write it first."))
    with transaction.atomic():
        held = hold(escalation)
        if earlier := made_with(key, Remark, escalation_id=held.pk):
            return earlier
        if held.state == State.CLOSED:
            raise ValidationError(
                _("This question was closed meanwhile. Your text is kept below; it was not sent.")
            )
        remark = Remark.objects.create(
            escalation=held,
            department_id=held.department_id,
            kind=RemarkKind.ADDED,
            text=publishable.strip(),
            internal=internal.strip(),
            by=by,
            contact=contact or contact_of(held, by),
            at=now,
            key=key,
        )
        audit("escalation.added_to", held, by=by, at=now, remark=remark.pk, via=via)
        tell_added(held, remark, at=now)
    return remark
