"""Closing a channel: who holds it holds it no more, and what they have open goes to somebody or is let go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import Setup
from channels_mgmt.team.models import Assignment, Channel, NetworkSetup
from channels_mgmt.team.open_work import Item, Whose, items_of, open_on, sources
from channels_mgmt.team.services.assignments import end_assignment
from channels_mgmt.team.services.channels import enter_closed
from channels_mgmt.team.services.handovers import give_work, left_open_by
from channels_mgmt.team.services.networks import decide_network, others_of


@dataclass(frozen=True)
class Closing:
    """What closing a channel does: whose assignments end, what they have open, how much is open there."""

    channel: Channel
    holders: Sequence[Assignment]
    items: Sequence[Item]
    counts: Sequence[str]


def what_closing_does(channel: Channel, at: datetime) -> Closing:
    holders = list(_holding(channel, at))
    items = [
        item for one in holders for item in items_of(Whose(one.user, (channel.brand_id,), (channel.pk,)))
    ]
    words = {source.name: source.words for source in sources}
    counts = [words[name](held[channel.pk]) for name, held in open_on([channel.pk]) if held.get(channel.pk)]
    return Closing(channel, holders, items, counts)


def close_channel(
    *,
    channel: Channel,
    reason: str,
    by: User,
    to: User | None = None,
    edition: int | None = None,
    at: datetime | None = None,
) -> Channel:
    """In one act: the assignments to the channel end today, what their people have open goes to `to` or waits
    for whoever works on the brand, and the channel is closed, with the reason.

    What is open there stays in the inbox and can be answered to its end. Raises ValidationError, in words,
    and changes nothing, where there is no reason or `to` may not answer for the brand.
    """
    now = at or timezone.now()
    today = channel.brand.agency.day_of(now)
    with transaction.atomic():
        closed = enter_closed(channel=channel, reason=reason, by=by, edition=edition, at=now)
        holding = list(_holding(channel, now))
        left = {held.user: left_open_by(held, now) for held in holding}
        for held in holding:
            end_assignment(assignment=held, by=by, on=today, at=now)
        for whose in left.values():
            give_work(whose=whose, to=to, by=by, at=now)
    return closed


def keep_one(
    *,
    brand: Brand,
    network: str,
    reason: str,
    by: User,
    to: User | None = None,
    edition: int | None = None,
    at: datetime | None = None,
) -> NetworkSetup:
    """Decides for a single account and closes, in the same act, those that it leaves no room for.

    Raises as `decide_network` does, and closes nothing then.
    """
    now = at or timezone.now()
    with transaction.atomic():
        for channel in others_of(Channel.objects.open().filter(brand=brand, network=network)):
            close_channel(channel=channel, reason=reason, by=by, to=to, at=now)
        return decide_network(
            brand=brand, network=network, setup=Setup.SINGLE, by=by, edition=edition, at=now
        )


def _holding(channel: Channel, at: datetime) -> QuerySet[Assignment]:
    today = channel.brand.agency.day_of(at)
    rows = Assignment.objects.lasting(today).filter(channel=channel)
    return rows.select_related("brand__agency", "brand_role", "user", "channel").order_by("-is_lead", "pk")
