"""The page of an act that failed: in the reader's language, and without anything that may be missing."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from cmhub.lib.lacking import RETRY_AFTER, lack_of
from cmhub.lib.language import asked_language


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles what was raised."""
    lack = lack_of(sys.exc_info()[1])
    status = int(lack or 500)
    with translation.override(language_of(request)):
        response = HttpResponse(render_to_string(f"errors/{status}.html"), status=status)
        response["Content-Language"] = translation.get_language() or ""
    if lack:
        response["Retry-After"] = str(RETRY_AFTER[lack])
    return response


def language_of(request: HttpRequest) -> str:
    """That of the page where it was settled; else what can be known without the database."""
    settled = getattr(request, "LANGUAGE_CODE", None)
    return settled or asked_language(request) or translation.get_language_from_request(request)
