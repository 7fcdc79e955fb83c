"""The site's funnel: by week beside the work of those weeks, entered by hand or taken from a file."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.tabular import TableError
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.services.timeline import events_of
from reporting.figures.charts.funnel import funnel_charts
from reporting.metrics.choices import Stage
from reporting.metrics.forms.funnel import ColumnsForm, FileForm, WeekForm, WhichWeekForm
from reporting.metrics.models import FunnelFile
from reporting.metrics.readers.site import Answers, SiteReading
from reporting.metrics.services import funnel as services
from reporting.metrics.services.funnel import FunnelWeek, funnel_of, history_of

SPANS = (12, 26, 52)
LATEST = 10
ENTERED = 26
"""Weeks back that can be entered by hand."""


@require_safe
@requires(Right.PUBLISHING_VIEW)
def funnel(request: HttpRequest, slug: str) -> HttpResponse:
    """The last weeks that are over; what is not known stays empty."""
    brand = load_brand(request, slug)
    asked = request.GET.get("weeks", "")
    span = next((one for one in SPANS if asked == str(one)), SPANS[0])
    weeks = funnel_of(brand, last_weeks(brand, span))
    known = [week for week in weeks if week.is_known]
    context = {
        "weeks": [shown(week) for week in reversed(weeks)],
        "latest": shown(known[-1]) if known else None,
        "charts": charts_of(brand, weeks) if known else [],
        "stages": [(stage.value, str(capfirst(stage.label))) for stage in Stage],
        "tabs": [{"label": spanned(one), "url": f"?weeks={one}", "current": one == span} for one in SPANS],
    }
    return render_page(request, "metrics/funnel/page.html", context)


def charts_of(brand: Brand, weeks: list[FunnelWeek]) -> list[Any]:
    """With what happened in these weeks."""
    spans = marks.weeks(one.week for one in weeks)
    found = marks.placed(events_of(brand, *marks.reach(spans)), spans)
    return [marks.on_shown(chart, found) for chart in funnel_charts(weeks)]


def spanned(weeks: int) -> str:
    return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}


def last_weeks(brand: Brand, count: int) -> list[Week]:
    """Those that are over, the oldest first."""
    latest = Week.of(timezone.now(), brand.time_zone).previous
    return [latest - back for back in reversed(range(count))]


def shown(week: FunnelWeek) -> dict[str, Any]:
    return {
        "week": week.week,
        "figures": [
            {
                "label": str(capfirst(stage.label)),
                "value": week.value(stage),
                "share": week.share_from_communities(stage),
                "source": row.get_source_display() if (row := week.figures.get(stage)) else "",
            }
            for stage in Stage
        ],
        "steps": [
            {
                "label": _("%(stage)s out of %(of)s")
                % {"stage": capfirst(step.stage.label), "of": step.of.label},
                "rate": step.rate,
            }
            for step in week.steps
        ],
        "posts": week.posts,
        "interactions": week.interactions,
    }


@get_or_post
@requires(Right.METRICS_WRITE)
def weeks(request: HttpRequest, slug: str) -> HttpResponse:
    """A week entered by hand, and all that was ever said of it."""
    brand = load_brand(request, slug)
    offered = list(reversed(last_weeks(brand, ENTERED)))
    asked = request.POST.get("week") or request.GET.get("week", "")
    week = next((one for one in offered if str(one) == asked), offered[0])
    (held,) = funnel_of(brand, [week])
    form = WeekForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            written = services.enter_week(brand=brand, week=week, figures=form.figures, by=person_of(request))
            told = _("Saved.") if written else _("Nothing has changed.")
            messages.success(request, told)
            return redirect_to(request, "metrics:funnel", slug)
    context = {
        "week": week,
        "which": WhichWeekForm(weeks=offered, initial={"week": str(week)}),
        "form": form,
        "history": history_of(brand, week),
    }
    status = 422 if form.errors else 200
    return render_page(request, "metrics/funnel/week.html", context, status=status)


@get_or_post
@requires(Right.METRICS_WRITE)
def give_file(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            given = services.give_file(
                brand=brand,
                name=upload.name,
                content=upload.read(),
                by=person_of(request),
                key=form.cleaned_data["key"],
            )
        except TableError as error:
            form.add_error("file", str(error))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            return redirect_to(request, "metrics:funnel_file", slug, given.pk)
    files = FunnelFile.objects.visible_to(person_of(request)).filter(brand=brand, taken_at__isnull=False)
    context = {
        "form": form,
        "files": files.select_related("by").defer("content").order_by("-taken_at")[:LATEST],
    }
    status = 422 if form.errors else 200
    return render_page(request, "metrics/funnel/give.html", context, status=status)


@get_or_post
@requires(Right.METRICS_WRITE)
def file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How a file is understood, with other columns as they are chosen, until it is taken in."""
    brand = load_brand(request, slug)
    given = FunnelFile.objects.visible_to(person_of(request)).filter(brand=brand, pk=pk).first()
    if given is None:
        raise Http404
    if given.content is None:
        return render_page(request, "metrics/funnel/check.html", {"file": given})
    answers = Answers.of(given.answers)
    asked = request.POST or request.GET
    form = ColumnsForm(asked if "column_when" in asked else None, header=given.header, answers=answers)
    today = timezone.localdate(timezone=ZoneInfo(brand.time_zone))
    if form.is_bound and form.is_valid():
        answers = form.answers
        if request.method == "POST" and took(request, given, form, today):
            return redirect_to(request, "metrics:funnel", slug)
    reading = services.preview(given, answers, today=today)
    context = {"file": given, "form": form, "reading": reading, "preview": rows_of(reading)}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "metrics/funnel/check.html", context, partial="preview", status=status)


def took(request: HttpRequest, given: FunnelFile, form: ColumnsForm, today: Any) -> bool:
    with refusals_in(form):
        weeks_taken, written = services.take_file(
            file=given, answers=form.answers, today=today, by=person_of(request)
        )
        told = ngettext(
            "%(weeks)s week was taken in, with figures new or corrected: %(written)s.",
            "%(weeks)s weeks were taken in, with figures new or corrected: %(written)s.",
            weeks_taken,
        )
        messages.success(request, told % {"weeks": weeks_taken, "written": written})
        return True
    return False


def rows_of(reading: SiteReading) -> list[dict[str, Any]]:
    """The weeks of a file, the latest first."""
    return [
        {
            "week": Week.of(monday),
            "figures": [figures.get(stage.value) for stage in Stage],
        }
        for monday, figures in sorted(reading.weeks.items(), reverse=True)
    ]
