"""The one look of every Plotly chart.

Each trace carries its role in `meta`, so that the page can repaint it from its own colours, dark ones too.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

Trace = dict[str, Any]

NOW, BEFORE, TARGET, LATE, HEAT = "now", "before", "target", "late", "heat"
COLOURS = {NOW: "#0b6e4f", BEFORE: "#b9cdc3", TARGET: "#8a5a00", LATE: "#a8201a"}
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
COUNT_AXIS = AXIS | {"rangemode": "tozero", "showgrid": True, "gridcolor": "#d9d4c9", "zeroline": True}


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


def plotly_figure(traces: list[Trace], **layout: Any) -> dict[str, Any]:
    """A figure that Plotly has checked, as JSON of plain lists. Importing Plotly is slow: only in tasks."""
    import plotly.graph_objects as go

    makers = {"bar": go.Bar, "scatter": go.Scatter, "heatmap": go.Heatmap}
    data = [makers[trace["type"]](trace).to_plotly_json() for trace in traces]
    return {"data": data, "layout": json.loads(_checked_layout(json.dumps(LAYOUT | layout)))}


@cache
def _checked_layout(layout: str) -> str:
    """Plotly takes half a millisecond for a layout, and every brand's chart has the same."""
    import plotly.graph_objects as go

    return json.dumps(go.Figure(layout=json.loads(layout)).to_plotly_json()["layout"])
