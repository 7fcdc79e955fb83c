"""A person: what they may see and do, brand by brand, and why."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, load_of_agency, person_of, requires, roles_granting, signed_in
from accounts.models import Agency, Membership, User
from accounts.services.roles import change_end, end_agency_role, give_agency_role
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.white_label import secret_houses
from channels_mgmt.team.forms.access import AgencyRoleForm, EndForm
from channels_mgmt.team.grounds import CURRENT, FUTURE, LAPSED, agency_grounds, brand_grounds, by_place
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.views.access import END
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.sorting import alphabetical

BRANDS_OFFERED = 200
HELD_SHOWN = 100
HELD_WITH = ("user", "brand", "channel", "made_by", "ended_by")


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    return redirect_to(request, "team:person", person_of(request).pk)


@signed_in
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """For the person, all of it; for who manages an agency, what concerns that agency."""
    viewer = person_of(request)
    managed = agencies_managed_by(viewer)
    # Who is not there is looked for among the managed all the same, so that nobody's absence answers sooner.
    shown = User.objects.filter(pk=pk).first()
    memberships = Membership.objects.filter(user=pk).select_related("user", "agency")
    roles = BrandRole.objects.filter(user=pk).select_related("user", "brand__agency", "department")
    if shown != viewer:
        memberships, roles = memberships.filter(agency__in=managed), roles.filter(brand__agency__in=managed)
        if not memberships or shown is None:
            raise Http404
    held = Assignment.objects.filter(user=pk, brand_role__in=roles)
    context = reading_of(memberships, roles, to_themselves=shown == viewer) | {
        "held": held.select_related(*HELD_WITH).order_by("-starts_on")[:HELD_SHOWN],
        "today": timezone.localdate(),
        "shown": shown,
        "is_me": shown == viewer,
        "managed": Agency.objects.filter(pk__in=managed, memberships__in=memberships).distinct(),
        "managed_ids": set(managed),
    }
    return render_page(request, "team/person.html", context)


def agencies_managed_by(viewer: User) -> list[int]:
    rows = Membership.objects.current().filter(user=viewer, role__in=roles_granting(Right.AGENCY_MANAGE))
    return list(rows.values_list("agency_id", flat=True).distinct())


def reading_of(memberships: Any, roles: Any, *, to_themselves: bool) -> dict[str, Any]:
    """The person's roles by place, those to come and those that have lapsed.

    To the client's people of a white-label brand, their place in the agency is not told.
    """
    now = timezone.now()
    grounds = []
    ordered = roles.order_by(*alphabetical("brand__name"), "starts_on")
    agencies = {one.agency_id: one.agency for one in memberships} | {
        one.brand.agency_id: one.brand.agency for one in ordered
    }
    secret = secret_houses(memberships, ordered) if to_themselves else {}
    for agency in agencies.values():
        today = agency.day_of(now)
        wide = [one for one in memberships if one.agency_id == agency.pk]
        grounds += agency_grounds(wide, today, places=agency.pk not in secret)
        grounds += brand_grounds([one for one in ordered if one.brand.agency_id == agency.pk], today)
    current = [ground for ground in grounds if ground.when == CURRENT]
    wide = [ground for ground in current if ground.brand is None]
    counts = Agency.objects.filter(pk__in=agencies).annotate(n=Count("brands", Q(brands__archived_at=None)))
    return {
        "agencies": list(agencies.values()),
        "wide": wide,
        "everywhere": any(not ground.is_place for ground in wide),
        "readings": by_place(ground for ground in current if ground.brand),
        "future": [ground for ground in grounds if ground.when == FUTURE],
        "lapsed": [ground for ground in grounds if ground.when == LAPSED],
        "brand_counts": dict(counts.values_list("pk", "n")),
    }


@requires(Right.AGENCY_MANAGE)
def role_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a role for the whole agency; for one on a brand, leads to the brand's page."""
    place = member_of(request, pk)
    agency, shown = place.agency, place.user
    form = AgencyRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            give_agency_role(agency=agency, user=shown, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "team:person", pk)
    brands = Brand.objects.visible_to(person_of(request)).filter(agency=agency, archived_at=None)
    context = {"agency": agency, "shown": shown, "form": form, "brands": brands[:BRANDS_OFFERED]}
    return render_page(request, "team/person_role_new.html", context, status=422 if form.errors else 200)


def member_of(request: HttpRequest, pk: int) -> Membership:
    """The person's place in an agency that who asks manages, `?agency=SLUG` where there are several."""
    rows = Membership.objects.select_related("user").filter(user=pk).order_by("pk")
    if "agency" in request.GET:
        rows = rows.filter(agency__slug=request.GET["agency"])
    managed = agencies_managed_by(person_of(request))
    found = rows.filter(agency__in=managed).values_list("pk", flat=True).first()
    return load_of_agency(request, Membership.objects.select_related("user"), found or 0)


@requires(Right.AGENCY_MANAGE)
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes the end of a role for the whole agency, or of a place in it, or ends it."""
    held = load_of_agency(request, Membership.objects.select_related("user"), pk)
    ending = request.POST.get("act") == END
    form = EndForm({"ends_on": None} if ending else request.POST or None, initial={"ends_on": held.ends_on})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            if ending:
                end_agency_role(membership=held, by=person_of(request))
            else:
                change_end(membership=held, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "team:person", held.user_id)
    (ground,) = agency_grounds([held], held.agency.day_of(timezone.now()), places=True)
    context = {"form": form, "ground": ground, "agency": held.agency}
    return render_page(request, "team/membership.html", context, status=422 if form.errors else 200)
