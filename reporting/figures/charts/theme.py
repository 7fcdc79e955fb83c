"""The one look of every Plotly chart.

Each trace carries its role in `meta`, so that the page can repaint it from its own colours, dark ones too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from cmhub.lib.svg import Chart, nice_ceiling, scale_of

Trace = dict[str, Any]

NOW, BEFORE, TARGET, LATE, HEAT = "now", "before", "target", "late", "heat"
COLOURS = {NOW: "#0b6e4f", BEFORE: "#b9cdc3", TARGET: "#8a5a00", LATE: "#a8201a"}
ROW_HEIGHT = 44
HEAT_SCALE = [[0, "#f1ede4"], [1, COLOURS[NOW]]]

LAYOUT: dict[str, Any] = {
    "template": "none",
    "autosize": True,
    "bargap": 0.3,
    "font": {"family": "system-ui, sans-serif", "size": 13, "color": "#1d2129"},
    "hovermode": "closest",
    "margin": {"l": 48, "r": 16, "t": 16, "b": 40},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "showlegend": False,
}
AXIS = {"fixedrange": True, "automargin": True, "showgrid": False, "zeroline": False}
COUNT_AXIS = AXIS | {
    "rangemode": "tozero",
    "showgrid": True,
    "gridcolor": "#d9d4c9",
    "zeroline": True,
    "exponentformat": "none",
    "separatethousands": True,
}


def bars(role: str, name: str, **values: Any) -> Trace:
    return {"type": "bar", "name": name, "meta": {"role": role}, "marker": {"color": COLOURS[role]}, **values}


def line(role: str, name: str, **values: Any) -> Trace:
    return {
        "type": "scatter",
        "name": name,
        "meta": {"role": role},
        "line": {"color": COLOURS[role], "dash": "dash" if role == TARGET else "solid"},
        "mode": "lines" if role == TARGET else "lines+markers",
        **values,
    }


def worded(trace: Trace, labels: Sequence[str], words: Sequence[str]) -> Trace:
    """The same, each point told as the reader writes it."""
    told = _("%(label)s: %(value)s") % {"label": "%{customdata}", "value": "%{hovertext}"}
    template = f"{told}<extra>{trace['name']}</extra>"
    return trace | {"customdata": list(labels), "hovertext": list(words), "hovertemplate": template}


def axis_of(chart: Chart) -> dict[str, Any]:
    """An axis of values with the ticks of the picture that the server draws, in the same words."""
    ticks = scale_of(chart)
    return COUNT_AXIS | {
        "tickvals": [0, *(tick for tick, _words in ticks)],
        "ticktext": ["0", *(words for _tick, words in ticks)],
        "range": [0, ticks[-1][0] * 1.05],
    }


def whole_numbers(counts: Sequence[float | None]) -> dict[str, Any]:
    """An axis of counts: at most five whole numbers, the least of them 0."""
    highest = max((count for count in counts if count), default=0)
    return COUNT_AXIS | {"tick0": 0, "dtick": max(1, math.ceil(nice_ceiling(highest / 4)))}


def named_rows(rows: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The layout of bars that lie one under the other, each with its name and value above it.

    Names beside the bars would leave these no room on a phone.
    """
    named = [
        {"x": 0, "y": name, "text": f"{name} · {value}", "showarrow": False, "xanchor": "left", "yshift": 17}
        for name, value in rows
    ]
    return {
        "annotations": named,
        "bargap": 0.65,
        "height": ROW_HEIGHT * max(len(rows), 1) + 16,
        "margin": {"l": 4, "r": 8, "t": 16, "b": 0},
        "xaxis": AXIS | {"rangemode": "tozero", "showticklabels": False},
        "yaxis": AXIS | {"autorange": "reversed", "showticklabels": False},
    }


def plotly_figure(traces: list[Trace], **layout: Any) -> dict[str, Any]:
    """A figure whose form Plotly has checked, as JSON of plain lists: its rows of numbers and words are as
    they were given. Plotly is slow to import: only what draws does so.
    """
    return {
        "data": [_checked(trace) for trace in traces],
        "layout": json.loads(_checked_layout(json.dumps(LAYOUT | layout))),
    }


def _checked(trace: Trace) -> dict[str, Any]:
    rows = {name: value for name, value in trace.items() if isinstance(value, list)}
    form = {name: value for name, value in trace.items() if name not in rows}
    return json.loads(_checked_trace(json.dumps(form))) | rows


# Plotly takes a quarter of a millisecond for a trace and half of one for a layout, and most brands' charts
# have the same.
@lru_cache(256)
def _checked_trace(form: str) -> str:
    import plotly.graph_objects as go

    trace = json.loads(form)
    makers = {"bar": go.Bar, "scatter": go.Scatter, "heatmap": go.Heatmap}
    return json.dumps(makers[trace["type"]](trace).to_plotly_json())


@lru_cache(256)
def _checked_layout(layout: str) -> str:
    import plotly.graph_objects as go

    return json.dumps(go.Figure(layout=json.loads(layout)).to_plotly_json()["layout"])
