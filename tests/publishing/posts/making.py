"""Posts as tests need them."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pgtrigger

from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services import life, texts
from channels_mgmt.strategy.models import NetworkPlan, Strategy
from channels_mgmt.team.models import Channel
from channels_mgmt.team.services.channels import open_channel
from tests.cast import Cast

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEXT = "Bonjour à tous, la boutique d'Akwa ouvre samedi !"


def draft(cast: Cast, text: str = TEXT, *channels: Channel, **values: Any) -> Post:
    """A draft by `cm`, on the official channel where no other is given."""
    given = {"title": "Ouverture", "text": text, **values}
    on = channels or (cast.official,)
    return texts.write_posts(channels=on, by=cast.cm, key=uuid4(), values=given, at=NOW)[0]


def x_channel(cast: Cast) -> Channel:
    return open_channel(
        brand=cast.brand, network=Network.X, purpose=Purpose.OFFICIAL, by=cast.manager, at=NOW
    )


def proofread(cast: Cast, post: Post | None = None) -> Post:
    made = post or draft(cast)
    return life.proofread(post=made, edition=made.edition, by=cast.content, at=NOW)


def scheduled(cast: Cast, post: Post | None = None) -> Post:
    read = proofread(cast, post)
    return life.schedule(post=read, edition=read.edition, planned_at=TOMORROW, by=cast.cm, at=NOW)


def published(cast: Cast, text: str = TEXT, at: datetime = NOW, **values: Any) -> Post:
    return Post.objects.create(
        brand=cast.brand,
        channel=cast.official,
        text=text,
        state=PostState.PUBLISHED,
        published_at=at,
        author=cast.cm,
        **values,
    )


def approval_asked_by_the_strategy(cast: Cast) -> None:
    """As if the version in force had been written so."""
    plans = NetworkPlan.objects.filter(
        strategy__in=Strategy.objects.in_force().filter(brand=cast.brand), network=cast.official.network
    )
    with pgtrigger.ignore("strategy.NetworkPlan:frozen_with_its_version"):
        assert plans.update(posts_approved=True) == 1
