"""What browsers and what lies between may keep of an answer."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.http.response import HttpResponseBase

LOGGED_OUT = "cmhub_logged_out"


def note_logout(request: HttpRequest | None, **_signal: object) -> None:
    if request is not None:
        setattr(request, LOGGED_OUT, True)


class KeepingMiddleware:
    """Pages are for one browser only, files that are taken away for none; logging out empties its cache.

    Pages are not `no-store`: on a line that is cut, going back must still show them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        user_logged_out.connect(note_logout, dispatch_uid="keeping")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.get("Content-Disposition", "").startswith("attachment"):
            response["Cache-Control"] = "private, no-store"
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        if hasattr(request, LOGGED_OUT):
            response["Clear-Site-Data"] = '"cache"'
        return response
