"""A view that does not say what it needs does not start."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

LIBRARY_VIEWS = ("allauth.account.", "allauth.mfa.", "allauth.socialaccount.")
"""Views of libraries, which bring their own rule: they serve nobody's data but the person's own."""


def walk(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each URL pattern of the project with its full route."""
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, route)
        else:
            yield route, entry


def every_url() -> list[tuple[str, URLPattern]]:
    return list(walk(get_resolver().url_patterns))


@register()
def views_declare_rights(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"The view of “{route}” declares no right.",
            hint="Put @public, @signed_in, @by_token or @requires(Right.…) of accounts.access on it.",
            id="cmhub.E001",
        )
        for route, entry in every_url()
        if not hasattr(entry.callback, "declared_right")
        and not str(getattr(entry.callback, "__module__", "")).startswith(LIBRARY_VIEWS)
    ]
