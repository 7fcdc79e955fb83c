"""The territories in which a brand is present: the first gives it its time zone and its working week."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Territory, User
from accounts.services.audit import record
from accounts.services.places import territory_of
from channels_mgmt.brands.models import Brand, BrandTerritory
from channels_mgmt.brands.services.copying import territories_of
from channels_mgmt.brands.signals import territory_left


def enter_territory(
    *,
    brand: Brand,
    by: User,
    territory: Territory | None = None,
    country: str = "",
    at: datetime | None = None,
) -> Territory:
    """The brand is present there too, after the others: in a territory of the agency, or in a country that
    becomes one. Where it is already nothing changes.

    Raises ValidationError, in words, for a country that is not known.
    """
    with transaction.atomic():
        held = _held(brand)
        place = territory or territory_of(agency=held.agency, country=country)
        if place.agency_id != held.agency_id:
            raise ValidationError(_("This territory belongs to another agency."))
        there = territories_of(held)
        if place not in there:
            _place(held, there, [*there, place], by, at)
    return place


def leave_territory(*, brand: Brand, territory: Territory, by: User, at: datetime | None = None) -> None:
    """Raises ValidationError, in words, for the last one and where a channel speaks to it."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _held(brand)
        there = territories_of(held)
        if territory not in there:
            return
        if len(there) == 1:
            raise ValidationError(_("A brand is present in at least one territory."))
        territory_left.send(sender=Brand, brand=held, territory=territory, at=now)
        _place(held, there, [place for place in there if place != territory], by, now)


def move_up(*, brand: Brand, territory: Territory, by: User, at: datetime | None = None) -> None:
    """The territory changes places with the one before it. One that becomes the first gives the brand its
    time zone from now on; what was fixed before stays as it is.
    """
    with transaction.atomic():
        held = _held(brand)
        there = territories_of(held)
        here = there.index(territory) if territory in there else 0
        if here:
            order = [*there[: here - 1], territory, there[here - 1], *there[here + 1 :]]
            _place(held, there, order, by, at)


def _held(brand: Brand) -> Brand:
    """One change at a time."""
    return (
        Brand.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=brand.pk)
    )


def _place(
    brand: Brand, before: Sequence[Territory], after: Sequence[Territory], by: User, at: datetime | None
) -> None:
    brand.presences.all().delete()
    BrandTerritory.objects.bulk_create(
        BrandTerritory(brand=brand, territory=territory, position=number)
        for number, territory in enumerate(after, start=1)
    )
    brand.time_zone = after[0].time_zone
    brand.save(update_fields=["time_zone"])
    record(
        verb="brand.territories_changed",
        what=brand,
        by=by,
        at=at or timezone.now(),
        agency_id=brand.agency_id,
        brand_id=brand.pk,
        before={"territories": [territory.name for territory in before]},
        after={"territories": [territory.name for territory in after]},
    )
