"""How an act on a post is begun, and how it is told."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.choices import PASSAGES, PostState
from channels_mgmt.publishing.models import Post, PostEvent
from channels_mgmt.publishing.post_choices import PostVerb
from cmhub.lib.editions import locked

NEEDED = (
    "brand__agency",
    "channel",
    "author",
    "campaign",
    "proofread_by",
    "approval_by",
    "approval_asked_by",
)
"""What acts, messages and the page read besides the post itself."""


def hold(post: Post, edition: int | None = None) -> Post:
    """The post as it is now, kept from others until the transaction ends.

    Raises ChangedMeanwhileError where its edition is no longer the one that the person saw.
    """
    return locked(Post.objects.select_related(*NEEDED), post.pk, edition)


def pass_to(post: Post, state: PostState) -> None:
    """Takes a held post to another state. Raises ValidationError for a passage that there is not."""
    if state not in PASSAGES[post.state]:
        raise ValidationError(
            _("What is “%(from)s” cannot become “%(to)s”.")
            % {"from": post.get_state_display(), "to": state.label},
            code="passage",
        )
    post.state = state


def tell(
    post: Post, verb: PostVerb, *, by: User | None, at: datetime, to_state: str = "", **details: Any
) -> None:
    """One line of the post's history, and of the record."""
    PostEvent.objects.create(post=post, verb=verb, by=by, at=at, to_state=to_state, details=details)
    record_of(post.brand, what=post, verb=f"post.{verb.value}", by=by, at=at)


def keep(post: Post) -> Post:
    """Saves a held post as its next edition. Raises ValidationError for what the database would refuse."""
    post.edition += 1
    post.validate_constraints()
    post.save()
    return post
