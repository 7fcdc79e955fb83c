"""What the diagnoses of a brand are judged from, at an instant. Plain values: no database here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reporting.diagnoses.staffing import Reading

WEEKS = 8
"""Weeks that most diagnoses look back on."""


@dataclass(frozen=True)
class ChannelFacts:
    """An open account. `cadence` is posts a week, None where none is written and 0 where none is due;
    `posts` is how many there are in all, `published` the instants of those of the last year, rising.
    `asked` counts what waited for an answer long enough to be held against the target, `in_time` those of
    them that met it.
    """

    slug: str
    name: str
    network: str
    cadence: float | None = None
    posts: int = 0
    published: Sequence[datetime] = ()
    target_minutes: float | None = None
    asked: int = 0
    in_time: int = 0
    hours: float | None = None
    """Given to this account alone a week."""


@dataclass(frozen=True)
class CategoryFacts:
    """Posts of one category, and what those with figures earned; `name` is empty for those without one."""

    name: str
    posts: int
    rate: float | None = None
    share_of_engaged: float | None = None


@dataclass(frozen=True)
class ObjectiveFacts:
    name: str
    is_measured: bool


@dataclass(frozen=True)
class StrategyFacts:
    """`version` is None without a validated one; `share_in_time` is of answers, as it asks for."""

    version: int | None = None
    validated_on: str | None = None
    objectives: Sequence[ObjectiveFacts] = ()
    share_in_time: float = 0.9


@dataclass(frozen=True)
class CoverFacts:
    """The four weeks ahead: `by_hour` are arrivals of a mean week by hour, `gaps` the part of each hour of
    the week in which nobody, or one person alone, covers; index 0 = Monday 00:00.
    """

    counted: int
    arrivals: float | None
    in_gaps: float | None
    unseen: float | None
    hours_nobody: float
    hours_alone: float
    by_hour: Sequence[float] = ()
    gaps: Sequence[float] = ()


@dataclass(frozen=True)
class DepartmentFacts:
    """Escalations of the last weeks to one department; `never` are late and not answered yet."""

    slug: str
    name: str
    opened: int
    late: int
    never: int


@dataclass(frozen=True)
class DutyFacts:
    duty: str
    minutes: int
    outside: int


@dataclass(frozen=True)
class TimeFacts:
    """Time logged in the last weeks: `judged` minutes, those of another post, and whose they should be."""

    judged: int = 0
    outside: int = 0
    duties: Sequence[DutyFacts] = ()
    missing: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CommunityFacts:
    """Who wrote in the last four weeks, and how many follow; `known` says whether the brand holds messages
    of the public at all.
    """

    known: bool = False
    active: int = 0
    new: int = 0
    linked: int = 0
    answers: int = 0
    followers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    at: datetime
    channels: Sequence[ChannelFacts] = ()
    categories: Sequence[CategoryFacts] = ()
    strategy: StrategyFacts = StrategyFacts()
    staffing: Sequence[Reading] = ()
    missing_posts: Sequence[str] = ()
    people: int = 0
    cover: CoverFacts | None = None
    departments: Sequence[DepartmentFacts] = ()
    time: TimeFacts = TimeFacts()
    community: CommunityFacts = CommunityFacts()
