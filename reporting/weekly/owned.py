"""The time that each department had the questions of a week: what the page of each tells of it."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Department
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.owning import ownership_of, shares
from cmhub.lib.weeks import Week

MANAGER = "manager"


def owned_rows(brand: Brand, week: Week, *, at: datetime) -> list[tuple[str, float, float | None]]:
    """For each question opened in the week and each department that had it, until `at`: the department's
    slug, the seconds that passed, and those in its hours, None where they are not known.
    """
    start, end = week.start(brand.time_zone), week.end(brand.time_zone)
    opened = Escalation.objects.filter(brand=brand, opened_at__gte=start, opened_at__lt=end)
    asked = opened.select_related("brand", "department").order_by("pk")
    had = [share for legs in ownership_of(asked, at=at).values() for share in shares(legs, at)]
    departments = Department.objects.in_bulk({share.department for share in had if share.department})
    slugs = {None: MANAGER, **{pk: department.slug for pk, department in departments.items()}}
    return [
        (str(slugs[share.department]), share.elapsed, share.working)
        for share in had
        if share.department in slugs
    ]
