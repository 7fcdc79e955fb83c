"""What happened in the time of a chart: where its numbers stand, so that none lies over another on a phone,
and what is shaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

DIGIT, SPACE = 2.9, 1.6
"""Percent of the width of a chart on a phone: what a digit takes, and what is left between two numbers."""
LONG = 0.4
"""Part of a chart over which a shade would be its ground."""
STRIP = 4
"""Pixels: the height of what goes on for that long."""

Mark = Mapping[str, Any]


def is_long(mark: Mark, count: int) -> bool:
    """Whether it goes on over so much of these labels that it is drawn as a strip, not as a shade."""
    return bool(mark["until"] + 1 - mark["at"] > LONG * count)


def numbered(marks: Sequence[Mark], count: int) -> list[tuple[float, str]]:
    """Where the number of each mark stands, in labels from the first; those that are too near to one another
    are told together, as “8–10”.
    """
    groups: list[list[Mark]] = []
    for mark in marks:
        groups.append([mark])
        while len(groups) > 1 and _touch(groups[-2], groups[-1], count):
            last = groups.pop()
            groups[-1] += last
    return [(_place(group), _text(group)) for group in groups]


def _touch(one: Sequence[Mark], other: Sequence[Mark], count: int) -> bool:
    apart = (_place(other) - _place(one)) * 100 / count
    return apart < DIGIT * (len(_text(one)) + len(_text(other))) / 2 + SPACE


def _place(group: Sequence[Mark]) -> float:
    return float(group[0]["at"] + group[-1]["at"]) / 2


def _text(group: Sequence[Mark]) -> str:
    first, last = str(group[0]["text"]), str(group[-1]["text"])
    return first if first == last else f"{first}–{last}"
