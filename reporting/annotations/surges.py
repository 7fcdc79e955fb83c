"""The time line of a brand on the chart of a rush."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.access import Right
from channels_mgmt.brands.access import Access
from reporting.annotations import marks
from reporting.annotations.choices import Kind
from reporting.annotations.services.timeline import events_by_brand


def on_days(access: Access, chart: dict[str, Any], days: Sequence[date]) -> dict[str, Any]:
    """What happened on the days of its labels. Who does not read reports is told of days off alone."""
    kinds = tuple(Kind) if access.may(Right.REPORT_VIEW) else (Kind.HOLIDAY,)
    events = events_by_brand([access.brand], days[0], days[-1], kinds=kinds)[access.brand.pk]
    return dict(marks.on_shown(chart, marks.placed(events, marks.days(days))))
