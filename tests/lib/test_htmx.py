from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django_htmx.middleware import HtmxDetails

from cmhub.lib.htmx import is_fragment, not_modified, redirect_to, render_page

PAGE = "{% load partials %}<h1>Inbox</h1>{% partialdef list inline %}<ul>{{ n }}</ul>{% endpartialdef %}"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.locmem.Loader", {"page.html": PAGE})],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]
HTMX = {"HTTP_HX_REQUEST": "true"}


def request(path: str = "/", **headers: str) -> HttpRequest:
    made: Any = RequestFactory().get(path, **headers)
    made.htmx = HtmxDetails(made)
    return made


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        (HTMX, False),
        (HTMX | {"HTTP_HX_BOOSTED": "true"}, True),
        (HTMX | {"HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}, True),
    ],
)
@override_settings(TEMPLATES=TEMPLATES)
def test_one_address_two_renderings(headers: dict[str, str], whole: bool) -> None:
    html = render_page(request(**headers), "page.html", {"n": 3}, "list").content.decode()
    assert html == ("<h1>Inbox</h1><ul>3</ul>" if whole else "<ul>3</ul>")


@override_settings(TEMPLATES=TEMPLATES)
def test_without_a_partial_the_whole_page() -> None:
    response = render_page(request(**HTMX), "page.html", {"n": 3}, status=422)
    assert response.content.startswith(b"<h1>")
    assert response.status_code == 422


def test_a_poll_that_has_seen_it_all() -> None:
    answer = not_modified(request("/?seen=17", **HTMX), 17)
    assert answer is not None
    assert answer.status_code == 204
    assert not_modified(request("/?seen=16", **HTMX), 17) is None
    assert not_modified(request("/?seen=17"), 17) is None


def test_going_elsewhere() -> None:
    plain = redirect_to(request(), "/b/mobile/")
    assert (plain.status_code, plain["Location"]) == (303, "/b/mobile/")
    told = redirect_to(request(**HTMX), "/b/mobile/")
    assert told["HX-Redirect"] == "/b/mobile/"


def test_a_request_without_the_middleware_is_a_page() -> None:
    assert not is_fragment(RequestFactory().get("/"))
