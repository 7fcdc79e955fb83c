from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Agency, User
from accounts.services.audit import record


def require_second_factor(
    *, agency: Agency, roles: Sequence[str], by: User, at: datetime | None = None
) -> Agency:
    """Has everybody who holds one of these roles set up a second factor before anything else."""
    now = at or timezone.now()
    asked = [role.value for role in Role if role in roles]
    with transaction.atomic():
        held = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        before, held.second_factor_roles = held.second_factor_roles, asked
        held.save(update_fields=["second_factor_roles"])
        record(
            verb="agency.second_factor_required",
            what=held,
            by=by,
            at=now,
            agency_id=held.pk,
            before={"second_factor_roles": before},
            after={"second_factor_roles": asked},
        )
    return held
