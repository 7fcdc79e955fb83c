"""The way of a post: proofread, scheduled, published with its link, dropped, put back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.holds import holds_on
from channels_mgmt.publishing.models import Media, Post
from channels_mgmt.publishing.post_choices import Approval, PostVerb
from channels_mgmt.publishing.services.approval import asks_for_approval
from channels_mgmt.publishing.services.history import hold, keep, pass_to, tell
from channels_mgmt.publishing.services.images import images_missing
from channels_mgmt.publishing.services.joining import join_brought
from channels_mgmt.publishing.services.spelling import findings_in
from channels_mgmt.publishing.services.texts import begin_anew, forget_approval
from cmhub.lib.instants import InstantError, check_plausible


def proofread(*, post: Post, edition: int, by: User, at: datetime | None = None) -> Post:
    """Somebody has read it: marked as such where it is its author. Findings were looked at before."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        if held.state == PostState.PROOFREAD:
            return held
        if held.state == PostState.SCHEDULED:
            raise ValidationError(_("It is scheduled: take it back first."), code="passage")
        pass_to(held, PostState.PROOFREAD)
        if not held.text.strip() and not Media.objects.filter(group=held.group).exists():
            raise ValidationError(_("There is nothing to proofread yet: write the text."), code="empty")
        if number := len(findings_in(held)):
            told = ngettext(
                "%(count)d finding was not looked at: correct it, add the word, or leave it so.",
                "%(count)d findings were not looked at: correct them, add the words, or leave them so.",
                number,
            )
            raise ValidationError(told % {"count": number}, code="findings")
        held.proofread_by, held.proofread_at = by, now
        held.proofread_alone = held.author_id == by.pk
        keep(held)
        alone = held.proofread_alone
        tell(held, PostVerb.PROOFREAD, by=by, at=now, to_state=PostState.PROOFREAD, alone=alone)
    return held


def why_not_scheduled(post: Post) -> list[str]:
    """What is missing before a post that was proofread can be scheduled, in words."""
    told = []
    if missing := images_missing(post.group):
        told.append(_("The images are not checked yet: %(questions)s.") % {"questions": ", ".join(missing)})
    if asks_for_approval(post) and post.approval != Approval.APPROVED:
        told.append(_("The strategy asks that somebody else approve it first."))
    return told


def schedule(*, post: Post, edition: int, planned_at: datetime, by: User, at: datetime | None = None) -> Post:
    """It is to be published at that time. Raises ValidationError with all that is missing."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        if held.state == PostState.SCHEDULED and held.planned_at == planned_at:
            return held
        if held.state == PostState.DRAFT:
            raise ValidationError(_("It is proofread first."), code="passage")
        if held.state != PostState.SCHEDULED:
            pass_to(held, PostState.SCHEDULED)
        if missing := why_not_scheduled(held):
            raise ValidationError(missing, code="missing")
        held.planned_at = planned_at
        keep(held)
        told = planned_at.isoformat()
        tell(held, PostVerb.SCHEDULED, by=by, at=now, to_state=PostState.SCHEDULED, planned_at=told)
    return held


def unschedule(*, post: Post, edition: int, by: User, at: datetime | None = None) -> Post:
    """It stays proofread, and waits for another time."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        if held.state != PostState.SCHEDULED:
            raise ValidationError(_("It is not scheduled."), code="passage")
        pass_to(held, PostState.PROOFREAD)
        keep(held)
        tell(held, PostVerb.UNSCHEDULED, by=by, at=now, to_state=PostState.PROOFREAD)
    return held


def publish(
    *,
    post: Post,
    edition: int,
    by: User,
    url: str = "",
    published_at: datetime | None = None,
    at: datetime | None = None,
) -> Post:
    """It was published on its network, where `url` leads; one with what an export brought from there already.

    A second time changes nothing.

    Raises ValidationError, with the reason, for what was published while the brand publishes nothing.
    """
    now = at or timezone.now()
    when = published_at or now
    try:
        check_plausible(when, now=now)
    except InstantError as error:
        raise ValidationError({"published_at": str(error)}) from error
    with transaction.atomic():
        held = hold(post, edition if post.state != PostState.PUBLISHED else None)
        if held.state == PostState.PUBLISHED:
            return held
        if held.state != PostState.SCHEDULED:
            raise ValidationError(_("It is scheduled before it is published."), code="passage")
        if when > now:
            raise ValidationError({"published_at": _("What is published was so before now.")})
        refuse_while_held(held, when)
        pass_to(held, PostState.PUBLISHED)
        held.published_at, held.url = when, url
        join_brought(held, at=now)
        keep(held)
        tell(held, PostVerb.PUBLISHED, by=by, at=now, to_state=PostState.PUBLISHED, url=url)
    return held


def refuse_while_held(post: Post, when: datetime) -> None:
    """Raises ValidationError where nothing planned was published at that time, with whose reason it is."""
    for hold_on in holds_on(post.brand, timezone.now()):
        if when >= hold_on.since:
            told = _("Nothing planned is published for the moment: %(reason)s (%(by)s).")
            raise ValidationError(told % {"reason": hold_on.reason, "by": hold_on.by}, code="hold")


def not_published(*, post: Post, edition: int, by: User, at: datetime | None = None) -> Post:
    """It was said to be published and was not: it is scheduled still."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        if held.state == PostState.PUBLISHED and (
            held.origin != PostOrigin.PLANNED or held.external_id or held.proofread_at is None
        ):
            raise ValidationError(_("An export has found it: it is published."), code="found")
        pass_to(held, PostState.SCHEDULED)
        held.planned_at = held.planned_at or held.published_at
        held.published_at, held.url = None, ""
        keep(held)
        tell(held, PostVerb.NOT_PUBLISHED, by=by, at=now, to_state=PostState.SCHEDULED)
    return held


def drop(*, post: Post, edition: int, by: User, at: datetime | None = None) -> Post:
    """It will not be published."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        if held.state == PostState.DROPPED:
            return held
        pass_to(held, PostState.DROPPED)
        forget_approval(held)
        keep(held)
        tell(held, PostVerb.DROPPED, by=by, at=now, to_state=PostState.DROPPED)
    return held


def put_back(*, post: Post, edition: int, by: User, at: datetime | None = None) -> Post:
    """What was dropped, or is to be written on, is a draft again."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(post, edition)
        if held.state == PostState.DRAFT:
            return held
        pass_to(held, PostState.DRAFT)
        begin_anew(held)
        keep(held)
        tell(held, PostVerb.PUT_BACK, by=by, at=now, to_state=PostState.DRAFT)
    return held
