"""Refusals as JSON, in the language that was asked for."""

import logging
from functools import partial
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from channels_mgmt.inbox.services.turns import BusyError
from cmhub.lib.lacking import RETRY_AFTER, Lack, lack_of

logger = logging.getLogger("django.request")

BUSY_FOR = 30
"""Seconds after which a program may try again while a file is being recorded."""

CODES = {400: "unreadable", 401: "no_token", 403: "scope", 404: "not_found", 422: "not_as_described"}
WORDS = {
    400: _("The body is not JSON that can be read."),
    401: _("Bring a valid token: Authorization: Bearer …"),
    404: _("There is nothing at this address."),
    413: _("The body is too large: send fewer messages at once."),
    422: _("The request is not as described."),
    429: _("Too many requests: wait as long as Retry-After says."),
    500: _("Something went wrong here. What was sent may be sent again: nothing is taken twice."),
    503: _("A file of the brand is being taken in: wait as long as Retry-After says."),
}

LACKING = {
    Lack.DATABASE: ("unavailable", _("The data cannot be reached: wait as long as Retry-After says.")),
    Lack.ROOM: ("no_room", _("There is no room left to record anything: nothing was taken.")),
}


class ToldError(HttpError):
    """A refusal with a sentence of ours, in the language asked."""


def answer_errors(api: NinjaAPI) -> None:
    """Puts our answers in place of those of the library."""
    handlers: tuple[tuple[type[Exception], Any], ...] = (
        (AuthenticationError, no_token),
        (Throttled, partial(refused, status=429, code="too_many")),
        (HttpError, as_told),
        (ValidationError, not_as_described),
        (RequestDataTooBig, partial(refused, status=413, code="too_large")),
        (Http404, partial(refused, status=404, code="not_found")),
        (BusyError, busy),
        (Exception, broken),
    )
    for kind, handler in handlers:
        api.add_exception_handler(kind, partial(handler, api))


def refused(
    api: NinjaAPI,
    request: HttpRequest,
    _error: Exception | None = None,
    *,
    status: int,
    code: str,
    message: str = "",
    fields: list[str] | None = None,
) -> HttpResponse:
    told = {"code": code, "message": message or str(WORDS[status]), "fields": fields or []}
    return api.create_response(request, {"error": told}, status=status)


def no_token(api: NinjaAPI, request: HttpRequest, _error: Exception | None = None) -> HttpResponse:
    response = refused(api, request, status=401, code="no_token")
    response["WWW-Authenticate"] = "Bearer"
    return response


def as_told(api: NinjaAPI, request: HttpRequest, error: HttpError) -> HttpResponse:
    """Our own sentences go out as they are; those of the library are English, and ours stand for them."""
    status = error.status_code
    message = error.message if isinstance(error, ToldError) else str(WORDS.get(status, error.message))
    return refused(api, request, status=status, code=CODES.get(status, "refused"), message=message)


def not_as_described(api: NinjaAPI, request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which fields, by their place: what is wrong with each stands in the description."""
    places = sorted({".".join(map(str, one["loc"])) for one in error.errors})
    return refused(api, request, status=422, code="not_as_described", fields=places)


def busy(api: NinjaAPI, request: HttpRequest, _error: Exception) -> HttpResponse:
    response = refused(api, request, status=503, code="busy")
    response["Retry-After"] = str(BUSY_FOR)
    return response


def broken(api: NinjaAPI, request: HttpRequest, error: Exception) -> HttpResponse:
    """What nobody expected, noted like that of a page."""
    lack = lack_of(error)
    noted = {"status_code": int(lack or 500), "request": request}
    logger.error("Internal Server Error: %s", request.path, exc_info=error, extra=noted)
    if lack is None:
        return refused(api, request, status=500, code="broken")
    code, message = LACKING[lack]
    response = refused(api, request, status=lack, code=code, message=str(message))
    response["Retry-After"] = str(RETRY_AFTER[lack])
    return response
