"""The knowledge of the house for a brand, on one page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import Access, access_of, load_brand
from channels_mgmt.brands.services.directory import cards_of, departments_of, experts_of
from channels_mgmt.desk.knowledge import House, house_of
from channels_mgmt.desk.knowledge_search import search
from channels_mgmt.desk.setup_steps import named
from channels_mgmt.strategy.models import NetworkPlan
from cmhub.lib.durations import duration_words
from cmhub.lib.htmx import render_page
from cmhub.lib.likeness import LONGEST_QUERY

PEOPLE = "people"


@require_safe
@requires(Right.BRAND_VIEW)
def knowledge(request: HttpRequest, slug: str) -> HttpResponse:
    """What the brand says, what is agreed, who deals with what, what is new, who is on call; `?q=` searches
    all of it, `?part=people` is the piece with the directory.
    """
    load_brand(request, slug)
    access = access_of(request)
    at = timezone.now()
    if request.GET.get("part") == PEOPLE and access.may(Right.DIRECTORY_VIEW):
        return _people(request, access)
    question = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    house = house_of(access, person_of(request), at, searched=bool(question))
    context = {
        "question": question,
        "house": house,
        "at": at,
        "groups": search(house, question) if question else [],
        "targets": targets_of(house),
    }
    return render_page(request, "desk/knowledge/page.html", context, partial="house")


def targets_of(house: House) -> list[tuple[NetworkPlan, str]]:
    """How soon one answers on each network, in words."""
    plans = house.strategy.networks if house.strategy else []
    return [(plan, duration_words(plan.response_minutes * 60)) for plan in plans if plan.response_minutes]


def _people(request: HttpRequest, access: Access) -> HttpResponse:
    """Who deals with what and whether they are there, which needs calendars and absences: on its own."""
    cards = cards_of(access.brand, departments_of(access.brand), at=timezone.now())
    context = {
        "answering": [card for card in cards if card.people],
        "alone": named([card.department.name for card in cards if not card.people]),
        "experts": experts_of(access.brand),
    }
    return render_page(request, "desk/knowledge/people.html", context, partial="people")
