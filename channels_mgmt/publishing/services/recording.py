"""What was published elsewhere, as the networks tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.models import Campaign, Post
from channels_mgmt.publishing.services.found import find_planned
from channels_mgmt.team.models import Channel


@dataclass(frozen=True)
class Publication:
    """What is recorded of one post; `external_id` is the network's own, `campaign` the name of one."""

    channel: Channel
    external_id: str
    published_at: datetime
    text: str
    url: str = ""
    category: str = ""
    campaign: str = ""

    @property
    def channel_id(self) -> int:
        return self.channel.pk


def record_posts(publications: Iterable[Publication]) -> int:
    """Records what was published, each post once however often it is given; returns how many are new.

    Those that were planned here are not: they are told what the network says of them.
    """
    given = find_planned(list(publications))
    campaigns = named_campaigns({(one.channel.brand_id, one.campaign) for one in given if one.campaign})
    posts = [
        Post(
            brand_id=one.channel.brand_id,
            channel=one.channel,
            state=PostState.PUBLISHED,
            origin=PostOrigin.EXPORT,
            external_id=one.external_id,
            published_at=one.published_at,
            text=one.text,
            url=one.url,
            category=one.category,
            campaign=campaigns.get((one.channel.brand_id, one.campaign)),
        )
        for one in given
    ]
    before = Post.objects.filter(channel__in={post.channel_id for post in posts}).count()
    Post.objects.bulk_create(posts, ignore_conflicts=True, batch_size=1000)
    return Post.objects.filter(channel__in={post.channel_id for post in posts}).count() - before


def named_campaigns(wanted: set[tuple[int, str]]) -> dict[tuple[int, str], Campaign]:
    """The campaigns by the id of their brand and their name, made where they are not there."""
    Campaign.objects.bulk_create(
        (Campaign(brand_id=brand, name=name) for brand, name in sorted(wanted)), ignore_conflicts=True
    )
    known = Campaign.objects.filter(
        brand__in={brand for brand, _name in wanted}, name__in={name for _brand, name in wanted}
    )
    return {(one.brand_id, one.name): one for one in known}
