"""Who comes in by a token, for what, and how often."""

import time

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from channels_mgmt.api.choices import Scope
from channels_mgmt.api.models import Token
from channels_mgmt.api.services.tokens import token_of
from channels_mgmt.api.views.errors import ToldError
from cmhub.lib.scope import ask_as_brand

WINDOW = 60


class TokenAuth(HttpBearer):
    """Lets in who brings a token of this scope; from there on the database shows the token's brand alone."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        found = token_of(token)
        if found is None:
            return None
        if self.scope not in found.scopes:
            told = _("This token may not be used for that: it lacks the scope %(scope)s.")
            raise ToldError(403, told % {"scope": self.scope.value})
        refuse_too_long(request)
        ask_as_brand(found.brand_id)
        return found


def refuse_too_long(request: HttpRequest) -> None:
    """Before the body is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestDataTooBig(f"A body of {length} bytes was refused unread.")


def token_behind(request: HttpRequest) -> Token:
    """The token by which the request was let in."""
    token: Token = request.auth  # type: ignore[attr-defined]
    return token


class TokenThrottle(BaseThrottle):
    """So many requests of one token a minute; without limit while the cache is down."""

    def allow_request(self, request: HttpRequest) -> bool:
        key = f"api:{token_behind(request).pk}:{int(time.time()) // WINDOW}"
        cache.add(key, 0, timeout=2 * WINDOW)
        return cache.incr(key) <= settings.API_REQUESTS_A_MINUTE

    def wait(self) -> float:
        return WINDOW - time.time() % WINDOW
