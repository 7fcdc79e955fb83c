"""In whose hours an escalation's deadlines are counted."""

import json
from datetime import datetime
from functools import lru_cache

from django.utils.translation import get_language

from accounts.models import Department, Territory
from accounts.services.places import working_days
from channels_mgmt.brands.models import Brand
from cmhub.lib.holidays import UnknownCountryError, public_holidays
from cmhub.lib.working_time import Calendar, weekly_hours

YEARS_OF_HOLIDAYS = 2


def calendar_for(
    brand: Brand, department: Department | None, *, at: datetime, around_the_clock: bool = False
) -> Calendar:
    """The department's hours in its time zone without its country's public holidays, or day and night.

    Without a department, or for one without hours, 08:00–17:00 on the working days of the brand's
    first territory.
    """
    if around_the_clock:
        return Calendar.around_the_clock(department.time_zone if department else brand.time_zone)
    if department and department.hours:
        return _calendar(
            json.dumps(department.hours),
            department.time_zone,
            department.country,
            at.year,
            get_language() or "",
        )
    territory = first_territory(brand)
    days = working_days(territory) if territory else (1, 2, 3, 4, 5)
    country = territory.country if territory else ""
    return _calendar(
        json.dumps(weekly_hours(days=days)), brand.time_zone, country, at.year, get_language() or ""
    )


def first_territory(brand: Brand) -> Territory | None:
    presence = brand.presences.select_related("territory").first()
    return presence.territory if presence else None


@lru_cache(maxsize=512)
def _calendar(hours: str, time_zone: str, country: str, year: int, language: str) -> Calendar:
    """Built once for all escalations of the same hours; the year before is that of a shift past midnight."""
    years = range(year - 1, year + YEARS_OF_HOLIDAYS)
    try:
        days = public_holidays(country, years, "en" if language.startswith("en") else "fr") if country else []
    except UnknownCountryError:
        days = []
    return Calendar.build(
        hours=json.loads(hours),
        time_zone=time_zone,
        holidays={day.date.isoformat(): day.name for day in days},
    )
