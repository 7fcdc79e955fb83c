"""Answers to requests of which some come from HTMX: the page, a piece of it, nothing, or another page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request once HtmxMiddleware has seen it."""

    htmx: HtmxDetails


class HtmxResponseMiddleware:
    """Marks answers as depending on ``HX-Request``, and sends a person whose session ended to the login page.

    HTMX would follow the redirection itself and put the login page in place of a fragment.
    """

    def __init__(self, get_response: Callable[[HtmxRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HtmxRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.htmx and response.status_code == 302 and self.leads_to_login(response["Location"]):
            page = urlsplit(request.htmx.current_url_abs_path or "/")
            back = QueryDict(mutable=True)
            back["next"] = f"{page.path}?{page.query}" if page.query else page.path
            response = HttpResponseClientRedirect(f"{settings.LOGIN_URL}?{back.urlencode(safe='/')}")
        patch_vary_headers(response, ["HX-Request"])
        return response

    @staticmethod
    def leads_to_login(location: str) -> bool:
        return urlsplit(location).path == settings.LOGIN_URL


def is_fragment(request: HttpRequest) -> bool:
    """Whether the request wants a piece of the page: from HTMX, neither boosted nor restoring the history."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


get_or_post = require_http_methods(["GET", "HEAD", "POST"])
"""What a page with a form answers."""


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    partial: str | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The whole template, or its partial of that name where the request wants a piece of the page."""
    name = f"{template}#{partial}" if partial and is_fragment(request) else template
    return render(request, name, context, status=status)


def not_modified(request: HttpRequest, version: object) -> HttpResponse | None:
    """204, on which HTMX leaves the page as it is, where a poll has seen this version (``?seen=``)."""
    if is_fragment(request) and request.GET.get("seen") == str(version):
        return HttpResponse(status=204)
    return None


def redirect_to(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """The way to another page once a form was sent: 303, or an order to the browser from HTMX."""
    url = resolve_url(to, *args, **kwargs)
    if is_fragment(request):
        return HttpResponseClientRedirect(url)
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
