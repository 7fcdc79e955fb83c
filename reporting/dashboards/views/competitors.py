"""The brand beside its competitors: their public figures, and who is spoken of how much."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.periods import PERIODS, period
from channels_mgmt.watch.models import Competitor
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.paging import with_query
from cmhub.lib.refusals import refusals_in
from reporting.dashboards.forms import CompetitorFiguresForm, CompetitorFileForm
from reporting.dashboards.services.beside import Period, networks_beside
from reporting.dashboards.views.results import frame
from reporting.metrics.services.competitor_files import UnknownColumnsError, take_file
from reporting.metrics.services.competitors import log_figures
from reporting.metrics.services.voice import Voice, voice_of

USUAL = "30d"
OFFERED = ("7d", USUAL, "90d")


@require_safe
@requires(Right.PUBLISHING_VIEW)
def beside(request: HttpRequest, slug: str) -> HttpResponse:
    """Network by network, and the share of voice."""
    brand = load_brand(request, slug)
    asked = request.GET.get("period", "")
    asked = asked if asked in OFFERED else USUAL
    span = period_of(brand, asked)
    competitors = list(Competitor.objects.watched().filter(brand=brand))
    heard = voice_of(brand, competitors, span.start, span.end)
    context = frame(request, brand, "competitors", None) | {
        "networks": networks_beside(brand, competitors, span),
        "competitors": competitors,
        "voice": heard,
        "voice_lines": voice_lines(heard, brand, asked),
        "span": span,
        "periods": [
            {"label": PERIODS[one], "url": with_query(request.GET, period=one), "current": one == asked}
            for one in OFFERED
        ],
    }
    return render_page(request, "dashboards/results/competitors.html", context, partial="list")


def period_of(brand: Brand, asked: str) -> Period:
    zone = ZoneInfo(brand.time_zone)
    found = period(asked, brand)
    start = found[0] if found else timezone.now()
    today = timezone.now().astimezone(zone).date()
    end = datetime.combine(today + timedelta(days=1), datetime.min.time(), zone)
    return Period(start.astimezone(zone).date(), today, start, end)


def voice_lines(heard: Voice, brand: Brand, asked: str) -> list[dict[str, Any]]:
    """Who was mentioned how often, with the way to what was counted."""
    watch = reverse("watch:list", args=[brand.slug])
    narrowed = f"?state=all&period={asked}"
    return [
        {
            "name": brand.name,
            "count": heard.own,
            "url": reverse("inbox:list", args=[brand.slug]) + narrowed,
            "share": heard.share,
        },
        *(
            {
                "name": one.name,
                "count": count,
                "url": f"{watch}{narrowed}&competitor={one.pk}",
                "share": count / (heard.own + heard.others) if heard.own + heard.others else None,
            }
            for one, count in heard.of
        ),
    ]


@get_or_post
@requires(Right.METRICS_WRITE)
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures of a competitor, as somebody counted them."""
    brand = load_brand(request, slug)
    today = timezone.now().astimezone(ZoneInfo(brand.time_zone)).date()
    initial = {"day": today, "competitor": request.GET.get("competitor", "")}
    form = CompetitorFiguresForm(request.POST or None, brand=brand, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("competitor", "network", "day", "scope")}
        with refusals_in(form):
            log_figures(**said, figures=form.figures, by=person_of(request))
            messages.success(request, _("The figures of %(name)s are kept.") % {"name": said["competitor"]})
            return redirect_to(request, "dashboards:competitors", slug)
    return form_page(request, brand, form, "log")


@get_or_post
@requires(Right.METRICS_WRITE)
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """A file of a competitor's figures; of one of no known format, which column is what is asked."""
    brand = load_brand(request, slug)
    form = CompetitorFileForm(request.POST or None, request.FILES or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            run = take_file(
                competitor=said["competitor"],
                network=said["network"],
                file=said["file"],
                name=said["file"].name or "",
                key=said["key"],
                by=person_of(request),
                columns=form.columns(),
                date_order=said["date_order"],
            )
        except UnknownColumnsError as error:
            form.ask_for_columns(error.header, error.guessed)
            form.add_error("file", [*error.messages, _("Choose the file once more.")])
        except ValidationError as error:
            form.add_error("file", error.messages)
        else:
            messages.success(request, taken_words(run.taken, run.refused, run.unused_columns))
            return redirect_to(request, "dashboards:competitors", slug)
    return form_page(request, brand, form, "file")


def taken_words(taken: int, refused: int, unused: list[str]) -> str:
    said = [ngettext("%(n)s line taken in.", "%(n)s lines taken in.", taken) % {"n": taken}]
    if refused:
        said.append(ngettext("%(n)s line refused.", "%(n)s lines refused.", refused) % {"n": refused})
    if unused:
        said.append(_("Columns that were not used: %(names)s.") % {"names": ", ".join(unused)})
    return " ".join(said)


def form_page(request: HttpRequest, brand: Brand, form: Any, what: str) -> HttpResponse:
    context = frame(request, brand, "competitors", None) | {"form": form, "what": what}
    status = 422 if form.errors else 200
    return render_page(request, "dashboards/results/competitor_form.html", context, status=status)
