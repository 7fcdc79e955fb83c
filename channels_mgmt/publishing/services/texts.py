"""Writing posts: one for each network, and nobody over another's words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.post_choices import PostVerb
from channels_mgmt.publishing.services.history import hold, keep, tell
from channels_mgmt.publishing.services.joining import join_brought
from channels_mgmt.team.models import Channel
from cmhub.lib.keys import made_with
from cmhub.lib.text import TextError, clean_text

SAID = ("text", "link")
"""What the public reads: with another one a post is a draft again."""
ABOUT = ("title", "format", "category", "campaign", "persona", "language", "planned_at", "url")


def write_posts(
    *, channels: Sequence[Channel], by: User, key: UUID, values: Mapping[str, Any], at: datetime | None = None
) -> list[Post]:
    """A draft for each channel, together one group; once for a `key`, which is the group's."""
    now = at or timezone.now()
    if not channels:
        raise ValidationError({"channels": _("Choose at least one channel.")})
    with transaction.atomic():
        if made := made_with(key, Post, brand_id=channels[0].brand_id):
            return list(Post.objects.filter(group=made.group).order_by("pk"))
        posts = []
        for number, channel in enumerate(channels):
            post = Post(
                brand=channel.brand, channel=channel, author=by, group=key, key=None if number else key
            )
            _fill(post, values)
            post.save()
            tell(post, PostVerb.WRITTEN, by=by, at=now, to_state=PostState.DRAFT)
            posts.append(post)
    return posts


def save_post(
    *, post: Post, edition: int, by: User, values: Mapping[str, Any], at: datetime | None = None
) -> Post:
    """Another text, or other things about it: a post with another text is a draft, if it is not published.

    Raises ChangedMeanwhileError for an edition that is not the last.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        before = {name: getattr(held, name) for name in (*SAID, *ABOUT)}
        published = held.state == PostState.PUBLISHED
        _fill(held, {name: value for name, value in values.items() if not (published and name in SAID)})
        changed = [name for name, value in before.items() if getattr(held, name) != value]
        if not changed:
            return held
        if held.state == PostState.SCHEDULED and held.planned_at is None:
            raise ValidationError({"planned_at": _("Say for when it is scheduled.")})
        if published and "url" in changed:
            join_brought(held, at=now)
        said_anew = any(name in changed for name in SAID)
        to_state = begin_anew(held) if said_anew else ""
        keep(held)
        tell(held, PostVerb.CHANGED, by=by, at=now, to_state=to_state, fields=changed)
    return held


def put_on_others(*, post: Post, by: User, at: datetime | None = None) -> int:
    """Puts the text and link of a post on the others of its group that are not published or dropped."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post)
        others = Post.objects.planned().filter(group=held.group, brand=held.brand_id).exclude(pk=held.pk)
        number = 0
        for pk in others.order_by("pk").values_list("pk", flat=True):
            other = hold(Post(pk=pk))
            if (other.text, other.link) == (held.text, held.link):
                continue
            other.text, other.link = held.text, held.link
            to_state = begin_anew(other)
            keep(other)
            tell(other, PostVerb.CHANGED, by=by, at=now, to_state=to_state, fields=["text"])
            number += 1
    return number


def begin_anew(post: Post) -> str:
    """What was written anew is neither proofread nor approved; the state that it came back to, if it did."""
    post.proofread_by = post.proofread_at = None
    post.proofread_alone = False
    forget_approval(post)
    if post.state not in (PostState.PROOFREAD, PostState.SCHEDULED):
        return ""
    post.state = PostState.DRAFT
    return PostState.DRAFT


def forget_approval(post: Post) -> None:
    post.approval = post.approval_words = ""
    post.approval_asked_by = post.approval_by = post.approval_at = None


def _fill(post: Post, values: Mapping[str, Any]) -> None:
    for name in (*SAID, *ABOUT):
        if name in values:
            setattr(post, name, _clean(values[name]) if name in ("text", "title") else values[name])


def _clean(text: str) -> str:
    try:
        return clean_text(text).rstrip()
    except TextError as error:
        raise ValidationError({"text": str(error)}) from error
