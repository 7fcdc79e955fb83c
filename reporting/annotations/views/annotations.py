"""The time line of a brand: what comes to it by itself, and what people write on it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in, refusals_told
from reporting.annotations.access import load_annotation
from reporting.annotations.choices import ICONS, Kind
from reporting.annotations.forms.annotation import AnnotationForm
from reporting.annotations.marks import when_words
from reporting.annotations.models import Annotation
from reporting.annotations.services import annotating as verbs
from reporting.annotations.services.timeline import events_of

YEARS_AROUND = 5
AHEAD = timedelta(days=35)


@require_safe
@requires(Right.REPORT_VIEW)
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened in `?year=`, of `?kind=`, the latest first; and of this year what is near."""
    brand = load_brand(request, slug)
    today = timezone.localdate()
    year = year_asked(request, today)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    last = min(date(year, 12, 31), today + AHEAD)
    events = events_of(brand, date(year, 1, 1), last) if last.year == year else []
    reads_campaigns = access_of(request).may(Right.PUBLISHING_VIEW)
    shown = [one for one in events if kind in ("", one.kind)]
    context = {
        "year": year,
        "events": [
            {
                "event": one,
                "icon": ICONS[one.kind],
                "when": when_words(one.first, one.last),
                "url": one.url if one.kind != Kind.CAMPAIGN or reads_campaigns else "",
            }
            for one in sorted(shown, key=lambda one: one.first, reverse=True)
        ],
        "tabs": [
            {"label": label, "url": f"?year={year}&kind={value}", "current": value == kind}
            for value, label in [("", _("all")), *((one.value, one.label) for one in Kind)]
            if value in ("", kind) or any(event.kind == value for event in events)
        ],
        "earlier": today.year - year < YEARS_AROUND,
        "later": year < today.year,
    }
    return render_page(request, "annotations/list.html", context, partial="list")


def year_asked(request: HttpRequest, today: date) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else today.year
    return year if 0 <= today.year - year <= YEARS_AROUND else today.year


@get_or_post
@requires(Right.REPORT_COMPLETE)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = AnnotationForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = verbs.annotate(
                brand=brand, said=form.said(), by=person_of(request), key=form.cleaned_data["key"]
            )
            messages.success(request, _("It stands on the time line, and on every chart of these days."))
            return to_year(request, made)
    return form_page(request, form, _("Write on the time line"))


@get_or_post
@requires(Right.REPORT_COMPLETE)
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    annotation = load_annotation(request, slug, pk)
    form = AnnotationForm(request.POST or None, annotation=annotation)
    more: dict[str, Any] = {"annotation": annotation}
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            verbs.change_annotation(
                annotation=annotation,
                said=form.said(),
                edition=form.cleaned_data["edition"],
                by=person_of(request),
            )
            messages.success(request, _("Saved."))
            return to_year(request, annotation)
        if meanwhile.row:
            more["theirs"] = differences(form, AnnotationForm(annotation=meanwhile.row))
    return form_page(request, form, _("Change what stands on the time line"), **more)


@require_POST
@requires(Right.REPORT_COMPLETE)
def stand(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes an annotation back with `stands=0`, puts it back with `1`, also in the address."""
    annotation = load_annotation(request, slug, pk)
    stands = (request.POST.get("stands") or request.GET.get("stands")) == "1"
    verb, words = (
        (verbs.put_back, _("“%(what)s” stands on the time line again."))
        if stands
        else (verbs.take_back, _("“%(what)s” no longer stands on the time line."))
    )
    with refusals_told(request):
        verb(annotation=annotation, by=person_of(request))
        undo = reverse("annotations:stand", args=[slug, pk], query={"stands": "0" if stands else "1"})
        messages.success(request, words % {"what": annotation.words}, extra_tags=f"undo={undo}")
    return to_year(request, annotation)


def form_page(request: HttpRequest, form: AnnotationForm, title: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": capfirst(title), **more}
    return render_page(request, "annotations/form.html", context, status=422 if form.errors else 200)


def to_year(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    slug = annotation.brand.slug
    query = {"year": annotation.starts_on.year}
    return redirect_to(request, reverse("annotations:timeline", args=[slug], query=query))
