"""A department says that a question is not for it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, Department, User
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.acts import refuse_second_answer
from channels_mgmt.escalations.services.back_to_us import tell_not_ours
from channels_mgmt.escalations.services.beginning import refuse_foreign
from channels_mgmt.escalations.services.clock.clocks import next_step
from channels_mgmt.escalations.services.history import audit, hold, said_by, tell
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.services.people import contact_of
from channels_mgmt.escalations.services.transferring import LONGEST_WHY, transfer


def not_ours(
    *,
    escalation: Escalation,
    suggestion: Department | None,
    why: str,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    at: datetime | None = None,
) -> Escalation:
    """The department says that it is not the one to answer, and why.

    With a `suggestion` the question goes there at once. Without, whoever asked and the brand's managers are
    told, and decide; until then the question stands, acknowledged, with its deadline. Raises ValidationError
    without a reason, for the department itself or one of another company, and AnsweredMeanwhileError when
    somebody answered first.
    """
    now = at or timezone.now()
    if not why.strip():
        raise ValidationError({"why": _("Say why: whoever decides where it goes reads it.")})
    _refuse_department(escalation, suggestion)
    with transaction.atomic():
        held = hold(escalation)
        refuse_second_answer(held, escalation)
        refuse_foreign(held, contact)
        who = contact or contact_of(held, by)
        if suggestion is not None:
            return transfer(
                escalation=escalation,
                to=suggestion,
                why=why,
                by=by,
                contact=who,
                via=via,
                verb=Verb.NOT_OURS,
                at=now,
            )
        _leave_to_decide(held, why.strip()[:LONGEST_WHY], by=by, contact=who, via=via, at=now)
    return held


def _leave_to_decide(
    held: Escalation, why: str, *, by: User | None, contact: Contact | None, via: str, at: datetime
) -> None:
    """Acknowledges what the department declines, and tells those who decide where it goes."""
    to_state = ""
    if held.state in (State.OPENED, State.NOTIFIED):
        held.state = to_state = State.ACKNOWLEDGED
        held.acknowledged_at = at
        held.next_step_at = next_step(held, at)
        held.save(update_fields=["state", "acknowledged_at", "next_step_at"])
    told: dict[str, Any] = {
        "from": held.department_id,
        "from_name": department_name(held),
        "why": why,
        **said_by(contact, via),
    }
    event = tell(held, Verb.NOT_OURS, by=by, at=at, to_state=to_state, **told)
    audit("escalation.not_ours", held, by=by, at=at, via=via)
    tell_not_ours(held, event, at=at)
    signals.changed.send(Escalation, escalation=held, verb=Verb.NOT_OURS, by=by, at=at)


def _refuse_department(escalation: Escalation, suggestion: Department | None) -> None:
    if suggestion is None or escalation.department is None:
        return
    if suggestion.pk == escalation.department_id:
        raise ValidationError({"suggestion": _("This is your own department: choose another one.")})
    if suggestion.company_id != escalation.brand.company_id or suggestion.closed_at:
        raise ValidationError({"suggestion": _("This department is not there to be asked.")})
