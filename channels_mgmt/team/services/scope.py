"""What of the time is out of scope: by the charter of the day, held against the roles of the day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Sum

from accounts.models import Membership
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.strategy.charter import is_out_of_scope, missing_post
from channels_mgmt.strategy.choices import DEFAULT_CHARTER, Post
from channels_mgmt.strategy.models import CharterDecision
from channels_mgmt.team.models import TimeEntry

Charter = dict[str, frozenset[str]]
POSTS = frozenset(Post.values)


@dataclass(frozen=True)
class Spent:
    """The time of a person on a duty on a day, with the roles that they had on the brand that day."""

    user: int
    name: str
    duty: str
    day: date
    minutes: int
    roles: frozenset[str]


class Charters:
    """The charter of a brand on any day, from its decisions in the order of their time."""

    def __init__(self, decisions: Iterable[tuple[datetime, str, Sequence[str]]], zone: str) -> None:
        self.decisions = list(decisions)
        self.zone = ZoneInfo(zone)

    def on(self, day: date) -> Charter:
        """As it stood when the day ended."""
        until = datetime.combine(day + timedelta(days=1), time.min, self.zone)
        charter: Charter = {str(duty): posts for duty, posts in DEFAULT_CHARTER.items()}
        for decided_at, duty, posts in self.decisions:
            if decided_at < until:
                charter[duty] = frozenset(posts)
        return charter


@dataclass(frozen=True)
class Scope:
    """Minutes that could be judged, those of them that are out of scope, and whose these should be."""

    judged: int
    outside: int
    missing: dict[str, int]
    """Minutes out of scope by the post that is missing; empty for what the charter gives to nobody."""

    @property
    def share(self) -> float | None:
        return self.outside / self.judged if self.judged else None


def charters_of(brand: Brand) -> Charters:
    decisions = CharterDecision.objects.filter(brand=brand).order_by("decided_at", "pk")
    return Charters(decisions.values_list("decided_at", "duty", "posts"), brand.agency.time_zone)


def spent_on(brand: Brand, since: date, until: date) -> list[Spent]:
    """The time of the team from a day until another, which is not part of it, in one query."""
    rows = spent_rows(TimeEntry.objects.filter(brand=brand, day__gte=since, day__lt=until))
    return [
        Spent(user, name, duty, day, minutes, frozenset(role for role in (*here, *everywhere) if role))
        for user, name, duty, day, minutes, here, everywhere in rows
    ]


def spent_rows(entries: QuerySet[TimeEntry]) -> QuerySet[TimeEntry, tuple[Any, ...]]:
    """User, name, duty, day, minutes, roles on the brand, roles in the agency."""
    held = Q(starts_on__lte=OuterRef("day")) & (Q(ends_on=None) | Q(ends_on__gt=OuterRef("day")))
    here = BrandRole.objects.filter(held, brand=OuterRef("brand"), user=OuterRef("user"))
    places = Membership.objects.filter(held, agency=OuterRef("brand__agency"), user=OuterRef("user"))
    return (
        entries.order_by()
        .values("user", "duty", "day", "brand")
        .annotate(
            name=F("user__name"),
            spent=Sum("minutes"),
            here=ArraySubquery(here.values("role")),
            everywhere=ArraySubquery(places.values("role")),
        )
        .order_by("name", "user", "day", "duty")
        .values_list("user", "name", "duty", "day", "spent", "here", "everywhere")
    )


def judge(duty: str, roles: Iterable[str], charter: Charter) -> bool | None:
    """Whether it is the work of another post. None for who has none of the posts that the charter speaks of,
    such as a manager.
    """
    held = POSTS.intersection(roles)
    return is_out_of_scope(duty, held, charter) if held else None


def scope_of(spent: Iterable[Spent], charters: Charters) -> Scope:
    judged = outside = 0
    missing: dict[str, int] = defaultdict(int)
    by_day: dict[date, Charter] = {}
    for one in spent:
        charter = by_day.setdefault(one.day, charters.on(one.day))
        verdict = judge(one.duty, one.roles, charter)
        if verdict is None:
            continue
        judged += one.minutes
        if verdict:
            outside += one.minutes
            missing[str(missing_post(one.duty, charter) or "")] += one.minutes
    return Scope(judged, outside, dict(missing))
