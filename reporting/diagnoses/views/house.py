from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import Right, load_agency, person_of, requires
from cmhub.lib.htmx import render_page
from cmhub.lib.numbers import id_in
from reporting.diagnoses import wording
from reporting.diagnoses.services.house import BrandStanding, standings_of, within

FILTERS = ("company", "territory")


@require_safe
@requires(Right.STAFFING_VIEW)
def all_staffing(request: HttpRequest) -> HttpResponse:
    """Every brand of a house, by the last that was kept of it: the team that lacks most first."""
    agency = load_agency(request)
    standings = standings_of(agency, person_of(request))
    choices = choices_among(standings)
    asked = {name: number_of(request, name, choices[name]) for name in FILTERS}
    context = {
        "agency": agency,
        "rows": [wording.standing_row(one) for one in within(standings, **asked)],
        "filters": asked,
        "companies": choices["company"].items(),
        "territories": choices["territory"].items(),
        "chips": chips_of(request, asked, choices),
        "clear_url": reverse("diagnoses:all_staffing"),
    }
    return render_page(request, "diagnoses/staffing/all.html", context, partial="list")


def choices_among(standings: list[BrandStanding]) -> dict[str, dict[int, str]]:
    """What there is to choose between, by name."""
    companies = {one.brand.company_id: one.brand.company.name for one in standings}
    territories = {place["id"]: place["name"] for one in standings for place in one.brand.places}
    return {
        name: dict(sorted(found.items(), key=lambda item: item[1].casefold()))
        for name, found in (("company", companies), ("territory", territories))
    }


def number_of(request: HttpRequest, name: str, known: dict[int, str]) -> int:
    """What the address asks for, where there is such; else 0."""
    number = id_in(request.GET.get(name, ""))
    return number if number in known else 0


def chips_of(
    request: HttpRequest, asked: dict[str, int], choices: dict[str, dict[int, str]]
) -> list[dict[str, Any]]:
    chips = []
    for name, number in asked.items():
        if number:
            left = request.GET.copy()
            left.pop(name, None)
            chips.append({"label": choices[name][number], "remove_url": f"?{left.urlencode()}"})
    return chips
