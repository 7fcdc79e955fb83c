"""What a test shows, from the difference of its variants and the sample that was planned before it ran."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from channels_mgmt.publishing.choices import RATES, Measure, Verdict
from cmhub.lib.two_samples import Difference

LEAST_TRIALS = 100
LEAST_POSTS = 10
"""Fewer of a variant say nothing, whatever was planned: a few posts are the whim of a few days."""


def least_of(measure: str) -> int:
    """The smallest sample of each variant that a test may plan."""
    return LEAST_TRIALS if measure == Measure.COUNTED else LEAST_POSTS


def is_rate(measure: str) -> bool:
    return measure in RATES


def judge(
    difference: Difference | None, *, measure: str, planned: int, smallest: float | None = None
) -> Verdict:
    """The verdict, which nothing but the planned sample allows.

    Whoever looks twenty times and stops as soon as a difference shows finds one in a quarter of the tests in
    which there is none, not in a twentieth: before the sample is there, one cannot tell.
    """
    if difference is None:
        return Verdict.TOO_EARLY
    if min(difference.size_a, difference.size_b) < max(planned, least_of(measure)):
        return Verdict.TOO_EARLY
    if smallest and difference.is_within(smallest):
        return Verdict.SAME
    if not difference.excludes_none:
        return Verdict.CANNOT_TELL
    return Verdict.B_BETTER if difference.value > 0 else Verdict.A_BETTER


def kept(difference: Difference | None) -> dict[str, Any] | None:
    """The difference as a row keeps it."""
    return None if difference is None else asdict(difference)


def from_kept(result: dict[str, Any] | None) -> Difference | None:
    return Difference(**result) if result else None


@dataclass(frozen=True)
class Progress:
    """How far a test is: of each variant how many there are of those that were planned."""

    a: int
    b: int
    planned: int

    @property
    def is_reached(self) -> bool:
        return min(self.a, self.b) >= self.planned
