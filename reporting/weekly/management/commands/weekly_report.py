from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import CommandParser
from django.utils import timezone

from channels_mgmt.brands.commands import find_brand
from channels_mgmt.brands.models import Brand
from cmhub.lib.commands import JsonCommand, UsageError
from cmhub.lib.weeks import Week, WeekError
from reporting.weekly.contract import as_contract
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.computing import compute_report, provisional_report


class Command(JsonCommand):
    help = "Computes a brand's weekly report, stores it as a draft and prints it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--brand", required=True, help="short name of the brand")
        parser.add_argument("--week", required=True, help="ISO week, such as 2026-W46")
        parser.add_argument("--fresh", action="store_true", help="a provisional one, not stored")

    def answer(self, **options: Any) -> Any:
        brand = find_brand(options["brand"])
        try:
            week = Week.parse(options["week"])
            week.require_begun(brand.time_zone, timezone.now())
        except WeekError as error:
            raise UsageError(str(error)) from error
        return as_contract(_report(brand, week, fresh=options["fresh"]))


def _report(brand: Brand, week: Week, *, fresh: bool) -> WeeklyReport:
    if fresh:
        report = provisional_report(brand=brand, week=week)
    else:
        published = WeeklyReport.objects.published().filter(brand=brand, week=str(week))
        report = published.order_by("-revision").first() or compute_report(brand=brand, week=week)
    zone = ZoneInfo(brand.time_zone)
    for name in ("starts_at", "ends_at", "computed_at"):
        setattr(report, name, timezone.localtime(getattr(report, name), zone))
    return report
