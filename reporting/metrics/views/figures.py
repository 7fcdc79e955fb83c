"""The figures of a brand's accounts: what there is, one by one, entered by hand, and how each came to be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.numbers import id_in
from cmhub.lib.refusals import refusals_in
from reporting.metrics.catalogue import ALL
from reporting.metrics.choices import Scope, Source
from reporting.metrics.coverage import coverage_of
from reporting.metrics.forms.entering import AccountFiguresForm
from reporting.metrics.history import history_of, titled
from reporting.metrics.models import MetricsRun, Snapshot
from reporting.metrics.services.entering import enter_figures
from reporting.metrics.services.standing import day_figures

LATEST = 10
DAYS = 35


def today_of(brand: Brand) -> date:
    return timezone.localdate()  # in the brand's zone, since its loader has activated it


@require_safe
@requires(Right.PUBLISHING_VIEW)
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    files = MetricsRun.objects.visible_to(person_of(request)).filter(brand=brand)
    context = {
        "coverage": coverage_of(brand, today_of(brand)),
        "runs": files.select_related("by", "channel").order_by("-created_at")[:LATEST],
    }
    return render_page(request, "metrics/overview.html", context)


@require_safe
@requires(Right.PUBLISHING_VIEW)
def days(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """The figures of one account day by day, five weeks at a time."""
    brand = load_brand(request, slug)
    one = get_object_or_404(brand.channels, slug=channel)
    last = min(parse_day(request.GET.get("until")) or today_of(brand), today_of(brand))
    first = last - timedelta(days=DAYS - 1)
    standing = day_figures([one.pk], first, last)
    lines = [(day, standing[one.pk, day]) for (_pk, day) in sorted(standing, reverse=True)]
    shown = [metric for metric in ALL if any(metric.name in said for _day, said in lines)]
    rows = [
        {"day": day, "cells": [(metric, said.get(metric.name)) for metric in shown]} for day, said in lines
    ]
    context = {
        "channel": one,
        "metrics": shown,
        "rows": rows,
        "first": first,
        "last": last,
        "earlier": first - timedelta(days=1),
        "later": last + timedelta(days=DAYS) if last < today_of(brand) else None,
    }
    return render_page(request, "metrics/days.html", context, partial="days")


def parse_day(text: str | None) -> date | None:
    try:
        return parse_date(text or "")
    except ValueError:
        return None


@require_safe
@requires(Right.PUBLISHING_VIEW)
def history(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Every value that each source gave of one account's day, post or part of an audience."""
    brand = load_brand(request, slug)
    rows = Snapshot.objects.visible_to(person_of(request)).select_related("channel", "post", "competitor")
    one = rows.filter(pk=pk, brand=brand).first()
    if one is None:
        raise Http404
    one.brand = brand
    context = {"snapshot": one, "part": titled(one), "histories": history_of(one)}
    return render_page(request, "metrics/history.html", context)


@get_or_post
@requires(Right.METRICS_WRITE)
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    asked = request.POST or request.GET
    form = AccountFiguresForm(
        request.POST or None,
        brand=brand,
        figures=entered_before(brand, asked),
        initial={
            "channel": brand.channels.filter(slug=asked.get("of", "")).first(),
            "day": parse_day(asked.get("day")) or today_of(brand),
            "source": asked.get("source", Source.HAND),
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with refusals_in(form):
            keep(brand, form, by=person_of(request))
            messages.success(request, _("The figures are kept."))
            return redirect_to(request, "metrics:days", slug, said["channel"].slug)
    return render_page(request, "metrics/enter.html", {"form": form}, status=422 if form.errors else 200)


def keep(brand: Brand, form: AccountFiguresForm, *, by: User) -> None:
    """What was entered of the day and of the seven that end with it: all of it, or nothing."""
    said = form.cleaned_data
    given = {Scope.DAY: form.figures(), Scope.WEEK: form.week_figures()}
    with transaction.atomic():
        for scope in [scope for scope, figures in given.items() if figures] or [Scope.DAY]:
            enter_figures(
                brand=brand,
                channel=said["channel"],
                day=said["day"],
                figures=given[scope],
                source=said["source"],
                by=by,
                scope=scope,
            )


def entered_before(brand: Brand, asked: Any) -> dict[str, Any]:
    """What was entered for this account, day and source; of its seven days the reach as `week_reach`."""
    channel, day = id_in(asked.get("channel", "")), parse_day(asked.get("day"))
    of = {"channel": channel} if channel else {"channel__slug": asked.get("of", "")}
    if day is None:
        return {}
    source = asked.get("source", Source.HAND)
    place = {"brand": brand, "post": None, "competitor": None, "day": day, "series": source}
    rows = Snapshot.objects.filter(**place, **of, scope__in=(Scope.DAY, Scope.WEEK))
    found = dict(rows.values_list("scope", "figures"))
    figures = dict(found.get(Scope.DAY, {}))
    if "reach" in (week := found.get(Scope.WEEK, {})):
        figures["week_reach"] = week["reach"]
    return figures
