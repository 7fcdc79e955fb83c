"""How often each channel is to publish against what is planned and done, and where nothing is."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.calendar.spans import Span
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.strategy.models import NetworkPlan, Strategy
from channels_mgmt.team.cadence import cadence_of
from channels_mgmt.team.models import Channel
from cmhub.lib.weeks import Week

LOOKED_AROUND = 35
"""Days looked at on either side of what is shown, for the stretch that begins or ends beyond it."""
READ_AT_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Light:
    """A post as far as its time goes; `day` is that of the brand."""

    channel: int
    at: datetime
    day: date
    is_done: bool


@dataclass(frozen=True)
class InWeek:
    week: Week
    done: int
    planned: int
    due: Decimal | None

    @property
    def number(self) -> int:
        return self.done + self.planned

    @property
    def is_short(self) -> bool:
        return self.due is not None and self.number < math.floor(self.due)


@dataclass(frozen=True)
class Rhythm:
    """A channel, what is due a week (None where nothing was written), and each week that is shown."""

    channel: Channel
    due: Decimal | None
    weeks: list[InWeek]


@dataclass(frozen=True)
class Hole:
    """The days, both included, in which nothing is planned on a channel for longer than its interval."""

    channel: Channel
    first: date
    last: date
    interval: int


def cadences_of(brand: Brand, channels: Iterable[Channel], now: datetime) -> dict[int, Decimal | None]:
    strategies = Strategy.objects.in_force(now).filter(brand=brand)
    return cadence_of(channels, NetworkPlan.objects.filter(brand=brand, strategy__in=strategies))


def lights_of(brand: Brand, span: Span) -> list[Light]:
    """All that the brand publishes in what is shown and around it, whatever filters say. One query."""
    zone, around = ZoneInfo(brand.time_zone), timedelta(days=LOOKED_AROUND)
    start, end = span.start(brand.time_zone) - around, span.end(brand.time_zone) + around
    rows = Post.objects.filter(brand=brand).between(start, end)
    read = rows.values_list("channel", "state", "planned_at", "published_at")[:READ_AT_MOST]
    found = []
    for channel, state, planned_at, published_at in read:
        done = state == PostState.PUBLISHED
        at: Any = published_at if done else planned_at
        found.append(Light(channel, at, at.astimezone(zone).date(), done))
    return sorted(found, key=lambda one: one.at)


def rhythms(
    channels: Sequence[Channel],
    cadences: Mapping[int, Decimal | None],
    lights: Iterable[Light],
    span: Span,
) -> list[Rhythm]:
    """Of channels that are to publish, or do."""
    counted = Counter((one.channel, Week.of(one.day), one.is_done) for one in lights)
    rows = []
    for channel in channels:
        due = cadences.get(channel.pk)
        weeks = [
            InWeek(week, counted[channel.pk, week, True], counted[channel.pk, week, False], due)
            for week in span.weeks
        ]
        if due or any(one.number for one in weeks):
            rows.append(Rhythm(channel, due, weeks))
    return rows


def holes(
    channels: Iterable[Channel],
    cadences: Mapping[int, Decimal | None],
    lights: Iterable[Light],
    span: Span,
    today: date,
) -> list[Hole]:
    """Stretches from today on, in what is shown, in which nothing is published for longer than the cadence
    asks: the interval is a week divided by the cadence, in whole days.
    """
    days: dict[int, set[date]] = {}
    for light in lights:
        days.setdefault(light.channel, set()).add(light.day)
    found = []
    for channel in channels:
        due = cadences.get(channel.pk)
        if due:
            interval = math.ceil(7 / due)
            for first, last in _stretches(days.get(channel.pk, set()), interval, span):
                shown = max(first, today, span.first), min(last, span.last)
                if shown[0] <= shown[1]:
                    found.append(Hole(channel, *shown, interval))
    return sorted(found, key=lambda hole: (hole.first, hole.channel.pk))


def _stretches(days: set[date], interval: int, span: Span) -> Iterable[tuple[date, date]]:
    around = timedelta(days=min(interval, LOOKED_AROUND - 1) + 1)
    bounds = {span.first - around, span.last + around}
    marks = sorted({day for day in days if min(bounds) <= day <= max(bounds)} | bounds)
    for before, after in pairwise(marks):
        if (after - before).days > interval:
            yield before + timedelta(days=1), after - timedelta(days=1)


def of_sector(brand: Brand) -> Q:
    """The other brands of the house in the same sector, as the brands' own pages name it."""
    return Q(brand__agency=brand.agency_id, brand__sector__iexact=brand.sector, brand__archived_at=None) & ~Q(
        brand=brand
    )
