"""The pictures of the diagnoses: rows on one scale of time, and pairs of bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from reporting.figures.charts.picture import WIDTH, Picture

Spec = dict[str, Any]
LEAST_ROOM, MOST_ROOM = 96.0, 240.0
"""Beside the longest bar, for its words."""
CHARACTER = 8.0
LEAST_WIDTH = 1.5
"""Of a stretch: a single day of many is still seen."""


def time_line(
    rows: Sequence[tuple[str, Sequence[tuple[float, float, str]]]], summary: str, days: tuple[date, date]
) -> Spec:
    """A row for each name, with stretches `(from, to, role)` in parts of the whole width, one above another
    in their order. The width is from the first of the days to the beginning of the last.
    """
    picture, top = Picture(height=40), 0.0
    for name, stretches in rows:
        top = picture.name(top, name) + 4
        picture.rect(0, top, WIDTH, 14, "heat-0")
        for begin, end, role in stretches:
            left = min(begin * WIDTH, WIDTH - LEAST_WIDTH)
            picture.rect(left, top, max(min(end, 1.0) * WIDTH - left, LEAST_WIDTH), 14, role)
        picture.height = top = top + 22
    return picture.spec() | {"summary": summary, "days": days}


def pairs(rows: Sequence[tuple[str, Sequence[tuple[float | None, str, str]]]], summary: str) -> Spec:
    """Under each name one thin bar for each `(share of the width, role, its words)`; a bar that is not known
    has its words alone.
    """
    room = max((len(words) for _name, parts in rows for _share, _role, words in parts), default=0)
    width = WIDTH - min(max(LEAST_ROOM, 10 + CHARACTER * room), MOST_ROOM)
    picture, top = Picture(height=36), 0.0
    for name, parts in rows:
        top = picture.name(top, name)
        for share, role, words in parts:
            length = width * min(max(share or 0.0, 0.0), 1.0)
            picture.rect(0, top + 3, length, 13, role)
            picture.text(length + 6, top + 14, words, "value")
            top += 18
        picture.height = top = top + 4
    return picture.spec() | {"summary": summary}


def week_of_hours(
    days: Sequence[str], hours: Sequence[str], arrivals: Sequence[float], gaps: Sequence[float], summary: str
) -> Spec:
    """Days by hours: the darker, the more arrives; a red foot under each hour in which a gap lies."""
    left, top, cell = 40.0, 16.0, 20.0
    picture = Picture(height=top + cell * len(days))
    width = (WIDTH - left) / len(hours)
    highest = max([*arrivals, 0.0]) or 1.0
    for hour in range(0, len(hours), 6):
        picture.text(left + width * hour, 11, hours[hour])
    for day, name in enumerate(days):
        y = top + cell * day
        picture.text(0, y + 13, name)
        picture.rect(left, y, WIDTH - left - 1, cell - 1, "heat-0")
        for hour in range(len(hours)):
            place = day * len(hours) + hour
            level = -int(-5 * arrivals[place] // highest)
            if level:
                picture.rect(left + width * hour, y, width - 1, cell - 5, f"heat-{level}")
            if gaps[place] > 0:
                picture.rect(left + width * hour, y + cell - 5, (width - 0.5) * gaps[place], 4, "late")
    return picture.spec() | {"summary": summary}
