"""In whose hours an escalation's deadlines are counted."""

import json
from datetime import datetime
from functools import lru_cache

from django.utils.translation import get_language

from accounts.models import Department, Territory
from accounts.services.holidays import Corrected, corrections_of, days_off
from accounts.services.places import working_days
from channels_mgmt.brands.models import Brand
from cmhub.lib.working_time import Calendar, weekly_hours

YEARS_OF_HOLIDAYS = 2


def calendar_for(
    brand: Brand, department: Department | None, *, at: datetime, around_the_clock: bool = False
) -> Calendar:
    """The department's hours in its time zone without its country's public holidays, as the
    agency corrects them, or day and night.

    Without a department, or for one without hours, 08:00–17:00 on the working days of the brand's
    first territory.
    """
    if around_the_clock:
        return Calendar.around_the_clock(department.time_zone if department else brand.time_zone)
    language = get_language() or ""
    if department and department.hours:
        said = corrections_of(brand.agency_id, department.country)
        hours = json.dumps(department.hours)
        return _calendar(hours, department.time_zone, department.country, "", at.year, language, said)
    territory = first_territory(brand)
    days = working_days(territory) if territory else (1, 2, 3, 4, 5)
    country, region = (territory.country, territory.region) if territory else ("", "")
    said = corrections_of(brand.agency_id, country, region)
    hours = json.dumps(weekly_hours(days=days))
    return _calendar(hours, brand.time_zone, country, region, at.year, language, said)


def first_territory(brand: Brand) -> Territory | None:
    presence = brand.presences.select_related("territory").first()
    return presence.territory if presence else None


@lru_cache(maxsize=512)
def _calendar(
    hours: str,
    time_zone: str,
    country: str,
    region: str,
    year: int,
    language: str,
    corrections: tuple[Corrected, ...],
) -> Calendar:
    """Built once for all escalations of the same hours; the year before is that of a shift past midnight."""
    years = range(year - 1, year + YEARS_OF_HOLIDAYS)
    return Calendar.build(
        hours=json.loads(hours),
        time_zone=time_zone,
        holidays=days_off(country, years, language, corrections, region) if country else {},
    )
