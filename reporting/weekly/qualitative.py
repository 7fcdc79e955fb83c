"""The qualitative half of a report: its shape, and when it says enough."""

from __future__ import annotations

from typing import Any

from reporting.weekly.choices import Area

Qualitative = dict[str, Any]


def empty_qualitative() -> Qualitative:
    return {
        "insights": {area.value: [] for area in Area},
        "themes": [],
        "errata": [],
        "experiments": [],
        "reading": {"fr": "", "en": ""},
        "recommendations": [],
        "decisions_asked": [],
    }


def says_enough(qualitative: Qualitative) -> bool:
    """Whether there is a reading of the numbers and at least one insight: counting is not analysis."""
    reading = qualitative.get("reading", {})
    insights = qualitative.get("insights", {})
    return any(text.strip() for text in reading.values()) and any(insights.get(area) for area in Area.values)


def lines(text: str) -> list[str]:
    """The lines of what was typed, empty ones left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]
