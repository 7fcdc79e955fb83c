"""One row of the qualitative half: changed, or taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in, refusals_told
from reporting.weekly.access import load_written, report_of
from reporting.weekly.forms import ChangedDecisionForm, ChangedInsightForm, ChangedRecommendationForm
from reporting.weekly.models import DecisionAsked, Insight, Recommendation
from reporting.weekly.services import words
from reporting.weekly.views.writing import after, to_part


@requires(Right.REPORT_COMPLETE)
def insight(request: HttpRequest, pk: int) -> HttpResponse:
    row = load_written(request, Insight, pk)
    return _change(request, row, ChangedInsightForm, row.area)


@requires(Right.REPORT_COMPLETE)
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(
        request, load_written(request, Recommendation, pk), ChangedRecommendationForm, "recommendation"
    )


@requires(Right.REPORT_COMPLETE)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, load_written(request, DecisionAsked, pk), ChangedDecisionForm, "decision")


@requires(Right.REPORT_COMPLETE)
@require_POST
def take_out_insight(request: HttpRequest, pk: int) -> HttpResponse:
    row = load_written(request, Insight, pk)
    return _take_out(request, row, row.area)


@requires(Right.REPORT_COMPLETE)
@require_POST
def take_out_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    return _take_out(request, load_written(request, Recommendation, pk), "recommendation")


@requires(Right.REPORT_COMPLETE)
@require_POST
def take_out_decision(request: HttpRequest, pk: int) -> HttpResponse:
    return _take_out(request, load_written(request, DecisionAsked, pk), "decision")


def _form(kind: Any, row: Any, part: str, data: Any = None) -> Any:
    initial = {name: getattr(row, name) for name in ("edition", "text")}
    for name in ("persona", "owner", "owner_words", "due_on"):
        if hasattr(row, name):
            initial[name] = getattr(row, name)
    if isinstance(row, Insight):
        initial["quotations"] = list(row.quotations.values_list("pk", flat=True))
    form = kind(data, initial=initial)
    form.offer(row.brand, row.week, part, row)
    return form


def _change(request: HttpRequest, row: Any, kind: Any, part: str) -> HttpResponse:
    report = report_of(row)
    form = _form(kind, row, part, request.POST or None)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            words.change(
                row=row,
                report=report,
                edition=form.cleaned_data["edition"],
                values=form.values(),
                by=person_of(request),
            )
            messages.success(request, _("Saved."))
            return redirect_to(request, to_part(row.brand.slug, row.week, part))
        if meanwhile.row:
            meanwhile.row.brand = row.brand
            theirs = differences(form, _form(kind, meanwhile.row, part))
    context = {
        "row": row,
        "report": report,
        "form": form,
        "theirs": theirs,
        "back": to_part(row.brand.slug, row.week, part),
    }
    return render_page(request, "weekly/words/row.html", context, status=422 if form.errors else 200)


def _take_out(request: HttpRequest, row: Any, part: str) -> HttpResponse:
    report = report_of(row)
    with refusals_told(request):
        words.take_out(row=row, report=report, by=person_of(request))
        messages.success(request, _("Taken out."))
    return after(request, report, part)
