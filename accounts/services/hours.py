"""The hours of departments, with their exceptional days, without the public holidays of where they are as
their agency corrects them, and without the days on which nobody is there.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from accounts.models import Department, HolidayCorrection
from accounts.services.holidays import Corrected, corrections_of, days_off
from cmhub.lib.working_time import Calendar, Leave

YEARS_OF_HOLIDAYS = 2


def calendar_of(
    department: Department, *, agency: int, at: datetime, leaves: Sequence[Leave] = ()
) -> Calendar:
    """The department's hours in its time zone: with none written, a calendar that never opens.

    `leaves` are those of `services.leaves`, where what is counted is the time of whoever answers.
    """
    said = corrections_of(agency, department.country, department.region)
    return _of(department, said, at, leaves)


def calendars_of(departments: Iterable[Department], *, agency: int, at: datetime) -> dict[int, Calendar]:
    """The same of many, by id, in one query."""
    listed = list(departments)
    said: dict[str, list[tuple[str, Corrected]]] = defaultdict(list)
    corrections = HolidayCorrection.objects.filter(
        agency_id=agency, country__in={department.country for department in listed}
    ).order_by("date", "pk")
    for one in corrections:
        what = Corrected(one.date, one.kind, one.moved_to, one.name)
        said[one.country].append((one.region, what))
    return {
        department.pk: _of(
            department,
            tuple(one for region, one in said[department.country] if region in ("", department.region)),
            at,
        )
        for department in listed
    }


def _of(
    department: Department, said: tuple[Corrected, ...], at: datetime, leaves: Sequence[Leave] = ()
) -> Calendar:
    place = (department.country, department.region)
    return built(
        department.hours,
        department.time_zone,
        place,
        at=at,
        corrections=said,
        exceptions=department.exceptions,
        leaves=leaves,
    )


def built(
    hours: Mapping[str, Any],
    time_zone: str,
    place: tuple[str, str],
    *,
    at: datetime,
    corrections: tuple[Corrected, ...],
    exceptions: Mapping[str, Any] | None = None,
    leaves: Sequence[Leave] = (),
) -> Calendar:
    """A calendar with the holidays of a country and region around an instant, in the active language."""
    written = (json.dumps(hours), json.dumps(exceptions or {}))
    language = get_language() or ""
    return _built(*written, time_zone, *place, at.year, language, corrections, tuple(leaves))


@lru_cache(maxsize=512)
def _built(
    hours: str,
    exceptions: str,
    time_zone: str,
    country: str,
    region: str,
    year: int,
    language: str,
    corrections: tuple[Corrected, ...],
    leaves: tuple[Leave, ...],
) -> Calendar:
    """Built once for all that have the same hours; the year before is that of a shift past midnight."""
    years = range(year - 1, year + YEARS_OF_HOLIDAYS)
    days = json.loads(exceptions)
    return Calendar.build(
        hours=json.loads(hours),
        time_zone=time_zone,
        exceptions={day: one["hours"] for day, one in days.items()},
        reasons={day: one["why"] for day, one in days.items()},
        leaves=leaves,
        holidays=days_off(country, years, language, corrections, region) if country else {},
    )
