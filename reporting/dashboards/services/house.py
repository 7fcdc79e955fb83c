"""The brands that a manager runs: what each needs now, beside its load and its last week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.board import GRAVE, Need, Row, board_of
from cmhub.lib.text import fold
from cmhub.lib.weeks import Week
from reporting.dashboards.periods import last_over
from reporting.diagnoses.models import StaffingReading
from reporting.diagnoses.services.house import BrandStanding
from reporting.weekly.models import WeeklyReport

LATE, WANTING, ALL = "late", "wanting", ""


@dataclass(frozen=True)
class Health:
    """One brand of the house. `report` is the newest of `week`, in whatever state; the needs are of now."""

    brand: Brand
    needs: Sequence[Need]
    standing: BrandStanding
    week: Week
    report: WeeklyReport | None

    @property
    def late(self) -> list[Need]:
        return [need for need in self.needs if need.late]

    @property
    def state(self) -> str:
        """As `state` shows it: late, wanting or in order."""
        if self.late:
            return "late"
        return "waiting" if any(need.weight >= GRAVE for need in self.needs) else "ok"


def rows_of(user: User, *, only: str, search: str, at: datetime) -> list[Row]:
    """The board of the house: brands with something late, or with any need, and these letters in the name."""
    wanted = fold(search).strip()
    return [
        row
        for row in board_of(user, at=at)
        if wanted in fold(row.brand.name)
        and (only == ALL or any(need.late or only == WANTING for need in row.needs))
    ]


def first_reported(user: User, brands: Sequence[Brand]) -> Week | None:
    """The first week of which any of these brands has a report."""
    reports = WeeklyReport.objects.visible_to(user).filter(brand__in=list(brands))
    first = reports.aggregate(first=Min("week"))["first"]
    return Week.parse(first) if first else None


def health_of(user: User, rows: Sequence[Row], *, week: Week | None = None, at: datetime) -> list[Health]:
    """What is shown of the brands of a page, in two queries: of a week, or of each brand's last that is over,
    with the load that was read last by then.
    """
    brands = [row.brand for row in rows]
    over = {brand.pk: last_over(at, brand.time_zone) for brand in brands}
    weeks = {pk: min(week, last) if week else last for pk, last in over.items()}
    kept = StaffingReading.objects.visible_to(user).filter(brand__in=brands)
    kept = (kept.filter(week__lte=str(week)) if week else kept).last_of_each()
    readings = {reading.brand_id: reading for reading in kept}
    reports = newest(user, brands, {str(week) for week in weeks.values()})
    return [
        Health(
            brand=brand,
            needs=row.needs,
            standing=BrandStanding(brand, readings.get(brand.pk)),
            week=weeks[brand.pk],
            report=reports.get((brand.pk, str(weeks[brand.pk]))),
        )
        for row, brand in zip(rows, brands, strict=True)
    ]


def newest(user: User, brands: Sequence[Brand], weeks: set[str]) -> dict[tuple[int, str], WeeklyReport]:
    found = (
        WeeklyReport.objects.visible_to(user)
        .filter(brand__in=list(brands), week__in=weeks)
        .newest_of_each_week()
        .select_related("brand")
        .defer("charts", "qualitative", "data_quality")
    )
    return {(report.brand_id, report.week): report for report in found}
