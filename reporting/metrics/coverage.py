"""What figures a brand has: of each account which ones, until which day, and the days without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Count, Max

from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from cmhub.lib.sql import rows
from reporting.metrics.catalogue import ALL, Metric
from reporting.metrics.models import Snapshot
from reporting.metrics.services.standing import day_figures
from reporting.metrics.stored import latest_audience

LOOKED_AT = timedelta(days=60)
ONE = timedelta(days=1)
LAST_DAYS = """
select s.channel_id, name, max(s.day)
from metrics_snapshot s cross join jsonb_object_keys(s.figures) name
where s.brand_id = %(brand)s and s.channel_id is not null and s.post_id is null and s.scope = 'day'
group by s.channel_id, name
"""


@dataclass(frozen=True)
class Gap:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass
class Coverage:
    """Of one account: each figure with the last day that has it, the days without any of the last sixty, and
    how many posts have figures, read last on which day.
    """

    channel: Channel
    until: list[tuple[Metric, date]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    last: date | None = None
    posts: int = 0
    posts_read: date | None = None
    audience: list[tuple[str, date]] = field(default_factory=list)

    @property
    def missing_days(self) -> int:
        return sum(gap.days for gap in self.gaps)


def coverage_of(brand: Brand, today: date) -> list[Coverage]:
    """Of each channel of the brand, in the order of their names."""
    channels = list(brand.channels.order_by("name", "pk"))
    until = {(channel, name): day for channel, name, day in rows(LAST_DAYS, brand=brand.pk)}
    standing = day_figures((channel.pk for channel in channels), today - LOOKED_AT, today)
    posts = {
        channel: (count, read)
        for channel, count, read in Snapshot.objects.standing()
        .filter(brand=brand)
        .values_list("channel")
        .annotate(Count("pk"), Max("day"))
    }
    audience = latest_audience(brand)
    found = []
    for channel in channels:
        own = [
            (metric, until[channel.pk, metric.name]) for metric in ALL if (channel.pk, metric.name) in until
        ]
        days = sorted(day for (pk, day), said in standing.items() if pk == channel.pk and said)
        count, read = posts.get(channel.pk, (0, None))
        found.append(
            Coverage(
                channel,
                own,
                list(gaps_between(days)),
                max((day for _metric, day in own), default=None),
                count,
                read,
                sorted((dimension, day) for (pk, dimension), day in audience.items() if pk == channel.pk),
            )
        )
    return found


def gaps_between(days: Sequence[date]) -> Iterator[Gap]:
    """The days without any figure between those with one."""
    for before, after in pairwise(days):
        if after - before > ONE:
            yield Gap(before + ONE, after - ONE)
