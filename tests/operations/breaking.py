"""Views that break, beside those of the product."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from accounts.access import public
from accounts.models import User
from cmhub import urls as product

TEXT = "Le client Mireille Ngo Bassong a écrit depuis mireille.ngo@example.com"


@public
def broken(request: HttpRequest, word: str) -> HttpResponse:
    known = User.objects.earliest("pk")
    try:
        User.objects.create(email=known.email, name=known.name)
    except Exception as error:
        raise RuntimeError(f"{TEXT} {word} {request.GET.get('q')}") from error
    return HttpResponse()


handler500 = product.handler500
urlpatterns = [path("broken/<str:word>/", broken, name="broken"), path("", include("cmhub.urls"))]
