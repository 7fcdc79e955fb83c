from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import changes
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.models import Campaign, CampaignCost, CampaignResult, Post
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with


def make_campaign(
    *, brand: Brand, values: dict[str, Any], by: User, key: UUID, at: datetime | None = None
) -> Campaign:
    """A new campaign; the second call with a `key` gives the one of the first. `values` may have `channels`.

    Raises ValidationError in words.
    """
    channels = values.get("channels", ())
    with transaction.atomic():
        Brand.objects.select_for_update(of=("self",), no_key=True).get(pk=brand.pk)
        if known := made_with(key, Campaign, brand_id=brand.pk):
            return known
        campaign = Campaign(brand=brand, key=key, **without_channels(values))
        campaign.full_clean()
        campaign.save()
        campaign.channels.set(channels)
        record_of(brand, what=campaign, verb="campaign.created", by=by, at=at or timezone.now())
    return campaign


def change_campaign(
    *, campaign: Campaign, values: dict[str, Any], edition: int, by: User, at: datetime | None = None
) -> Campaign:
    """Raises ValidationError in words, ChangedMeanwhileError where somebody changed it meanwhile."""
    said = without_channels(values)
    with transaction.atomic():
        held = locked(Campaign.objects.select_related("brand"), campaign.pk, edition)
        for name, value in said.items():
            setattr(held, name, value)
        held.edition += 1
        held.full_clean()
        changed = changes(held, said)
        held.save()
        held.channels.set(values.get("channels", ()))
        record_of(held.brand, what=held, verb="campaign.changed", by=by, at=at or timezone.now(), **changed)
    return held


def without_channels(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "channels"}


def end_campaign(*, campaign: Campaign, ended: bool, by: User, at: datetime | None = None) -> Campaign:
    """Ends it, whatever its last day; with `ended` false takes that back."""
    now = at or timezone.now()
    with transaction.atomic():
        held = locked(Campaign.objects.select_related("brand"), campaign.pk)
        if (held.ended_at is not None) == ended:
            return held
        held.ended_at, held.ended_by = (now, by) if ended else (None, None)
        held.edition += 1
        held.save(update_fields=["ended_at", "ended_by", "edition"])
        verb = "campaign.ended" if ended else "campaign.taken_up_again"
        record_of(held.brand, what=held, verb=verb, by=by, at=now)
    return held


def put_posts(*, campaign: Campaign, posts: Collection[int], by: User, at: datetime | None = None) -> int:
    """Puts posts of the brand into the campaign, those of another one too; how many are new there."""
    with transaction.atomic():
        moved = (
            Post.objects.filter(brand=campaign.brand_id, pk__in=posts)
            .exclude(campaign=campaign)
            .update(campaign=campaign, edition=F("edition") + 1)
        )
        if moved:
            record_of(
                campaign.brand,
                what=campaign,
                verb="campaign.posts_put",
                by=by,
                at=at or timezone.now(),
                count=moved,
            )
    return moved


def take_post(*, campaign: Campaign, post: int, by: User, at: datetime | None = None) -> bool:
    """Takes a post out of the campaign; whether it was in it."""
    with transaction.atomic():
        taken = Post.objects.filter(campaign=campaign, pk=post).update(
            campaign=None, edition=F("edition") + 1
        )
        if taken:
            now = at or timezone.now()
            record_of(campaign.brand, what=campaign, verb="campaign.post_taken", by=by, at=now)
    return bool(taken)


def set_cost(
    *, campaign: Campaign, amount: Decimal | None, currency: str, by: User, at: datetime | None = None
) -> CampaignCost:
    """What the campaign costs in all; None where that is not kept. What was said before stays on file.

    Raises ValidationError in words. The record does not say how much it is.
    """
    now = at or timezone.now()
    cost = CampaignCost(
        brand=campaign.brand, campaign=campaign, amount=amount, currency=currency, set_by=by, set_at=now
    )
    cost.full_clean()
    with transaction.atomic():
        cost.save()
        record_of(campaign.brand, what=campaign, verb="campaign.cost_set", by=by, at=now)
    return cost


def enter_result(
    *,
    campaign: Campaign,
    metric: str,
    value: int | None,
    day: date,
    by: User,
    at: datetime | None = None,
) -> CampaignResult:
    """What the campaign has brought in all until a day; None takes a count back.

    Raises ValidationError in words.
    """
    now = at or timezone.now()
    if day > timezone.localdate(now, ZoneInfo(campaign.brand.time_zone)):
        raise ValidationError({"day": _("This day is still to come.")})
    result = CampaignResult(
        brand=campaign.brand, campaign=campaign, metric=metric, value=value, day=day, by=by, at=now
    )
    result.full_clean()
    with transaction.atomic():
        result.save()
        record_of(campaign.brand, what=campaign, verb="campaign.result_entered", by=by, at=now)
    return result


def cost_of(campaign: Campaign) -> CampaignCost | None:
    """What the campaign costs as it was said last, if that is kept."""
    latest = CampaignCost.objects.filter(campaign=campaign).order_by("-pk").first()
    return latest if latest is not None and latest.amount is not None else None
