"""Middleware that says in a header how many queries an answer took, those of session and person too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

QUERIES = "X-Queries"
View = Callable[[HttpRequest], HttpResponse]


def count_queries(get_response: View) -> View:
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
