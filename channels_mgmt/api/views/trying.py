"""Asking the API from the page as a program does: by a token, and with what it would send."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.urls import resolve, reverse

from cmhub.lib.scope import Scope, entered

READ = "limit=2"


@dataclass(frozen=True)
class Answer:
    """What a program gets."""

    status: int
    body: str

    @property
    def is_well(self) -> bool:
        return 200 <= self.status < 300

    @property
    def words(self) -> str:
        return f"{self.status} {HTTPStatus(self.status).phrase}"


def ask(request: HttpRequest, *, operation: str, token: str, body: str) -> Answer:
    """The API's answer to `operation`, the name of its address. Nothing of the person who asks goes with it:
    the token alone says what may be done.
    """
    path, given = reverse(f"api:v1:{operation}"), body.encode(errors="replace")
    asked = WSGIRequest(
        {
            "REQUEST_METHOD": "POST" if operation == "give" else "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "" if operation == "give" else READ,
            "SERVER_NAME": request.META["SERVER_NAME"],
            "SERVER_PORT": request.META["SERVER_PORT"],
            "HTTP_HOST": request.META.get("HTTP_HOST", ""),
            "HTTP_AUTHORIZATION": f"Bearer {token}",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(given)),
            "wsgi.url_scheme": request.scheme,
            "wsgi.input": BytesIO(given),
        }
    )
    asked.user = AnonymousUser()
    with entered(Scope()):
        found = resolve(path)
        response: Any = found.func(asked, *found.args, **found.kwargs)
    told = json.loads(response.content)
    return Answer(response.status_code, json.dumps(told, ensure_ascii=False, indent=2))
