"""Asking a department about something that was seen, by hand or because a rule of the watch says so."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Department, User
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.opening import LONGEST_QUESTION, write_down
from channels_mgmt.escalations.services.reasons import How, Reason
from channels_mgmt.escalations.services.rules.routing import Plan, facts_of_item, plan_for
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services.history import hold
from cmhub.lib.keys import made_with


def ask_about(
    *,
    item: Item,
    question: str,
    by: User,
    department: Department | None = None,
    to_manager: bool = False,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Escalation:
    """Asks a department about the item: the one given, else where the rules lead; with `to_manager` the
    agency's manager.

    The second call with a `key` gives the escalation of the first. Raises ValidationError, in words, for a
    department already asked, an empty question, and where neither a person nor a rule says which one.
    """
    now = at or timezone.now()
    if not question.strip():
        raise ValidationError({"question": _("Write what you ask.")})
    with transaction.atomic():
        held = hold(item)
        if earlier := made_with(key, Escalation, item_id=held.pk):
            return earlier
        plan = plan_about(held, at=now, department=department, to_manager=to_manager, chosen_by=by)
        if not (department or to_manager or is_proposal(plan)):
            raise ValidationError({"department": _("Choose a department.")})
        asked = Escalation.objects.unanswered().filter(item=held, department=plan.department)
        if asked.exists():
            raise ValidationError(_("This department has already been asked about this."))
        return _open(held, plan, question, by=by, key=key)


def ask_by_rule(*, item: Item, department: Department, rule: str, at: datetime) -> Escalation | None:
    """Asks the department that a rule of the watch names; None where it was asked about the item before.

    The caller holds the item.
    """
    if asked_before(item, department).exists():
        return None
    plan = plan_about(item, at=at, department=department)
    plan = replace(plan, reason=Reason(How.RULE_CHOSEN, rule=rule))
    return _open(item, plan, words_of(item), by=None, key=None)


def plan_about(item: Item, *, at: datetime | None = None, **chosen: Any) -> Plan:
    """Where the routing rules lead with the item, or what a person chose instead (see `plan_for`)."""
    return plan_for(item.brand, facts_of_item(item), at=at, **chosen)


def is_proposal(plan: Plan) -> bool:
    """Whether a rule means what was seen: the one for all that is left says nothing of it."""
    return plan.rule is not None and not plan.rule.is_catch_all


def words_of(item: Item) -> str:
    """What was seen, as the question to begin with."""
    repeats = item.text.startswith(item.title)
    return "\n\n".join(filter(None, ("" if repeats else item.title, item.text)))[:LONGEST_QUESTION]


def asked_before(item: Item, department: Department) -> EscalationQuerySet:
    """What the department was ever asked about the item, also where it went elsewhere since."""
    left = Q(events__verb__in=[Verb.TRANSFERRED, Verb.NOT_OURS], events__details__from=department.pk)
    return Escalation.objects.filter(Q(department=department) | left, item=item).distinct()


def _open(held: Item, plan: Plan, question: str, *, by: User | None, key: UUID | None) -> Escalation:
    escalation = write_down(held, plan, question.strip(), by=by, key=key)
    signals.opened.send(Escalation, escalation=escalation, by=by, at=plan.asked_at)
    return escalation
