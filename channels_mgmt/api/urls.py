from collections.abc import Iterable
from typing import Any

from django.urls import URLPattern, include, path
from django.views.decorators.csrf import csrf_exempt

from accounts.access import by_token, public
from channels_mgmt.api.views import pages
from channels_mgmt.api.views.operations import api, nowhere

DESCRIPTION = "openapi-json"
ROOT = "api-root"


def operations() -> Iterable[Any]:
    """The addresses of the API, each saying who may use it: a program with a token, and the description
    whoever wants to read it.
    """
    for entry in api.urls[0]:
        if isinstance(entry, URLPattern):
            declare = public if entry.name in (DESCRIPTION, ROOT) else by_token
            entry.callback = declare(entry.callback)
            yield entry


app_name = "api"
urlpatterns = [
    path("api/v1/", include((list(operations()), "ninja"), namespace=api.urls[2])),
    path("api/v1/<path:rest>", by_token(csrf_exempt(nowhere))),
    path("b/<slug:slug>/api/", pages.overview, name="overview"),
    path("b/<slug:slug>/api/try/", pages.try_it, name="try_it"),
    path("b/<slug:slug>/api/tokens/", pages.token_new, name="token_new"),
    path("b/<slug:slug>/api/tokens/<int:pk>/revoke/", pages.token_revoke, name="token_revoke"),
    path("b/<slug:slug>/api/webhooks/", pages.webhook_new, name="webhook_new"),
    path("b/<slug:slug>/api/webhooks/<int:pk>/switch/", pages.webhook_switch, name="webhook_switch"),
    path("b/<slug:slug>/api/deliveries/<int:pk>/replay/", pages.delivery_replay, name="delivery_replay"),
]
