"""The days on which nobody works where brands are, as their agencies correct them."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from accounts.services.holidays import Corrected, days_off
from channels_mgmt.team.services.availability import DAY, Place


def holidays_of(places: Iterable[Place], start: datetime, end: datetime) -> dict[int, frozenset[date]]:
    """By brand, the holidays of the years of a time."""
    years = tuple(range((start - DAY).year, (end + DAY).year + 1))
    return {place.brand: _days_off(place.country, place.region, years, place.corrections) for place in places}


@lru_cache(maxsize=256)
def _days_off(
    country: str, region: str, years: tuple[int, ...], corrections: tuple[Corrected, ...]
) -> frozenset[date]:
    if not country:
        return frozenset()
    return frozenset(map(date.fromisoformat, days_off(country, years, "fr", corrections, region)))
