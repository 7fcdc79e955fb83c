"""The manager's dashboard: all brands, those that need somebody first, with load and last week of each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import person_of, signed_in
from channels_mgmt.brands.access import rights_on
from cmhub.lib.htmx import render_page
from cmhub.lib.paging import with_query
from cmhub.lib.replica import read_from_replica
from reporting.dashboards.periods import last_over, steps, week_asked
from reporting.dashboards.services.house import (
    ALL,
    LATE,
    WANTING,
    Health,
    first_reported,
    health_of,
    rows_of,
)
from reporting.dashboards.services.portfolio import PAGE_SIZE
from reporting.dashboards.views.portfolio import pages
from reporting.weekly.cards import key_figures, no_figures

SHOWN = slice(1, 4)
"""Of the five figures: response rate, first response and late answers, judged as the report judges them."""
NEEDS_SHOWN = 4


@require_safe
@signed_in
@read_from_replica
def house(request: HttpRequest) -> HttpResponse:
    """`?only=late` or `wanting`, `?q=` in the name, the figures of `?week=` or of the last that is over;
    nothing for who runs no brand.
    """
    only = request.GET.get("only", ALL)
    only = only if only in (LATE, WANTING) else ALL
    search = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:80]
    user, at = person_of(request), timezone.now()
    rows = rows_of(user, only=only, search=search, at=at)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    shown_on = list(page.object_list)
    last = last_over(at, timezone.get_current_timezone_name())
    first = min(first_reported(user, [row.brand for row in shown_on]) or last, last)
    week = week_asked(request.GET, first=first, last=last)
    accesses = rights_on(user, [row.brand for row in shown_on])
    filters = ((ALL, _("all brands")), (WANTING, _("that need something")), (LATE, _("with something late")))
    context = {
        "rows": [
            row_of(one, accesses[one.brand.pk].rights)
            for one in health_of(user, shown_on, week=None if week == last else week, at=at)
        ],
        "shown": week,
        "tabs": [
            {"label": label, "url": with_query(request.GET, only=code, page=""), "current": code == only}
            for code, label in filters
        ],
        "search": search,
        "only": only,
        **pages(request, page, len(rows)),
        **steps(request.GET, week, first=first, last=last),
    }
    return render_page(request, "dashboards/house.html", context, partial="list")


def row_of(one: Health, rights: Collection[str]) -> dict[str, Any]:
    whole = one.standing.whole
    return {
        "health": one,
        "needs": one.needs[:NEEDS_SHOWN],
        "more": one.needs[NEEDS_SHOWN:],
        "load": whole["ratio"] if whole else None,
        "overloaded": whole["overloaded"] if whole else None,
        "cells": (key_figures(one.report, rights) if one.report else no_figures())[SHOWN],
    }
