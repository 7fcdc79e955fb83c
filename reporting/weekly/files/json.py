"""A report as programs read it: the object of the command `weekly_report`."""

from __future__ import annotations

from json import dumps
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from reporting.weekly.contract import as_contract
from reporting.weekly.models import WeeklyReport


def json_of(report: WeeklyReport) -> bytes:
    """Instants in the time zone of the report's week."""
    zone, told = ZoneInfo(report.time_zone), as_contract(report)
    for name in ("from", "until", "computed_at"):
        told[name] = timezone.localtime(told[name], zone)
    return (dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1) + "\n").encode()
