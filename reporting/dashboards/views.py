from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from accounts.access import person_of, signed_in
from cmhub.lib.htmx import render_page
from cmhub.lib.weeks import Week
from reporting.weekly.cards import key_figures, sentences
from reporting.weekly.models import WeeklyReport

BRANDS_SHOWN = 12


@signed_in
def executive(request: HttpRequest) -> HttpResponse:
    """The latest published week of each brand that the person reads, on one page for a phone."""
    latest = (
        WeeklyReport.objects.visible_to(person_of(request))
        .published()
        .select_related("brand")
        .order_by("brand_id", "-week", "-revision")
        .distinct("brand_id")[:BRANDS_SHOWN]
    )
    weeks = [
        {
            "report": report,
            "week": Week.parse(report.week),
            "figures": key_figures(report),
            "sentences": sentences(report),
            "chart": report.charts.get(get_language(), {}).get("by_day"),
            "decisions": report.qualitative["decisions_asked"],
        }
        for report in latest
    ]
    return render_page(request, "dashboards/executive.html", {"weeks": weeks}, partial="weeks")
