"""A post that is known twice becomes one: an export brought it before somebody gave its address."""

from collections.abc import Callable
from datetime import datetime

from channels_mgmt.publishing.addresses import keys_of
from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.models import Erratum, Experiment, ExperimentPost, Post, Relay
from channels_mgmt.publishing.post_choices import PostVerb
from channels_mgmt.publishing.services.history import hold, keep, tell

movers: list[Callable[[Post, Post], None]] = []
"""What rooms above take from the post that goes to the one that stays: added in `AppConfig.ready`."""


def join_brought(held: Post, *, at: datetime) -> bool:
    """Makes one of a held post and of what an export brought under its address; whether there was such.

    What people wrote of the held one stays, the network's id and time are those of the export. The caller
    keeps the post.
    """
    brought = _brought_under(held)
    if brought is None:
        return False
    going = hold(brought)
    for move in movers:
        move(going, held)
    _take_what_hangs_on(going, held)
    held.external_id, held.published_at = going.external_id, going.published_at
    held.format = held.format or going.format
    held.category = held.category or going.category
    held.campaign = held.campaign or going.campaign
    _let_go(going, at)
    tell(held, PostVerb.FOUND, by=None, at=at)
    return True


def _brought_under(held: Post) -> Post | None:
    if not held.url or held.external_id:
        return None
    keys = set(keys_of(held.url))
    brought = Post.objects.published().filter(channel=held.channel_id, origin=PostOrigin.EXPORT)
    others = brought.exclude(pk=held.pk).exclude(external_id="")
    if by_id := others.filter(external_id__in=keys).first():
        return by_id
    near = others.exclude(url="").filter(url__icontains=_last_part(held.url)).order_by("pk")
    same = (pk for pk, url in near.values_list("pk", "url") if not keys.isdisjoint(keys_of(url)))
    return Post.objects.filter(pk=next(same, 0)).first()


def _last_part(url: str) -> str:
    """What the addresses of one post have in common however they are written; the rest is compared after."""
    return url.partition("?")[0].rstrip("/").rpartition("/")[2]


def _take_what_hangs_on(going: Post, held: Post) -> None:
    for model in (Erratum, Relay):
        model._default_manager.filter(post=going).update(post=held)
    in_both = Experiment.objects.filter(placed__post=held)
    ExperimentPost.objects.filter(post=going).exclude(experiment__in=in_both).update(post=held)
    for occasion in going.occasions.all():
        occasion.posts.add(held)


def _let_go(going: Post, at: datetime) -> None:
    """It is gone; what people did to it has a history that stays, of a post that is dropped."""
    if not going.events.exists():
        going.delete()
        return
    going.state, going.published_at, going.external_id, going.url = PostState.DROPPED, None, "", ""
    keep(going)
    tell(going, PostVerb.DROPPED, by=None, at=at, to_state=PostState.DROPPED)
