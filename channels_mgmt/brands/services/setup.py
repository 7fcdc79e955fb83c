"""What a manager decides of the setup of a brand: that it does without what a step asks for."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.choices import NOT_ALWAYS_NEEDED
from channels_mgmt.brands.models import Brand, SetupDecision


def do_without(
    *, brand: Brand, step: str, reason: str, by: User, at: datetime | None = None
) -> SetupDecision:
    """Writes down that what is missing of a step is not needed, and why. A decision that stands is given
    back.

    Raises ValidationError, in words, for a step that no brand does without, or without a reason.
    """
    now = at or timezone.now()
    if step not in NOT_ALWAYS_NEEDED:
        raise ValidationError(_("No brand does without this step."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    with transaction.atomic():
        held = Brand.objects.select_for_update(of=("self",), no_key=True).get(pk=brand.pk)
        standing = held.setup_decisions.filter(step=step).first()
        if standing:
            return standing
        decision = SetupDecision(brand=held, step=step, reason=reason.strip(), decided_by=by, decided_at=now)
        decision.full_clean()
        decision.save()
        _tell("setup.not_needed", decision, by, now)
    return decision


def need_again(*, brand: Brand, step: str, by: User, at: datetime | None = None) -> None:
    """The step asks again for what is missing."""
    with transaction.atomic():
        Brand.objects.select_for_update(of=("self",), no_key=True).get(pk=brand.pk)
        for decision in SetupDecision.objects.filter(brand=brand, step=step):
            _tell("setup.needed_again", decision, by, at or timezone.now())
            decision.delete()


def _tell(verb: str, decision: SetupDecision, by: User, at: datetime) -> None:
    record(
        verb=verb,
        what=decision,
        label=str(decision.brand),
        by=by,
        at=at,
        agency_id=decision.brand.agency_id,
        brand_id=decision.brand_id,
        step=decision.step,
        reason=decision.reason,
    )
