from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_mgmt.brands.commands import find_brand
from channels_mgmt.brands.models import Brand
from cmhub.lib.commands import JsonCommand, UsageError, day_of
from cmhub.lib.weeks import Week
from reporting.diagnoses.services.diagnosing import diagnoses_for_report, with_advice
from reporting.diagnoses.services.gathering import gather


class Command(JsonCommand):
    help = "Judges the nine diagnoses of a brand, as it stood when a day ended, and prints them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--brand", required=True, help="short name of the brand")
        parser.add_argument("--at", type=day_of, help="day, such as 2026-03-02; today by default")

    def answer(self, **options: Any) -> Any:
        brand = find_brand(options["brand"])
        at = instant_of(brand, options["at"], timezone.now())
        week = Week.of(at - timedelta(microseconds=1), brand.time_zone)
        return with_advice(diagnoses_for_report(gather(brand, at), week, at))


def instant_of(brand: Brand, day: date | None, now: datetime) -> datetime:
    """The end of the day where the brand is, or now, of a day that is not over."""
    zone = ZoneInfo(brand.time_zone)
    today = now.astimezone(zone).date()
    if day is None or day == today:
        return now
    if day > today:
        raise UsageError(_("%(day)s is still to come.") % {"day": day.isoformat()})
    return datetime.combine(day + timedelta(days=1), time.min, zone)
