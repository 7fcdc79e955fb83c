"""The diagnoses of every brand of a house, as kept with their last weekly reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import Right, load_agency, person_of, requires
from cmhub.lib.htmx import render_page
from reporting.diagnoses.judging import RULES
from reporting.diagnoses.services.all_brands import brands_with_diagnoses
from reporting.diagnoses.telling import matrix_of


@require_safe
@requires(Right.STAFFING_VIEW)
def all_diagnoses(request: HttpRequest) -> HttpResponse:
    """A line for each brand, those with most diagnoses first; `?code=` leaves those where it is raised."""
    agency = load_agency(request)
    asked = request.GET.get("code", "")
    code = asked if asked in RULES else ""
    rows = matrix_of(brands_with_diagnoses(agency, person_of(request)), code)
    context = {
        "agency": agency,
        "rules": RULES.values(),
        "code": code,
        "label": RULES[code].label if code else "",
        "rows": rows,
    }
    return render_page(request, "diagnoses/all.html", context)
