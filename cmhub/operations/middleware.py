"""Around each request: its number, its line in the log, and its place in the figures."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cmhub.lib.logs import FACTS
from cmhub.lib.work import Work, doing, looks_like_a_number, new_number, numbers_in
from cmhub.operations.request_counts import count_request

log = logging.getLogger("cmhub.requests")

HEADER = "X-Request-ID"
QUIET = ("/healthz", "/readyz", "/metrics")


class RequestMiddleware:
    """Stands before all others, so that what they refuse has a number and a line too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with doing(Work(number_of(request), request=request)) as work:
            response = self.get_response(request)
            response[HEADER] = work.request_id
            if not is_quiet(request):
                note(request, response, work.seconds)
        return response


def number_of(request: HttpRequest) -> str:
    """The number that a proxy which is counted gave the request, if it looks like one; else a new one."""
    given = request.headers.get(HEADER, "")
    trusted = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    return given if trusted and looks_like_a_number(given) else new_number()


def is_quiet(request: HttpRequest) -> bool:
    """Whether it is a file of the pages, or a program that looks whether all is well."""
    return request.path_info.startswith(settings.STATIC_URL) or request.path_info in QUIET


def note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    count_request(request, response.status_code, seconds)
    facts = {"method": request.method, "status": response.status_code, "ms": round(seconds * 1000)}
    log.info("request", extra={FACTS: facts | numbers_in(request)})
