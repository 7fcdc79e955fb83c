"""How the departments for which a person answers did with what was passed on to them, week by week."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import Extract, TruncWeek

from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.late import ACKNOWLEDGED, ANSWERED, ended_late
from cmhub.lib.percentiles import Percentile
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
    """The numbers of each of these weeks, counted by the database in one statement."""
    if not brands:
        return []
    monday = TruncWeek("opened_at", tzinfo=ZoneInfo(brands[0].time_zone))
    took = Extract(F("answered_at") - F("opened_at"), "epoch")
    counted = {name: Count("pk", filter=which(at)) for name, which in COUNTED.items()}
    rows: Any = asked_in(user, brands, departments, weeks).order_by().values(monday=monday)
    counts = rows.annotate(**counted, answer_seconds=Percentile(took, 0.5))
    found = {row.pop("monday").date(): row for row in counts}
    nothing: dict[str, Any] = {**dict.fromkeys(COUNTED, 0), "answer_seconds": None}
    return [DepartmentWeek(week, **found.get(week.monday, nothing)) for week in weeks]


COUNTED: Mapping[str, Callable[[datetime], Q]] = {
    "opened": lambda at: Q(),
    "answered": lambda at: Q(answered_at__isnull=False),
    "acknowledged_late": lambda at: ended_late(ACKNOWLEDGED, at),
    "answered_late": lambda at: ended_late(ANSWERED, at),
    "owed": lambda at: Q(answered_at=None, closed_at=None),
}
"""Which escalations make each number of `DepartmentWeek`."""
