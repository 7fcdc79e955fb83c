"""Which brands have nobody on call for a part of the coming weekend: for the board, in one query."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Subquery

from channels_mgmt.brands.models import Brand, BrandTerritory
from channels_mgmt.team.models import RotaPattern, Shift
from channels_mgmt.team.rota.spans import Span, midnight, seconds_of, without
from channels_mgmt.team.services.availability import SATURDAY_AND_SUNDAY
from channels_mgmt.team.services.oncall import there_in, with_people

LOOKED_AHEAD = timedelta(days=9)
DAYS_A_WEEK = 7


def weekends_alone(brands: Mapping[int, Brand], at: datetime) -> set[int]:
    """By their shifts alone, as long as those who hold them are there: the gaps' own page says more."""
    shifts = Shift.objects.standing().between(at, at + LOOKED_AHEAD).filter(brand__in=list(brands))
    first = BrandTerritory.objects.filter(brand=OuterRef("brand")).order_by("position")
    weekend_there = Subquery(first.values("territory__weekend")[:1])
    covered: dict[int, list[Span]] = defaultdict(list)
    days_off: dict[int, Collection[int]] = {}
    for shift in with_people(shifts.order_by()).annotate(weekend=weekend_there):
        covered[shift.brand_id] += there_in(shift)
        days_off[shift.brand_id] = shift.weekend
    return {
        pk
        for pk, brand in brands.items()
        if without([coming_weekend(days_off.get(pk), ZoneInfo(brand.time_zone), at)], covered[pk])
    }


def has_rota() -> Any:
    """Of a brand: whether it ever had a shift that stands, or has a pattern."""
    here = {"brand": OuterRef("pk")}
    return Exists(Shift.objects.standing().filter(**here)) | Exists(RotaPattern.objects.filter(**here))


def coming_weekend(days: Collection[int] | None, zone: ZoneInfo, at: datetime) -> Span:
    """The rest of the weekend that it is, or the next one; ISO weekdays that follow one another."""
    off = days or SATURDAY_AND_SUNDAY
    today = at.astimezone(zone).date()
    ahead = [today + timedelta(days=number) for number in range(2 * DAYS_A_WEEK)]
    start = next(number for number, day in enumerate(ahead) if day.isoweekday() in off)
    end = next((n for n in range(start, len(ahead)) if ahead[n].isoweekday() not in off), len(ahead) - 1)
    return max(midnight(ahead[start], zone), seconds_of(at)), midnight(ahead[end], zone)
