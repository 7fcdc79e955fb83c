"""The geometry of the small charts that the server draws.

Widths are percentages and heights pixels, so that a picture fills any column while its text keeps its size.
Bars start at zero. No chart has a clock or a colour of its own: the stylesheet has.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from cmhub.lib.chart_marks import STRIP, is_long, numbered
from cmhub.lib.durations import duration_words
from cmhub.lib.numbers import number_words, percent_words
from cmhub.lib.time_scale import time_ticks

TOP, PLOT, BOTTOM = 24, 136, 24
HEIGHT = TOP + PLOT + BOTTOM
MOST_LABELS = 8
MARKS = 18
BAR_SHARE = 0.62
CROWDED = 14
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 96, 24, 2

Number = float | int | None


@dataclass(frozen=True)
class Chart:
    """One series, perhaps beside the same of the period before, perhaps against a target.

    `unit` is written after each number, “%” as the language does, unless these are `seconds`, which are
    written as durations; a value of None is a gap. With 0 `decimals` and no unit they are counts. `figure` is
    a plotly figure as a dict. `marks` are what happened in the time that is drawn: from label `at` to label
    `until`, with a number as `text` and its words; `notes` say it label by label for the table, with
    what is `left_out` of the picture.
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
    left_out: int = 0

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
    """The last value of a line, and each that stands alone between two gaps."""
    twin_dots: list[dict[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    twin_lines: list[str] = field(default_factory=list)
    labels: list[dict[str, str]] = field(default_factory=list)
    numbers: list[dict[str, str]] = field(default_factory=list)
    grid: list[dict[str, str]] = field(default_factory=list)
    marks: list[dict[str, str]] = field(default_factory=list)
    mark_numbers: list[dict[str, str]] = field(default_factory=list)
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


def highest_of(chart: Chart) -> float:
    shown = [*chart.values, *(chart.before or []), chart.target]
    return max((value for value in shown if value is not None), default=0)


def scale_of(chart: Chart) -> list[tuple[float, str]]:
    """The ticks of its values above zero, the last at or above the highest, and what is written at each: to
    its last digit, or two of them would read the same. Between whole numbers there is none.
    """
    highest = highest_of(chart)
    if chart.seconds:
        return [(tick, chart.written(tick)) for tick in time_ticks(highest)]
    is_whole = chart.decimals == 0 and not chart.unit
    ceiling = nice_ceiling(max(highest, 1) if is_whole else highest)
    ticks = [ceiling / 2, ceiling] if not is_whole or (ceiling / 2).is_integer() else [ceiling]
    return [(tick, replace(chart, decimals=_digits(tick)).written(tick)) for tick in ticks]


def _digits(tick: float) -> int:
    """Decimals that write it whole."""
    exponent = Decimal(f"{tick:.6g}").normalize().as_tuple().exponent
    return max(0, -int(exponent))


def draw(chart: Chart) -> Drawing:
    ticks = scale_of(chart)
    ceiling = ticks[-1][0] if chart.kind == "line" else max(highest_of(chart), 0) or 1.0
    drawing = Drawing()
    _draw_labels(drawing, chart)
    _draw_marks(drawing, chart)
    if chart.kind == "line":
        drawing.grid = [{"y": _y(tick, ceiling), "text": text} for tick, text in ticks]
        _draw_lines(drawing, chart, ceiling)
    else:
        _draw_bars(drawing, chart, ceiling)
    if chart.target is not None:
        drawing.target = {"y": _y(chart.target, ceiling), "text": chart.written(chart.target)}
    return drawing


def sparkline(values: Sequence[Number], marks: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any] | None:
    """A line in a box of its own from the first value that is known to the last: the points of each stretch
    without a gap, a dot for what stands alone, the last point, and a shade over each mark, which are those of
    a `Chart` with these values. None with fewer than two known values.
    """
    places = [at for at, value in enumerate(values) if value is not None]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    first, last = places[0], places[-1]
    low, high = min(known), max(known)
    reach = (high - low) or 1
    across = (SPARK_WIDTH - 2 * SPARK_EDGE) / (last - first)
    down = SPARK_HEIGHT - 2 * SPARK_EDGE

    def point(at: int, value: float) -> tuple[str, str]:
        x = SPARK_EDGE + across * (at - first)
        return f"{x:.1f}", f"{SPARK_EDGE + down * (1 - (value - low) / reach):.1f}"

    runs = [[point(at, value) for at, value in run] for run in _runs(values)]
    x, y = runs[-1][-1]
    return {
        "lines": [" ".join(map(",".join, run)) for run in runs if len(run) > 1],
        "dots": [{"x": run[0][0], "y": run[0][1]} for run in runs[:-1] if len(run) == 1],
        "x": x,
        "y": y,
        "marks": [
            _spark_mark(mark, across, first, last)
            for mark in marks
            if mark["until"] >= first and mark["at"] <= last
        ],
    }


def _spark_mark(mark: Mapping[str, Any], across: float, first: int, last: int) -> dict[str, str]:
    """From half a step before its first value to half a step after its last, inside the box."""
    left = max(SPARK_EDGE + across * (mark["at"] - first - 0.5), 0)
    right = min(SPARK_EDGE + across * (mark["until"] - first + 0.5), SPARK_WIDTH)
    count = last - first + 1
    height = STRIP if is_long(mark, count) else SPARK_HEIGHT
    box = {"x": left, "width": right - left, "height": height}
    told = {"css": _shade(mark, count), "words": str(mark["words"])}
    return {name: f"{value:.1f}" for name, value in box.items()} | told


def _shade(mark: Mapping[str, Any], count: int) -> str:
    return "mark-band mark-band--long" if is_long(mark, count) else "mark-band"


def _y(value: float, ceiling: float) -> str:
    return f"{TOP + PLOT * (1 - max(value, 0) / ceiling):.1f}"


def _middle(at: float, count: int) -> float:
    return (at + 0.5) * 100 / count


def _draw_labels(drawing: Drawing, chart: Chart) -> None:
    count = len(chart.labels)
    step = math.ceil(count / MOST_LABELS)
    for at, label in enumerate(chart.labels):
        if (count - 1 - at) % step == 0:
            drawing.labels.append({"x": f"{_middle(at, count):.2f}%", "text": str(label)})


def _draw_marks(drawing: Drawing, chart: Chart) -> None:
    """A shade over the labels of each, or a strip below them; its number in a row of its own under that."""
    count = len(chart.labels)
    for mark in chart.marks:
        left, right = mark["at"] * 100 / count, (mark["until"] + 1) * 100 / count
        drawing.marks.append(
            {
                "x": f"{left:.2f}%",
                "width": f"{right - left:.2f}%",
                "y": str(HEIGHT - 1 if is_long(mark, count) else TOP),
                "height": str(STRIP if is_long(mark, count) else PLOT),
                "css": _shade(mark, count),
                "words": str(mark["words"]),
            }
        )
    for place, text in numbered(chart.marks, count):
        drawing.mark_numbers.append({"x": f"{_middle(place, count):.2f}%", "text": text})
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
    drawing.lines, drawing.dots = _stretches(chart.values, ceiling)
    drawing.twin_lines, drawing.twin_dots = _stretches(chart.before or [], ceiling)
    known = [(at, value) for at, value in enumerate(chart.values) if value is not None]
    for at, value in known[-1:]:
        x, y = f"{_middle(at, count):.2f}%", _y(value, ceiling)
        if {"x": x, "y": y} not in drawing.dots:
            drawing.dots.append({"x": x, "y": y})
        foot = float(y) - 10
        if chart.target is not None and abs(foot - float(_y(chart.target, ceiling)) + 5) < CROWDED:
            foot = float(y) + 20
        end = {"x": "100%", "css": "number number--end"} if at == count - 1 else {"x": x, "css": "number"}
        drawing.numbers.append(end | {"y": f"{foot:.1f}", "text": chart.written(value)})


def _stretches(values: Sequence[Number], ceiling: float) -> tuple[list[str], list[dict[str, str]]]:
    """The points of each line, across 0 to 100, down in pixels below the top; a dot for each value alone."""
    lines, dots = [], []
    for run in _runs(values):
        points = [(f"{_middle(at, len(values)):.2f}", _y(value, ceiling)) for at, value in run]
        if len(points) > 1:
            lines.append(" ".join(f"{x},{float(y) - TOP:.1f}" for x, y in points))
        else:
            dots += [{"x": f"{x}%", "y": y} for x, y in points]
    return lines, dots


def _runs(values: Sequence[Number]) -> list[list[tuple[int, float]]]:
    """Each stretch of values without a gap, with their places."""
    parts = groupby(enumerate(values), key=lambda pair: pair[1] is not None)
    return [[(at, value) for at, value in part if value is not None] for is_known, part in parts if is_known]
