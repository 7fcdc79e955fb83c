"""What a signed link to a report leads to: the week's published report, to be read and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts import link_pages
from accounts.link_pages import Door
from accounts.services.signed_links import LinkState
from cmhub.lib.language import asked_language
from cmhub.lib.pdf import PdfUnavailableError
from cmhub.lib.visitors import is_program
from reporting.weekly.files.document import document_of
from reporting.weekly.files.giving import file_of
from reporting.weekly.models import ReportLink, WeeklyReport
from reporting.weekly.services import links
from reporting.weekly.services.drawing import charts_of
from reporting.weekly.views.delivery import note_file


@link_pages.link_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    return DOOR.visit(request, token)


@link_pages.link_file
def file_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same on paper."""

    def found(link: ReportLink) -> WeeklyReport | None:
        return links.published_of(link.brand, link.week)

    def drawn(link: ReportLink, report: WeeklyReport) -> HttpResponse:
        zone = link.brand.time_zone
        with override(asked_language(request) or link.language), timezone.override(zone):
            try:
                response = file_of(report, "pdf", zone=zone)
            except PdfUnavailableError:
                return _show(request, link)
            if not is_program(request):
                note_file(report, "pdf", by=None, link=link)
        response["Cache-Control"] = "private, no-store"
        return response

    return DOOR.give(request, token, found, drawn)


def _show(request: HttpRequest, link: ReportLink) -> HttpResponse:
    report = links.published_of(link.brand, link.week)
    if report is None:
        return _shut(request, link, LinkState.OVER)
    context: dict[str, Any] = {
        **document_of(report, zone=link.brand.time_zone),
        "wide": True,
        "shown_brand": link.brand,
        "charts": charts_of(report, events=()),
        "paper": f"{request.path}pdf/",
    }
    return render(request, "weekly/by_link.html", context)


def _shut(request: HttpRequest, link: ReportLink, state: str) -> HttpResponse:
    context = {
        "link": link,
        "name": link.name,
        "own_page": reverse("weekly:report", args=[link.brand.slug, link.week]),
        "brand_name": link.brand.name,
        "asker": None,
        "typed": [],
    }
    return link_pages.shut(request, state, context, template="weekly/by_link_over.html")


DOOR = Door(
    find=links.find,
    state_of=links.state_of,
    whose=lambda link: link,
    zone=lambda link: link.brand.time_zone,
    show=_show,
    act=_show,
    shut=_shut,
    note=links.note_opening,
)
