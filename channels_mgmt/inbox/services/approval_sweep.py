"""Replies that wait too long for approval: a reminder at half of the time, the backup at its end."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from channels_mgmt.inbox.models import Approval, ApprovalRule
from channels_mgmt.inbox.services import approval_mails

AT_ONCE = 500


def remind_and_climb(at: datetime | None = None) -> int:
    """Tells whoever is to decide next, each once; gives back for how many replies. Safe to run twice."""
    now = at or timezone.now()
    due = Approval.objects.waiting().filter(next_step_at__lte=now).order_by("next_step_at")
    return sum(_take_step(pk, now) for pk in due.values_list("pk", flat=True)[:AT_ONCE])


def _take_step(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        held = (
            Approval.objects.waiting()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("interaction__brand__agency", "asked_by")
            .filter(pk=pk, next_step_at__lte=now)
            .first()
        )
        if held is None:
            return False
        rule = ApprovalRule.objects.filter(brand=held.brand_id).first()
        if now < held.due_at:
            approval_mails.remind(held, rule, now)
            held.next_step_at = held.due_at
        else:
            approval_mails.climb(held, rule, now)
            held.next_step_at = None
        held.save(update_fields=["next_step_at"])
    return True
