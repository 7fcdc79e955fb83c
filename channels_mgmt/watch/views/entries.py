"""What feeds brought, to be sorted by a person: news of the brand and its sector, those of competitors."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Nature
from channels_mgmt.watch.filters import EntryFilters
from channels_mgmt.watch.models import Entry, Source, Telling
from channels_mgmt.watch.services import people
from channels_mgmt.watch.services.entries import ASIDE, MOST_AT_ONCE, put_back, sort_entries
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.numbers import ids_in
from cmhub.lib.paging import keyset_page, with_query

PAGES = {"": "watch:to_sort", "competitors": "watch:competitors"}


@require_safe
@requires(Right.WATCH_VIEW)
def to_sort(request: HttpRequest, slug: str) -> HttpResponse:
    return listed(request, slug, competitors=False)


@require_safe
@requires(Right.WATCH_VIEW)
def competitors(request: HttpRequest, slug: str) -> HttpResponse:
    return listed(request, slug, competitors=True)


def listed(request: HttpRequest, slug: str, *, competitors: bool) -> HttpResponse:
    """The entries that wait, the latest first."""
    brand = load_brand(request, slug)
    filters = EntryFilters(request.GET, competitors=competitors, brand=brand)
    visible = Entry.objects.visible_to(person_of(request)).filter(brand=brand).waiting()
    page = keyset_page(
        filters.apply(visible).select_related("competitor").prefetch_related("sightings__source"),
        field="at",
        cursor=request.GET.get("cursor", ""),
    )
    may_sort = access_of(request).may(Right.WATCH_LOG)
    before = warnings_before(brand, timezone.now()) if may_sort and page.rows else {}
    context: dict[str, Any] = {
        "filters": filters,
        "page": page,
        "competitors": competitors,
        "chips": [
            {"label": chip.label, "remove_url": with_query(request.GET, **{chip.name: "", "cursor": ""})}
            for chip in filters.chips()
        ],
        "clear_url": request.path,
        "previous_url": with_query(request.GET, cursor=page.previous) if page.previous else "",
        "next_url": with_query(request.GET, cursor=page.next) if page.next else "",
        "url": request.path,
        "natures": [(nature, label, before.get(nature, "")) for nature, label in Nature.choices],
        "has_sources": bool(page.rows) or Source.objects.filter(brand=brand).exists(),
        "may_sort": may_sort,
    }
    return render_page(request, "watch/entries/list.html", context, partial="list")


@require_POST
@requires(Right.WATCH_LOG)
def sort(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry by its own button (`one`, as `ID:nature`), or all that are ticked (`all`)."""
    brand = load_brand(request, slug)
    page = PAGES.get(request.POST.get("page", ""), PAGES[""])
    one, _colon, to = request.POST.get("one", "").partition(":")
    chosen = [one] if one else request.POST.getlist("entries")
    ids = ids_in(chosen[:MOST_AT_ONCE])
    to = to or request.POST.get("all", "")
    try:
        done = sort_entries(brand=brand, ids=ids, to=to, by=person_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect_to(request, page, slug)
    tell(request, brand, ids, to, done)
    return redirect_to(request, page, slug)


def tell(request: HttpRequest, brand: Brand, ids: list[int], to: str, done: int) -> None:
    if not ids:
        messages.warning(request, _("Nothing was ticked."))
    elif not done:
        messages.info(request, _("Somebody has sorted that meanwhile."))
    elif to == ASIDE:
        words = ngettext("%(count)d entry is set aside.", "%(count)d entries are set aside.", done)
        undo = f"{reverse('watch:put_back', args=[brand.slug])}?ids={','.join(map(str, ids))}"
        messages.success(request, words % {"count": done}, extra_tags=f"undo={undo}")
    else:
        words = ngettext(
            "%(count)d item is logged: %(nature)s.", "%(count)d items are logged: %(nature)s.", done
        )
        said = words % {"count": done, "nature": Nature(to).label}
        names = told_of(brand, ids)
        if names:
            said = f"{said} " + _("Told just now: %(names)s.") % {"names": ", ".join(names)}
        messages.success(request, said)


def told_of(brand: Brand, ids: list[int]) -> list[str]:
    """Who was told of the items that these entries became, by name, each once."""
    tellings = Telling.objects.filter(item__entry__in=ids, item__brand=brand).order_by("told_at", "pk")
    return list(dict.fromkeys(tellings.values_list("name", flat=True)))


def warnings_before(brand: Brand, at: datetime) -> dict[str, str]:
    """What is asked before a nature is given that tells people at once: it cannot be untold."""
    chain = people.chain_of(brand, at)
    nobody = _("nobody: no decision-maker is named")
    first = chain[0]["name"] if chain else nobody
    rung = [person["name"] for person in chain if person["rung"] == chain[0]["rung"]]
    together = ", ".join(rung) or nobody
    return {
        Nature.STRATEGIC: _("Strategic: a message leaves to %(name)s. Go on?") % {"name": first},
        Nature.CRISIS_PRONE: _("Crisis-prone: a message leaves at once, day or night, to %(names)s. Go on?")
        % {"names": together},
    }


@require_POST
@requires(Right.WATCH_LOG)
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """Undoes setting aside."""
    brand = load_brand(request, slug)
    ids = ids_in(request.GET.get("ids", "").split(","))
    put_back(brand=brand, ids=ids, by=person_of(request))
    messages.success(request, _("It is to be sorted again."))
    return redirect_to(request, "watch:to_sort", slug)
