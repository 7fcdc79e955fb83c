"""Channels of a brand: each one's page, opened, changed, dormant, closed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.choices import Role
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.models import NetworkPlan, Strategy
from channels_mgmt.team.cadence import Planned, cadence_of
from channels_mgmt.team.choices import HOLDERS, ChannelState
from channels_mgmt.team.forms.channels import ChannelChangeForm, ChannelForm, CloseForm, StateForm
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.candidates import workloads
from channels_mgmt.team.services.channels import change_channel, lay_dormant, open_channel, reopen_channel
from channels_mgmt.team.services.closing import close_channel, what_closing_does
from channels_mgmt.team.services.networks import setup_of
from channels_mgmt.team.services.readiness import tell_supervision
from channels_mgmt.team.views.board import tell_who_is_away
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in, refusals_told
from cmhub.lib.sorting import alphabetical
from cmhub.lib.working_time.written import week_words

REOPEN = "reopen"


@requires(Right.TEAM_VIEW)
def channel(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """What an account is for, who holds it, when it is open, how often it publishes."""
    brand = load_brand(request, slug)
    now = timezone.now()
    shown = _load(request, brand, channel, planned=planned(brand, now))
    today = brand.agency.day_of(now)
    held = Assignment.objects.lasting(today).filter(channel=shown).select_related("user")
    holders = list(held.order_by("starts_on", "-is_lead", *alphabetical("user__name")))
    tell_who_is_away(brand, holders, today)
    tell_supervision(brand, holders, now)
    context = {
        "channel": shown,
        "holders": holders,
        "fitting": [str(Role(role).label) for role in sorted(HOLDERS[shown.purpose])],
        "cadence": cadence_of([shown], [Planned(shown)])[shown.pk],
        "hours": week_words(shown.hours),
        "setup": setup_of(brand, shown.network),
        "state_form": StateForm(initial={"edition": shown.edition}),
        "today": today,
    }
    return render_page(request, "team/channel.html", context)


@requires(Right.BRAND_MANAGE)
def channel_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = ChannelForm(request.POST or None, brand=brand, initial={"network": request.GET.get("network")})
    if request.method == "POST" and form.is_valid():
        try:
            made = open_channel(brand=brand, by=person_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("%(channel)s is open.") % {"channel": made})
            return redirect_to(request, "team:channel", slug, made.slug)
    return render_page(request, "team/channel_new.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.BRAND_MANAGE)
def channel_change(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    brand = load_brand(request, slug)
    shown = _load(request, brand, channel)
    form = ChannelChangeForm(request.POST or None, brand=brand, instance=shown)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            change_channel(channel=shown, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "team:channel", slug, channel)
        if meanwhile.row:
            theirs = differences(form, ChannelChangeForm(brand=brand, instance=meanwhile.row))
    context = {"channel": shown, "form": form, "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "team/channel_change.html", context, status=status)


@requires(Right.BRAND_MANAGE)
@require_POST
def channel_state(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """Dormant by decision, or open again."""
    brand = load_brand(request, slug)
    shown = _load(request, brand, channel)
    form = StateForm(request.POST)
    by = person_of(request)
    with refusals_told(request):
        if REOPEN in (request.POST.get("act"), request.GET.get("act")):
            reopen_channel(channel=shown, by=by)
            messages.success(request, _("%(channel)s is open.") % {"channel": shown})
        elif form.is_valid():
            lay_dormant(channel=shown, by=by, **form.cleaned_data)
            said = _("%(channel)s is dormant.") % {"channel": shown}
            messages.success(request, said, extra_tags=f"undo={request.path}?act={REOPEN}")
        else:
            messages.error(request, _("Say why the channel is dormant or closed."))
    return redirect_to(request, "team:channel", slug, channel)


@requires(Right.BRAND_MANAGE)
def channel_close(request: HttpRequest, slug: str, channel: str) -> HttpResponse:
    """What closing does, and the closing: in one act."""
    brand = load_brand(request, slug)
    shown = _load(request, brand, channel)
    if shown.state == ChannelState.CLOSED:
        return redirect_to(request, "team:channel", slug, channel)
    people = workloads(brand.agency, timezone.now())
    form = CloseForm(request.POST or None, people=people, initial={"edition": shown.edition})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            close_channel(channel=shown, by=person_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            status = 409 if isinstance(error, ChangedMeanwhileError) else 422
        else:
            messages.success(request, _("%(channel)s is closed.") % {"channel": shown})
            return redirect_to(request, "team:board", slug)
    context = {"channel": shown, "form": form, "closing": what_closing_does(shown, timezone.now())}
    return render_page(request, "team/channel_close.html", context, status=422 if form.errors else status)


def planned(brand: Brand, at: datetime) -> Subquery:
    """The posts a week of the strategy in force for a channel of the brand, for a query on channels."""
    in_force = Strategy.objects.in_force(at).filter(brand=brand)
    account = {"network": OuterRef("network"), "purpose": OuterRef("purpose")}
    plans = NetworkPlan.objects.filter(strategy__in=in_force, **account)
    return Subquery(plans.values("posts_per_week")[:1])


def _load(request: HttpRequest, brand: Brand, channel: str, **more: Subquery) -> Channel:
    rows = Channel.objects.visible_to(person_of(request)).select_related(
        "department", "territory", "credentials_holder", "state_decided_by"
    )
    rows = rows.annotate(**more)
    found = get_object_or_404(rows, brand=brand, slug=channel)
    found.brand = brand
    return found
