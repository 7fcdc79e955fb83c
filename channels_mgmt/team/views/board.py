from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.services.employment import away, trainees
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.forms import AssignmentForm, ChannelForm
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.assignments import assign, end_assignment
from channels_mgmt.team.services.channels import open_channel
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.sorting import alphabetical


@requires(Right.TEAM_VIEW)
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Who holds what: each channel with its people, then those who are on the whole brand."""
    brand = load_brand(request, slug)
    current = (
        Assignment.objects.current().select_related("user").order_by("-is_lead", *alphabetical("user__name"))
    )
    channels = (
        Channel.objects.visible_to(person_of(request))
        .filter(brand=brand)
        .select_related("department")
        .prefetch_related(Prefetch("assignments", queryset=current, to_attr="holders"))
    )
    widely = list(current.filter(brand=brand, channel=None))
    held = [assignment for channel in channels for assignment in channel.holders] + widely
    today = brand.agency.day_of(timezone.now())
    tell_who_is_away(brand, held, today)
    context = {"channels": channels, "widely": widely, "today": today}
    return render_page(request, "team/board.html", context)


def tell_who_is_away(brand: Brand, assignments: Sequence[Assignment], today: date) -> None:
    """Adds to each assignment its holder's leave and, of a trainee who leads, that they are one."""
    people = {assignment.user_id for assignment in assignments}
    leaves, learning = away(brand.agency, people, today), trainees(brand.agency, people, today)
    for assignment in assignments:
        assignment.leave = leaves.get(assignment.user_id)
        assignment.traineeship = learning.get(assignment.user_id)


@requires(Right.TEAM_MANAGE)
def assign_person(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = AssignmentForm(request.POST or None, brand=brand, initial=_asked_channel(request, brand))
    if request.method == "POST" and form.is_valid():
        try:
            made = assign(brand=brand, by=person_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(
                request,
                _("%(name)s is assigned as %(role)s.")
                % {"name": made.user.name, "role": made.get_role_display()},
            )
            return redirect_to(request, "team:board", slug)
    return render_page(request, "team/assign.html", {"form": form}, status=422 if form.errors else 200)


def _asked_channel(request: HttpRequest, brand: Brand) -> dict[str, object]:
    asked = request.GET.get("channel", "")
    return {"channel": next((one for one in brand.channels.all() if one.slug == asked), None)}


@requires(Right.TEAM_MANAGE)
@require_POST
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    assignment = get_object_or_404(
        Assignment.objects.visible_to(person_of(request)).current(),
        brand=brand,
        pk=pk,
    )
    end_assignment(assignment=assignment, by=person_of(request), on=brand.agency.day_of(timezone.now()))
    messages.success(request, _("%(name)s no longer holds this.") % {"name": assignment.user.name})
    return redirect_to(request, "team:board", slug)


@requires(Right.BRAND_MANAGE)
def channel_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = ChannelForm(request.POST or None, brand=brand)
    if request.method == "POST" and form.is_valid():
        try:
            channel = open_channel(brand=brand, by=person_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("%(channel)s is open.") % {"channel": channel})
            return redirect_to(request, "team:board", slug)
    return render_page(request, "team/channel_new.html", {"form": form}, status=422 if form.errors else 200)
