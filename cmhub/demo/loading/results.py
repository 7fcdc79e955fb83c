"""What networks report of accounts and posts, and what was counted of a competitor. Safe to run again."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Post
from channels_mgmt.team.models import Channel
from channels_mgmt.watch.models import Competitor
from cmhub.demo.loading.house import MANAGER
from cmhub.demo.plan import Audience, BrandPlan
from reporting.metrics.choices import RunState, Scope, Source
from reporting.metrics.models import MetricsRun, Snapshot
from reporting.metrics.services.competitors import log_figures

DAY = timedelta(days=1)
READ_AFTER = 3 * DAY
"""How old a post is when its figures are read."""
WARMTH = {"organisation": 0.35, "useful": 1.5, "conversation": 1.9, "offer": 0.8, "relayed": 1.3}
EVENING, EVENING_WARMTH = (18, 19), 1.5
WEEKS_COUNTED = 8
COUNTED_ON = ((Network.FACEBOOK, 214_000, 9, 5_100), (Network.INSTAGRAM, 38_500, 4, 1_900))
"""Of a competitor: a network, and what a week has there: followers, posts, engagements."""


def record_results(brand: Brand, plan: BrandPlan, people: Mapping[str, User], until: datetime) -> None:
    """The figures of accounts that the story tells, and those of each post that is old enough."""
    channels = {channel.slug: channel for channel in brand.channels.all()}
    runs = {slug: run_of(channel, until) for slug, channel in channels.items()}
    rows = [of_account(day, channels[day.channel], people[MANAGER]) for day in plan.audience]
    posts = Post.objects.published().filter(brand=brand, snapshots=None, published_at__lt=until - READ_AFTER)
    rows += [
        of_post(post, runs[post.channel.slug], post.published_at)
        for post in posts.select_related("channel")
        if post.published_at
    ]
    Snapshot.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def run_of(channel: Channel, at: datetime) -> MetricsRun:
    run, _made = MetricsRun.objects.get_or_create(
        key=uuid5(NAMESPACE_URL, f"results/{channel.slug}"),
        defaults={
            "brand_id": channel.brand_id,
            "channel": channel,
            "network": channel.network,
            "file_name": f"publications-{channel.slug}.csv",
            "as_of": at.date(),
            "state": RunState.DONE,
            "created_at": at,
            "started_at": at,
            "finished_at": at,
        },
    )
    return run


def of_account(day: Audience, channel: Channel, by: User) -> Snapshot:
    counted = ("followers", "reach", "impressions", "likes", "comments", "shares")
    return Snapshot(
        brand_id=channel.brand_id,
        channel=channel,
        network=channel.network,
        scope=Scope.DAY,
        day=day.at.date(),
        source=Source.HAND,
        series="hand",
        figures={name: getattr(day, name) for name in counted},
        by=by,
        taken_at=day.at,
    )


def of_post(post: Post, run: MetricsRun, published_at: datetime) -> Snapshot:
    return Snapshot(
        brand_id=post.brand_id,
        channel=post.channel,
        post=post,
        network=post.channel.network,
        scope=Scope.LIFETIME,
        day=(published_at + READ_AFTER).date(),
        source=Source.EXPORT,
        series="posts",
        figures=figures_of(post, published_at.hour),
        stands=True,
        run=run,
        taken_at=run.created_at,
    )


def figures_of(post: Post, hour: int) -> dict[str, int]:
    """Drawn by chance that is always the same, better in the evening and for what people can use."""
    chance = int(hashlib.sha256(post.external_id.encode()).hexdigest()[:8], 16) / 2**32
    warmth = WARMTH.get(post.category, 1.0) * (EVENING_WARMTH if hour in EVENING else 1.0)
    reach = int(400 + 5_600 * chance**2)
    impressions = int(reach * (1.3 + 0.5 * chance))
    likes = int(impressions * 0.021 * warmth * (0.5 + chance))
    return {
        "reach": reach,
        "impressions": impressions,
        "likes": likes,
        "comments": likes // 6,
        "shares": likes // 14,
    }


def furnish(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """What somebody counted of the competitors, on each Monday of the last weeks."""
    competitors = list(Competitor.objects.watched().filter(brand=brand))
    if not competitors or Snapshot.objects.filter(competitor__in=competitors).exists():
        return
    monday = at - timedelta(days=at.weekday())
    for competitor in competitors:
        for network, followers, posts, engagements in COUNTED_ON:
            for ago in range(WEEKS_COUNTED):
                seen = monday - ago * 7 * DAY
                log_figures(
                    competitor=competitor,
                    network=network,
                    day=(seen - DAY).date(),
                    scope=Scope.WEEK,
                    figures={
                        "followers": int(followers * 0.996**ago),
                        "posts": posts + (ago % 3) - 1,
                        "engagements": engagements - 90 * (ago % 4),
                    },
                    by=people[MANAGER],
                    at=seen,
                )
