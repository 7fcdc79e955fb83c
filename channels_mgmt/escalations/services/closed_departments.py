"""A department closes for good: what it is asked moves on, and nothing is lost."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import Department, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.acts import end
from channels_mgmt.escalations.services.history import hold
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.escalations.services.waiting import release
from cmhub.lib.house_words import MANAGER_TITLE

logger = logging.getLogger(__name__)


def unanswered_with(department: Department) -> EscalationQuerySet:
    """What the department has been asked, by whatever brand of its company, and has not answered."""
    return Escalation.objects.unanswered().filter(department=department)


def heir_of(department: Department) -> Department | None:
    """Who takes over what it is asked: whom it reports to, or whom that reports to; None: the manager."""
    seen, above = {department.pk}, department.reports_to
    while above is not None and above.closed_at is not None and above.pk not in seen:
        seen.add(above.pk)
        above = above.reports_to
    return above if above is not None and above.closed_at is None else None


def what_moves(brand: Brand, department: Department) -> str:
    """What closing it moves, and to whom, in words for whoever closes it; empty where nothing is open."""
    number = unanswered_with(department).count()
    if not number:
        return ""
    heir = heir_of(department)
    words = ngettext(
        "%(n)d question that it has not answered goes to: %(who)s.",
        "%(n)d questions that it has not answered go to: %(who)s.",
        number,
    )
    return words % {"n": number, "who": heir.name if heir else MANAGER_TITLE}


def move_on(department: Department, *, by: User | None, at: datetime) -> int:
    """Transfers what a closed department has not answered; returns how many questions it was asked.

    Where who takes over is asked about the same interaction already, the manager is; where they are both, the
    question ends with that reason: it is with them otherwise.
    """
    moving = list(unanswered_with(department).select_related("brand").order_by("pk"))
    for escalation in moving:
        _move_one(escalation, department, by=by, at=at)
    return len(moving)


def move_on_all(at: datetime | None = None) -> int:
    """The same for all closed departments: what was asked of one in the moment in which it closed."""
    now = at or timezone.now()
    stranded = Escalation.objects.unanswered().filter(department__closed_at__isnull=False)
    moved = 0
    for department in Department.objects.filter(pk__in=stranded.values("department")):
        try:
            moved += move_on(department, by=None, at=now)
        except Exception:
            logger.exception("what department %s was asked did not move on", department.pk)
    return moved


def _move_one(escalation: Escalation, department: Department, *, by: User | None, at: datetime) -> None:
    heir = heir_of(department)
    with override(escalation.opened_by.language if escalation.opened_by else None):
        why = _("%(department)s has closed.") % {"department": department.name}
    for to in dict.fromkeys((heir, None)):
        try:
            transfer(escalation=escalation, to=to, why=why, by=by, at=at)
        except ValidationError as error:
            if getattr(error, "code", "") == "moved":
                return
            continue
        return
    _end(escalation, why, by=by, at=at)


def _end(escalation: Escalation, why: str, *, by: User | None, at: datetime) -> None:
    with transaction.atomic():
        held = hold(escalation)
        if held.is_unanswered and held.department_id == escalation.department_id:
            end(held, by=by, at=at, reason=why)
            release(held, verb="moved", by=by, at=at)
