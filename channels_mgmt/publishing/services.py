from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from channels_mgmt.publishing.models import Post
from channels_mgmt.team.models import Channel


@dataclass(frozen=True)
class Publication:
    """What is recorded of one post; `external_id` is the network's own."""

    channel: Channel
    external_id: str
    published_at: datetime
    text: str
    url: str = ""
    category: str = ""
    campaign: str = ""


def record_posts(publications: Iterable[Publication]) -> int:
    """Records what was published, each post once however often it is given; returns how many are new."""
    posts = [
        Post(
            brand_id=publication.channel.brand_id,
            channel=publication.channel,
            external_id=publication.external_id,
            published_at=publication.published_at,
            text=publication.text,
            url=publication.url,
            category=publication.category,
            campaign=publication.campaign,
        )
        for publication in publications
    ]
    before = Post.objects.filter(channel__in={post.channel_id for post in posts}).count()
    Post.objects.bulk_create(posts, ignore_conflicts=True, batch_size=1000)
    return Post.objects.filter(channel__in={post.channel_id for post in posts}).count() - before
