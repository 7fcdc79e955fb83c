"""Posts that were planned here and that an export brings: one post, not two."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from django.db import transaction
from django.utils import timezone

from channels_mgmt.publishing.addresses import keys_of
from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.limits import URL
from channels_mgmt.publishing.models import Post, PostQuerySet
from channels_mgmt.publishing.post_choices import PostVerb
from channels_mgmt.publishing.services.history import hold, keep, tell
from cmhub.lib.text import fold

NEAR = timedelta(days=3)
"""A text says which post it is where it was published no further from the time for which that was planned."""


class Exported(Protocol):
    """What an export says of a post."""

    @property
    def channel_id(self) -> int: ...
    @property
    def external_id(self) -> str: ...
    @property
    def published_at(self) -> datetime: ...
    @property
    def text(self) -> str: ...
    @property
    def url(self) -> str: ...


E = TypeVar("E", bound=Exported)


def find_planned(publications: Sequence[E], *, at: datetime | None = None) -> list[E]:
    """Tells the planned posts that are among these what the network says of them; returns the others.

    A post is known by its link, else by its text, links aside, near the time for which it was planned.
    """
    now = at or timezone.now()
    planned = list(waiting({one.channel_id for one in publications}))
    if not planned:
        return list(publications)
    known = _known(publications)
    others = []
    for one in publications:
        own = (one.channel_id, one.external_id)
        post = None if own in known else _which(one, planned)
        if post is None:
            others.append(one)
            continue
        planned.remove(post)
        known.add(own)
        _found(post, one, now)
    return others


def waiting(channels: Iterable[int]) -> PostQuerySet:
    """The planned posts of these channels that no export has named yet."""
    posts = Post.objects.filter(
        channel__in=channels,
        origin=PostOrigin.PLANNED,
        external_id="",
        state__in=[PostState.SCHEDULED, PostState.PUBLISHED],
    )
    return posts.order_by("planned_at", "pk")


def _known(publications: Sequence[Exported]) -> set[tuple[int, str]]:
    ids = {one.external_id for one in publications}
    there = Post.objects.filter(channel__in={one.channel_id for one in publications}, external_id__in=ids)
    return set(there.values_list("channel_id", "external_id"))


def _which(one: Exported, planned: list[Post]) -> Post | None:
    here = [post for post in planned if post.channel_id == one.channel_id]
    by_link = (post for post in here if post.url and _same_link(post.url, one.url))
    words = _words(one.text)
    by_text = (post for post in here if words and _words(post.text) == words and _is_near(post, one))
    return next(by_link, None) or next(by_text, None)


def _is_near(post: Post, one: Exported) -> bool:
    when = post.published_at or post.planned_at
    return when is not None and abs(one.published_at - when) <= NEAR


def _same_link(ours: str, theirs: str) -> bool:
    return bool(theirs) and not set(keys_of(ours)).isdisjoint(keys_of(theirs))


def _words(text: str) -> str:
    """The words as they are compared: networks shorten links, and people change spaces."""
    return " ".join(fold(URL.sub("", text)).split())


def _found(post: Post, one: Exported, at: datetime) -> None:
    with transaction.atomic():
        held = hold(post)
        held.state, held.published_at = PostState.PUBLISHED, one.published_at
        held.external_id, held.url = one.external_id, one.url or held.url
        keep(held)
        tell(held, PostVerb.FOUND, by=None, at=at, to_state=PostState.PUBLISHED)
