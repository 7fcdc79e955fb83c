"""Views that forget to ask who may see what, beside those of the product."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.apps import apps
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path

from accounts.access import Right, public, requires, signed_in
from channels_mgmt.brands.access import load_brand
from channels_mgmt.inbox.models import Interaction, Message


@signed_in
def everything_of(request: HttpRequest, label: str) -> HttpResponse:
    return JsonResponse({"ids": sorted(apps.get_model(label).objects.values_list("pk", flat=True))})


@signed_in
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(get_object_or_404(Interaction, pk=pk).author)


@signed_in
def count(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(text), '') FROM inbox_message")
        return JsonResponse({"row": cursor.fetchone()})


@signed_in
def search(request: HttpRequest, brand: int) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM inbox_found(%s, plainto_tsquery('cmhub_french', 'réseau'), 9)", [brand]
        )
        return JsonResponse({"row": cursor.fetchone()})


@signed_in
def export(request: HttpRequest) -> HttpResponse:
    def lines() -> Any:
        for message in Message.objects.order_by("pk").iterator():
            written = StringIO()
            csv.writer(written).writerow([message.author, message.text])
            yield written.getvalue()

    return StreamingHttpResponse(lines(), content_type="text/csv")  # type: ignore[return-value]


@requires(Right.BRAND_VIEW)
def page_of_one_brand(request: HttpRequest, slug: str) -> HttpResponse:
    load_brand(request, slug)
    return JsonResponse({"brands": sorted(set(Interaction.objects.values_list("brand__slug", flat=True)))})


@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    changed = Interaction.objects.filter(pk=pk).update(theme="altered")
    gone, _of = Interaction.objects.filter(pk=pk).delete() if not changed else (0, {})
    return JsonResponse({"changed": changed, "gone": gone})


@public
def to_anybody(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"messages": Message.objects.count(), "interactions": Interaction.objects.count()})


urlpatterns = [
    path("forgot/all/<str:label>/", everything_of),
    path("forgot/one/<int:pk>/", one),
    path("forgot/count/", count),
    path("forgot/search/<int:brand>/", search),
    path("forgot/export/", export),
    path("forgot/b/<slug:slug>/", page_of_one_brand),
    path("forgot/change/<int:pk>/", change),
    path("forgot/anybody/", to_anybody),
    path("", include("cmhub.urls")),
]
