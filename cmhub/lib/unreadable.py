"""Requests that no text of ours can answer."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NUL = "\x00"


class UnreadableMiddleware:
    """Refuses NUL in an address, its parameters or a cookie: PostgreSQL takes it in no text, and a browser
    sends it to probe. Forms refuse it in what is posted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        in_query = "%00" in request.META.get("QUERY_STRING", "")
        if in_query or NUL in request.path_info or any(NUL in value for value in request.COOKIES.values()):
            raise BadRequest("NUL in the request")
        return self.get_response(request)
