"""A question that came to its end is asked once more."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from channels_mgmt.escalations.choices import RemarkKind, State, Verb
from channels_mgmt.escalations.models import Escalation, Remark
from channels_mgmt.escalations.services.asking import ask_anew
from channels_mgmt.escalations.services.history import hold, said_by
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.services.waiting import asked_otherwise
from cmhub.lib.keys import made_with
from cmhub.lib.text import written

REOPENED_FROM = (State.RELAYED, State.CLOSED, State.PUT_IN_TOUCH)


def reopen(
    *,
    escalation: Escalation,
    why: str,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> Escalation:
    """Asks the same department again, with deadlines from now on; `why` is told to it.

    What was said and answered before stays. Once for a `key`. Raises ValidationError for what has not come to
    its end, where the interaction is over, the department has closed, or is asked about it otherwise.
    """
    now = at or timezone.now()
    said = written(why, _("Say why it is asked again."))
    with transaction.atomic():
        held = hold(escalation)
        if made_with(key, Remark, escalation_id=held.pk):
            return held
        if held.state not in REOPENED_FROM:
            raise ValidationError(
                _("This question is “%(state)s”: it has not come to its end.")
                % {"state": held.get_state_display()},
                code="passage",
            )
        _refuse_department(held)
        ask_anew(
            held,
            kind=RemarkKind.REOPENED,
            verb=Verb.REOPENED,
            text=said,
            by=by,
            key=key,
            at=now,
            **said_by(contact, via),
        )
    return held


def _refuse_department(held: Escalation) -> None:
    if held.department and held.department.closed_at:
        raise ValidationError(
            _("%(department)s has closed: ask another department.") % {"department": department_name(held)},
            code="department",
        )
    if asked_otherwise(held, held.department_id):
        raise ValidationError(_("This department has already been asked about this."), code="twice")
