"""The periods by which lists are narrowed in their URL, in the brand's time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy

from channels_mgmt.brands.models import Brand
from cmhub.lib.weeks import Week, WeekError

PERIODS = {
    "today": gettext_lazy("today"),
    "7d": gettext_lazy("the last 7 days"),
    "30d": gettext_lazy("the last 30 days"),
    "90d": gettext_lazy("the last 90 days"),
}


def period(text: str, brand: Brand) -> tuple[datetime, datetime] | None:
    """The half-open span of `today`, `7d`, `30d`, `90d`, an ISO week or a day, in the brand's time."""
    zone = ZoneInfo(brand.time_zone)
    today = timezone.now().astimezone(zone).date()
    if text in PERIODS:
        days = 1 if text == "today" else int(text[:-1])
        return _midnight(today - timedelta(days=days - 1), zone), datetime.max.replace(tzinfo=UTC)
    try:
        if "-W" in text:
            week = Week.parse(text)
            return week.start(zone), week.end(zone)
        day = date.fromisoformat(text)
        return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
    except (WeekError, ValueError, OverflowError):
        return None


def period_label(text: str) -> str:
    if text in PERIODS:
        return str(PERIODS[text])
    return Week.parse(text).label() if "-W" in text else text


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
