"""What the signed link in a message leads to: one escalation, for one contact, without a login."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts import link_pages
from accounts.link_pages import Door
from accounts.services.signed_links import LinkState
from channels_mgmt.escalations.models import AnswerLink
from channels_mgmt.escalations.services.attachments import of_department
from channels_mgmt.escalations.services.exchange import asked_by, has_declined, zone_of
from channels_mgmt.escalations.services.links import find_link, note_opening, state_of
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.views.contact import TYPED, Visit, handle, show
from channels_mgmt.escalations.views.files import serve, serve_seen
from channels_mgmt.watch.models import ItemPicture
from cmhub.lib.language import asked_language
from cmhub.lib.scope import everything
from cmhub.lib.uploads import allow_upload

F = TypeVar("F")
MOST_GIVEN = 40 * 1024 * 1024
"""Bytes of one form: several photos as a telephone takes them."""
OVER = "escalations/contact/over.html"
DECLINED = "declined"
"""The question went elsewhere because whoever has the link said so."""


@link_pages.link_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    link = find_link(token)
    if link is None:
        return link_pages.unknown(request)
    zone = zone_of(link.escalation)
    with override(asked_language(request) or link.language), timezone.override(zone), everything():
        response = _answer(request, link)
    return link_pages.sealed(response)


@link_pages.link_file
def file_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A file of the escalation that the link opens, for as long as it opens it."""
    link = find_link(token)
    if link is None:
        return link_pages.unknown(request)
    with everything():
        file = of_department(link.escalation).filter(pk=pk).first()
        return _give(request, link, file, lambda shown: serve(request, shown, by=None, contact=link.contact))


@link_pages.link_file
def picture_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A screenshot of what the escalation is about, for as long as the link opens it."""
    link = find_link(token)
    if link is None:
        return link_pages.unknown(request)
    with everything():
        picture = ItemPicture.objects.filter(item=link.escalation.item_id or 0, pk=pk).first()
        return _give(request, link, picture, lambda shown: serve_seen(request, shown))


def _give(
    request: HttpRequest, link: AnswerLink, file: F | None, serve_it: Callable[[F], HttpResponse]
) -> HttpResponse:
    state = state_of(link, timezone.now())
    return link_pages.give(request, link, state, file, serve_it, of=link.contact.user_id)


def _answer(request: HttpRequest, link: AnswerLink) -> HttpResponse:
    state = state_of(link, timezone.now())
    if state == LinkState.ELSEWHERE and _declines(request) and has_declined(link.escalation, link.contact):
        return _shut(request, link, DECLINED)
    asked = asked_language(request) or ""
    visit = Visit(link.escalation, None, link.contact, link, url=request.path, language=asked)

    def act() -> HttpResponse:
        allow_upload(request, MOST_GIVEN)
        return handle(request, visit)

    door = Door(
        show=lambda: show(request, visit),
        act=act,
        shut=lambda why: _shut(request, link, why),
        note=lambda: note_opening(link),
    )
    return link_pages.enter(request, link, state, door, of=link.contact.user_id)


def _declines(request: HttpRequest) -> bool:
    """Whether it says, or has just said, that the question is for others."""
    try:
        said = request.POST.get("act")
    except RequestDataTooBig:  # more than that form holds
        said = None
    return "not_ours" in (said, request.GET.get("done"))


def _shut(request: HttpRequest, link: AnswerLink, state: str) -> HttpResponse:
    escalation = link.escalation
    declined = state == DECLINED
    context = {
        "link": link,
        "name": link.name,
        "own_page": reverse("escalations:detail", args=[escalation.pk]),
        "escalation": escalation,
        "brand_name": escalation.brand.name,
        "department_name": department_name(escalation),
        "asker": asked_by(escalation),
        "typed": [] if declined or request.method != "POST" else link_pages.typed(request, TYPED),
    }
    return link_pages.shut(request, state, context, template=OVER, kindly=declined)
