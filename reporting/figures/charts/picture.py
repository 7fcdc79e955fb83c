"""A picture as lists of marks, which `components/charts/picture.html` writes as SVG.

Coordinates are strings, for a template would write the decimals of a number with the reader's comma. The
width is that of a phone, so that text keeps its size there.
"""

from __future__ import annotations

from textwrap import wrap
from typing import Any

WIDTH = 360.0
CHARACTERS, LINE = 54, 14.0
"""Of a name: those that a line surely holds, and its height."""


def coordinate(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class Picture:
    """Marks in a box of 360 by `height`, the origin at the top left. Classes are `chart-` and a role."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.rects: list[dict[str, str]] = []
        self.texts: list[dict[str, str]] = []

    def rect(self, x: float, y: float, width: float, height: float, role: str) -> None:
        if width > 0 and height > 0:
            box = {"x": x, "y": y, "width": width, "height": height}
            rect = {name: coordinate(value) for name, value in box.items()}
            self.rects.append(rect | {"class": f"chart-{role}"})

    def text(self, x: float, y: float, text: str, role: str = "label") -> None:
        """Text that starts at `x`, its foot at `y`."""
        at = {"x": coordinate(x), "y": coordinate(y)}
        self.texts.append(at | {"text": text, "class": f"chart-{role}"})

    def name(self, y: float, text: str) -> float:
        """The name of a row below `y`, in as many lines as it takes; gives where the last of them ends."""
        lines = wrap(text, CHARACTERS)
        for number, line in enumerate(lines):
            self.text(0, y + 12 + LINE * number, line)
        return y + LINE * max(1, len(lines))

    def spec(self) -> dict[str, Any]:
        return {
            "kind": "picture",
            "width": coordinate(WIDTH),
            "height": coordinate(self.height),
            "rects": self.rects,
            "texts": self.texts,
        }
