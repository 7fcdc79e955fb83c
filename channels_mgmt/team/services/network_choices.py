"""On which networks a brand is, and how, chosen for all in one act: decided, with the accounts opened."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from accounts.services.places import working_days
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import Setup
from channels_mgmt.team.models import Channel, NetworkSetup
from channels_mgmt.team.services.channels import open_channel
from channels_mgmt.team.services.networks import decide_network, setup_of
from cmhub.lib.working_time import weekly_hours

ABSENT = "absent"
OPENED: dict[str, tuple[Purpose, ...]] = {
    ABSENT: (),
    Setup.SINGLE: (Purpose.OFFICIAL,),
    Setup.SEPARATE: (Purpose.OFFICIAL, Purpose.CUSTOMER_SERVICE, Purpose.TECH_SUPPORT),
}
"""The accounts that each choice asks for."""


def choices_of(brand: Brand) -> dict[str, str]:
    """What is decided for each network; absent, or nothing yet where there are accounts all the same."""
    decided = dict(NetworkSetup.objects.filter(brand=brand).values_list("network", "setup"))
    there = set(Channel.objects.open().filter(brand=brand).values_list("network", flat=True))
    return {network: decided.get(network, "" if network in there else ABSENT) for network in Network.values}


def choose_networks(
    *,
    brand: Brand,
    chosen: Mapping[str, str],
    seen: Mapping[str, str],
    by: User,
    at: datetime | None = None,
) -> list[Channel]:
    """Decides for each network as chosen, and opens the accounts that are not there yet, which are given
    back.

    `seen` is what was decided when the choice was shown. Raises ValidationError, by network and in words,
    for what somebody decided otherwise since, and for open accounts that a choice leaves no room for; then
    nothing is changed.
    """
    now = at or timezone.now()
    troubles: dict[str, ValidationError] = {}
    opened: list[Channel] = []
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        standing = choices_of(brand)
        for network, choice in chosen.items():
            if choice == standing[network] == seen.get(network, choice):
                continue
            try:
                _refuse_overtaken(brand, network, choice, seen.get(network), standing[network])
                opened += _choose(brand, network, choice, by, now)
            except ValidationError as error:
                troubles[network] = ValidationError(error.messages)
        if troubles:
            raise ValidationError(troubles)
    return opened


def _refuse_overtaken(brand: Brand, network: str, choice: str, seen: str | None, standing: str) -> None:
    if seen is None or standing in (seen, choice):
        return
    words = {ABSENT: _("not present"), "": _("not decided"), **dict(Setup.choices)}[standing]
    decided = setup_of(brand, network)
    if decided and decided.decided_by:
        text = _("Meanwhile %(name)s decided: %(decided)s. Choose again if you disagree.")
        said = {"name": decided.decided_by.name, "decided": words}
    else:
        text = _("Meanwhile this was decided by somebody else: %(decided)s. Choose again if you disagree.")
        said = {"decided": words}
    raise ValidationError(text % said, code="overtaken")


def _choose(brand: Brand, network: str, choice: str, by: User, now: datetime) -> list[Channel]:
    held = list(Channel.objects.open().filter(brand=brand, network=network))
    if choice == ABSENT:
        _leave(brand, network, held, by, now)
        return []
    decide_network(brand=brand, network=network, setup=choice, by=by, at=now)
    first = brand.presences.select_related("territory").earliest("position").territory
    hours = weekly_hours("08:00", "17:00", days=working_days(first))
    there = {channel.purpose for channel in held}
    return [
        open_channel(brand=brand, network=network, purpose=purpose, hours=hours, by=by, at=now)
        for purpose in OPENED[choice]
        if purpose not in there
    ]


def _leave(brand: Brand, network: str, held: list[Channel], by: User, now: datetime) -> None:
    """What was decided for a network without accounts is taken back."""
    if held:
        names = ", ".join(map(str, held))
        raise ValidationError(
            _("Accounts are open there: %(channels)s. Close them first, with the reason.")
            % {"channels": names},
            code="channels_open",
        )
    for decided in NetworkSetup.objects.filter(brand=brand, network=network):
        record(
            verb="network.undecided",
            what=brand,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            network=network,
            before={"setup": decided.setup},
        )
        decided.delete()
