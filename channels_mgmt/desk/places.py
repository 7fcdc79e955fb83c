"""The territories of a brand with the public holidays that nobody has confirmed yet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import HolidayCorrection, Territory
from accounts.services.holidays import MARGIN, Corrected, Day, corrected, official_days

AHEAD = timedelta(days=92)
"""How far ahead holidays that follow the moon are worth confirming."""


@dataclass(frozen=True)
class PlaceAhead:
    """`unconfirmed` are the estimated holidays of the coming three months."""

    territory: Territory
    unconfirmed: list[Day]


def unconfirmed_of(territories: Sequence[Territory], today: date, language: str) -> list[PlaceAhead]:
    """Each territory in its order, in one query for all."""
    said: dict[str, list[tuple[str, Corrected]]] = defaultdict(list)
    countries = {place.country for place in territories}
    agencies = {place.agency_id for place in territories}
    rows = HolidayCorrection.objects.filter(agency__in=agencies, country__in=countries)
    for one in rows.order_by("date", "pk"):
        what = Corrected(one.date, one.kind, one.moved_to, one.name)
        said[one.country].append((one.region, what))
    years = range(today.year - MARGIN, today.year + MARGIN + 1)
    found = []
    for place in territories:
        here = [one for region, one in said[place.country] if region in ("", place.region)]
        days = corrected(official_days(place.country, years, language, place.region), here)
        ahead = [day for day in days if day.estimated and day.is_off and today <= day.date < today + AHEAD]
        found.append(PlaceAhead(place, ahead))
    return found
