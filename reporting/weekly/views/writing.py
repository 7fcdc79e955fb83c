"""The qualitative half: one page of parts, each saved for itself, so that two can write at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.themes import themes_of
from cmhub.lib.htmx import is_fragment, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in
from cmhub.lib.weeks import Week
from reporting.weekly.access import latest_report, load_week
from reporting.weekly.choices import AREAS, FROZEN, Area
from reporting.weekly.forms import (
    NewDecisionForm,
    NewInsightForm,
    NewRecommendationForm,
    ReadingForm,
    TieForm,
    frustrated,
    keep_drafts,
)
from reporting.weekly.models import (
    DecisionAsked,
    FrustrationTheme,
    Insight,
    Quotation,
    Recommendation,
    WeeklyReport,
)
from reporting.weekly.qualitative import followed
from reporting.weekly.services import lifecycle, words

PARTS: dict[str, tuple[type[Any], type[Any]]] = {
    **{area.value: (Insight, NewInsightForm) for area in Area},
    "recommendation": (Recommendation, NewRecommendationForm),
    "decision": (DecisionAsked, NewDecisionForm),
}
"""What can be added to a report, with the form of each; an insight by what it is about."""


@requires(Right.REPORT_COMPLETE)
def write(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    """All parts as they are; sent, the reading of the numbers, which can be handed to the manager."""
    report, asked_week = _draft(request, slug, week)
    form = ReadingForm.of(report, request.POST or None)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            report = words.write_reading(
                report=report,
                edition=form.cleaned_data["edition"],
                reading=form.reading(),
                errata=form.errata_lines(),
                by=person_of(request),
            )
            form = ReadingForm.of(report, {**request.POST.dict(), "edition": report.edition})
            form.full_clean()
            with refusals_in(form):  # what is written stands, whether or not it can be handed over
                if "complete" in request.POST:
                    lifecycle.complete(report=report, by=person_of(request))
                messages.success(request, _("Saved."))
                return redirect_to(request, "weekly:report", slug, str(asked_week))
        if meanwhile.row:
            report = meanwhile.row
            theirs = differences(form, ReadingForm.of(report))
    return _page(request, report, asked_week, reading_form=form, theirs=theirs)


@requires(Right.REPORT_COMPLETE)
@require_POST
def add(request: HttpRequest, slug: str, week: str, part: str) -> HttpResponse:
    """One more insight, recommendation or decision that is asked for."""
    report, asked_week = _draft(request, slug, week)
    if part not in PARTS:
        raise Http404
    kind, form = PARTS[part][0], _new(part, report, request.POST)
    if form.is_valid():
        area = {"area": part} if kind is Insight else {}
        with refusals_in(form):
            words.add(
                kind=kind,
                report=report,
                key=form.cleaned_data["key"],
                values={**form.values(), **area},
                by=person_of(request),
            )
            messages.success(request, _("Saved."))
            return after(request, report, part)
    if is_fragment(request):
        return _part(request, report, part, form)
    return _page(request, report, asked_week, sent={part: form})


def after(request: HttpRequest, report: WeeklyReport, part: str) -> HttpResponse:
    """A part once something in it was written: itself alone, so that what is typed in the others stays, or
    its place on the page.
    """
    if is_fragment(request):
        return _part(request, report, part, _new(part, report))
    return redirect_to(request, to_part(report.brand.slug, report.week, part))


def to_part(slug: str, week: object, part: str) -> str:
    return f"{reverse('weekly:write', args=[slug, str(week)])}#{part}"


def _draft(request: HttpRequest, slug: str, week: str) -> tuple[WeeklyReport, Week]:
    brand, asked_week = load_week(request, slug, week)
    report = latest_report(request, brand, asked_week)
    if report is None:
        raise Http404(_("This week has no report yet."))
    return report, asked_week


def _new(part: str, report: WeeklyReport, data: Any = None) -> Any:
    form = PARTS[part][1](data, prefix=part)
    form.offer(report.brand, report.week, part)
    keep_drafts(form, f"report:{report.pk}:{part}")
    return form


def _part(request: HttpRequest, report: WeeklyReport, part: str, form: Any) -> HttpResponse:
    context = {"report": report, "week": report.week, "brand": report.brand}
    if part == "recommendation":
        context |= {"section": "weekly/words/_recommendations.html", **_recommendations(report, form)}
    elif part == "decision":
        context |= {"section": "weekly/words/_decisions.html", **_decisions(report, form)}
    else:
        context |= {"section": "weekly/words/_area.html", "part": _areas(report, {part: form})[0]}
    return render_page(request, "weekly/words/part.html", context, status=422 if form.errors else 200)


def _page(
    request: HttpRequest,
    report: WeeklyReport,
    week: Week,
    *,
    reading_form: ReadingForm | None = None,
    theirs: Any = (),
    sent: dict[str, Any] | None = None,
) -> HttpResponse:
    forms = {part: _new(part, report) for part in PARTS} | (sent or {})
    form = reading_form or ReadingForm.of(report)
    wrong = [one for one in (form, *forms.values()) if one.errors]
    brand = report.brand
    context = {
        "report": report,
        "week": week,
        "form": form,
        "theirs": theirs,
        "is_frozen": report.state in FROZEN,
        "areas": _areas(report, forms),
        **_recommendations(report, forms["recommendation"]),
        **_decisions(report, forms["decision"]),
        **_frustrations(brand),
    }
    return render_page(request, "weekly/write.html", context, status=422 if wrong else 200)


def _areas(report: WeeklyReport, forms: dict[str, Any]) -> list[dict[str, Any]]:
    """What was learned of each of the areas that have a form here."""
    insights = Insight.objects.of_week(report.brand_id, report.week).prefetch_related("quotations")
    waiting = Quotation.objects.of_week(report.brand_id, report.week).filter(insight=None)
    return [
        {
            "area": area.value,
            "label": AREAS[area],
            "insights": [one for one in insights if one.area == area],
            "waiting": [one for one in waiting if one.area == area],
            "form": forms[area.value],
        }
        for area in Area
        if area.value in forms
    ]


def _recommendations(report: WeeklyReport, form: Any) -> dict[str, Any]:
    rows = followed(report.brand, Week.parse(report.week))
    return {"recommendations": list(rows), "recommendation_form": form}


def _decisions(report: WeeklyReport, form: Any) -> dict[str, Any]:
    rows = DecisionAsked.objects.of_week(report.brand_id, report.week)
    return {"decisions": rows.select_related("answered_by"), "decision_form": form}


def _frustrations(brand: Brand) -> dict[str, Any]:
    """The personas whom something frustrates, with the themes in which it shows."""
    personas = frustrated(brand)
    tied = list(FrustrationTheme.objects.filter(brand=brand)) if personas else []
    return {
        "personas": [(one, [row for row in tied if row.persona == one.key]) for one in personas],
        "tie_form": TieForm(brand=brand, prefix="frustration") if personas else None,
        "themes": themes_of(brand) if personas else [],
    }
