"""How the departments for which a person answers did with what was passed on to them, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

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


def department_weeks(
    user: User, brands: Sequence[Brand], departments: Sequence[int], weeks: Sequence[Week], *, at: datetime
) -> list[DepartmentWeek]:
    """Weeks in the time of the first of the brands, which are of one company mostly."""
    if not brands:
        return []
    zone = brands[0].time_zone
    rows = Escalation.objects.visible_to(user).filter(
        brand__in=list(brands),
        department__in=departments,
        opened_at__gte=weeks[0].start(zone),
        opened_at__lt=weeks[-1].end(zone),
    )
    asked = ("opened_at", "acknowledge_by", "answer_by", "acknowledged_at", "answered_at", "closed_at")
    found: dict[Week, list[dict[str, datetime | None]]] = {week: [] for week in weeks}
    for row in rows.values(*asked):
        found[Week.of(row["opened_at"], zone)].append(row)
    return [_week(week, found[week], at) for week in weeks]


def _week(week: Week, rows: list[dict[str, datetime | None]], at: datetime) -> DepartmentWeek:
    return DepartmentWeek(
        week,
        opened=len(rows),
        answered=sum(row["answered_at"] is not None for row in rows),
        acknowledged_late=sum(_late(row, "acknowledged_at", "acknowledge_by", at) for row in rows),
        answered_late=sum(_late(row, "answered_at", "answer_by", at) for row in rows),
        owed=sum(row["answered_at"] is None and row["closed_at"] is None for row in rows),
        answer_seconds=median(took) if (took := [_took(row) for row in rows if row["answered_at"]]) else None,
    )


def _late(row: dict[str, datetime | None], done: str, due: str, at: datetime) -> bool:
    """Done after its deadline, or still to be done past it; what was closed meanwhile waits no more. Who
    answers has thereby acknowledged.
    """
    deadline = row[due]
    ends = [instant for instant in (row[done], row["answered_at"]) if instant is not None]
    until = min(ends, default=row["closed_at"] or at)
    return deadline is not None and until > deadline


def _took(row: dict[str, datetime | None]) -> float:
    opened, answered = row["opened_at"], row["answered_at"]
    return (answered - opened).total_seconds() if opened and answered else 0.0
