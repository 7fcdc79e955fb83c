"""The board of the whole house: people × brands × channels, read by brand or by person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, load_agency, person_of, requires
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.house_board import BY_PERSON, HouseFilters, read_house
from channels_mgmt.team.views.ways import HOUSE, house_again, way_from_house
from cmhub.lib.htmx import redirect_to, render_page


@requires(Right.AGENCY_MANAGE)
def house(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    now = timezone.now()
    filters = HouseFilters(request.GET)
    read = read_house(agency, filters, person_of(request), now)
    base = reverse("team:house")
    kept = request.GET.copy()
    for name in ("by", "page"):
        kept.pop(name, None)
    query = f"&{kept.urlencode()}" if kept else ""
    context: dict[str, Any] = {
        "agency": agency,
        "filters": filters,
        "read": read,
        "chips": read.chips(request.GET),
        "clear_url": base,
        "today": agency.day_of(now),
        "way": way_from_house(request),
        "tabs": [
            {"label": _("By brand"), "url": f"{base}?by=brand{query}", "current": filters.by != BY_PERSON},
            {"label": _("By person"), "url": f"{base}?by=person{query}", "current": filters.by == BY_PERSON},
        ],
    }
    return render_page(request, "team/house.html", context, partial="list")


@requires(Right.AGENCY_MANAGE)
def house_assign(request: HttpRequest) -> HttpResponse:
    """On which brand: the board of the house knows the person, or nobody yet."""
    agency = load_agency(request)
    brands = Brand.objects.visible_to(person_of(request)).filter(agency=agency, archived_at=None)
    asked = request.GET.get("brand", "")
    person = request.GET.get("person", "")
    if asked and brands.filter(slug=asked).exists():
        query = {"person": person} if person.isdecimal() else {}
        query |= {HOUSE: request.GET[HOUSE]} if HOUSE in request.GET else {}
        return redirect_to(request, reverse("team:assign", args=[asked], query=query or None))
    context = {"agency": agency, "brands": brands, "person": person, "back": house_again(request)}
    return render_page(request, "team/house_assign.html", context)
