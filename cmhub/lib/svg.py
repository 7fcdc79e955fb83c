"""The geometry of the small charts that the server draws.

Widths are percentages and heights pixels, so that a picture fills any column while its text keeps its size.
Bars start at zero. No chart has a clock or a colour of its own: the stylesheet has.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from cmhub.lib.durations import duration_words
from cmhub.lib.numbers import number_words, percent_words
from cmhub.lib.time_scale import time_ticks

TOP, PLOT, BOTTOM = 24, 136, 24
HEIGHT = TOP + PLOT + BOTTOM
MOST_LABELS = 8
MARKS = 18
NEAR = 4.0
"""Percent: numbers of marks that are nearer to each other would be one over the other on a phone."""
BAR_SHARE = 0.62
CROWDED = 14
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 96, 24, 2

Number = float | int | None


@dataclass(frozen=True)
class Chart:
    """One series, perhaps beside the same of the period before, perhaps against a target.

    `unit` is written after each number, “%” as the language does, unless these are `seconds`, which are
    written as durations; a value of None is a gap. `figure` is a plotly figure as a dict. `marks` are what
    happened in the time that is drawn: from label `at` to label `until`, with a number as `text` and its
    words; `notes` say it label by label for the table.
    """

    id: str
    labels: Sequence[Any]
    values: Sequence[Number]
    kind: str = "bar"
    title: str = ""
    summary: str = ""
    before: Sequence[Number] | None = None
    target: Number = None
    unit: str = ""
    values_label: str = ""
    before_label: str = ""
    hrefs: Sequence[str] | None = None
    figure: dict[str, Any] | None = None
    figure_url: str = ""
    decimals: int | None = None
    seconds: bool = False
    marks: Sequence[Mapping[str, Any]] = ()
    notes: Sequence[str] | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Chart:
        known = {item.name for item in fields(cls)}
        return cls(**{name: value for name, value in given.items() if name in known})

    def written(self, value: Number) -> str:
        """A number as the reader writes it, with its unit; empty for a gap."""
        if value is None:
            return ""
        if self.seconds:
            return duration_words(value)
        whole = float(value).is_integer() or abs(value) >= 100
        decimals = self.decimals if self.decimals is not None else (0 if whole else 1)
        if self.unit == "%":
            return percent_words(float(value) / 100, decimals)
        number = number_words(value, decimals)
        return f"{number}\u00a0{self.unit}" if self.unit else number

    def rows(self) -> list[dict[str, Any]]:
        before = self.before or [None] * len(self.labels)
        hrefs = self.hrefs or [""] * len(self.labels)
        notes = self.notes or [""] * len(self.labels)
        numbers = zip(self.labels, self.values, before, hrefs, notes, strict=True)
        return [
            {
                "label": label,
                "value": self.written(value),
                "before": self.written(earlier),
                "href": href,
                "note": note,
            }
            for label, value, earlier, href, note in numbers
        ]


@dataclass
class Drawing:
    """What the template writes down: every attribute a string, percentages across and pixels down."""

    height: int = HEIGHT
    base: str = str(TOP + PLOT)
    bars: list[dict[str, str]] = field(default_factory=list)
    twins: list[dict[str, str]] = field(default_factory=list)
    dots: list[dict[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    twin_lines: list[str] = field(default_factory=list)
    labels: list[dict[str, str]] = field(default_factory=list)
    numbers: list[dict[str, str]] = field(default_factory=list)
    grid: list[dict[str, str]] = field(default_factory=list)
    marks: list[dict[str, str]] = field(default_factory=list)
    target: dict[str, str] | None = None
    labels_at: str = str(HEIGHT)
    plot_top: int = TOP
    plot_height: int = PLOT


def nice_ceiling(highest: float) -> float:
    """The least 1, 2, 2.5 or 5 times a power of ten that is not below `highest`; 1 for nothing."""
    if highest < sys.float_info.min:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= highest * (1 - 1e-9))


def draw(chart: Chart) -> Drawing:
    known = [value for value in [*chart.values, *(chart.before or []), chart.target] if value is not None]
    highest = max(known, default=0)
    ticks = time_ticks(highest) if chart.seconds else [share * nice_ceiling(highest) for share in (0.5, 1.0)]
    ceiling = ticks[-1] if chart.kind == "line" else max(highest, 0) or 1.0
    drawing = Drawing()
    _draw_labels(drawing, chart)
    _draw_marks(drawing, chart)
    if chart.kind == "line":
        drawing.grid = [{"y": _y(tick, ceiling), "text": chart.written(tick)} for tick in ticks]
        _draw_lines(drawing, chart, ceiling)
    else:
        _draw_bars(drawing, chart, ceiling)
    if chart.target is not None:
        drawing.target = {"y": _y(chart.target, ceiling), "text": chart.written(chart.target)}
    return drawing


def sparkline(values: Sequence[Number], marks: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any] | None:
    """Points and last point of a line in a box of its own, and a shade over each mark, which are those of a
    `Chart` with these values; None with fewer than two known values.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    reach = (high - low) or 1
    across = (SPARK_WIDTH - 2 * SPARK_EDGE) / (len(values) - 1)
    down = SPARK_HEIGHT - 2 * SPARK_EDGE
    points = [
        (SPARK_EDGE + across * at, SPARK_EDGE + down * (1 - (value - low) / reach))
        for at, value in enumerate(values)
        if value is not None
    ]
    return {
        "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        "x": f"{points[-1][0]:.1f}",
        "y": f"{points[-1][1]:.1f}",
        "marks": [_spark_mark(mark, across) for mark in marks],
    }


def _spark_mark(mark: Mapping[str, Any], across: float) -> dict[str, str]:
    """From half a step before its first value to half a step after its last, inside the box."""
    left = max(SPARK_EDGE + across * (mark["at"] - 0.5), 0)
    right = min(SPARK_EDGE + across * (mark["until"] + 0.5), SPARK_WIDTH)
    return {"x": f"{left:.1f}", "width": f"{right - left:.1f}", "words": str(mark["words"])}


def _y(value: float, ceiling: float) -> str:
    return f"{TOP + PLOT * (1 - max(value, 0) / ceiling):.1f}"


def _middle(at: int, count: int) -> float:
    return (at + 0.5) * 100 / count


def _draw_labels(drawing: Drawing, chart: Chart) -> None:
    count = len(chart.labels)
    step = math.ceil(count / MOST_LABELS)
    for at, label in enumerate(chart.labels):
        if (count - 1 - at) % step == 0:
            drawing.labels.append({"x": f"{_middle(at, count):.2f}%", "text": str(label)})


def _draw_marks(drawing: Drawing, chart: Chart) -> None:
    """A shade over the labels of each, its number in a row of its own below them."""
    count, last = len(chart.labels), -NEAR
    for mark in chart.marks:
        left, right = mark["at"] * 100 / count, (mark["until"] + 1) * 100 / count
        middle = _middle(mark["at"], count)
        is_told = middle - last >= NEAR
        last = middle if is_told else last
        drawing.marks.append(
            {
                "x": f"{left:.2f}%",
                "width": f"{right - left:.2f}%",
                "middle": f"{middle:.2f}%",
                "text": str(mark["text"]) if is_told else "",
                "words": str(mark["words"]),
            }
        )
    if drawing.marks:
        drawing.height = HEIGHT + MARKS


def _draw_bars(drawing: Drawing, chart: Chart, ceiling: float) -> None:
    count = len(chart.values)
    slot = 100 / max(count, 1)
    width = slot * BAR_SHARE / (2 if chart.before else 1)
    for at, value in enumerate(chart.values):
        left = at * slot + slot * (1 - BAR_SHARE) / 2
        if chart.before and (earlier := chart.before[at]) is not None:
            drawing.twins.append(_bar(left, width, earlier, ceiling))
        if value is not None:
            x = left + (width if chart.before else 0)
            drawing.bars.append(_bar(x, width, value, ceiling))
            if count <= MOST_LABELS:
                top = float(_y(value, ceiling)) - 6
                number = {"x": f"{x + width / 2:.2f}%", "y": f"{top:.1f}", "text": chart.written(value)}
                drawing.numbers.append(number | {"css": "number"})


def _bar(left: float, width: float, value: float, ceiling: float) -> dict[str, str]:
    top = float(_y(value, ceiling))
    height = TOP + PLOT - top
    return {"x": f"{left:.2f}%", "width": f"{width:.2f}%", "y": f"{top:.1f}", "height": f"{height:.1f}"}


def _draw_lines(drawing: Drawing, chart: Chart, ceiling: float) -> None:
    count = len(chart.values)
    drawing.lines = _runs(chart.values, ceiling)
    drawing.twin_lines = _runs(chart.before or [], ceiling)
    known = [(at, value) for at, value in enumerate(chart.values) if value is not None]
    for at, value in known[-1:]:
        x, y = f"{_middle(at, count):.2f}%", _y(value, ceiling)
        drawing.dots.append({"x": x, "y": y})
        foot = float(y) - 10
        if chart.target is not None and abs(foot - float(_y(chart.target, ceiling)) + 5) < CROWDED:
            foot = float(y) + 20
        end = {"x": "100%", "css": "number number--end"} if at == count - 1 else {"x": x, "css": "number"}
        drawing.numbers.append(end | {"y": f"{foot:.1f}", "text": chart.written(value)})


def _runs(values: Sequence[Number], ceiling: float) -> list[str]:
    """One list of points for each stretch without a gap, across 0 to 100, down in pixels below the top."""
    runs: list[list[str]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{_middle(at, len(values)):.2f},{float(_y(value, ceiling)) - TOP:.1f}")
    return [" ".join(run) for run in runs if len(run) > 1]
