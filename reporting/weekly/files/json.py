"""A report as programs read it: the object of the command `weekly_report`."""

from __future__ import annotations

from collections.abc import Collection
from json import dumps
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.access import Right
from reporting.weekly.contract import as_contract
from reporting.weekly.models import WeeklyReport


def json_of(report: WeeklyReport, rights: Collection[str] = ()) -> bytes:
    """Instants in the time zone of the report's week. What a person's rights do not reach is empty."""
    zone, told = ZoneInfo(report.time_zone), as_contract(report)
    if Right.TEAM_MANAGE not in rights:
        workload = told["quantitative"]["workload"] | {"by_person": {}}
        told["quantitative"] = told["quantitative"] | {"workload": workload}
    if Right.STAFFING_VIEW not in rights:
        told["staffing"] = []
    for name in ("from", "until", "computed_at"):
        told[name] = timezone.localtime(told[name], zone)
    return (dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1) + "\n").encode()
