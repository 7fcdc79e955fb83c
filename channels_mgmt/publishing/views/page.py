"""What the page of a post shows, also with a form that was refused."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.access import Right, person_of
from channels_mgmt.brands.access import access_of
from channels_mgmt.brands.white_label import is_of_the_client
from channels_mgmt.publishing.checked import checked
from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.forms.posts import (
    ImagesForm,
    MediaForm,
    PostForm,
    PublishedForm,
    PublishForm,
    ScheduleForm,
    SendBackForm,
)
from channels_mgmt.publishing.holds import holds_on
from channels_mgmt.publishing.models import ImageCheck, Media, Post
from channels_mgmt.publishing.post_choices import Approval
from channels_mgmt.publishing.services.approval import asks_for_approval
from channels_mgmt.publishing.services.life import why_not_scheduled
from channels_mgmt.strategy.models import Persona
from cmhub.lib.htmx import render_page

EVENTS_SHOWN = 50


def page_of(
    request: HttpRequest, post: Post, *, status: int = 200, typed: str | None = None, **forms: Any
) -> HttpResponse:
    """The page of a post; of a form that was refused, what was typed."""
    access = access_of(request)
    writes = access.may(Right.PUBLISHING_WRITE)
    media = list(Media.objects.filter(group=post.group).select_related("added_by"))
    text = post.text if typed is None else typed
    context: dict[str, Any] = {
        "post": post,
        "siblings": siblings_of(post),
        "writes": writes,
        "holds": holds_on(post.brand, timezone.now()) if post.state != PostState.PUBLISHED else [],
        "media": media,
        "image_checks": ImageCheck.objects.filter(group=post.group).select_related("by").order_by("pk"),
        "asks_approval": asks_for_approval(post),
        "missing": why_not_scheduled(post) if post.state == PostState.PROOFREAD else [],
        "events": post.events.select_related("by").order_by("-at", "-pk")[:EVENTS_SHOWN],
        "errata": post.errata.order_by("-noted_at"),
        "shows_names": not is_of_the_client(access.roles),
        "persona": _persona(post),
    }
    if post.state not in (PostState.PUBLISHED, PostState.DROPPED):
        context["checked"] = checked(post, text, post.link, has_media=bool(media))
    context |= acts_of(post, access.rights, person_of(request).pk) | (_forms(post, media) if writes else {})
    return render_page(request, "publishing/post/page.html", context | forms, status=status)


def acts_of(post: Post, rights: frozenset[str], person: int) -> dict[str, Any]:
    """What the person may do now."""
    waits = post.state == PostState.PROOFREAD and post.approval == Approval.ASKED
    may_decide = waits and Right.PUBLISHING_APPROVE in rights
    return {
        "decides": may_decide and post.author_id != person,
        "own_approval": may_decide and post.author_id == person,
        "send_back_form": SendBackForm(initial={"edition": post.edition}) if may_decide else None,
        "may_undo_publishing": post.state == PostState.PUBLISHED
        and post.origin == PostOrigin.PLANNED
        and not post.external_id
        and post.proofread_at is not None,
    }


def _forms(post: Post, media: list[Media]) -> dict[str, Any]:
    published = post.state == PostState.PUBLISHED
    forms: dict[str, Any] = {"form": PublishedForm(instance=post) if published else PostForm(instance=post)}
    if post.state == PostState.DROPPED:
        return {}
    if not published:
        forms["media_form"] = MediaForm()
        if media:
            forms["images_form"] = ImagesForm()
    if post.state == PostState.PROOFREAD:
        forms["schedule_form"] = ScheduleForm(
            initial={
                "edition": post.edition,
                "planned_at": post.planned_at and timezone.localtime(post.planned_at),
            }
        )
    if post.state == PostState.SCHEDULED:
        forms["publish_form"] = PublishForm(initial={"edition": post.edition})
    return forms


def siblings_of(post: Post) -> list[dict[str, Any]]:
    """The posts that were written with it, one a network, as tabs; none where it stands alone."""
    group = (
        Post.objects.filter(group=post.group, brand=post.brand_id).select_related("channel").order_by("pk")
    )
    tabs = [
        {
            "label": one.channel,
            "url": reverse("publishing:post", args=[one.pk]),
            "current": one.pk == post.pk,
            "count": None,
        }
        for one in group
    ]
    return tabs if len(tabs) > 1 else []


def _persona(post: Post) -> str:
    if post.persona is None:
        return ""
    rows = Persona.objects.filter(key=post.persona, strategy__brand=post.brand_id).order_by("-pk")
    return rows.values_list("name", flat=True).first() or ""
