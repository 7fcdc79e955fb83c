"""How a person works for the house, which is for who manages it, and their leave, which they may write."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires, signed_in
from accounts.forms.skills import EmploymentForm, LeaveForm
from accounts.models import Employment, Leave
from accounts.services.employment import (
    add_leave,
    cancel_leave,
    change_employment,
    employ,
    take_back_employment,
)
from accounts.skill_choices import EmploymentKind, LeaveKind
from accounts.staff import load_managed_place, load_place
from accounts.views.skills import form_page, home_of, saved
from cmhub.lib.htmx import redirect_to

DELETE = "delete"


@requires(Right.AGENCY_MANAGE)
def employment_new(request: HttpRequest, person: int) -> HttpResponse:
    place = load_managed_place(request, person)
    today = place.agency.day_of(timezone.now())
    initial = {
        "kind": EmploymentKind.STAFF,
        "hours_per_week": place.hours_per_week,
        "working_days": [1, 2, 3, 4, 5],
        "starts_on": today,
    }
    form = EmploymentForm(
        request.POST or None, initial=initial, agency=place.agency, person=place.user, day=today
    )
    if saved(request, form, partial(employ, **place.whose)):
        return redirect_to(request, home_of(place))
    title = _("How %(name)s works for %(agency)s") % {"name": place.user.name, "agency": place.agency.name}
    return form_page(request, place, form, title=title)


@requires(Right.AGENCY_MANAGE)
def employment(request: HttpRequest, person: int, pk: int) -> HttpResponse:
    """Changes an employment, or deletes one that was written by mistake."""
    place = load_managed_place(request, person)
    rows = Employment.objects.of(place.agency, place.user).select_related("agency", "user", "mentor")
    held = get_object_or_404(rows, pk=pk)
    by = person_of(request)
    if request.POST.get("act") == DELETE:
        take_back_employment(employment=held, by=by)
        messages.success(request, _("Deleted. The record keeps that it was."))
        return redirect_to(request, home_of(place))
    initial = {
        "kind": held.kind,
        "hours_per_week": place.hours_per_week,
        "working_days": held.working_days,
        "starts_on": held.starts_on,
        "ends_on": held.ends_on,
        "mentor": held.mentor_id,
    }
    form = EmploymentForm(
        request.POST or None,
        initial=initial,
        agency=place.agency,
        person=place.user,
        day=place.agency.day_of(timezone.now()),
    )
    if saved(request, form, partial(change_employment, employment=held)):
        return redirect_to(request, home_of(place))
    title = _("How %(name)s works for %(agency)s") % {"name": place.user.name, "agency": place.agency.name}
    return form_page(request, place, form, title=title, may_delete=True)


@signed_in
def leave_new(request: HttpRequest, person: int) -> HttpResponse:
    place = load_place(request, person)
    form = LeaveForm(request.POST or None, initial={"kind": LeaveKind.ANNUAL})
    if saved(request, form, partial(add_leave, **place.whose)):
        return redirect_to(request, home_of(place))
    title = _("Your leave") if place.is_me else _("Leave of %(name)s") % {"name": place.user.name}
    lede = _("Days begin at midnight where the house is.")
    return form_page(request, place, form, title=title, lede=lede)


@signed_in
@require_POST
def leave_cancel(request: HttpRequest, person: int, pk: int) -> HttpResponse:
    place = load_place(request, person)
    rows = Leave.objects.of(place.agency, place.user).select_related("agency", "user")
    cancel_leave(leave=get_object_or_404(rows, pk=pk), by=person_of(request))
    messages.success(request, _("Saved."))
    return redirect_to(request, home_of(place))
