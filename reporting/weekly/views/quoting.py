"""Words of the public for the report: picked on the page of an interaction in two taps, cut, taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in, refusals_told
from cmhub.lib.weeks import Week
from reporting.weekly.access import draft_of, load_message, load_written
from reporting.weekly.choices import Area
from reporting.weekly.forms import CutForm
from reporting.weekly.models import Quotation
from reporting.weekly.services import quoting
from reporting.weekly.views.writing import after, to_part


@requires(Right.REPORT_COMPLETE)
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """What a message shows: product, service or image. In the dialog, or as a page."""
    message = load_message(request, pk)
    area = request.POST.get("area", "")
    if request.method == "POST" and area in Area.values:
        with refusals_told(request):
            kept = quoting.pick(message=message, brand=message.brand, area=area, by=person_of(request))
            said = _("Quoted in the report of %(week)s.") % {"week": Week.parse(kept.week).label_within()}
            messages.success(request, said)
        if message.interaction_id:
            return redirect_to(request, "desk:interaction", message.interaction_id)
        return redirect_to(request, "weekly:list", message.brand.slug)
    context = {
        "message": message,
        "week": quoting.week_of(message, message.brand, timezone.now()),
        "areas": Area.choices,
    }
    return render_page(request, "weekly/words/quote.html", context, partial="form")


@requires(Right.REPORT_COMPLETE)
def quotation(request: HttpRequest, pk: int) -> HttpResponse:
    """Fewer of its words."""
    row = load_written(request, Quotation, pk)
    form = CutForm(request.POST or None, initial={"words": row.words, "edition": row.edition})
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            quoting.cut(quotation=row, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, to_part(row.brand.slug, row.week, row.area))
        if meanwhile.row:
            fresh = CutForm(initial={"words": meanwhile.row.words, "edition": meanwhile.row.edition})
            theirs = differences(form, fresh)
    context = {
        "row": row,
        "form": form,
        "theirs": theirs,
        "back": to_part(row.brand.slug, row.week, row.area),
    }
    return render_page(request, "weekly/words/row.html", context, status=422 if form.errors else 200)


@requires(Right.REPORT_COMPLETE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = load_written(request, Quotation, pk)
    report = draft_of(row.brand, row.week)
    with refusals_told(request):
        quoting.remove(quotation=row, by=person_of(request))
        messages.success(request, _("Taken out."))
    if report is None:  # quoted before there is one
        return redirect_to(request, to_part(row.brand.slug, row.week, row.area))
    return after(request, report, row.area)
