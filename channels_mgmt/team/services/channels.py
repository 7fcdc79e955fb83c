from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Department, User
from accounts.services.audit import record
from accounts.services.places import working_days
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from cmhub.lib.working_time import CalendarError, check_hours, weekly_hours


def open_channel(
    *,
    brand: Brand,
    network: str,
    purpose: str,
    by: User | None,
    slug: str = "",
    name: str = "",
    handle: str = "",
    url: str = "",
    hours: dict | None = None,
    department: Department | None = None,
    at: datetime | None = None,
) -> Channel:
    """Adds an account of the brand. Raises ValidationError in words for what contradicts itself."""
    if department is not None and department.company_id != brand.company_id:
        raise ValidationError(_("This department belongs to another company."))
    try:
        check_hours(hours or {})
    except CalendarError as error:
        raise ValidationError({"hours": str(error)}) from error
    channel = Channel(
        brand=brand,
        network=network,
        purpose=purpose,
        slug=slug or free_slug(brand, network, purpose),
        name=name or f"{Network(network).label} {brand.name}",
        handle=handle,
        url=url,
        hours=hours or {},
        department=department,
    )
    with transaction.atomic():
        channel.full_clean()
        channel.save()
        _tell(channel, "channel.opened", by, at)
    return channel


def free_slug(brand: Brand, network: str, purpose: str) -> str:
    """`SLUG-official` for the first official channel; the network's name tells the next ones apart."""
    word = purpose.replace("_", "-")
    taken = set(brand.channels.values_list("slug", flat=True))
    candidates = [f"{brand.slug}-{word}", f"{brand.slug}-{network}-{word}"]
    candidates += [f"{brand.slug}-{network}-{word}-{number}" for number in range(2, 100)]
    return next(slug for slug in map(slugify, candidates) if slug not in taken)


def furnish_brand(*, brand: Brand, by: User | None, at: datetime) -> Channel:
    """The official Facebook channel that every new brand starts with, in office hours."""
    territory = brand.presences.select_related("territory").earliest("position").territory
    hours = weekly_hours("08:00", "17:00", days=working_days(territory))
    return open_channel(
        brand=brand, network=Network.FACEBOOK, purpose=Purpose.OFFICIAL, by=by, hours=hours, at=at
    )


def _tell(channel: Channel, verb: str, by: User | None, at: datetime | None) -> None:
    record(
        verb=verb,
        what=channel,
        by=by,
        at=at or timezone.now(),
        agency_id=channel.brand.agency_id,
        brand_id=channel.brand_id,
    )
