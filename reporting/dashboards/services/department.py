"""How the departments for which a person answers did with what was passed on to them, week by week."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Min, QuerySet

from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.escalations.models import Escalation
from cmhub.lib.weeks import Week


@dataclass(frozen=True)
class DepartmentWeek:
    """As in the weekly report: of what was opened in the week, as it stands now. `owed` is what has neither
    been answered nor closed.
    """

    week: Week
    opened: int
    answered: int
    acknowledged_late: int
    answered_late: int
    owed: int
    answer_seconds: float | None


def own_departments(user: User) -> tuple[list[Brand], list[int]]:
    """The brands and the departments for which the person is the contact today."""
    roles = (
        BrandRole.objects.current()
        .filter(user=user, role=Role.DEPARTMENT_CONTACT, brand__archived_at=None)
        .select_related("brand")
    )
    brands = {role.brand_id: role.brand for role in roles}
    return list(brands.values()), sorted({role.department_id for role in roles if role.department_id})


def asked_in(
    user: User, brands: Sequence[Brand], departments: Sequence[int], weeks: Sequence[Week]
) -> QuerySet[Escalation]:
    """What was passed on to the departments in these weeks, in the time of the first of the brands, which are
    of one company mostly.
    """
    zone = brands[0].time_zone
    return Escalation.objects.visible_to(user).filter(
        brand__in=list(brands),
        department__in=departments,
        opened_at__gte=weeks[0].start(zone),
        opened_at__lt=weeks[-1].end(zone),
    )


def first_asked(user: User, brands: Sequence[Brand], departments: Sequence[int]) -> Week | None:
    """The week in which anything was passed on to them first."""
    rows = Escalation.objects.visible_to(user).filter(brand__in=list(brands), department__in=departments)
    first = rows.aggregate(first=Min("opened_at"))["first"]
    return Week.of(first, brands[0].time_zone) if first else None


def department_weeks(
    user: User, brands: Sequence[Brand], departments: Sequence[int], weeks: Sequence[Week], *, at: datetime
) -> list[DepartmentWeek]:
    if not brands:
        return []
    found: dict[Week, list[Escalation]] = {week: [] for week in weeks}
    for row in asked_in(user, brands, departments, weeks).only(*READ):
        found[Week.of(row.opened_at, brands[0].time_zone)].append(row)
    return [_week(week, found[week], at) for week in weeks]


READ = ("opened_at", "acknowledge_by", "answer_by", "acknowledged_at", "answered_at", "closed_at")


def _week(week: Week, rows: list[Escalation], at: datetime) -> DepartmentWeek:
    counted: dict[str, Any] = {name: sum(counts(row, at) for row in rows) for name, counts in COUNTED.items()}
    took = [(row.answered_at - row.opened_at).total_seconds() for row in rows if row.answered_at]
    return DepartmentWeek(week, **counted, answer_seconds=median(took) if took else None)


def _late(row: Escalation, done: datetime | None, due: datetime | None, at: datetime) -> bool:
    """Done after its deadline, or still to be done past it; what was closed meanwhile waits no more. Who
    answers has thereby acknowledged.
    """
    ends = [instant for instant in (done, row.answered_at) if instant is not None]
    until = min(ends, default=row.closed_at or at)
    return due is not None and until > due


COUNTED: Mapping[str, Callable[[Escalation, datetime], bool]] = {
    "opened": lambda row, at: True,
    "answered": lambda row, at: row.answered_at is not None,
    "acknowledged_late": lambda row, at: _late(row, row.acknowledged_at, row.acknowledge_by, at),
    "answered_late": lambda row, at: _late(row, row.answered_at, row.answer_by, at),
    "owed": lambda row, at: row.answered_at is None and row.closed_at is None,
}
"""Which escalations make each number of `DepartmentWeek`."""
