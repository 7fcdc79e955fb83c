"""Whether a theme is heard more or less than before, beyond what chance explains."""

from __future__ import annotations

from collections.abc import Sequence

from reporting.figures import chance

NEW, RISES, STEADY, FALLS = "new", "rises", "steady", "falls"


def change_of(now: int, earlier: Sequence[int]) -> str | None:
    """`new`, `rises`, `falls` or `steady` against the earlier weeks; None where there are none."""
    if not earlier:
        return None
    before = sum(earlier)
    risen = RISES if before else NEW
    return {1: risen, 0: STEADY, -1: FALLS}[chance.direction_of(now, before, len(earlier))]
