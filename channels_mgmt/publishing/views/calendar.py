"""The calendar of a brand, and the one over all brands of a person."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires, signed_in
from channels_mgmt.brands.access import load_brand
from channels_mgmt.publishing.calendar.house import house_page
from channels_mgmt.publishing.calendar.page import page_of
from cmhub.lib.htmx import render_page


@require_safe
@requires(Right.PUBLISHING_VIEW)
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """A month, a week or a list, with `?view=`, around `?day=`, of what the other filters leave."""
    brand = load_brand(request, slug)
    context = page_of(brand, request.GET, viewer=person_of(request), now=timezone.now())
    return render_page(request, "publishing/calendar/page.html", context, partial="calendar")


@require_safe
@signed_in
def house(request: HttpRequest) -> HttpResponse:
    """The same over all brands whose publications the person may see."""
    context = house_page(request.GET, viewer=person_of(request), now=timezone.now())
    return render_page(request, "publishing/calendar/house.html", context, partial="calendar")
