"""What becomes of escalations when interactions turn out to be one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import ASKING
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.acts import end


def follow_merge(*, brand: Brand, survivors: dict[int, int], at: datetime) -> int:
    """Takes the escalations of absorbed interactions to those that survive; returns how many.

    `survivors` gives the surviving id for each absorbed id, of which a big file brings many. Where a
    department is asked twice by it, the earlier question stands and the later one is closed. Whoever merges
    has locked the interactions, as every act does before it locks an escalation.
    """
    of_brand = Escalation.objects.filter(brand=brand)
    concerned = set(of_brand.values_list("interaction_id", flat=True)).intersection(survivors)
    if not concerned:
        return 0
    with transaction.atomic():
        moving = list(
            Escalation.objects.select_for_update(of=("self",))
            .select_related("brand")
            .filter(interaction__in=concerned)
            .order_by("opened_at", "pk")
        )
        for escalation in moving:
            _close_later(escalation, survivors[escalation.interaction_id], at)
            escalation.interaction_id = survivors[escalation.interaction_id]
            escalation.save(update_fields=["interaction"])
    return len(moving)


def _close_later(escalation: Escalation, survivor: int, at: datetime) -> None:
    if not escalation.is_asking:
        return
    same = (
        Escalation.objects.select_for_update(of=("self",))
        .select_related("brand")
        .filter(interaction=survivor, department=escalation.department_id, state__in=ASKING)
        .first()
    )
    if same is None:
        return
    later = max(escalation, same, key=lambda each: (each.opened_at, each.pk))
    end(later, by=None, at=at, reason=_("asked twice: two interactions were one"))
