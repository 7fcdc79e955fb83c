"""A department of the brand's company: what it is, its hours and holidays, and who answers there."""

from datetime import date
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import Absence, Department, Territory
from accounts.services.holidays import Day, holidays_of
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.closing import consequences_of
from channels_mgmt.brands.forms.directory import DepartmentForm, ExceptionalDayForm
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.departments import (
    add_department,
    change_department,
    close_department,
    reopen_department,
)
from channels_mgmt.brands.services.directory import TRIED_BY_HAND, cards_of
from channels_mgmt.brands.services.exceptional_days import days_to_come
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.working_time import weekly_hours

HOLIDAYS_SHOWN = 5


@requires(Right.BRAND_MANAGE)
def department_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = DepartmentForm(request.POST or None, brand=brand, instance=blank_for(brand))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = add_department(brand=brand, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("%(department)s is there.") % {"department": made.name})
            return redirect_to(request, "brands:department", slug, made.slug)
    status = 422 if form.errors else 200
    return render_page(request, "brands/directory/department_new.html", {"form": form}, status=status)


def blank_for(brand: Brand) -> Department:
    """A department to begin with: office hours where the brand is present first."""
    presence = brand.presences.select_related("territory").first()
    place = presence.territory if presence else None
    weekend = place.weekend if place else [6, 7]
    return Department(
        company=brand.company,
        time_zone=place.time_zone if place else brand.time_zone,
        country=place.country if place else "",
        hours=weekly_hours("08:00", "17:00", days=[day for day in range(1, 8) if day not in weekend]),
    )


@requires(Right.BRAND_MANAGE)
def department(request: HttpRequest, slug: str, department: str) -> HttpResponse:
    brand = load_brand(request, slug)
    shown = get_object_or_404(brand.company.departments, slug=department)
    # The form works on a copy: what the page shows stays true while the form is refused.
    copy = Department.objects.get(pk=shown.pk)
    form = DepartmentForm(request.POST or None, brand=brand, instance=copy)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_department(brand=brand, department=shown, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "brands:department", slug, department)
    return page(request, brand, shown, form)


@requires(Right.BRAND_MANAGE)
@require_POST
def department_close(request: HttpRequest, slug: str, department: str) -> HttpResponse:
    brand = load_brand(request, slug)
    shown = get_object_or_404(brand.company.departments, slug=department)
    close_department(brand=brand, department=shown, by=person_of(request))
    messages.success(request, _("%(department)s is asked no more.") % {"department": shown.name})
    return redirect_to(request, "brands:department", slug, department)


@requires(Right.BRAND_MANAGE)
@require_POST
def department_reopen(request: HttpRequest, slug: str, department: str) -> HttpResponse:
    brand = load_brand(request, slug)
    shown = get_object_or_404(brand.company.departments, slug=department)
    reopen_department(brand=brand, department=shown, by=person_of(request))
    messages.success(request, _("%(department)s is asked again.") % {"department": shown.name})
    return redirect_to(request, "brands:department", slug, department)


def page(
    request: HttpRequest,
    brand: Brand,
    shown: Department,
    form: DepartmentForm,
    day_form: ExceptionalDayForm | None = None,
) -> HttpResponse:
    """The department's page, with forms as they were sent where they were refused."""
    at = timezone.now()
    (card,) = cards_of(brand, [shown], at=at)
    here = timezone.localtime(at, ZoneInfo(shown.time_zone)).date()
    absences = Absence.objects.standing().filter(contact__department=shown, contact__left_at=None)
    absences = absences.exclude(ends_on__lte=here).select_related("contact", "deputy")
    context: dict[str, Any] = {
        "department": shown,
        "card": card,
        "form": form,
        "day_form": day_form or ExceptionalDayForm(),
        "days_to_come": days_to_come(shown, at),
        "consequences": [] if shown.closed_at else consequences_of(brand, shown),
        "key": uuid4(),
        "absences": absences.order_by("starts_on", "pk"),
        "tried_by_hand": TRIED_BY_HAND,
        **_holidays(brand, shown, here),
    }
    status = 422 if form.errors or (day_form and day_form.errors) else 200
    return render_page(request, "brands/directory/department.html", context, status=status)


def _holidays(brand: Brand, shown: Department, today: date) -> dict[str, Any]:
    """The next public holidays where the department is, and the page on which people put them right."""
    places = Territory.objects.filter(agency=brand.agency_id, country=shown.country)
    territory = places.filter(region__in=["", shown.region]).order_by("-region", "pk").first()
    if territory is None:
        return {"territory": None, "holidays": []}
    place = Territory(agency_id=brand.agency_id, country=shown.country, region=shown.region)
    language = get_language() or ""
    days: list[Day] = [
        day
        for year in (today.year, today.year + 1)
        for day in holidays_of(place, year, language)
        if day.date >= today and day.is_off
    ]
    return {"territory": territory, "holidays": days[:HOLIDAYS_SHOWN]}
