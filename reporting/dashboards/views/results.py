"""What posts reached and earned: in the order of a figure, and by what they have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import Right, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from cmhub.lib.htmx import render_page
from cmhub.lib.paging import with_query
from cmhub.lib.replica import read_from_replica
from reporting.dashboards.filters import ORDERS, ResultFilters
from reporting.dashboards.tables import sections
from reporting.figures.performance import FEW
from reporting.metrics.models import Snapshot
from reporting.metrics.services.comments import felt_under
from reporting.metrics.services.earning import EVERYTHING, groups_of
from reporting.metrics.services.ranking import ranked

OF_POSTS = ("results", "earned")
"""Pages that the same filters narrow."""


@require_safe
@requires(Right.PUBLISHING_VIEW)
@read_from_replica
def ranking(request: HttpRequest, slug: str) -> HttpResponse:
    """The posts in the order of one of their figures."""
    brand, filters = asked(request, slug)
    rows = filters.apply(Snapshot.objects.of(access_of(request)).standing())
    page = ranked(rows, by=filters.by, cursor=request.GET.get("cursor", ""))
    felt = felt_under(row.post_id for row in page.rows if row.post_id)
    context = frame(request, brand, "results", filters) | {
        "page": page,
        "lines": [{"row": row, "post": row.post, "felt": felt.get(row.post_id or 0)} for row in page.rows],
        "orders": [
            {
                "label": label,
                "url": with_query(request.GET, by=name, cursor=""),
                "current": name == filters.by,
            }
            for name, label in ORDERS.items()
        ],
        "previous_url": with_query(request.GET, cursor=page.previous) if page.previous else "",
        "next_url": with_query(request.GET, cursor=page.next) if page.next else "",
    }
    return render_page(request, "dashboards/results/ranking.html", context, partial="list")


@require_safe
@requires(Right.PUBLISHING_VIEW)
@read_from_replica
def earned(request: HttpRequest, slug: str) -> HttpResponse:
    """What each category, format, hour, day and campaign earned."""
    brand, filters = asked(request, slug)
    rows = filters.apply(Snapshot.objects.of(access_of(request)).standing())
    groups = groups_of(rows, brand.time_zone)
    context = frame(request, brand, "earned", filters) | {
        "everything": groups[EVERYTHING][0],
        "interval": groups[EVERYTHING][0].interval(),
        "sections": sections(groups, filters, reverse("dashboards:results", args=[slug]), request.GET),
        "few": FEW,
    }
    return render_page(request, "dashboards/results/earned.html", context, partial="list")


def asked(request: HttpRequest, slug: str) -> tuple[Brand, ResultFilters]:
    brand = load_brand(request, slug)
    return brand, ResultFilters(request.GET, brand=brand)


def frame(request: HttpRequest, brand: Brand, here: str, filters: ResultFilters | None) -> dict[str, Any]:
    """What the pages of results have in common: their tabs, and what narrows them."""
    request.shown_as = reverse("dashboards:results", args=[brand.slug])  # type: ignore[attr-defined]
    names = {
        "results": pgettext("results", "Ranking"),
        "earned": pgettext("results", "Comparison"),
        "competitors": _("Competitors"),
    }
    query = with_query(request.GET, cursor="") if filters else ""
    tabs = [
        {
            "label": label,
            "url": reverse(f"dashboards:{page}", args=[brand.slug]) + (query if page in OF_POSTS else ""),
            "current": page == here,
        }
        for page, label in names.items()
    ]
    if filters is None:
        return {"tabs": tabs}
    return {
        "tabs": tabs,
        "filters": filters,
        "url": request.path,
        "clear_url": request.path,
        "chips": [
            {"label": chip.label, "remove_url": with_query(request.GET, **{chip.name: "", "cursor": ""})}
            for chip in filters.chips()
        ],
    }
