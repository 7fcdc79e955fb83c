"""Who can see a brand, and what a person may see and do: each with the reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from accounts.models import Invitation, Membership
from accounts.services.employment import away
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.team.forms.access import BrandInvitationForm, BrandRoleForm, EndForm
from channels_mgmt.team.grounds import (
    CURRENT,
    FUTURE,
    LAPSED,
    Ground,
    agency_grounds,
    brand_grounds,
    by_person,
)
from channels_mgmt.team.services.invitations import invite_to_brand
from channels_mgmt.team.services.roles import change_end, end_role, give_brand_role
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.sorting import alphabetical

END = "end"


@requires(Right.TEAM_VIEW)
def brand_access(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    grounds = grounds_on(brand)
    now = [ground for ground in grounds if ground.when == CURRENT]
    context = {
        "wide": by_person(ground for ground in now if ground.brand is None),
        "here": by_person(ground for ground in now if ground.brand),
        "future": [ground for ground in grounds if ground.when == FUTURE],
        "lapsed": [ground for ground in grounds if ground.when == LAPSED],
        "people": len({ground.user.pk for ground in now}),
        "invited": invited_to(brand),
    }
    return render_page(request, "team/access.html", context)


def grounds_on(brand: Brand) -> list[Ground]:
    """Every role that opens, opened or will open the brand, of people who have not left."""
    today = brand.agency.day_of(timezone.now())
    names = alphabetical("user__name")
    memberships = Membership.objects.filter(agency=brand.agency_id, user__is_active=True)
    roles = BrandRole.objects.filter(brand=brand, user__is_active=True)
    wide = memberships.select_related("user", "agency").order_by("role", *names, "starts_on")
    here = roles.select_related("user", "department").order_by(*names, "starts_on")
    for role in here:
        role.brand = brand
    return [*agency_grounds(wide, today), *brand_grounds(here, today)]


def invited_to(brand: Brand) -> list[Invitation]:
    """Who was asked onto the brand and has not answered, the latest first."""
    asked = Invitation.objects.unanswered().filter(agency=brand.agency_id, brand_id=brand.pk)
    return list(asked.select_related("department").order_by("-sent_at"))


@requires(Right.TEAM_MANAGE)
def invite_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks somebody by e-mail onto the brand, with the role that they have there once they accept."""
    brand = load_brand(request, slug)
    form = BrandInvitationForm(request.POST or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            asked = invite_to_brand(brand=brand, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": asked.email})
            return redirect_to(request, "team:access", slug)
    return render_page(request, "team/invite.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.TEAM_MANAGE)
def role_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = BrandRoleForm(request.POST or None, brand=brand, initial={"user": request.GET.get("person")})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = give_brand_role(brand=brand, by=person_of(request), **form.cleaned_data)
            said = {"name": given.user.name, "role": given.get_role_display()}
            messages.success(request, _("%(name)s: %(role)s.") % said)
            return redirect_to(request, "team:access", slug)
    return render_page(request, "team/role_new.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.TEAM_MANAGE)
def role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes the end of a role on the brand, or ends it."""
    brand = load_brand(request, slug)
    held = get_object_or_404(
        BrandRole.objects.visible_to(person_of(request)).select_related("user", "department"),
        brand=brand,
        pk=pk,
    )
    held.brand = brand
    ending = request.POST.get("act") == END
    form = EndForm({"ends_on": None} if ending else request.POST or None, initial={"ends_on": held.ends_on})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            if ending:
                end_role(held=held, by=person_of(request))
            else:
                change_end(held=held, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "team:access", slug)
    today = brand.agency.day_of(timezone.now())
    (ground,) = brand_grounds([held], today)
    leave = away(brand.agency, [held.user_id], today).get(held.user_id)
    context: dict[str, Any] = {"form": form, "ground": ground, "leave": leave, "today": today}
    return render_page(request, "team/role.html", context, status=422 if form.errors else 200)
