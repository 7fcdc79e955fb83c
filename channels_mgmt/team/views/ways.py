"""Where one lands after an act of the team: on the brand's board, or on that of the house one came from."""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from channels_mgmt.brands.models import Brand

HOUSE = "house"
"""The parameter that says from which view of the house's board one comes: its query, never an address."""
FILTERS = ("by", "brand", "person", "network", "purpose", "only", "page", "agency")
LONGEST = 500


def way_from_house(request: HttpRequest) -> str:
    """What links on the house's board add to their query."""
    return urlencode({HOUSE: request.GET.urlencode()})


def way_kept(request: HttpRequest) -> str:
    """The same, on the way from one page to the next; empty for who comes from elsewhere."""
    return urlencode({HOUSE: request.GET[HOUSE]}) if HOUSE in request.GET else ""


def way_back(request: HttpRequest, brand: Brand) -> str:
    return house_again(request) if HOUSE in request.GET else reverse("team:board", args=[brand.slug])


def house_again(request: HttpRequest) -> str:
    """The board of the house with the filters that it had; what it does not know is left out."""
    asked = QueryDict(request.GET.get(HOUSE, "")[:LONGEST])
    kept = {name: asked[name] for name in FILTERS if asked.get(name)}
    return reverse("team:house", query=kept or None)
