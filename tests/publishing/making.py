"""Posts as tests have them planned and published."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from accounts.models import User
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services.planning import Plan, plan_posts
from channels_mgmt.team.models import Channel
from tests.cast import Cast

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""A Wednesday, ten o’clock in Douala."""
READ = (PostState.PROOFREAD, PostState.SCHEDULED)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    """A time of that day in Douala, which is an hour ahead of UTC."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


def planned(cast: Cast, when: datetime | None, title: str = "Forfaits de fin d’année", **given: Any) -> Post:
    said: dict[str, Any] = {
        "brand": cast.brand,
        "channels": [given.pop("channel", None) or cast.official],
        "plan": Plan(title=title, category=given.pop("category", ""), campaign=given.pop("campaign", None)),
        "by": cast.cm,
        "key": uuid4(),
        "planned_at": when,
    }
    (post,) = plan_posts(**said | given)
    return post


def published(
    cast: Cast, when: datetime, text: str = "Le réseau 4G arrive à Limbé.", channel: Channel | None = None
) -> Post:
    return Post.objects.create(
        brand=channel.brand if channel else cast.brand,
        channel=channel or cast.official,
        state=PostState.PUBLISHED,
        text=text,
        published_at=when,
    )


def put_in(post: Post, state: str, by: User) -> None:
    """As if the post had come to that state: what must be proofread for it is."""
    read = {"proofread_at": NOW, "proofread_by": by} if state in READ else {}
    Post.objects.filter(pk=post.pk).update(state=state, **read)
