"""Escalations of a week: what is late, and what is not yet due."""

import pytest

from reporting.figures.week import compute_week
from tests.figures.rows import (
    DAY,
    OPEN_SECONDS,
    escalation,
    monday,
    week_frames,
)

START = monday(2026, 47, "Africa/Douala")


@pytest.mark.parametrize(
    ("acknowledged", "answered", "closed", "acknowledged_late", "answered_late"),
    [
        (3600, 28_800, None, 0, 0),  # at the deadline is in time
        (3601, 28_801, None, 1, 1),
        (None, 1800, None, 0, 0),  # an answer is an acknowledgement
        (None, None, 600, 0, 0),  # closed before either was due
        (None, None, None, 1, 1),
    ],
)
def test_lateness(acknowledged, answered, closed, acknowledged_late, answered_late):
    after = {"acknowledged_at": acknowledged, "answered_at": answered, "closed_at": closed}
    row = escalation(
        START, **{name: START + seconds for name, seconds in after.items() if seconds is not None}
    )

    figures = compute_week(week_frames(escalations=[row], computed_at=START + 8 * DAY), OPEN_SECONDS)[
        "escalations"
    ]

    assert figures["acknowledged_late"] == acknowledged_late
    assert figures["answered_late"] == answered_late
    counted = {name: value for name, value in figures["by_department"]["sales"].items() if value in (0, 1)}
    assert counted == {name: figures[name] for name in counted}
    assert len(counted) == 5


def test_what_is_not_yet_due_is_not_late():
    figures = compute_week(
        week_frames(escalations=[escalation(START)], computed_at=START + 3600), OPEN_SECONDS
    )

    assert figures["escalations"]["acknowledged_late"] == 0
    assert figures["escalations"]["open"] == 1
