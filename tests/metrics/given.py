"""Figures and posts as tests give them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.team.models import Channel
from channels_mgmt.watch.models import Competitor
from reporting.metrics.choices import RunState, Scope, Source
from reporting.metrics.models import MetricsRun, Snapshot

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def run_of(channel: Channel | None, brand: Any = None, name: str = "posts.csv") -> MetricsRun:
    return MetricsRun.objects.create(
        brand=brand or channel.brand,
        channel=channel,
        key=uuid4(),
        file_name=name,
        as_of=NOON.date(),
        state=RunState.DONE,
        created_at=NOON,
        finished_at=NOON,
    )


def snapshot(
    of: Channel | Post | Competitor,
    day: date,
    *,
    source: str = Source.EXPORT,
    series: str = "",
    at: datetime = NOON,
    run: MetricsRun | None = None,
    network: str = "facebook",
    stands: bool = False,
    **figures: Any,
) -> Snapshot:
    """Figures of a channel's or a competitor's day, or of a post's life until that day."""
    post = of if isinstance(of, Post) else None
    competitor = of if isinstance(of, Competitor) else None
    channel = of.channel if isinstance(of, Post) else of if isinstance(of, Channel) else None
    if source == Source.EXPORT and run is None:
        run = run_of(channel, of.brand)
    return Snapshot.objects.create(
        brand=of.brand,
        channel=channel,
        post=post,
        competitor=competitor,
        network=channel.network if channel else network,
        scope=Scope.LIFETIME if post else Scope.DAY,
        day=day,
        source=source,
        series=series or source,
        figures=figures,
        stands=stands,
        run=run,
        taken_at=at,
    )


def published(channel: Channel, at: datetime, **said: Any) -> Post:
    return Post.objects.create(
        brand=channel.brand,
        channel=channel,
        state=PostState.PUBLISHED,
        origin=PostOrigin.EXPORT,
        published_at=at,
        **{"text": "Bonjour", "external_id": uuid4().hex, **said},
    )


def performed(channel: Channel, at: datetime, figures: dict[str, Any], **said: Any) -> Post:
    """A post with the figures that stand for it."""
    post = published(channel, at, **said)
    snapshot(post, at.date(), stands=True, **figures)
    return post
