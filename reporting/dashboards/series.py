"""Figures over weeks as pages show them: the value, how it moved, a chart with what happened, its rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from channels_mgmt.brands.access import Access
from cmhub.lib.svg import Chart
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.dashboards.measures import Measure
from reporting.dashboards.periods import BEFORE, Period
from reporting.figures.charts.theme import AXIS, LAYOUT, NOW, TARGET, Trace, axis_of, bars, line, worded
from reporting.figures.charts.theme import BEFORE as PALE
from reporting.weekly.leads import Leads
from reporting.weekly.numbers import Numbers

OF_REPORT = "weekly:report"
MOST_LABELS = 6
"""Below a chart of Plotly, which leaves them less of a phone's width than the picture of the server."""


def over_weeks(
    measure: Measure, weeks: Sequence[Week], stored: Mapping[str, Numbers], found: marks.Placed
) -> dict[str, Any]:
    """The small line of a figure, with gaps where there is no report, and what happened in its time."""
    values = [measure.read(stored[str(week)]) if str(week) in stored else None for week in weeks]
    return {"values": values, "marks": found.marks}


def stat_of(
    measure: Measure, now: Sequence[Numbers], before: Sequence[Numbers], target: float | None = None
) -> dict[str, Any]:
    """What `components/stat.html` shows: a difference that chance explains is told as stable."""
    value, earlier = measure.over(now), measure.over(before)
    told: dict[str, Any] = {
        "code": measure.code,
        "label": measure.label,
        "value": None if value is None else measure.written(value),
        "note": measure.summary,
        "values": [measure.read(week) for week in now],
        "target": None if target is None else measure.written(target),
        "direction": "",
        "change": "",
        "good": None,
        "sample": measure.counted(now)[1] or None if measure.is_rate else None,
    }
    if value is None or earlier is None:
        return told
    found = measure.difference(before, now)
    if found is None:
        return told | {"change": _("was %(earlier)s") % {"earlier": measure.written(earlier)}}
    if not found.direction:
        return told | {"direction": "flat", "change": _("stable")}
    up = found.direction > 0
    return told | {
        "direction": "up" if up else "down",
        "change": _("was %(earlier)s") % {"earlier": measure.written(earlier)},
        "good": None if measure.more_is_good is None else up == measure.more_is_good,
    }


def chart_of(
    measure: Measure,
    period: Period,
    stored: Mapping[str, Numbers],
    *,
    access: Access,
    target: float | None,
    found: marks.Placed,
) -> dict[str, Any]:
    """As `components/chart.html` shows it; each number of its table leads to the rows that make it."""
    values = [measure.read(stored[str(week)]) if str(week) in stored else None for week in period.weeks]
    before = [measure.read(stored[str(week)]) if str(week) in stored else None for week in period.before]
    has_before = any(value is not None for value in before)
    labels = [week_label(week) for week in period.weeks]
    scale = 100 if measure.is_share else 1
    shown = [scaled(value, scale) for value in values]
    pale = [scaled(value, scale) for value in before] if has_before else None
    chart: dict[str, Any] = {
        "id": f"trend-{measure.code}",
        "title": str(measure.label),
        "summary": summary_of(measure, period, values),
        "kind": measure.kind,
        "labels": labels,
        "values": shown,
        "before": pale,
        "values_label": pgettext("weeks", "These weeks"),
        "before_label": before_label(period),
        "target": None if target is None else target * scale,
        "seconds": measure.code == "first_response",
        "unit": "%" if scale == 100 else "",
        "decimals": 0 if scale == 100 or measure.code == "followers" or measure.kind == "bar" else None,
        "hrefs": [rows_url(measure, week, stored, access) for week in period.weeks],
    }
    return marks.on_shown(chart | {"figure": figure_of(Chart.of(chart))}, found)


def scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale


def week_label(week: Week) -> str:
    return pgettext("ISO week", "W%(number)s") % {"number": f"{week.number:02}"}


def before_label(period: Period) -> str:
    if period.against == BEFORE:
        return pgettext("weeks", "The weeks before")
    return pgettext("weeks", "A year before")


def rows_url(measure: Measure, week: Week, stored: Mapping[str, Numbers], access: Access) -> str:
    """The rows of the week where the person may list them, else its report."""
    if str(week) not in stored:
        return ""
    slug = access.brand.slug
    listed = Leads(slug, week, access.rights).of_code(measure.rows) if measure.rows else ""
    return listed or reverse(OF_REPORT, args=[slug, str(week)])


def summary_of(measure: Measure, period: Period, values: Sequence[float | None]) -> str:
    known = [(week, value) for week, value in zip(period.weeks, values, strict=True) if value is not None]
    if not known:
        return _("%(figure)s: not measured in these weeks.") % {"figure": measure.label}
    (first, begun), (last, now) = known[0], known[-1]
    if first == last:
        return _("%(figure)s: %(value)s in %(week)s.") % {
            "figure": measure.label,
            "value": measure.written(now),
            "week": last.short_label(),
        }
    return _("%(figure)s: from %(begun)s in %(first)s to %(value)s in %(last)s.") % {
        "figure": measure.label,
        "begun": measure.written(begun),
        "first": first.short_label(),
        "value": measure.written(now),
        "last": last.short_label(),
    }


def figure_of(chart: Chart) -> dict[str, Any]:
    """The same for Plotly, in the theme of all charts."""
    labels, places = list(chart.labels), list(range(len(chart.labels)))

    def told(draw: Callable[..., Trace], role: str, name: str, values: Sequence[float | None]) -> Trace:
        trace = draw(role, name, x=places, y=list(values))
        return worded(trace, labels, [chart.written(value) for value in values])

    draw = bars if chart.kind == "bar" else line
    traces = [told(draw, NOW, chart.title, chart.values)]
    if chart.before is not None:
        traces.insert(0, told(draw, PALE, chart.before_label, chart.before))
    if chart.target is not None:
        traces.append(told(line, TARGET, _("Target"), [chart.target] * len(labels)))
    # Two years may have a week of the same number: places tell them apart, labels name them.
    step = max(1, math.ceil(len(labels) / MOST_LABELS))
    ticks = places[::-1][::step][::-1]
    axis = AXIS | {"tickvals": ticks, "ticktext": [labels[at] for at in ticks]}
    return {"data": traces, "layout": LAYOUT | {"barmode": "group", "xaxis": axis, "yaxis": axis_of(chart)}}
