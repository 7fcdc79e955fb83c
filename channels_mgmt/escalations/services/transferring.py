"""A question goes from one department to another."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, Department, User
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.beginning import begin, deadlines_told, tell_first
from channels_mgmt.escalations.services.chain import PassedOver, written_down
from channels_mgmt.escalations.services.history import audit, hold, said_by, tell
from channels_mgmt.escalations.services.notices import department_name, tell_person_in_turn
from channels_mgmt.escalations.services.owning import own_time
from channels_mgmt.escalations.services.remark_notices import tell_of_transfer
from channels_mgmt.escalations.services.rules.routing import Plan, facts_about, plan_for
from channels_mgmt.escalations.services.waiting import asked_otherwise

LONGEST_WHY = 500


class MovedMeanwhileError(ValidationError):
    """It went to another department since the person loaded the page."""


def transfer(
    *,
    escalation: Escalation,
    to: Department | None,
    why: str,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    verb: Verb = Verb.TRANSFERRED,
    at: datetime | None = None,
) -> Escalation:
    """Asks another department, or the agency's manager (None), what was asked of this one.

    Its chain, hours and deadlines are those of the new department, from now on, and so are when to warn and
    whether people may be woken; what was before stays in the log, with the time that each department had it.
    `verb` is NOT_OURS where the department said so itself. Raises MovedMeanwhileError where it went elsewhere
    since `escalation` was read; ValidationError without a reason, for what is answered, for a department of
    another company, one that has closed, or one that is asked about the same already.
    """
    now = at or timezone.now()
    if not why.strip():
        raise ValidationError({"why": _("Say why it goes elsewhere.")})
    with transaction.atomic():
        held = hold(escalation)
        _refuse(held, escalation, to)
        plan = _plan(held, to, by, now)
        before = _before(held, now)
        told = _move(held, plan, now)
        tell(
            held,
            verb,
            by=by,
            at=now,
            to_state=held.state,
            to=held.department_id,
            to_name=department_name(held),
            why=why.strip()[:LONGEST_WHY],
            **before,
            **said_by(contact, via),
        )
        _record(held, before["from"], by, now)
        tell_first(held, told, at=now, message=lambda one: tell_person_in_turn(one, at=now))
        tell_of_transfer(held, by=by, why=why.strip(), at=now)
        signals.changed.send(Escalation, escalation=held, verb=verb, by=by, at=now)
    return held


def _before(held: Escalation, at: datetime) -> dict[str, Any]:
    """What it leaves, as the log keeps it: whom, with which deadlines, and the time that was theirs."""
    whom = {"from": held.department_id, "from_name": department_name(held)}
    return {**whom, **deadlines_told(held), **own_time(held, at)}


def _move(held: Escalation, plan: Plan, at: datetime) -> tuple[PassedOver, ...]:
    for name, value in plan.frozen.items():
        setattr(held, name, value)
    held.chain, absent = written_down(held.brand, plan.department, at=at)
    held.deputies = []
    return (*absent, *begin(held, calendar=plan.calendar, at=at))


def _record(held: Escalation, department: int | None, by: User | None, at: datetime) -> None:
    before, after = {"department": department}, {"department": held.department_id}
    audit("escalation.transferred", held, by=by, at=at, before=before, after=after)


def _plan(held: Escalation, to: Department | None, by: User | None, at: datetime) -> Plan:
    return plan_for(
        held.brand,
        facts_about(held),
        at=at,
        department=to,
        to_manager=to is None,
        chosen_by=by,
    )


def _refuse(held: Escalation, seen: Escalation, to: Department | None) -> None:
    if held.leg != seen.leg and held.is_unanswered:
        raise MovedMeanwhileError(
            _("This question went to %(department)s meanwhile: nothing was changed.")
            % {"department": department_name(held)},
            code="moved",
        )
    if not held.is_unanswered:
        raise ValidationError(
            _("This question is “%(state)s”: it goes nowhere else.") % {"state": held.get_state_display()},
            code="passage",
        )
    if held.department_id == (to.pk if to else None):
        raise ValidationError({"department": _("It is with this department already.")})
    if asked_otherwise(held, to.pk if to else None):
        raise ValidationError(
            {"department": _("This department has already been asked about this.")}, code="twice"
        )
