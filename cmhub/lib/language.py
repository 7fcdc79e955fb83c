"""Which language a page is in: what was asked for, at the door of this session too, else the person's own,
else the browser's, else French.

And whose time it tells: the person's, until a page of one brand activates the brand's.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation

PARAMETER = "lang"
AT_THE_DOOR = "language"
"""What was chosen before logging in, for as long as the session lasts or until another is chosen in it."""


def asked_language(request: HttpRequest) -> str | None:
    """The language of ``?lang=``, where it is one of ours."""
    asked = request.GET.get(PARAMETER, "")
    return asked if asked in dict(settings.LANGUAGES) else None


def chosen_language(request: HttpRequest) -> str:
    """The language to answer in."""
    if request.user.is_authenticated:
        own = request.session.get(AT_THE_DOOR) or getattr(request.user, "language", "")
        if own in dict(settings.LANGUAGES):
            return own
    return translation.get_language_from_request(request)


def remember(request: HttpRequest, asked: str) -> None:
    """Keeps what was asked for as the person's setting; of somebody yet unknown, for the session."""
    if not request.user.is_authenticated:
        request.session[AT_THE_DOOR] = asked
        return
    if AT_THE_DOOR in request.session:
        del request.session[AT_THE_DOOR]
    if request.user.language != asked:
        request.user.language = asked
        request.user.save(update_fields=["language"])


class LanguageMiddleware(LocaleMiddleware):
    """Activates the language of the request, and remembers a ``?lang=`` in a cookie and in the person's
    setting.

    Comes after authentication. A person's setting is any ``language`` field of the user model.
    """

    def process_request(self, request: HttpRequest) -> None:
        asked = asked_language(request)
        if asked:
            remember(request, asked)
        translation.activate(asked or chosen_language(request))
        timezone.activate(getattr(request.user, "time_zone", None) or timezone.get_default_timezone())
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        if asked := asked_language(request):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
            )
        return response
