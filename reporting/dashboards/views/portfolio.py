"""All brands that a person reads the reports of, side by side over weeks or over a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import person_of, signed_in
from cmhub.lib.htmx import render_page
from cmhub.lib.moments import date_words
from cmhub.lib.paging import with_query
from cmhub.lib.replica import read_from_replica
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.dashboards.measures import BY_CODE, FIVE, Measure
from reporting.dashboards.periods import YEAR, Period, held_against, last_over
from reporting.dashboards.reviews import YEARS_BACK, weeks_of_year, year_asked
from reporting.dashboards.series import stat_of
from reporting.dashboards.services.portfolio import (
    NAME,
    Line,
    agencies_of,
    brands_read,
    in_order,
    lines_of,
    page_of,
)

SPANS = (12, 52)


@require_safe
@signed_in
@read_from_replica
def portfolio(request: HttpRequest) -> HttpResponse:
    """`?weeks=` of each brand, `?by=` a figure or the name, `?q=` in the name, of one `?agency=`."""
    last = last_over(timezone.now(), timezone.get_current_timezone_name())
    period = Period.asked(request.GET, last, SPANS)
    earlier = [week - period.span for week in period.weeks]
    context = side_by_side(request, period.weeks, earlier)
    context |= {
        "period": period,
        "tabs": period.tabs(request.GET, SPANS),
        **period.moves(request.GET, last),
    }
    return render_page(request, "dashboards/portfolio.html", context, partial="list")


@require_safe
@signed_in
@read_from_replica
def year(request: HttpRequest) -> HttpResponse:
    """The same over `?year=`, beside the year before."""
    last = last_over(timezone.now(), timezone.get_current_timezone_name())
    asked = year_asked(request.GET, last.year)
    shown = [week for week in weeks_of_year(asked) if week <= last]
    before = [week for week in held_against(shown, YEAR) if week is not None]
    context = side_by_side(request, shown, before)
    context |= {
        "year": asked,
        "earlier_url": with_query(request.GET, year=str(asked - 1), page="")
        if asked > last.year - YEARS_BACK
        else "",
        "later_url": with_query(request.GET, year=str(asked + 1), page="") if asked < last.year else "",
    }
    return render_page(request, "dashboards/portfolio.html", context, partial="list")


def side_by_side(request: HttpRequest, shown: Sequence[Week], before: Sequence[Week]) -> dict[str, Any]:
    """A page of brands with five figures of each, in the order that is asked for."""
    user, query = person_of(request), request.GET
    agencies = agencies_of(user)
    agency = next((one for one in agencies if one.slug == query.get("agency")), None)
    by = query.get("by", NAME)
    by = by if by in BY_CODE else NAME
    search = " ".join(query.get("q", "").replace("\x00", " ").split())[:80]
    brands = brands_read(user, agency=agency, search=search)
    page = page_of(in_order(user, brands, by=by, shown=shown), query.get("page"))
    lines = lines_of(user, list(page.object_list), shown, besides=before, now=timezone.now())
    return {
        "measures": [(one.code, one.label) for one in FIVE],
        "rows": [row_of(line, shown, before) for line in lines],
        "orders": [(NAME, _("name")), *((one.code, one.label) for one in FIVE)],
        "by": by,
        "search": search,
        "agencies": agencies if len(agencies) > 1 else [],
        "agency": agency,
        **pages(request, page, len(brands)),
    }


def row_of(line: Line, shown: Sequence[Week], before: Sequence[Week]) -> dict[str, Any]:
    now, earlier = line.of(shown), line.of(before)
    since = line.since([*before, *shown])
    return {
        "brand": line.brand,
        "line": line,
        "reports": len(now),
        "since": date_words(since.monday) if since else "",
        "marks": marks.placed(line.events, marks.weeks(shown)).marks,
        "cells": [cell_of(measure, line, shown, stat_of(measure, now, earlier)) for measure in FIVE],
    }


def cell_of(measure: Measure, line: Line, shown: Sequence[Week], stat: dict[str, Any]) -> dict[str, Any]:
    values = line.over(measure, shown)
    known = [value for value in values if value is not None]
    words = ""
    if len(known) > 1:
        words = _("from %(first)s to %(last)s, at most %(most)s") % {
            "first": measure.written(known[0]),
            "last": measure.written(known[-1]),
            "most": measure.written(max(known)),
        }
    return stat | {"values": values, "words": words}


def pages(request: HttpRequest, page: Any, count: int) -> dict[str, Any]:
    return {
        "summary": ngettext("%(count)s brand", "%(count)s brands", count) % {"count": count},
        "previous_url": with_query(request.GET, page=str(page.previous_page_number()))
        if page.has_previous()
        else "",
        "next_url": with_query(request.GET, page=str(page.next_page_number())) if page.has_next() else "",
    }
