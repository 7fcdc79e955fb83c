"""The page that others are compared with: a session, a person, 25 rows, a template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import signed_in
from channels_mgmt.inbox.models import Interaction

ROWS = 25
QUERIES = "X-Queries"


@signed_in
def trivial(request: HttpRequest) -> HttpResponse:
    return render(request, "benchmarks/trivial.html", {"rows": Interaction.objects.order_by("-pk")[:ROWS]})


def count_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that says in a header how many queries an answer took, those of session and person too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        count = 0

        def counting(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*arguments)

        with connection.execute_wrapper(counting):
            response = get_response(request)
        response[QUERIES] = str(count)
        return response

    return middleware
