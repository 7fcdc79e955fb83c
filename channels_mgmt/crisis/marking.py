"""What rooms above mark on the charts of a crisis: they add to `markers` in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from channels_mgmt.brands.access import Access

Chart = dict[str, Any]

markers: list[Callable[[Access, Chart, Sequence[date]], Chart]] = []
"""Each gives the chart with what it knows of the days on which its labels lie, for whoever has the access."""


def marked(access: Access, chart: Chart, days: Sequence[date]) -> Chart:
    for mark in markers:
        chart = mark(access, chart, days)
    return chart
