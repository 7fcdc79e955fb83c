"""What becomes of escalations when interactions turn out to be one."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import UNANSWERED, Verb
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services.acts import end
from channels_mgmt.escalations.services.history import lock_carrying, tell


def follow_merge(*, brand: Brand, survivors: dict[int, int], at: datetime) -> int:
    """Takes the escalations of absorbed interactions to those that survive; returns how many.

    `survivors` gives the surviving id for each absorbed id, of which a big file brings many. Where a
    department is asked twice by it, the earlier question stands, takes along who waited for the later one,
    and that is closed. Whoever merges has locked the interactions, as every act does before it locks an
    escalation.
    """
    of_brand = Carried.objects.filter(brand=brand)
    concerned = set(of_brand.values_list("interaction_id", flat=True)).intersection(survivors)
    first = Escalation.objects.filter(brand=brand, item=None).values_list("interaction_id", flat=True)
    concerned |= {pk for pk in first if pk in survivors}
    if not concerned:
        return 0
    with transaction.atomic():
        carrying = Carried.objects.filter(interaction__in=concerned).values("escalation")
        moving = Escalation.objects.filter(Q(interaction__in=concerned) | Q(pk__in=carrying))
        lock_carrying(
            {*concerned, *(survivors[pk] for pk in concerned)}, besides=moving.values_list("pk", flat=True)
        )
        moving = moving.select_related("brand").order_by("opened_at", "pk")
        followed = len(moving)
        for escalation in moving:
            _follow(escalation, {pk: survivors[pk] for pk in concerned}, at)
    return followed


def _follow(escalation: Escalation, survivors: Mapping[int, int], at: datetime) -> None:
    mine = Carried.objects.filter(escalation=escalation, interaction__in=survivors)
    absorbed = list(mine.order_by("joined_at", "pk"))
    for row in absorbed:
        if row.left_at is None:
            _close_later(escalation, survivors[row.interaction_id], at)
    escalation.refresh_from_db(fields=["state", "joins"])
    for row in Carried.objects.filter(pk__in=[row.pk for row in absorbed]):
        _move(row, survivors[row.interaction_id])
    first = escalation.interaction_id or 0
    escalation.interaction_id = survivors.get(first, first)
    escalation.joins += 1
    escalation.save(update_fields=["interaction", "joins"])


def _move(row: Carried, survivor: int) -> None:
    """The row comes to the survivor; where that is part of the question too, the two are one."""
    other = Carried.objects.filter(escalation=row.escalation_id, interaction=survivor).first()
    if other is None:
        row.interaction_id = survivor
        row.save(update_fields=["interaction"])
        return
    if other.left_at is not None and row.left_at is None:
        other.left_at = None
    if row.relayed_at and (other.relayed_at is None or row.relayed_at < other.relayed_at):
        other.relayed_at, other.relayed_message_id = row.relayed_at, row.relayed_message_id
    other.save(update_fields=["left_at", "relayed_at", "relayed_message"])
    row.delete()


def _close_later(escalation: Escalation, survivor: int, at: datetime) -> None:
    """Of two questions to one department about the survivor, the earlier one takes all who wait.

    The caller has locked both.
    """
    if not escalation.is_unanswered:
        return
    carrying = Carried.objects.there().filter(interaction=survivor).values("escalation")
    same = (
        Escalation.objects.select_related("brand")
        .filter(pk__in=carrying, department=escalation.department_id, state__in=UNANSWERED)
        .exclude(pk=escalation.pk)
        .first()
    )
    if same is None:
        return
    earlier, later = sorted((escalation, same), key=lambda each: (each.opened_at, each.pk))
    _take_along(earlier, later, at)
    end(later, by=None, at=at, reason=_("asked twice: two interactions were one"))
    escalation.state = later.state if later is escalation else escalation.state


def _take_along(earlier: Escalation, later: Escalation, at: datetime) -> None:
    """Who waited for the later question only becomes part of the earlier one.

    The rows change hands, which locks none of their interactions: nobody waits in a circle.
    """
    known = Carried.objects.filter(escalation=earlier).values("interaction")
    others = Carried.objects.there().filter(escalation=later).exclude(interaction__in=known)
    others = others.exclude(interaction=later.interaction_id)
    moved = sorted(others.values_list("interaction_id", flat=True))
    if not moved:
        return
    others.update(escalation=earlier)
    Escalation.objects.filter(pk__in=[earlier.pk, later.pk]).update(joins=F("joins") + len(moved))
    for pk in moved:
        tell(earlier, Verb.JOINED, by=None, at=at, interaction=pk)
