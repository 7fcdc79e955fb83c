"""The nine diagnoses of a brand on one page, and from when each is raised."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in
from cmhub.lib.weeks import Week, WeekError
from reporting.annotations.services.timeline import events_of
from reporting.diagnoses.forms.thresholds import ThresholdsForm
from reporting.diagnoses.models import DiagnosisReading
from reporting.diagnoses.services.diagnosing import diagnose, history_of, with_history
from reporting.diagnoses.services.thresholds import change_thresholds, thresholds_set
from reporting.diagnoses.telling import cards_of, days_drawn, names_raised


@require_safe
@requires(Right.REPORT_VIEW)
def diagnoses(request: HttpRequest, slug: str) -> HttpResponse:
    """As the brand stands now, with how each diagnosis was in the weeks that were reported; `?week=` shows
    one of these as its report has them.
    """
    brand, now = load_brand(request, slug), timezone.now()
    asked = request.GET.get("week", "")
    kept = reading_of(brand, asked) if asked else None
    past = history_of(brand, until=Week.of(now, brand.time_zone))
    findings = kept.findings if kept else with_history(diagnose(brand, now), past)
    at = kept.computed_at if kept else now
    context = {
        "at": at,
        "week": Week.parse(kept.week) if kept else None,
        "raised": names_raised(findings),
        "unknown": sum(1 for one in findings if one["raised"] is None),
        "cards": cards_of(
            findings,
            brand=brand,
            rights=access_of(request).rights,
            past=past,
            changed=thresholds_set(brand).values,
            events=events_of(brand, *days_drawn(at, brand.time_zone), now=now),
        ),
    }
    return render_page(request, "diagnoses/page.html", context)


def reading_of(brand: Brand, week: str) -> DiagnosisReading:
    """What the last revision of a week's report says. Raises Http404 where none was kept."""
    try:
        asked = Week.parse(week)
    except WeekError as error:
        raise Http404(str(error)) from error
    readings = DiagnosisReading.objects.filter(brand=brand, week=str(asked))
    reading = readings.order_by("-revision").first()
    if reading is None:
        raise Http404(_("No diagnoses were kept of this week."))
    return reading


@requires(Right.TEAM_MANAGE)
def thresholds(request: HttpRequest, slug: str) -> HttpResponse:
    """From when each diagnosis is raised on this brand, as far as it says so itself."""
    brand = load_brand(request, slug)
    form = ThresholdsForm(request.POST or None, held=thresholds_set(brand))
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"]
        with refusals_in(form) as meanwhile:
            change_thresholds(brand=brand, values=form.values, edition=edition, by=person_of(request))
            messages.success(request, _("Saved."))
            return redirect_to(request, "diagnoses:diagnoses", slug)
        if meanwhile.row:
            theirs = differences(form, ThresholdsForm(held=meanwhile.row))
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "diagnoses/thresholds.html", {"form": form, "theirs": theirs}, status=status)
