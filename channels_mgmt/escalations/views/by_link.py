"""What the signed link in a message leads to: one escalation, for one contact, without a login."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import public
from channels_mgmt.escalations.models import AnswerLink
from channels_mgmt.escalations.services.attachments import of_department
from channels_mgmt.escalations.services.exchange import asked_by, has_declined, zone_of
from channels_mgmt.escalations.services.links import LinkState, find_link, note_opening, state_of
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.views.contact import Visit, handle, show, typed
from channels_mgmt.escalations.views.files import serve, serve_seen
from channels_mgmt.watch.models import ItemPicture
from cmhub.lib.attempts import too_many
from cmhub.lib.language import asked_language
from cmhub.lib.origin import current_origin
from cmhub.lib.scope import everything
from cmhub.lib.uploads import allow_upload
from cmhub.lib.visitors import is_program

GUESSES_IN, ACTS_IN = 300, 600
"""Seconds in which one address may try some links that are none (setting WRONG_LINKS_ALLOWED), and one link
be used for ACTS_ALLOWED acts, and for as many files. Whoever has a real link is never kept from it by others
of their address.
"""
ACTS_ALLOWED = 60
MOST_GIVEN = 40 * 1024 * 1024
"""Bytes of one form: several photos as a telephone takes them."""
OVER = "escalations/contact/over.html"
DECLINED = "declined"
"""The question went elsewhere because whoever has the link said so."""
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""The address is the right: it stays in no cache, no other site's log and no search engine."""


# The link is the right, and no cookie is: a page of another site that could post here would know the link,
# and needs nobody's browser. So nothing is asked that a browser inside an app, which may refuse cookies,
# cannot give.
@public
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for the programs that open links before people do: buttons act."""
    link = find_link(token)
    if link is None:
        return _unknown(request)
    zone = zone_of(link.escalation)
    with override(asked_language(request) or link.language), timezone.override(zone), everything():
        response = _answer(request, link)
    return _sealed(response)


@public
@never_cache
@require_safe
def file_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A file of the escalation that the link opens, for as long as it opens it."""
    link = find_link(token)
    if link is None:
        return _unknown(request)
    with everything():
        file = of_department(link.escalation).filter(pk=pk).first()
        if file is None or not _opens_files(request, link):
            raise Http404
        if too_many("answer_link_files", str(link.pk), most=ACTS_ALLOWED, seconds=ACTS_IN):
            return _sealed(render(request, "429.html", status=429))
        return _sealed(serve(request, file, by=None, contact=link.contact))


@public
@never_cache
@require_safe
def picture_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A screenshot of what the escalation is about, for as long as the link opens it."""
    link = find_link(token)
    if link is None:
        return _unknown(request)
    with everything():
        picture = ItemPicture.objects.filter(item=link.escalation.item_id or 0, pk=pk).first()
        if picture is None or not _opens_files(request, link):
            raise Http404
        if too_many("answer_link_files", str(link.pk), most=ACTS_ALLOWED, seconds=ACTS_IN):
            return _sealed(render(request, "429.html", status=429))
        return _sealed(serve_seen(request, picture))


def _opens_files(request: HttpRequest, link: AnswerLink) -> bool:
    return state_of(link, timezone.now()) == LinkState.LIVE and not _is_somebody_else(request, link)


def _answer(request: HttpRequest, link: AnswerLink) -> HttpResponse:
    posted = request.method == "POST"
    state = state_of(link, timezone.now())
    if state == LinkState.ELSEWHERE and _declines(request) and has_declined(link.escalation, link.contact):
        return _over(request, link, DECLINED)
    if state != LinkState.LIVE:
        return _over(request, link, state.value)
    if _is_somebody_else(request, link):
        return _over(request, link, "somebody_else")
    asked = asked_language(request) or ""
    visit = Visit(link.escalation, None, link.contact, link, url=request.path, language=asked)
    if not posted:
        if request.method == "GET" and "done" not in request.GET and not is_program(request):
            note_opening(link)
        return show(request, visit)
    if too_many("answer_link_acts", str(link.pk), most=ACTS_ALLOWED, seconds=ACTS_IN):
        return _over(request, link, "busy")
    allow_upload(request, MOST_GIVEN)
    return handle(request, visit)


def _declines(request: HttpRequest) -> bool:
    """Whether it says, or has just said, that the question is for others."""
    try:
        said = request.POST.get("act")
    except RequestDataTooBig:  # more than that form holds
        said = None
    return "not_ours" in (said, request.GET.get("done"))


def _is_somebody_else(request: HttpRequest, link: AnswerLink) -> bool:
    """Whether the browser is that of somebody known, who is not the contact: they act in their own name."""
    return request.user.is_authenticated and request.user.pk != link.contact.user_id


def _over(request: HttpRequest, link: AnswerLink, state: str) -> HttpResponse:
    """Says kindly why the link opens nothing, and whom to ask; what was typed is shown back.

    A form is answered 422, for which scripts show the page in the place of the one it was sent from; what was
    done is no error, also where it took the question away.
    """
    escalation = link.escalation
    context = {
        "layout": "bare.html",
        "link": link,
        "state": state,
        "escalation": escalation,
        "brand_name": escalation.brand.name,
        "department_name": department_name(escalation),
        "asker": asked_by(escalation),
        "typed": _typed(request) if request.method == "POST" else [],
    }
    if state == DECLINED:
        context["typed"] = []
    elif request.method == "POST":
        return render(request, OVER, context, status=422)
    is_shown = state in ("somebody_else", DECLINED) or "done" in request.GET
    return render(request, OVER, context, status=200 if is_shown else 410)


def _typed(request: HttpRequest) -> list[dict[str, str]]:
    """What came with the form; nothing of one that brings more than a closed door takes in."""
    try:
        return typed(request)
    except RequestDataTooBig:
        return []


def _unknown(request: HttpRequest) -> HttpResponse:
    who, most = current_origin().address or "", settings.WRONG_LINKS_ALLOWED
    if too_many("answer_link", who, most=most, seconds=GUESSES_IN):
        return render(request, "429.html", status=429)
    return _sealed(render(request, OVER, {"state": "unknown", "layout": "bare.html"}, status=404))


def _sealed(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    return response
