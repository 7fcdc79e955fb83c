"""The site's funnel over weeks: who came, and who left a way to reach them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from cmhub.lib.numbers import number_words
from cmhub.lib.weeks import Week
from reporting.figures.charts import words
from reporting.figures.charts.chart import Chart
from reporting.figures.charts.theme import AXIS, LAYOUT, NOW, bars, line, whole_numbers


class OfWeek(Protocol):
    """A week of which figures are asked by stage."""

    week: Week

    def value(self, stage: str) -> int | None: ...


def funnel_charts(weeks: Sequence[OfWeek]) -> list[Chart]:
    """A line of who came (visitors, else visits) and bars of leads, as `components/chart.html` draws them;
    what no week knows is left out. A week that is not known is a gap.
    """
    came = next((one for one in ("visitors", "visits") if known(weeks, one)), "")
    titles = {
        "visitors": _("Visitors by week"),
        "visits": _("Visits by week"),
        "leads": _("Leads by week"),
    }
    charts = []
    if came:
        charts.append(drawn(weeks, came, titles[came], "line"))
    if known(weeks, "leads"):
        charts.append(drawn(weeks, "leads", titles["leads"], "bar"))
    return charts


def known(weeks: Sequence[OfWeek], stage: str) -> bool:
    return any(week.value(stage) is not None for week in weeks)


def drawn(weeks: Sequence[OfWeek], stage: str, title: str, kind: str) -> Chart:
    labels = [words.week(str(week.week)) for week in weeks]
    values = [week.value(stage) for week in weeks]
    trace = (line if kind == "line" else bars)(NOW, title, x=labels, y=values)
    latest = next(week for week in reversed(weeks) if week.value(stage) is not None)
    summary = _("%(title)s: %(value)s in %(week)s, the latest that is known.") % {
        "title": title,
        "value": number_words(latest.value(stage) or 0),
        "week": latest.week.short_label(),
    }
    layout: dict[str, Any] = LAYOUT | {"xaxis": AXIS | {"type": "category"}, "yaxis": whole_numbers(values)}
    return {
        "id": f"funnel-{stage}",
        "title": title,
        "summary": summary,
        "kind": kind,
        "labels": labels,
        "values": values,
        "values_label": title,
        "figure": {"data": [trace], "layout": layout},
    }
