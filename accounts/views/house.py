"""The house: what it is, and the territories in which it works."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, load_agency, load_of_agency, person_of, requires
from accounts.choices import Correction
from accounts.forms.house import CorrectionForm, HouseForm, TerritoryForm, year_asked
from accounts.models import Agency, HolidayCorrection, Territory
from accounts.services.holidays import correct, holidays_of, undo_correction
from accounts.services.house import add_territory, change_house, change_territory
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.sorting import alphabetical


@requires(Right.AGENCY_MANAGE)
def settings(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    # The form works on a copy: what the page shows stays true while the form is refused.
    form = HouseForm(request.POST or None, instance=Agency.objects.get(pk=agency.pk))
    if request.method == "POST" and form.is_valid():
        change_house(agency=agency, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect_to(request, request.get_full_path())
    territories = agency.territories.order_by(*alphabetical("name"))
    context = {"agency": agency, "form": form, "territories": territories}
    return render_page(request, "accounts/house.html", context, status=422 if form.errors else 200)


@requires(Right.AGENCY_MANAGE)
def territory_new(request: HttpRequest) -> HttpResponse:
    agency = load_agency(request)
    form = TerritoryForm(request.POST or None, instance=Territory(agency=agency))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            territory = add_territory(agency=agency, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("%(territory)s is there.") % {"territory": territory.name})
            return redirect_to(request, "house:territory", territory.pk)
    context = {"agency": agency, "form": form}
    return render_page(request, "accounts/territory_new.html", context, status=422 if form.errors else 200)


@requires(Right.AGENCY_MANAGE)
def territory(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_of_agency(request, Territory.objects.all(), pk)
    form = TerritoryForm(request.POST or None, instance=Territory.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_territory(territory=shown, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "house:territory", pk)
    return _territory_page(request, shown, form, None)


@requires(Right.AGENCY_MANAGE)
@require_POST
def holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes what a person says of a day: confirmed, removed, moved, or a day that the calendar lacks."""
    shown = load_of_agency(request, Territory.objects.all(), pk)
    said = CorrectionForm(request.POST)
    if said.is_valid():
        with refusals_in(said):
            made = correct(territory=shown, by=person_of(request), **said.cleaned_data)
            messages.success(
                request, _("%(holiday)s: %(said)s.") % {"holiday": made.name, "said": made.get_kind_display()}
            )
            return redirect_to(request, f"{shown_at(shown)}?year={(made.moved_to or made.date).year}")
    return _territory_page(request, shown, TerritoryForm(instance=shown), said)


@requires(Right.AGENCY_MANAGE)
@require_POST
def holiday_undo(request: HttpRequest, pk: int) -> HttpResponse:
    correction = load_of_agency(request, HolidayCorrection.objects.all(), pk)
    place = Territory.objects.filter(
        agency=correction.agency, country=correction.country, region=correction.region
    ).first()
    undo_correction(correction=correction, by=person_of(request))
    messages.success(request, _("The day is again what the country's calendar says."))
    if place is None:
        return redirect_to(request, "house:settings")
    return redirect_to(request, f"{shown_at(place)}?year={correction.date.year}")


def shown_at(territory: Territory) -> str:
    return reverse("house:territory", args=[territory.pk])


def _territory_page(
    request: HttpRequest, shown: Territory, form: TerritoryForm, said: CorrectionForm | None
) -> HttpResponse:
    today = shown.agency.day_of(timezone.now())
    year = year_asked(request.GET.get("year", request.POST.get("year", "")), today)
    rows = HolidayCorrection.objects.of_place(shown.agency_id, shown.country, shown.region)
    corrections = {one.date: one for one in rows.select_related("made_by")}
    days = holidays_of(shown, year, get_language() or "")
    adding = said if said is not None and said.data.get("kind") == Correction.ADDED else None
    adding = adding or CorrectionForm()
    adding.fields["name"].required = True
    context: dict[str, Any] = {
        "agency": shown.agency,
        "territory": shown,
        "form": form,
        "said": said,
        "adding": adding,
        "year": year,
        "days": [(day, corrections.get(day.was or day.date)) for day in days],
        "to_confirm": sum(day.estimated for day in days),
    }
    status = 422 if form.errors or (said and said.errors) else 200
    return render_page(request, "accounts/territory.html", context, status=status)
