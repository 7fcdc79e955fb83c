"""By when what is grave is to be acknowledged, and when the next person is told."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.choices import DepartmentKind
from accounts.services.hours import calendar_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Nature
from cmhub.lib.working_time import (
    Calendar,
    NeverOpenError,
    TooFarError,
    add_working_time,
    weekly_hours,
    working_seconds_between,
)

NOW_MEANS = timedelta(minutes=15)
"""In which what is crisis-prone is acknowledged, around the clock; so long each one has before the next."""
A_DAY = timedelta(hours=24)
ENOUGH_LEFT = timedelta(hours=2)
"""Of a working day, so that what is strategic is still of that day."""
NEXT_MORNING = timedelta(hours=4)
TURN = timedelta(hours=2)
"""Working time that each decision-maker has, of what is strategic, before the next one is told."""


def acknowledge_by(brand: Brand, nature: str, at: datetime) -> datetime:
    """Crisis-prone: at once. Strategic: by the end of the working day, where two hours of it are left, else
    within four hours of the next; never later than a day.
    """
    if nature == Nature.CRISIS_PRONE:
        return at + NOW_MEANS
    calendar = hours_of(brand, at)
    local = at.astimezone(ZoneInfo(calendar.time_zone))
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    left = timedelta(seconds=max(working_seconds_between(calendar, at, midnight), 0))
    working = left if left >= ENOUGH_LEFT else left + NEXT_MORNING
    return min(_later(calendar, at, working), at + A_DAY)


def next_turn(brand: Brand, nature: str, deadline: datetime, at: datetime) -> datetime:
    """When the next person is told, where nobody has acknowledged by then what was told at `at`."""
    if nature == Nature.CRISIS_PRONE:
        return at + NOW_MEANS
    turn = _later(hours_of(brand, at), at, TURN)
    return min(turn, deadline) if deadline > at else turn


def hours_of(brand: Brand, at: datetime) -> Calendar:
    """Those of the company's management; where it has none, the usual ones of the brand's place."""
    departments = brand.company.departments.filter(closed_at=None, kind=DepartmentKind.MANAGEMENT)
    department = departments.order_by("pk").first()
    if department and any(department.hours.values()):
        return calendar_of(department, agency=brand.agency_id, at=at)
    return Calendar.build(hours=weekly_hours(), time_zone=brand.time_zone)


def _later(calendar: Calendar, at: datetime, working: timedelta) -> datetime:
    try:
        return add_working_time(calendar, at, working.total_seconds() / 60)
    except (NeverOpenError, TooFarError):
        return at + A_DAY
