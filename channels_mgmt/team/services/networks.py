"""What is decided for each network of a brand: an account for each purpose, or one account for all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import ChannelState, Setup
from channels_mgmt.team.models import Channel, NetworkSetup
from channels_mgmt.team.models.channel import ChannelQuerySet
from cmhub.lib.editions import ChangedMeanwhileError

NOT_DECIDED = 0
"""The edition of a network on which nobody has decided."""
SINGLE_ACCOUNT = "single_account"
"""The code of the refusal of a further account where a single one was decided."""


@dataclass(frozen=True)
class Mixture:
    """Accounts of a brand on one network for which nobody decided how many there should be."""

    network: str
    channels: tuple[Channel, ...]

    @property
    def label(self) -> str:
        return str(Network(self.network).label)


def decide_network(
    *,
    brand: Brand,
    network: str,
    setup: str,
    by: User | None,
    edition: int | None = None,
    at: datetime | None = None,
) -> NetworkSetup:
    """Decides for separate accounts or a single one; who decides what is decided already changes nothing.

    `edition` is that of the decision that the person saw, NOT_DECIDED for none. Raises
    ChangedMeanwhileError where another was taken since, and ValidationError, with the channels that are in
    the way, for a single account where there are others than one official channel.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        held = setup_of(brand, network)
        if held is not None and held.setup == setup:
            return held
        if edition not in (None, edition_of(held)):
            raise ChangedMeanwhileError(held)
        if setup == Setup.SINGLE:
            _refuse_others(brand, network)
        before = held.setup if held else None
        decided = held or NetworkSetup(brand=brand, network=network)
        decided.setup, decided.decided_by, decided.decided_at = setup, by, now
        decided.edition = edition_of(held) + 1
        decided.full_clean()
        decided.save()
        record(
            verb="network.decided",
            what=brand,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            network=network,
            before={"setup": before},
            after={"setup": setup},
        )
    return decided


def setup_of(brand: Brand, network: str) -> NetworkSetup | None:
    """What is decided, with who decided it."""
    decided = NetworkSetup.objects.filter(brand=brand, network=network)
    return decided.select_related("decided_by").first()


def edition_of(decided: NetworkSetup | None) -> int:
    return decided.edition if decided else NOT_DECIDED


def others_of(channels: Iterable[Channel]) -> list[Channel]:
    """Those that a single account leaves no room for: all but the first official one."""
    here = [channel for channel in channels if channel.state != ChannelState.CLOSED]
    kept = next((channel for channel in here if channel.purpose == Purpose.OFFICIAL), None)
    return [channel for channel in here if channel is not kept]


def refuse_second(brand: Brand, network: str, purpose: str, besides: int | None = None) -> None:
    """Raises ValidationError (`single_account`) where one account was decided and this would be another.

    The caller has the brand's row.
    """
    decided = NetworkSetup.objects.filter(brand=brand, network=network, setup=Setup.SINGLE).first()
    if decided is None:
        return
    said = {"network": Network(network).label}
    if purpose != Purpose.OFFICIAL:
        text = _(
            "On %(network)s it was decided to have a single account, the official one: complaints and "
            "technical trouble are passed on inside the house. Decide on separate accounts first."
        )
    elif Channel.objects.open().filter(brand=brand, network=network).exclude(pk=besides or 0).exists():
        text = _("On %(network)s it was decided to have a single account, and it is there already.")
    else:
        return
    raise ValidationError({"purpose": ValidationError(text % said, code=SINGLE_ACCOUNT)})


def networks_decided(brand: Brand) -> set[str]:
    return set(NetworkSetup.objects.filter(brand=brand).values_list("network", flat=True))


def in_a_mixture() -> ChannelQuerySet:
    """The channels of networks that nobody decided on, where others are than one official account."""
    here = {"brand": OuterRef("brand"), "network": OuterRef("network")}
    others = Channel.objects.open().filter(**here).exclude(pk=OuterRef("pk"))
    undecided = Channel.objects.open().filter(~Exists(NetworkSetup.objects.filter(**here)))
    return undecided.filter(~Q(purpose=Purpose.OFFICIAL) | Exists(others))


def mixtures_of(channels: Iterable[Channel], decided: Iterable[str]) -> list[Mixture]:
    """The networks that nobody decided on, though there is more than the official account, or another."""
    settled, there = set(decided), defaultdict(list)
    for channel in channels:
        if channel.network not in settled and channel.state != ChannelState.CLOSED:
            there[channel.network].append(channel)
    return [Mixture(network, tuple(held)) for network, held in sorted(there.items()) if others_of(held)]


def _refuse_others(brand: Brand, network: str) -> None:
    others = others_of(Channel.objects.open().filter(brand=brand, network=network))
    if others:
        raise ValidationError(
            _("A single account leaves no room for: %(channels)s. Close them first.")
            % {"channels": ", ".join(map(str, others))},
            code="others_open",
        )
