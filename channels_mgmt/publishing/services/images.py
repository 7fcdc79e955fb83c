"""Media of a post, and the three questions that are asked of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import ImageCheck, Media, Post
from channels_mgmt.publishing.post_choices import ImageQuestion, PostVerb
from channels_mgmt.publishing.services.history import hold, keep, tell
from cmhub.lib.keys import made_with

MOST = 20


def add_media(
    *, post: Post, by: User, key: UUID, values: Mapping[str, Any], at: datetime | None = None
) -> Media:
    """A reference to a medium of the post and of those written with it, once for a `key`.

    The images are to be checked again, and what was scheduled is only proofread.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post)
        if made := made_with(key, Media, group=held.group):
            return made
        _refuse_published(held)
        if Media.objects.filter(group=held.group).count() >= MOST:
            raise ValidationError(_("A post has twenty media at most."), code="many")
        medium = Media(brand=held.brand, group=held.group, added_by=by, added_at=now, key=key, **values)
        medium.full_clean()
        medium.save()
        ask_again(held, by=by, at=now)
        tell(held, PostVerb.MEDIA_ADDED, by=by, at=now, what=medium.what)
    return medium


def remove_media(*, medium: Media, post: Post, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        held = hold(post)
        _refuse_published(held)
        medium.delete()
        tell(held, PostVerb.MEDIA_REMOVED, by=by, at=at or timezone.now(), what=medium.what)


def check_images(
    *, post: Post, by: User, answers: Mapping[str, tuple[bool, str]], at: datetime | None = None
) -> None:
    """The answers to the questions on the media: each fine or not, with a remark."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post)
        _refuse_published(held)
        if not Media.objects.filter(group=held.group).exists():
            raise ValidationError(_("There are no media to check."), code="none")
        for question, (fine, remark) in answers.items():
            check = ImageCheck(
                brand=held.brand,
                group=held.group,
                question=question,
                fine=fine,
                remark=remark.strip(),
                by=by,
                at=now,
            )
            check.full_clean(validate_unique=False, validate_constraints=False)
            if not fine and not check.remark:
                raise ValidationError({question: _("Say what is not right with the images.")})
            ImageCheck.objects.update_or_create(
                group=held.group,
                question=question,
                defaults={"brand": held.brand, "fine": fine, "remark": check.remark, "by": by, "at": now},
            )
        told = {question: {"fine": fine, "remark": remark} for question, (fine, remark) in answers.items()}
        tell(held, PostVerb.IMAGES_CHECKED, by=by, at=now, answers=told)
        if not all(fine for fine, _remark in answers.values()):
            _take_back(held, by=by, at=now)


def images_missing(group: UUID) -> list[str]:
    """The questions that nobody has answered well, in words; none where there are no media."""
    if not Media.objects.filter(group=group).exists():
        return []
    fine = set(ImageCheck.objects.filter(group=group, fine=True).values_list("question", flat=True))
    return [one.label.partition(":")[0].lower() for one in ImageQuestion if one.value not in fine]


def ask_again(post: Post, *, by: User, at: datetime) -> None:
    """Nobody has looked at the media as they are now."""
    ImageCheck.objects.filter(group=post.group).delete()
    _take_back(post, by=by, at=at)


def _take_back(post: Post, *, by: User, at: datetime) -> None:
    """What was scheduled with these media is proofread still, and scheduled no more."""
    scheduled = Post.objects.filter(group=post.group, brand=post.brand_id, state=PostState.SCHEDULED)
    for pk in scheduled.order_by("pk").values_list("pk", flat=True):
        held = hold(Post(pk=pk))
        held.state = PostState.PROOFREAD
        keep(held)
        tell(held, PostVerb.UNSCHEDULED, by=by, at=at, to_state=PostState.PROOFREAD)


def _refuse_published(post: Post) -> None:
    if post.state == PostState.PUBLISHED:
        raise ValidationError(
            _("It is published: note an erratum where something is wrong."), code="published"
        )
