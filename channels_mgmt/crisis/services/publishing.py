"""Planned publishing is suspended with a reason that everybody reads, and goes on with another."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.crisis.choices import Verb
from channels_mgmt.crisis.models import Crisis, Suspension
from channels_mgmt.crisis.services.current import forget
from channels_mgmt.crisis.services.log import hold_running, tell
from channels_mgmt.publishing.holds import Hold
from cmhub.lib.text import written


def suspend_with(crisis: Crisis, *, reason: str, by: User, at: datetime) -> Suspension:
    """Suspends publishing in the transaction of a crisis that the caller holds; without a reason, the crisis
    itself is one.
    """
    why = reason.strip()[:300]
    suspension = Suspension.objects.create(crisis=crisis, reason=why, of_itself=not why, by=by, at=at)
    tell(crisis, Verb.SUSPENDED, by=by, at=at, text=suspension.reason)
    return suspension


def suspend(*, crisis: Crisis, reason: str, by: User, at: datetime | None = None) -> Suspension:
    """Raises ValidationError, in words, for a drill, without a reason, or where it is suspended already."""
    now = at or timezone.now()
    why = written(reason, _("Say why nothing is published: everybody reads it."))
    with transaction.atomic():
        held = hold_running(crisis)
        if held.drill:
            raise ValidationError(_("A drill suspends nothing."), code="drill")
        if standing := held.suspensions.filter(lifted_at=None).first():
            return standing
        suspension = suspend_with(held, reason=why, by=by, at=now)
        forget()
    return suspension


def lift(*, crisis: Crisis, why: str, by: User, at: datetime | None = None) -> None:
    """Publishing goes on; a second time changes nothing. Raises ValidationError without a reason."""
    now = at or timezone.now()
    said = written(why, _("Say why publishing goes on."))
    with transaction.atomic():
        held = hold_running(crisis)
        lift_with(held, why=said, by=by, at=now)
        forget()


def lift_with(crisis: Crisis, *, why: str, by: User, at: datetime) -> None:
    """Lifts what the crisis, which the caller holds, has suspended."""
    for suspension in crisis.suspensions.select_for_update().filter(lifted_at=None):
        suspension.lifted_by, suspension.lifted_at, suspension.lifted_why = by, at, why[:300]
        suspension.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
        tell(crisis, Verb.LIFTED, by=by, at=at, text=suspension.lifted_why)


def holds_of(brands: Collection[int], at: datetime) -> dict[int, Hold]:
    """Why brands publish nothing of what they had planned, by their ids: for `publishing.holds.sources`."""
    standing = Suspension.objects.filter(
        lifted_at=None, crisis__brand__in=brands, crisis__in=Crisis.objects.running().real()
    )
    found: dict[int, Hold] = {}
    for suspension in standing.select_related("by", "crisis").order_by("at"):
        where = reverse("crisis:detail", args=[suspension.crisis_id])
        hold = Hold(suspension.why, suspension.by.name, suspension.at, where)
        found.setdefault(suspension.crisis.brand_id, hold)
    return found
