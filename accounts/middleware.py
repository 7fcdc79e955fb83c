"""Who comes in, and what they are told at the door."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from accounts.services.sessions import SEEN_EVERY, note_seen, why_ended

Respond = Callable[[HttpRequest], HttpResponse]

WAY_TO_A_SECOND_FACTOR = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "account_logout",
}
"""What somebody may open who still has to set up a second factor."""


class SessionsMiddleware:
    """Keeps, every few minutes, when and from where a session is used, for the person's own list of them."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = request.session.session_key
        if key and request.user.is_authenticated:
            mark = f"session-seen:{sha256(key.encode()).hexdigest()}"
            if cache.add(mark, 1, SEEN_EVERY.total_seconds()):
                note_seen(request)
        return response


class DoorMiddleware:
    """Tells somebody whose session was ended why, and leads whoever owes a second factor to set it up.

    Until then they can do nothing else, by whatever kind of request.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return ended(request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        if getattr(request.user, "needs_second_factor", False) and page not in WAY_TO_A_SECOND_FACTOR:
            return second_factor_first(request)
        return None


def second_factor_first(request: HttpRequest) -> HttpResponse:
    to = reverse("mfa_index")
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(to)
    if request.method in ("GET", "HEAD"):
        return redirect(to)
    # Refused, not led on: what was sent has not been done, and the page that sent it keeps it.
    return render(request, "accounts/second_factor_first.html", status=403)


def ended(request: HttpRequest) -> HttpResponse | None:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    why = why_ended(key) if key else None
    if why is None:
        return None
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(reverse("accounts:session_ended", query={"why": why}))
    return render(request, "accounts/session_ended.html", {"why": why}, status=403)
