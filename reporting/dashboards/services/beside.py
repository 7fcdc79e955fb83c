"""The brand's accounts and those of its competitors, network by network, over one period."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Sum

from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Post
from channels_mgmt.watch.models import Competitor
from reporting.figures.counted import Counted, counted
from reporting.metrics.choices import Scope
from reporting.metrics.models import Snapshot
from reporting.metrics.services.standing import Said, competitor_figures, competitor_followers, stocks


@dataclass(frozen=True)
class Line:
    """One account in a period; of one whose posts were never recorded their number is not known.

    `acted` is of how many of its posts the engagements are known, None of a competitor, whose posts nobody
    tells apart.
    """

    name: str
    is_own: bool
    network: str
    followers: Said | None = None
    posts: Counted | None = None
    engagements: Counted | None = None
    acted: int | None = None

    @property
    def posts_a_week(self) -> float | None:
        return self.posts.a_week if self.posts else None

    @property
    def engagements_a_week(self) -> float | None:
        return self.engagements.a_week if self.engagements else None


@dataclass(frozen=True)
class Period:
    """Days of the brand's calendar, both ends included, and the instants that bound them."""

    first: date
    last: date
    start: datetime
    end: datetime

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def networks_beside(brand: Brand, competitors: list[Competitor], period: Period) -> list[dict[str, Any]]:
    """By network, the brand's accounts first; only networks of which a competitor's figure is known, or on
    which the brand is.
    """
    lines = defaultdict(list)
    for line in [*own_lines(brand, period), *competitor_lines(competitors, period)]:
        lines[line.network].append(line)
    return [{"network": network, "lines": lines[network]} for network in Network.values if network in lines]


def own_lines(brand: Brand, period: Period) -> list[Line]:
    ever = Post.objects.published().filter(channel=OuterRef("pk"))
    channels = list(brand.channels.annotate(keeps_posts=Exists(ever)))
    followers = stocks([one.pk for one in channels], "followers", period.last)
    posts = of_posts(Post.objects.published().filter(brand=brand), period, "published_at")
    published = dict(posts.values_list("channel").annotate(Count("pk")).order_by())
    standing = of_posts(
        Snapshot.objects.standing().filter(brand=brand, engaged__isnull=False), period, "post__published_at"
    )
    acts = {
        channel: (total, known)
        for channel, total, known in standing.values_list("channel")
        .annotate(Sum("engaged"), Count("pk"))
        .order_by()
    }
    return [
        Line(
            name=str(one),
            is_own=True,
            network=one.network,
            followers=followers.get(one.pk),
            posts=Counted(published.get(one.pk, 0), period.days) if one.keeps_posts else None,
            engagements=Counted(acts[one.pk][0], period.days) if one.pk in acts else None,
            acted=acts[one.pk][1] if one.pk in acts else 0,
        )
        for one in channels
    ]


def of_posts(rows: Any, period: Period, field: str) -> Any:
    return rows.filter(**{f"{field}__gte": period.start, f"{field}__lt": period.end})


def competitor_lines(competitors: list[Competitor], period: Period) -> list[Line]:
    names = {one.pk: one.name for one in competitors}
    followers = competitor_followers(names, period.last)
    days = competitor_figures(names, period.first, period.last)
    weeks = competitor_figures(names, period.first, period.last, scope=Scope.WEEK)
    keys = {(one, network) for one, network, _day in (*days, *weeks)} | set(followers)

    def total(key: tuple[int, str], name: str) -> Counted | None:
        of_days, of_weeks = (
            {
                day: standing[name].value
                for (one, network, day), standing in figures.items()
                if (one, network) == key and name in standing
            }
            for figures in (days, weeks)
        )
        found = counted(of_days, of_weeks, period.first, period.last)
        return found if found.days else None

    return [
        Line(
            name=names[key[0]],
            is_own=False,
            network=key[1],
            followers=followers.get(key),
            posts=total(key, "posts"),
            engagements=total(key, "engagements"),
        )
        for key in sorted(keys, key=lambda key: (names[key[0]], key[1]))
    ]
