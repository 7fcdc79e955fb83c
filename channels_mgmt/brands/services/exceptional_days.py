"""Days on which a department has other hours than those of its week: a closing, a half-day, a busy night."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Department, User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from cmhub.lib.working_time import Calendar, CalendarError
from cmhub.lib.working_time.written import line_words

MOST_DAYS = 31


@dataclass(frozen=True)
class ExceptionalDay:
    """`hours` in words, empty for a closed day."""

    day: date
    hours: str
    why: str


def days_to_come(department: Department, at: datetime) -> list[ExceptionalDay]:
    """Today's, where the department is, and the later ones, in order."""
    today = at.astimezone(ZoneInfo(department.time_zone)).date().isoformat()
    return [
        ExceptionalDay(date.fromisoformat(day), line_words(one["hours"]), one["why"])
        for day, one in sorted(department.exceptions.items())
        if day >= today
    ]


def write_days(
    *,
    brand: Brand,
    department: Department,
    first: date,
    last: date | None,
    hours: Sequence[Sequence[str]],
    why: str,
    by: User,
    at: datetime | None = None,
) -> int:
    """These are the hours from the first to the last day, none for closed; returns how many days.

    What was said of one of the days before is replaced. Deadlines that were written before stay as they
    are. Raises ValidationError, in words, for days that are over or too many, and hours no clock shows.
    """
    now = at or timezone.now()
    days = _days(department, first, last or first, now)
    with transaction.atomic():
        held = _held(brand, department)
        before = {day: held.exceptions[day] for day in days if day in held.exceptions}
        written = {day: {"hours": [list(pair) for pair in hours], "why": why.strip()} for day in days}
        held.exceptions = {**held.exceptions, **written}
        _check(held)
        held.save(update_fields=["exceptions"])
        _tell("department.days_written", held, brand, by, now, before=before, after=written)
    department.exceptions = held.exceptions
    return len(days)


def take_back_day(
    *, brand: Brand, department: Department, day: date, by: User, at: datetime | None = None
) -> bool:
    """The day has the hours of its week again; False where nothing was said of it."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _held(brand, department)
        said = held.exceptions.pop(day.isoformat(), None)
        if said is None:
            return False
        held.save(update_fields=["exceptions"])
        before = {day.isoformat(): said}
        _tell("department.day_taken_back", held, brand, by, now, before=before, after={})
    department.exceptions = held.exceptions
    return True


def _days(department: Department, first: date, last: date, now: datetime) -> list[str]:
    if last < first:
        raise ValidationError({"last": _("The last day comes before the first.")})
    if first < now.astimezone(ZoneInfo(department.time_zone)).date():
        raise ValidationError({"first": _("This day is over: its deadlines are written already.")})
    count = (last - first).days + 1
    if count > MOST_DAYS:
        raise ValidationError(
            {"last": _("At most %(days)d days at once: close the department instead.") % {"days": MOST_DAYS}}
        )
    return [(first + timedelta(days=number)).isoformat() for number in range(count)]


def _held(brand: Brand, department: Department) -> Department:
    return Department.objects.select_for_update().get(pk=department.pk, company=brand.company_id)


def _check(department: Department) -> None:
    hours = {day: one["hours"] for day, one in department.exceptions.items()}
    try:
        Calendar.build(hours=department.hours, time_zone=department.time_zone, exceptions=hours)
    except CalendarError as error:
        raise ValidationError({"hours": str(error)}) from None


def _tell(verb: str, what: Department, brand: Brand, by: User, at: datetime, **more: Any) -> None:
    record(verb=verb, what=what, by=by, at=at, agency_id=brand.agency_id, brand_id=brand.pk, **more)
