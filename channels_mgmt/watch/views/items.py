"""The list of items, one item's page, and its screenshots."""

from typing import Any, cast

from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.watch.access import load_item, load_picture
from channels_mgmt.watch.acts import acts_of
from channels_mgmt.watch.choices import State
from channels_mgmt.watch.filters import GROUP_LABELS, GROUPS, Filters
from channels_mgmt.watch.forms.acts import DecideForm, ForSomebodyForm, SortForm
from channels_mgmt.watch.ideas import makers
from channels_mgmt.watch.models import Item, ItemPicture
from channels_mgmt.watch.models.item import ItemQuerySet
from channels_mgmt.watch.panels import panels_of
from channels_mgmt.watch.services.pictures import path_of
from channels_mgmt.watch.services.timeline import lines
from channels_mgmt.watch.views.links import PAGES
from cmhub.lib.htmx import render_page
from cmhub.lib.paging import keyset_page, with_query
from cmhub.lib.pictures import CONTENT_TYPE


@require_safe
@requires(Right.WATCH_VIEW)
def items(request: HttpRequest, slug: str) -> HttpResponse:
    """What was seen, as the URL filters it."""
    brand = load_brand(request, slug)
    filters = Filters(request.GET, brand=brand, user=person_of(request), now=timezone.now())
    visible = Item.objects.visible_to(person_of(request)).filter(brand=brand)
    field, falling = filters.order
    page = keyset_page(
        filters.apply(visible).select_related("competitor", "logged_by"),
        field=field,
        cursor=request.GET.get("cursor", ""),
        descending=falling,
    )
    chips = [
        {"label": chip.label, "remove_url": with_query(request.GET, **{chip.name: "", "cursor": ""})}
        for chip in filters.chips()
    ]
    context = {
        "filters": filters,
        "page": page,
        "tabs": tabs(request.GET, filters, visible),
        "chips": chips,
        "clear_url": f"?state={filters.group}",
        "summary": summary(len(page.rows)),
        "previous_url": with_query(request.GET, cursor=page.previous) if page.previous else "",
        "next_url": with_query(request.GET, cursor=page.next) if page.next else "",
        "url": reverse("watch:list", args=[slug]),
    }
    return render_page(request, "watch/items/list.html", context, partial="list")


def tabs(query: QueryDict, filters: Filters, visible: ItemQuerySet) -> list[dict[str, Any]]:
    """The groups, with how many there are in hand and to decide under the filters of now."""
    narrowed = filters.narrow(visible)
    counted = GROUPS["in_hand"](narrowed).order_by().values("nature").annotate(number=Count("pk"))
    by_nature = {row["nature"]: row["number"] for row in counted}
    routine = by_nature.pop("routine", 0)
    grave = sum(by_nature.values())
    numbers = {"in_hand": routine + grave, "to_decide": grave}
    return [
        {
            "label": label,
            "url": with_query(query, state=name, cursor=""),
            "current": filters.group == name,
            "count": numbers.get(name),
        }
        for name, label in GROUP_LABELS.items()
    ]


def summary(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(count)d item on this page", "%(count)d items on this page", number) % {"count": number}


@require_safe
@requires(Right.WATCH_VIEW)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen, who was told, what they said, and what is to be done with it by whoever reads it."""
    return page_of(request, load_item(request, pk))


def page_of(request: HttpRequest, shown: Item, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The item's page; `forms` replaces the empty ones by those that were sent and refused."""
    access = access_of(request)
    logs, decides = access.may(Right.WATCH_LOG), access.may(Right.WATCH_DECIDE)
    tellings = list(shown.tellings.all())
    told = lines(shown.events.select_related("by"))
    panels = panels_of(shown, person_of(request), access)
    others = [one for one in tellings if one.expects and (one.user_id is None or not decides)]
    context: dict[str, Any] = {
        "item": shown,
        "tellings": tellings,
        "log": sorted([*told, *(line for panel in panels for line in panel.lines)], key=lambda line: line.at),
        "panels": panels,
        "pictures": list(shown.pictures.order_by("pk")),
        "acts": acts_of(shown, access),
        "link_rows": PAGES.rows(tellings) if logs else [],
        "may_acknowledge": shown.waits_for_receipt and decides,
        "may_file": logs and not shown.is_grave and not shown.is_ended,
        "may_reopen": logs and shown.state == State.FILED,
        "may_make_idea": logs and bool(makers),
        "is_mine_to_read": shown.state == State.DECIDED
        and shown.logged_by == person_of(request)
        and shown.decision_read_at is None,
    }
    speaks_for: dict[str, Any] = {"item": shown, "for_others": logs and bool(others), "himself": decides}
    if shown.waits_for_decision and (decides or (others and logs)):
        context["decide_form"] = DecideForm(**speaks_for)
    if shown.waits_for_receipt and logs and others:
        context["said_form"] = ForSomebodyForm(item=shown, for_others=True, himself=False)
    if logs and shown.state != State.DECIDED:
        context["sort_form"] = SortForm(item=shown)
    return render_page(request, "watch/items/item.html", context | forms, status=status)


@require_safe
@requires(Right.WATCH_VIEW)
def picture(request: HttpRequest, pk: int, *, small: bool = False) -> HttpResponse:
    """The screenshot. A browser asks each time whether it may still show what it kept."""
    return serve(request, load_picture(request, pk), small=small)


def serve(request: HttpRequest, shown: ItemPicture, *, small: bool = False) -> HttpResponse:
    path = path_of(shown, small=small)
    if not path.is_file():
        raise Http404
    etag = f'"{shown.stored_as.hex}{"s" if small else ""}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        file = FileResponse(path.open("rb"), content_type=CONTENT_TYPE, filename=f"watch-{shown.pk}.jpg")
        response = cast("HttpResponse", file)  # its stubs do not say that it is one
    response["ETag"] = etag
    return response
