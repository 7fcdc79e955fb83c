"""Where the public of the sector talks, and the team's visits there."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.models import Community, Visit
from channels_mgmt.publishing.relation_choices import Counted
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with

SAME_VISIT = timedelta(minutes=2)
"""A second tap within this time is the same visit."""


def save_community(
    *,
    brand: Brand,
    values: Mapping[str, Any],
    by: User,
    key: UUID | None = None,
    community: Community | None = None,
    edition: int | None = None,
    at: datetime | None = None,
) -> Community:
    """A new community, once for a `key`, or the one given as it is said to be now.

    Raises ChangedMeanwhileError for an edition that is not the last.
    """
    now = at or timezone.now()
    with transaction.atomic():
        if community is None and (before := made_with(key, Community, brand_id=brand.pk)):
            return before
        held = (
            locked(Community.objects.all(), community.pk, edition)
            if community
            else Community(brand=brand, key=key or uuid4(), added_at=now)
        )
        verb = "community.changed" if community else "community.added"
        held.edition += bool(community)
        for name, value in values.items():
            setattr(held, name, value)
        held.full_clean(exclude=["brand", "key"])
        held.save()
        record_of(brand, what=held, verb=verb, by=by, at=now)
    return held


def visit(
    *,
    community: Community,
    by: User,
    key: UUID,
    seen: str = "",
    members: int | None = None,
    at: datetime | None = None,
) -> Visit:
    """Somebody was there; the number of members that they read there is the community's from then on.

    The same person a moment ago, without anything to add: the visit that there is.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = Community.objects.select_for_update().get(pk=community.pk)
        own = Visit.objects.filter(community=held)
        if known := own.filter(key=key).first():
            return known
        just_now = own.filter(by=by, at__gt=now - SAME_VISIT).first()
        if just_now and not seen.strip() and members is None:
            return just_now
        made = Visit(community=held, by=by, at=now, seen=seen.strip(), members=members, key=key)
        made.full_clean(exclude=["community", "by"])
        made.save()
        held.visited_at = max(now, held.visited_at or now)
        if members is not None:
            held.members, held.counted_how = members, Counted.SEEN
            held.counted_on = now.astimezone(ZoneInfo(community.brand.time_zone)).date()
            held.edition += 1
        held.save(update_fields=["visited_at", "members", "counted_how", "counted_on", "edition"])
        record_of(community.brand, what=held, verb="community.visited", by=by, at=now)
    return made


def take_back_visit(*, visit: Visit, by: User, at: datetime | None = None) -> None:
    """A tap too many: only of one's own, and of what was said then nothing stays.

    Raises ValidationError for a visit of somebody else.
    """
    now = at or timezone.now()
    if visit.by_id != by.pk:
        raise ValidationError(_("Only whoever was there takes a visit back."), code="by")
    with transaction.atomic():
        held = (
            Community.objects.select_for_update(of=("self",))
            .select_related("brand")
            .get(pk=visit.community_id)
        )
        Visit.objects.filter(pk=visit.pk).delete()
        held.visited_at = Visit.objects.filter(community=held).values_list("at", flat=True).first()
        held.save(update_fields=["visited_at"])
        record_of(held.brand, what=held, verb="community.visit_taken_back", by=by, at=now)


def leave(*, community: Community, left: bool, by: User, at: datetime | None = None) -> None:
    """Follows it no more, or again: what was seen there stays."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Community.objects.select_for_update(of=("self",)).select_related("brand").get(pk=community.pk)
        if (held.left_at is not None) == left:
            return
        held.left_at = now if left else None
        held.save(update_fields=["left_at"])
        verb = "community.left" if left else "community.followed_again"
        record_of(held.brand, what=held, verb=verb, by=by, at=now)
