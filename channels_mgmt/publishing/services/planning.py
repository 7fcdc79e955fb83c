"""Posts get their day: planned anew, from an idea, or moved to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import IdeaState, PostState
from channels_mgmt.publishing.models import Campaign, Idea, Post
from channels_mgmt.publishing.post_choices import PostVerb
from channels_mgmt.publishing.services.history import hold, keep, tell
from channels_mgmt.publishing.services.ideas import end_idea
from channels_mgmt.publishing.services.texts import write_posts
from channels_mgmt.team.choices import ChannelState
from channels_mgmt.team.models import Channel
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.keys import made_with


@dataclass(frozen=True)
class Plan:
    """What is known of a post on the day it is planned; a working title or a text at the least."""

    title: str = ""
    text: str = ""
    category: str = ""
    format: str = ""
    campaign: Campaign | None = None
    link: str = ""


def plan_posts(
    *,
    brand: Brand,
    channels: Sequence[Channel],
    plan: Plan,
    by: User,
    key: UUID,
    planned_at: datetime | None = None,
    idea: Idea | None = None,
    at: datetime | None = None,
) -> list[Post]:
    """One draft for each channel, of one group; the second call with a `key` gives the posts of the first.

    An idea that is planned is used from then on.
    """
    now = at or timezone.now()
    values = {
        "title": plan.title.strip()[:200],
        "text": plan.text,
        "category": plan.category,
        "format": plan.format,
        "campaign": plan.campaign,
        "link": plan.link,
        "planned_at": planned_at,
    }
    with transaction.atomic():
        if made_with(key, Post, brand_id=brand.pk):
            return list(Post.objects.filter(group=key).order_by("pk"))
        _refuse_nonsense(brand, channels, plan, idea)
        posts = write_posts(channels=channels, by=by, key=key, values=values, at=now)
        if idea is not None:
            end_idea(idea=idea, state=IdeaState.USED, by=by, at=now)
    return posts


def _refuse_nonsense(brand: Brand, channels: Sequence[Channel], plan: Plan, idea: Idea | None) -> None:
    if not channels:
        raise ValidationError({"channels": _("Say on which channel.")})
    for channel in channels:
        if channel.brand_id != brand.pk:
            raise ValidationError({"channels": _("This channel is of another brand.")})
        if channel.state == ChannelState.CLOSED:
            raise ValidationError({"channels": _("%(name)s is closed.") % {"name": channel.name}})
    if plan.campaign and plan.campaign.brand_id != brand.pk:
        raise ValidationError({"campaign": _("This campaign is of another brand.")})
    if not plan.title.strip() and not plan.text.strip():
        raise ValidationError({"title": _("Give it a working title, or its text.")})
    if idea and (idea.brand_id != brand.pk or idea.state != IdeaState.OPEN):
        raise ValidationError(_("This idea has been used or dropped meanwhile."))


def move_post(*, post: Post, to: datetime | None, edition: int, by: User, at: datetime | None = None) -> Post:
    """Plans a post for another time; without one it is planned for no day.

    Raises ChangedMeanwhileError, with the post as it stands, where somebody changed it since `edition`, and
    ValidationError for one that is published or dropped.
    """
    with transaction.atomic():
        held = hold(post)
        if held.state == PostState.PUBLISHED:
            raise ValidationError(_("It is published: what is done is not moved."), code="published")
        if held.state == PostState.DROPPED:
            raise ValidationError(_("It was dropped: take it up again before you move it."), code="dropped")
        if held.planned_at == to:
            return held
        if held.edition != edition:
            raise ChangedMeanwhileError(held)
        if to is None and held.state == PostState.SCHEDULED:
            raise ValidationError(_("It is scheduled: it needs a time."), code="scheduled")
        before, held.planned_at = held.planned_at, to
        keep(held)
        now = at or timezone.now()
        tell(held, PostVerb.MOVED, by=by, at=now, was=_said(before), to=_said(to))
    return held


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
