"""What groups of posts earned, from their sums: rates, their uncertainty, and what cannot be told yet.

Light: no pandas. A rate of several posts is pooled: all engagements by all displays. How far it could be
elsewhere by chance is reckoned from how much posts vary, not from the number of displays: the people to
whom one post is shown answer to that post. This is the ratio of two means over a sample of posts (W. G.
Cochran, *Sampling Techniques*, 3rd edition, 1977, § 2.11), with Student's t.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reporting.figures.student import quantile

FEW = 5
"""Below so many posts a rate is shown in grey and nothing is said of it."""
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Group:
    """Posts that have one thing in common, and the sums over them.

    `posts` is all of them, `reached` those whose reach is known, `acted` those whose engagements are, `rated`
    those of which engagements and displays are. `squares` are sums over the rated: of engagements squared, of
    displays squared, and of their products.
    """

    name: str
    posts: int
    reached: int = 0
    reach_median: float | None = None
    acted: int = 0
    engaged: int = 0
    rated: int = 0
    rated_engaged: float = 0
    rated_shown: float = 0
    squares: tuple[float, float, float] = (0, 0, 0)
    commented: int = 0
    comments: int = 0

    @property
    def rate(self) -> float | None:
        return self.rated_engaged / self.rated_shown if self.rated_shown else None

    @property
    def is_few(self) -> bool:
        return self.rated < FEW

    @property
    def variance(self) -> float | None:
        """Of the rate; None where one post alone, or none, is known."""
        rate = self.rate
        if rate is None or self.rated < 2:
            return None
        acts, shown, both = self.squares
        around = max(acts - 2 * rate * both + rate * rate * shown, 0)
        return self.rated / (self.rated - 1) * around / self.rated_shown**2

    def interval(self) -> tuple[float, float] | None:
        """Between what the rate is, nineteen times in twenty; None of few posts."""
        rate, variance = self.rate, self.variance
        if self.is_few or rate is None or variance is None:
            return None
        reach = quantile((1 + CONFIDENCE) / 2, self.rated - 1) * math.sqrt(variance)
        return max(rate - reach, 0), rate + reach

    def without(self, part: Group) -> Group:
        """The rest of the posts, as far as rates go."""
        return Group(
            "",
            self.posts - part.posts,
            rated=self.rated - part.rated,
            rated_engaged=self.rated_engaged - part.rated_engaged,
            rated_shown=self.rated_shown - part.rated_shown,
            squares=(
                self.squares[0] - part.squares[0],
                self.squares[1] - part.squares[1],
                self.squares[2] - part.squares[2],
            ),
        )


@dataclass(frozen=True, slots=True)
class Earned:
    """A group with what it got: its share of the posts whose engagements are known, and of these."""

    group: Group
    share_of_posts: float | None
    share_of_engaged: float | None
    stands_out: int = 0
    """1 where its rate is above that of the other posts by more than chance, -1 below, else 0."""


def earned(groups: Sequence[Group], everything: Group) -> list[Earned]:
    """Each group beside the others of its kind. The more groups are looked at, the more likely one of them
    differs by chance: each is held to a level that leaves one in twenty for all together (Bonferroni).
    """
    posts, acts = sum(group.acted for group in groups), sum(group.engaged for group in groups)
    looked_at = sum(1 for group in groups if not group.is_few)
    return [
        Earned(
            group,
            group.acted / posts if posts else None,
            group.engaged / acts if acts else None,
            stands_out(group, everything.without(group), looked_at),
        )
        for group in groups
    ]


def stands_out(group: Group, others: Group, looked_at: int) -> int:
    if group.is_few or others.is_few:
        return 0
    rate, rest = group.rate, others.rate
    spread, elsewhere = group.variance, others.variance
    if rate is None or rest is None or not spread or elsewhere is None:
        return 0
    level = 1 - (1 - CONFIDENCE) / 2 / looked_at
    freedom = min(group.rated, others.rated) - 1
    if abs(rate - rest) <= quantile(level, freedom) * math.sqrt(spread + elsewhere):
        return 0
    return 1 if rate > rest else -1


def best(found: Sequence[Earned]) -> list[Earned]:
    """Those of which something can be said, the best rate first."""
    told = [one for one in found if not one.group.is_few and one.group.rate is not None]
    return sorted(told, key=lambda one: (-(one.group.rate or 0), one.group.name))


def voice(own: int, others: Sequence[int]) -> float | None:
    """The brand's part of all mentions counted; None where there is none."""
    total = own + sum(others)
    return own / total if total else None
