"""What the pages behind signed links have in common: who comes in, what is said at a closed door, and that
the address stays with whoever has it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts.access import View, public
from accounts.models import Contact
from accounts.models.signed_link import SignedLink
from accounts.services.signed_links import LinkState, count_opening
from cmhub.lib.attempts import too_many
from cmhub.lib.htmx import get_or_post
from cmhub.lib.language import asked_language
from cmhub.lib.origin import current_origin
from cmhub.lib.scope import everything
from cmhub.lib.visitors import is_program

F = TypeVar("F")
L = TypeVar("L", bound=SignedLink)
GUESSES_IN, ACTS_IN = 300, 600
"""Seconds in which one address may try some links that are none (setting WRONG_LINKS_ALLOWED), and one link
be used for ACTS_ALLOWED acts, and for as many files. Whoever has a real link is never kept from it by others
of their address.
"""
ACTS_ALLOWED = 60
SOMEBODY_ELSE, BUSY, UNKNOWN = "somebody_else", "busy", "unknown"
"""Why a link is not opened, besides the states of links."""
OVER = "links/over.html"
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""The address is the right: it stays in no cache, no other site's log and no search engine."""


def link_page(view: View) -> View:
    """A page that its address opens.

    The link is the right, and no cookie is: a page of another site that could post here would know the link,
    and needs nobody's browser. So nothing is asked that a browser inside an app, which may refuse cookies,
    cannot give.
    """
    return public(csrf_exempt(never_cache(get_or_post(view))))


def link_file(view: View) -> View:
    """A file of what a link opens."""
    return public(never_cache(require_safe(view)))


@dataclass(frozen=True)
class Door(Generic[L]):
    """What is behind links of one kind: which link a token is and what it leads to; whose it is, with their
    contact and language, and in which time zone they read; the page, what its buttons do, what is said where
    it is shut (by a state of links or one of this module), and what is noted when a person opens it.

    Who has the link reads and does all that is behind it, and nothing else, whoever they are.
    """

    find: Callable[[str], L | None]
    state_of: Callable[[L, datetime], LinkState]
    whose: Callable[[L], Any]
    zone: Callable[[L], str]
    show: Callable[[HttpRequest, L], HttpResponse]
    act: Callable[[HttpRequest, L], HttpResponse]
    shut: Callable[[HttpRequest, L, str], HttpResponse]
    note: Callable[[L], Any] = count_opening

    def visit(self, request: HttpRequest, token: str) -> HttpResponse:
        link = self.find(token)
        if link is None:
            return unknown(request)
        language = asked_language(request) or self.whose(link).language
        with override(language), timezone.override(self.zone(link)), everything():
            return sealed(self._enter(request, link))

    def _enter(self, request: HttpRequest, link: L) -> HttpResponse:
        """Looking changes nothing, for the programs that open links before people do: buttons act."""
        state = self.state_of(link, timezone.now())
        if state != LinkState.LIVE:
            return self.shut(request, link, state.value)
        if self._is_somebody_else(request, link):
            return self.shut(request, link, SOMEBODY_ELSE)
        if request.method == "POST":
            return self.shut(request, link, BUSY) if used_too_often(link, "acts") else self.act(request, link)
        if request.method == "GET" and "done" not in request.GET and not is_program(request):
            self.note(link)
        return self.show(request, link)

    def give(
        self,
        request: HttpRequest,
        token: str,
        file_of: Callable[[L], F | None],
        serve: Callable[[L, F], HttpResponse],
    ) -> HttpResponse:
        """A file, as long as the link is open to who asks."""
        link = self.find(token)
        if link is None:
            return unknown(request)
        with everything():
            file, state = file_of(link), self.state_of(link, timezone.now())
            if file is None or state != LinkState.LIVE or self._is_somebody_else(request, link):
                raise Http404
            if used_too_often(link, "files"):
                return sealed(render(request, "429.html", status=429))
            return sealed(serve(link, file))

    def _is_somebody_else(self, request: HttpRequest, link: L) -> bool:
        """Whether the browser is that of somebody known whose link it is not: they act in their own name."""
        contact: Contact | None = self.whose(link).contact
        return request.user.is_authenticated and request.user.pk != (contact and contact.user_id)


def used_too_often(link: SignedLink, what: str) -> bool:
    return too_many(f"{link._meta.label_lower}.{what}", str(link.pk), most=ACTS_ALLOWED, seconds=ACTS_IN)


def shut(
    request: HttpRequest, state: str, context: dict[str, Any], *, template: str = OVER, kindly: bool = False
) -> HttpResponse:
    """Says kindly why the link opens nothing, and whom to ask; what was typed is shown back.

    A form is answered 422, for which scripts show the page in the place of the one it was sent from; what was
    done (`kindly`) is no error, also where it took the thing away.
    """
    given = {"layout": "bare.html", "state": state, **context}
    if request.method == "POST" and not kindly:
        return render(request, template, given, status=422)
    is_shown = kindly or state == SOMEBODY_ELSE or "done" in request.GET
    return render(request, template, given, status=200 if is_shown else 410)


def again(request: HttpRequest, **said: str) -> str:
    """The page's address, in the language in which it was asked for: a browser may not remember it."""
    told = {"lang": asked_language(request) or "", **said}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{request.path}?{query}" if query else request.path


def typed(request: HttpRequest, labels: dict[str, Any]) -> list[dict[str, str]]:
    """The texts that came with a form, to be shown back; nothing of one that brings more than a closed door
    takes in.
    """
    try:
        given = [(str(label), request.POST.get(name, "").strip()) for name, label in labels.items()]
    except RequestDataTooBig:
        return []
    return [{"label": label, "text": text} for label, text in given if text]


def unknown(request: HttpRequest) -> HttpResponse:
    """For an address that is no link; whoever tries many is kept waiting."""
    who, most = current_origin().address or "", settings.WRONG_LINKS_ALLOWED
    if too_many("signed_link", who, most=most, seconds=GUESSES_IN):
        return render(request, "429.html", status=429)
    return sealed(render(request, OVER, {"state": UNKNOWN, "layout": "bare.html"}, status=404))


def sealed(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    return response
