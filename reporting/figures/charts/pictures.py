"""The pictures that `cmhub.lib.svg` does not draw: rows of bars under long names, and days by hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reporting.figures.charts.picture import WIDTH, Picture

HEAT_LEVELS = 5
CHARACTER = 7.0
"""Width of a character of a value, in the picture's units: a little more than the widest font needs."""


def rows_of_bars(rows: Sequence[tuple[str, Sequence[tuple[int, str]], str]]) -> dict[str, Any]:
    """One bar a row, of one or more parts `(count, role)`, its label above it and its value at its end."""
    value_room = 12 + CHARACTER * max((len(value) for _label, _parts, value in rows), default=0)
    picture, top = Picture(height=36), 0.0
    longest = max([1, *(sum(count for count, _role in parts) for _label, parts, _value in rows)])
    for label, parts, value in rows:
        top, x = picture.name(top, label), 0.0
        for count, role in parts:
            width = (WIDTH - value_room) * count / longest
            picture.rect(x, top + 3, width, 14, role)
            x += width
        picture.text(x + 6, top + 15, value, "value")
        picture.height = top = top + 22
    return picture.spec()


def heat(days: Sequence[str], hours: Sequence[str], grid: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Days by hours; the darker the cell (`chart-heat-1` to `chart-heat-5`), the more arrivals."""
    left, top, cell_height = 40.0, 16.0, 18.0
    picture = Picture(height=top + cell_height * len(days))
    cell_width = (WIDTH - left) / len(hours)
    highest = max(1, *(max(row) for row in grid))
    for hour in range(0, len(hours), 6):
        picture.text(left + cell_width * hour, 11, hours[hour])
    for day, row in enumerate(grid):
        y = top + cell_height * day
        picture.text(0, y + 13, days[day])
        picture.rect(left, y, WIDTH - left - 1, cell_height - 1, "heat-0")
        for hour, count in enumerate(row):
            level = -(-HEAT_LEVELS * count // highest)
            if level:
                picture.rect(left + cell_width * hour, y, cell_width - 1, cell_height - 1, f"heat-{level}")
    return picture.spec()
