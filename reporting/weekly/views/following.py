"""What becomes of a report: decisions answered, recommendations followed up, themes tied to frustrations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.htmx import is_fragment, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in
from reporting.weekly.access import load_decision, load_week, load_written
from reporting.weekly.forms import AnswerForm, FollowUpForm, TieForm
from reporting.weekly.models import DecisionAsked, FrustrationTheme, Recommendation
from reporting.weekly.services import following
from reporting.weekly.shown import Decision
from reporting.weekly.views.writing import to_part


@requires(Right.REPORT_DECIDE)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes, no or later, with a word: where the decision stands, or on a page of its own."""
    decision = load_decision(request, pk)
    form = AnswerForm(request.POST or None)
    wrong = ""
    if request.method == "POST":
        if form.is_valid():
            try:
                decision = following.answer(decision=decision, by=person_of(request), **form.cleaned_data)
            except ChangedMeanwhileError as error:
                decision = error.row
                wrong = " ".join(error.messages)
            except ValidationError as error:
                wrong = " ".join(error.messages)
            else:
                if not is_fragment(request):
                    messages.success(request, _("Your answer is on its way to the team."))
                    return redirect_to(request, report_of(decision))
        else:
            wrong = _("Say yes, no or later.")
    context = {
        "one": Decision(decision.text, decision, may_answer=True),
        "wrong": wrong,
        "typed": request.POST.get("words", ""),
        "was_sent": request.method == "POST" and not wrong,
    }
    return render_page(
        request, "weekly/words/answer.html", context, partial="decision", status=422 if wrong else 200
    )


def report_of(decision: DecisionAsked) -> str:
    return reverse("weekly:report", args=[decision.brand.slug, decision.week]) + "#decisions"


@requires(Right.REPORT_COMPLETE)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a recommendation is, and what came of it."""
    row = load_written(request, Recommendation, pk)
    form = _follow_up_form(row, request.POST or None)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            following.follow_up(recommendation=row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "weekly:report", row.brand.slug, row.week)
        if meanwhile.row:
            theirs = differences(form, _follow_up_form(meanwhile.row))
    back = reverse("weekly:report", args=[row.brand.slug, row.week])
    context = {"row": row, "form": form, "theirs": theirs, "back": back, "title": row.text}
    return render_page(request, "weekly/words/row.html", context, status=422 if form.errors else 200)


def _follow_up_form(row: Recommendation, data: Any = None) -> FollowUpForm:
    names = ("progress", "outcome", "edition")
    return FollowUpForm(data, initial={name: getattr(row, name) for name in names})


@requires(Right.REPORT_COMPLETE)
@require_POST
def tie(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    """A theme in which the frustration of a persona shows."""
    brand, asked_week = load_week(request, slug, week)
    form = TieForm(request.POST, brand=brand, prefix="frustration")
    if form.is_valid():
        persona = UUID(form.cleaned_data["persona"])
        following.tie(brand=brand, persona=persona, theme=form.cleaned_data["theme"], by=person_of(request))
        messages.success(request, _("Tied. The next computing counts it."))
    else:
        messages.error(request, _("Choose a persona, and name a theme of at most 80 letters."))
    return redirect_to(request, to_part(slug, asked_week, "frustrations"))


@requires(Right.REPORT_COMPLETE)
@require_POST
def untie(request: HttpRequest, slug: str, week: str, pk: int) -> HttpResponse:
    brand, asked_week = load_week(request, slug, week)
    row = FrustrationTheme.objects.filter(brand=brand, pk=pk).select_related("brand").first()
    if row is not None:
        following.untie(tied=row, by=person_of(request))
    return redirect_to(request, to_part(slug, asked_week, "frustrations"))
