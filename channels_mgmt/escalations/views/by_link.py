"""What the signed link in a message leads to: one escalation, for one contact, without a login."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

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
from cmhub.lib.uploads import allow_upload

MOST_GIVEN = 40 * 1024 * 1024
"""Bytes of one form: several photos as a telephone takes them."""
OVER = "escalations/contact/over.html"
DECLINED = "declined"
"""The question went elsewhere because whoever has the link said so."""


@link_pages.link_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    return DOOR.visit(request, token)


@link_pages.link_file
def file_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A file of the escalation that the link opens."""
    return DOOR.give(
        request,
        token,
        lambda link: of_department(link.escalation).filter(pk=pk).first(),
        lambda link, file: serve(request, file, by=None, contact=link.contact),
    )


@link_pages.link_file
def picture_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A screenshot of what the escalation is about."""
    return DOOR.give(
        request,
        token,
        lambda link: ItemPicture.objects.filter(item=link.escalation.item_id or 0, pk=pk).first(),
        lambda _link, picture: serve_seen(request, picture),
    )


def _show(request: HttpRequest, link: AnswerLink) -> HttpResponse:
    return show(request, _visit(request, link))


def _act(request: HttpRequest, link: AnswerLink) -> HttpResponse:
    allow_upload(request, MOST_GIVEN)
    return handle(request, _visit(request, link))


def _visit(request: HttpRequest, link: AnswerLink) -> Visit:
    asked = asked_language(request) or ""
    return Visit(link.escalation, None, link.contact, link, url=request.path, language=asked)


def _shut(request: HttpRequest, link: AnswerLink, state: str) -> HttpResponse:
    escalation = link.escalation
    declined = state == LinkState.ELSEWHERE and _declines(request) and has_declined(escalation, link.contact)
    context = {
        "link": link,
        "name": link.name,
        "own_page": reverse("escalations:detail", args=[escalation.pk]),
        "escalation": escalation,
        "brand_name": escalation.brand.name,
        "department_name": department_name(escalation),
        "asker": asked_by(escalation),
        "typed": [] if declined else link_pages.typed(request, TYPED),
    }
    why = DECLINED if declined else state
    return link_pages.shut(request, why, context, template=OVER, kindly=declined)


def _declines(request: HttpRequest) -> bool:
    """Whether it says, or has just said, that the question is for others."""
    try:
        said = request.POST.get("act")
    except RequestDataTooBig:  # more than that form holds
        said = None
    return "not_ours" in (said, request.GET.get("done"))


DOOR = Door(
    find=find_link,
    state_of=state_of,
    whose=lambda link: link,
    zone=lambda link: zone_of(link.escalation),
    show=_show,
    act=_act,
    shut=_shut,
    note=note_opening,
)
