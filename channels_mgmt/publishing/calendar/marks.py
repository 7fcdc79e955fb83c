"""What the days of a calendar are: public holidays, days that the product knows, and the house's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from accounts.models import HolidayCorrection, Territory
from accounts.services.holidays import MARGIN, Corrected, corrected, official_days
from channels_mgmt.publishing.built_in_days import BUILT_IN
from channels_mgmt.publishing.models import MarkedDay
from cmhub.lib.holidays import Holiday

LEAP_DAY = (2, 29)


class Place(NamedTuple):
    """Where a brand is present, as far as its calendar goes."""

    country: str
    region: str = ""


@dataclass(frozen=True)
class Mark:
    """A word on a day. `code` is that of a day which the product knows, `said` what the house says of it."""

    date: date
    name: str
    countries: tuple[str, ...] = ()
    estimated: bool = False
    is_holiday: bool = False
    code: str = ""
    said: MarkedDay | None = None

    @property
    def where(self) -> str:
        return ", ".join(self.countries)


def places_of(territories: Iterable[Territory]) -> list[Place]:
    return sorted({Place(one.country, one.region) for one in territories})


def marks_between(
    first: date, last: date, *, agency: int, places: list[Place], said: Iterable[MarkedDay]
) -> list[Mark]:
    """In the order of days: what is off where the brands are, then what is kept there."""
    rows = list(said)
    found = [*holidays_between(first, last, agency, places), *kept_between(first, last, places, rows)]
    return sorted(found, key=lambda mark: (mark.date, not mark.is_holiday, mark.name))


def by_day(marks: Iterable[Mark]) -> dict[date, list[Mark]]:
    found: dict[date, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.date, []).append(mark)
    return found


def holidays_between(first: date, last: date, agency: int, places: list[Place]) -> list[Mark]:
    """Public holidays as the house corrected them, one line for those that several countries share."""
    years = tuple(range(first.year - MARGIN, last.year + MARGIN + 1))
    corrections = _corrections(agency, places)
    shared: dict[tuple[date, str], list[tuple[str, bool]]] = {}
    for place in places:
        official = _official(place.country, years, get_language() or "fr", place.region)
        for day in corrected(official, corrections.get(place, ())):
            if day.is_off and first <= day.date <= last:
                uncertain = day.estimated and not day.correction
                shared.setdefault((day.date, day.name), []).append((place.country, uncertain))
    return [
        Mark(
            day,
            name,
            tuple(dict.fromkeys(country for country, _ in kept)),
            estimated=any(uncertain for _, uncertain in kept),
            is_holiday=True,
        )
        for (day, name), kept in shared.items()
    ]


@lru_cache(200)
def _official(country: str, years: tuple[int, ...], language: str, region: str) -> tuple[Holiday, ...]:
    return tuple(official_days(country, years, language, region))


def _corrections(agency: int, places: list[Place]) -> dict[Place, list[Corrected]]:
    rows = HolidayCorrection.objects.filter(agency_id=agency, country__in={one.country for one in places})
    told = list(rows.order_by("date", "pk"))
    return {
        place: [
            Corrected(row.date, row.kind, row.moved_to, row.name)
            for row in told
            if row.country == place.country and row.region in ("", place.region)
        ]
        for place in places
    }


def kept_between(
    first: date, last: date, places: list[Place], rows: list[MarkedDay], *, with_hidden: bool = False
) -> list[Mark]:
    """The days that are kept, as they stand after what the house said of them."""
    here = {place.country for place in places}
    years = range(first.year, last.year + 1)
    of_code: dict[str, list[MarkedDay]] = {}
    for row in rows:
        of_code.setdefault(row.code, []).append(row)
    marks = [mark for year in years for mark in _built_in(year, here, of_code)]
    marks += [mark for year in years for mark in _own(year, here, of_code.get("", []))]
    return [
        mark
        for mark in marks
        if first <= mark.date <= last and (with_hidden or mark.said is None or not mark.said.hidden)
    ]


def _built_in(year: int, here: set[str], of_code: Mapping[str, list[MarkedDay]]) -> Iterable[Mark]:
    for day in BUILT_IN:
        if day.countries and not here.intersection(day.countries):
            continue
        said = standing(of_code.get(day.code, []), year)
        if said is None or said.hidden:
            for when in day.rule(year):
                yield Mark(when, str(day.name), day.countries, day.estimated, code=day.code, said=said)
        else:
            yield Mark(in_year(said, year), said.name, day.countries, code=day.code, said=said)


def standing(rows: Iterable[MarkedDay], year: int) -> MarkedDay | None:
    """What counts of a day in a year: what is said for the brand goes first, then what is for the year."""
    counting = [row for row in rows if row.year in (None, year)]
    return max(counting, key=lambda row: (row.brand_id is not None, row.year is not None), default=None)


def _own(year: int, here: set[str], rows: Iterable[MarkedDay]) -> Iterable[Mark]:
    for row in rows:
        if row.year in (None, year) and (not row.country or row.country in here):
            yield Mark(in_year(row, year), row.name, (row.country,) if row.country else (), said=row)


def in_year(row: MarkedDay, year: int) -> date:
    """Of a leap day in other years, the day before it."""
    month, day = row.day.month, row.day.day
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)
