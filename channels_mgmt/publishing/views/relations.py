"""What the pages of communities, ambassadors and events have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.db.models.functions import Lower
from django.http import HttpRequest

from channels_mgmt.publishing.relation_filters import Filters
from cmhub.lib.paging import keyset_page, with_query
from cmhub.lib.refusals import refusals_in

ORDER = Lower(Unaccent("name"))
"""As a dictionary has names."""


def list_context(
    request: HttpRequest, filters: Filters, visible: Any, *, field: str, descending: bool
) -> dict[str, Any]:
    """The rows of a list as the URL filters it, with its tabs, chips and neighbours."""
    page = keyset_page(
        filters.apply(visible), field=field, cursor=request.GET.get("cursor", ""), descending=descending
    )
    return {
        "filters": filters,
        "page": page,
        "tabs": filters.tabs(visible),
        "chips": filters.chips(),
        "clear_url": f"?show={filters.group}",
        "previous_url": with_query(request.GET, cursor=page.previous) if page.previous else "",
        "next_url": with_query(request.GET, cursor=page.next) if page.next else "",
    }


def submitted(form: Any, act: Callable[[], Any]) -> Any:
    """What the act gives; None where it is refused, which the form then says."""
    with refusals_in(form):
        return act()
    return None
