"""Channels of a brand: opened, changed, dormant by decision, closed with a reason, and opened again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Department, Membership, User
from accounts.services.audit import changes, record
from accounts.services.places import working_days
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import HOLDERS, ChannelState, Setup
from channels_mgmt.team.credentials import looks_like_secret
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.networks import decide_network, refuse_second
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with
from cmhub.lib.working_time import CalendarError, check_hours, weekly_hours

CHANGEABLE = (
    "purpose", "name", "handle", "url", "department", "hours", "territory",
    "posts_per_week", "cadence_words", "credentials_holder", "credentials_place",
)  # fmt: skip
WHERE_KEPT = {"credentials_holder": "kept_by", "credentials_place": "kept_where"}
"""What the record calls these, in which nothing is named like a secret."""


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
    separate: bool = False,
    key: UUID | None = None,
    at: datetime | None = None,
    **more: Any,
) -> Channel:
    """Adds an account of the brand; `more` is what else of `CHANGEABLE` is known. With `separate` it is
    decided in the same act that the network has separate accounts.

    A second post of `key` gives what the first made. Raises ValidationError in words for what contradicts
    itself, or what was decided for the network.
    """
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        if earlier := made_with(key, Channel, brand_id=brand.pk):
            return earlier
        if separate:
            decide_network(brand=brand, network=network, setup=Setup.SEPARATE, by=by, at=at)
        refuse_second(brand, network, purpose)
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
            key=key,
            **more,
        )
        _check(channel)
        channel.save()
        _tell(channel, "channel.opened", by, at)
    return channel


def change_channel(
    *, channel: Channel, by: User, edition: int | None = None, at: datetime | None = None, **values: Any
) -> Channel:
    """Changes what is given of `CHANGEABLE`, and records what it was.

    Raises ChangedMeanwhileError for an edition that is not the last, and ValidationError, in words, as
    `open_channel` does, and for a purpose that those who hold the channel may not hold.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = locked(Channel.objects.select_related("brand__agency"), channel.pk, edition)
        for name in CHANGEABLE:
            if name in values:
                setattr(held, name, values[name])
        if held.purpose != channel.purpose:
            refuse_second(held.brand, held.network, held.purpose, besides=held.pk)
            _refuse_holders(held, now)
        _check(held)
        told = _changes(held, values)
        if told["after"]:
            held.edition += 1
            held.save()
            _tell(held, "channel.changed", by, now, **told)
    return held


def lay_dormant(
    *, channel: Channel, reason: str, by: User, edition: int | None = None, at: datetime | None = None
) -> Channel:
    """Nothing is published there for the time being, by decision. Whoever holds it keeps it."""
    return _enter(channel, ChannelState.DORMANT, reason, by, edition, at)


def reopen_channel(
    *, channel: Channel, by: User, edition: int | None = None, at: datetime | None = None
) -> Channel:
    """Opens again what was dormant or closed. Raises ValidationError where a single account was decided."""
    return _enter(channel, ChannelState.OPEN, "", by, edition, at)


def enter_closed(
    *, channel: Channel, reason: str, by: User, edition: int | None = None, at: datetime | None = None
) -> Channel:
    """The closing itself; see `closing.close_channel`, which sees to who holds it and what is open."""
    return _enter(channel, ChannelState.CLOSED, reason, by, edition, at)


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


def _enter(
    channel: Channel, state: str, reason: str, by: User, edition: int | None, at: datetime | None
) -> Channel:
    now = at or timezone.now()
    with transaction.atomic():
        held = locked(Channel.objects.select_related("brand__agency"), channel.pk, edition)
        if held.state == state:
            return held
        if held.state == ChannelState.CLOSED:
            Brand.objects.select_for_update(no_key=True).get(pk=held.brand_id)
            refuse_second(held.brand, held.network, held.purpose, besides=held.pk)
        if state != ChannelState.OPEN and not reason.strip():
            raise ValidationError({"reason": _("Say why the channel is dormant or closed.")})
        held.state, held.state_reason = state, reason.strip()
        held.state_decided_by, held.state_decided_at = by, now
        held.full_clean()
        told = changes(held, ["state", "state_reason"])
        held.edition += 1
        held.save()
        verb = {ChannelState.OPEN: "reopened", ChannelState.DORMANT: "laid_dormant"}.get(
            ChannelState(state), "closed"
        )
        _tell(held, f"channel.{verb}", by, now, **told)
    return held


def _check(channel: Channel) -> None:
    brand = channel.brand
    if channel.department is not None and channel.department.company_id != brand.company_id:
        raise ValidationError({"department": _("This department belongs to another company.")})
    if channel.territory_id and not brand.presences.filter(territory=channel.territory_id).exists():
        raise ValidationError({"territory": _("The brand is not present in this territory.")})
    if looks_like_secret(channel.credentials_place):
        raise ValidationError(
            {
                "credentials_place": ValidationError(
                    _(
                        "This looks like a password or a key. Write where it is kept, never the secret "
                        "itself: “the password safe of the house, folder %(brand)s”."
                    )
                    % {"brand": brand.name},
                    code="secret",
                )
            }
        )
    _check_holder(channel)
    try:
        check_hours(channel.hours)
    except CalendarError as error:
        raise ValidationError({"hours": str(error)}) from error
    channel.full_clean()


def _check_holder(channel: Channel) -> None:
    holder = channel.credentials_holder
    if holder is None:
        return
    places = Membership.objects.current().filter(agency=channel.brand.agency_id, user=holder)
    if not places.exists():
        raise ValidationError(
            {
                "credentials_holder": _("%(name)s does not work with this agency.") % {"name": holder.name},
            }
        )


def _refuse_holders(channel: Channel, now: datetime) -> None:
    """A purpose changes only where whoever holds the channel, or will, may hold one of the new purpose."""
    today = channel.brand.agency.day_of(now)
    holding = Assignment.objects.lasting(today).filter(channel=channel).select_related("user")
    misfits = [one.user.name for one in holding if one.role not in HOLDERS[channel.purpose]]
    if misfits:
        raise ValidationError(
            {
                "purpose": _(
                    "With this purpose the channel could not be held by: %(names)s. "
                    "End or hand over their assignments first."
                )
                % {"names": ", ".join(misfits)}
            }
        )


def _changes(channel: Channel, values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    told = changes(channel, [name for name in CHANGEABLE if name in values and name not in WHERE_KEPT])
    rows: Any = Channel.objects.filter(pk=channel.pk)
    stored = rows.values(*WHERE_KEPT).get()
    for field, word in WHERE_KEPT.items():
        now = channel.credentials_holder_id if field == "credentials_holder" else channel.credentials_place
        if stored[field] != now:
            told["before"][word], told["after"][word] = stored[field], now
    return told


def _tell(channel: Channel, verb: str, by: User | None, at: datetime | None, **details: Any) -> None:
    record(
        verb=verb,
        what=channel,
        by=by,
        at=at or timezone.now(),
        agency_id=channel.brand.agency_id,
        brand_id=channel.brand_id,
        **details,
    )
