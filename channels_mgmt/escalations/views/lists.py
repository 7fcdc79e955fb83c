from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.filters import FOR_CONTACTS, GROUP_LABELS, GROUPS, Filters
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.models.carried import WHOLE
from channels_mgmt.escalations.models.refusals import is_refused
from channels_mgmt.inbox.counts import capped_counts
from cmhub.lib.htmx import render_page
from cmhub.lib.paging import keyset_page, with_query


@require_safe
@requires(Right.ESCALATION_VIEW)
def escalations(request: HttpRequest, slug: str) -> HttpResponse:
    """A brand's escalations as the URL filters them; for a department's contact, those of the department."""
    brand = load_brand(request, slug)
    user = person_of(request)
    filters = Filters(request.GET, brand=brand, user=user, now=timezone.now())
    visible = Escalation.objects.of(access_of(request), user)
    field, falling = filters.order
    page = keyset_page(
        filters.apply(visible)
        .annotate(**told_of_carried(), refused=is_refused())
        .select_related("department", "interaction__channel", "item"),
        field=field,
        cursor=request.GET.get("cursor", ""),
        descending=falling,
    )
    follows = access_of(request).may(Right.ESCALATION_OPEN)
    labels = GROUP_LABELS if follows else GROUP_LABELS | FOR_CONTACTS
    context = {
        "filters": filters,
        "page": page,
        "tabs": tabs(request.GET, filters, counts(brand, filters, visible), labels),
        "for_contact": not follows,
        "chips": chips(request.GET, filters),
        "clear_url": f"?state={filters.group}",
        "summary": summary(brand, filters, visible, len(page.rows)),
        "previous_url": with_query(request.GET, cursor=page.previous) if page.previous else "",
        "next_url": with_query(request.GET, cursor=page.next) if page.next else "",
        "url": reverse("escalations:list", args=[slug]),
    }
    return render_page(request, "escalations/list.html", context, partial="list")


def told_of_carried() -> dict[str, Any]:
    """How many people ask it, and the longest time from a first message to its relayed answer."""
    carried = Carried.objects.all()
    return {"people": carried.of_each(Count("pk")), "whole": carried.of_each(Max(WHOLE))}


def counts(brand: Brand, filters: Filters, visible: Any) -> dict[str, Any]:
    """How many each tab holds under the filters of now."""
    narrowed = filters.narrow(visible)
    return capped_counts(brand, {name: group(narrowed) for name, group in GROUPS.items() if name != "all"})


def tabs(
    query: QueryDict, filters: Filters, numbers: dict[str, Any], labels: dict[str, Any]
) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": with_query(query, state=name, cursor=""),
            "current": filters.group == name,
            "count": numbers.get(name),
        }
        for name, label in labels.items()
    ]


def chips(query: QueryDict, filters: Filters) -> list[dict[str, str]]:
    return [
        {"label": chip.label, "remove_url": with_query(query, **{chip.name: "", "cursor": ""})}
        for chip in filters.chips()
    ]


def summary(brand: Brand, filters: Filters, visible: Any, number: int) -> str:
    """How many are on the page, and of a span of time, as figures lead to it, how many there are in all."""
    if not number:
        return ""
    told = ngettext("%(count)d escalation on this page", "%(count)d escalations on this page", number)
    if not filters.period:
        return told % {"count": number}
    total = capped_counts(brand, {"all": filters.apply(visible)})["all"]
    return _("%(here)s, %(total)s in all") % {"here": told % {"count": number}, "total": total}
