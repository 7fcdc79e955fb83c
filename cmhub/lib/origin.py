"""Where what is being done comes from: a page and its address and device, or a command or task by its name.

Kept beside the call rather than handed through it, since services know no request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cmhub.lib.devices import device_of


@dataclass(frozen=True)
class Origin:
    """`address` and `device` of a page's reader, or `source`, the name of a command or task."""

    address: str | None = None
    device: str = ""
    source: str = ""


UNKNOWN = Origin()
_current: ContextVar[Origin] = ContextVar("origin", default=UNKNOWN)


def current_origin() -> Origin:
    return _current.get()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)


class OriginMiddleware:
    """Keeps the request's address and device for what is done while it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        device = device_of(request.META.get("HTTP_USER_AGENT", ""))
        with coming_from(Origin(address=client_address(request), device=device)):
            return self.get_response(request)


def client_address(request: HttpRequest) -> str | None:
    """The address that the request came from; None where it has none, as over a local socket.

    `X-Forwarded-For` counts only as far as the trusted proxies have written it (TRUSTED_PROXIES): each adds
    at its end the address that it was asked from, and what stands before was written by the client.
    """
    trusted = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    address = request.META.get("REMOTE_ADDR", "")
    if trusted:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = hops[-trusted] if len(hops) >= trusted else address
    try:
        return str(ip_address(address.strip()))
    except ValueError:
        return None
