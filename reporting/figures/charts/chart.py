"""What every chart of a week is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Figures = Mapping[str, Any]
Chart = dict[str, Any]
History = Sequence[tuple[str, Figures | None]]


def chart_of(
    name: str,
    title: str,
    summary: str,
    *,
    plotly: Chart,
    svg: Chart,
    columns: list[str],
    rows: list[list[str]],
    key: Sequence[tuple[str, str]] = (),
) -> Chart:
    """A chart as the report keeps it. `key` says what each role of a trace stands for."""
    return {
        "title": title,
        "summary": summary,
        "plotly": plotly,
        "svg": {"id": f"chart-{name}", "title": title, "summary": summary, **svg},
        "table": {"columns": columns, "rows": rows},
        "key": [{"role": role, "label": label} for role, label in key],
    }


def drawn(kind: str, labels: Sequence[str], values: Sequence[float | None], **more: Any) -> Chart:
    return {"kind": kind, "labels": list(labels), "values": list(values), **more}
