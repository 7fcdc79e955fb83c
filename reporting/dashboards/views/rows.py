"""The rows behind the numbers of one's own week and of one's department: each sees their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import person_of, signed_in
from cmhub.lib.htmx import render_page
from cmhub.lib.paging import with_query
from cmhub.lib.weeks import Week
from reporting.dashboards.periods import week_of
from reporting.dashboards.services.department import own_departments
from reporting.dashboards.services.rows import ASKED, OWN, department_rows, own_rows, told_escalation
from reporting.dashboards.views.own import brands_worked_on

PAGE_SIZE = 50


@require_safe
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """`?of=` a number of the person's `?week=`."""
    user = person_of(request)
    labels = {code: kind.label for code, kind in OWN.items()}
    what, week = asked(request, labels, Week.of(timezone.now(), user.time_zone))
    brands = [brand.pk for brand in brands_worked_on(user)]
    page = Paginator(own_rows(user, brands, week, what), PAGE_SIZE).get_page(request.GET.get("page"))
    return shown(request, page, OWN[what].told, labels[what], week, "dashboards:own_week")


@require_safe
@signed_in
def department(request: HttpRequest) -> HttpResponse:
    """`?of=` a number of the `?week=` of the departments for which the person answers."""
    user, now = person_of(request), timezone.now()
    brands, departments = own_departments(user)
    if not brands:
        raise Http404
    what, week = asked(request, ASKED, Week.of(now, brands[0].time_zone))
    rows = department_rows(user, brands, departments, week, what, at=now)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return shown(request, page, told_escalation, ASKED[what], week, "dashboards:department")


def asked(request: HttpRequest, known: Mapping[str, Any], present: Week) -> tuple[str, Week]:
    what = request.GET.get("of", "")
    if what not in known:
        raise Http404
    return what, min(week_of(request.GET.get("week", "")) or present, present)


def shown(request: HttpRequest, page: Any, told: Any, label: Any, week: Week, back: str) -> HttpResponse:
    count = page.paginator.count
    query = request.GET
    context = {
        "label": label,
        "week": week,
        "rows": [told(one) for one in page.object_list],
        "back": f"{reverse(back)}?week={week}",
        "summary": ngettext("%(count)s row", "%(count)s rows", count) % {"count": count},
        "previous_url": with_query(query, page=str(page.previous_page_number()))
        if page.has_previous()
        else "",
        "next_url": with_query(query, page=str(page.next_page_number())) if page.has_next() else "",
    }
    return render_page(request, "dashboards/rows.html", context)
