"""Of which territory a channel is, as rules name it: the code of a country, or of one of its regions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise

from accounts.models import Territory
from accounts.services.places import COUNTRIES
from channels_mgmt.brands.models import Brand, BrandTerritory
from channels_mgmt.team.models import Channel


def code_of(territory: Territory) -> str:
    """“CM”, or “FR-57” for a region with holidays of its own."""
    return f"{territory.country}-{territory.region}" if territory.region else territory.country


def codes_of(channels: Iterable[Channel]) -> dict[int, str]:
    """The code of each channel by its id: its own territory, else the only one of its brand; in one query.

    Empty for a channel without territory whose brand is present in several: nobody knows.
    """
    listed = list(channels)
    presences = BrandTerritory.objects.filter(brand__in={channel.brand_id for channel in listed})
    known: dict[int, str] = {}
    of_brand: dict[int, set[str]] = defaultdict(set)
    for presence in presences.select_related("territory"):
        code = code_of(presence.territory)
        known[presence.territory_id] = code
        of_brand[presence.brand_id].add(code)
    return {
        channel.pk: known.get(channel.territory_id or 0)
        or (next(iter(of_brand[channel.brand_id])) if len(of_brand[channel.brand_id]) == 1 else "")
        for channel in listed
    }


def choices_of(brand: Brand) -> list[tuple[str, Any]]:
    """The brand's territories by their codes, with the names that its agency gives them."""
    named: dict[str, str] = {}
    for presence in brand.presences.select_related("territory"):
        code, name = code_of(presence.territory), presence.territory.name
        named[code] = f"{named[code]}, {name}" if code in named else name
    return list(named.items())


def name_of(code: str) -> str | Promise | object:
    """The country, with the code of the region where there is one."""
    country, _dash, region = code.partition("-")
    known = COUNTRIES.get(country)
    if known is None:
        return code
    return f"{known.name} ({region})" if region else known.name
