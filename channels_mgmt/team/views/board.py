"""The board of a brand: who holds what, whom one assigns, what changes, how it ends."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import Setup
from channels_mgmt.team.forms.board import (
    AssignmentChangeForm,
    AssignmentForm,
    PartForm,
    TermsForm,
    first_terms,
)
from channels_mgmt.team.models import Assignment, Channel, NetworkSetup
from channels_mgmt.team.open_work import items_of
from channels_mgmt.team.presence import Presence, presence_of
from channels_mgmt.team.services.assignments import assign, change_assignment
from channels_mgmt.team.services.candidates import Candidate, Terms, candidates, workloads
from channels_mgmt.team.services.handovers import left_open_by, part_from
from channels_mgmt.team.services.networks import mixtures_of
from channels_mgmt.team.services.readiness import tell_supervision
from channels_mgmt.team.views.ways import way_back, way_kept
from cmhub.lib.editions import ChangedMeanwhileError, take_edition
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.meanwhile import differences
from cmhub.lib.numbers import id_in
from cmhub.lib.refusals import refusals_in
from cmhub.lib.sorting import alphabetical

SEPARATE_ARE = 2
"""Accounts of a network from which on they are separate ones."""


@requires(Right.TEAM_VIEW)
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Each channel with its people of now and of later, then those who are on the whole brand."""
    brand = load_brand(request, slug)
    now = timezone.now()
    today = brand.agency.day_of(now)
    user = person_of(request)
    held = Assignment.objects.visible_to(user).lasting(today).filter(brand=brand).select_related("user")
    assignments = list(held.order_by("starts_on", "-is_lead", *alphabetical("user__name")))
    tell_who_is_away(brand, assignments, today)
    tell_supervision(brand, assignments, now)
    by_channel: dict[int | None, list[Assignment]] = defaultdict(list)
    for one in sorted(assignments, key=lambda one: one.starts_on > today):
        by_channel[one.channel_id].append(one)
    channels = list(Channel.objects.visible_to(user).filter(brand=brand).select_related("department"))
    for channel in channels:
        channel.holders = by_channel[channel.pk]
        channel.has_lead = any(one.is_lead and one.starts_on <= today for one in channel.holders)
    setups = list(NetworkSetup.objects.visible_to(user).filter(brand=brand).select_related("decided_by"))
    there = [channel for channel in channels if channel.state != "closed"]
    for setup in setups:
        here = sum(channel.network == setup.network for channel in there)
        setup.lacks_others = setup.setup == Setup.SEPARATE and here < SEPARATE_ARE
    context = {
        "channels": there,
        "closed": [channel for channel in channels if channel.state == "closed"],
        "widely": by_channel[None],
        "setups": setups,
        "mixtures": mixtures_of(channels, [setup.network for setup in setups]),
        "today": today,
    }
    return render_page(request, "team/board.html", context)


def tell_who_is_away(brand: Brand, assignments: Sequence[Assignment], today: date) -> None:
    """Adds to each assignment whether its holder is on leave, or a trainee."""
    known = presence_of(brand.agency, {assignment.user_id for assignment in assignments}, today)
    for assignment in assignments:
        assignment.presence = known.get(assignment.user_id, Presence())


@requires(Right.TEAM_MANAGE)
def assign_person(request: HttpRequest, slug: str) -> HttpResponse:
    """What is to be held, which shows who can, and by whom; `look` only shows who can, without JavaScript."""
    brand = load_brand(request, slug)
    sent = request.method == "POST" and "look" not in request.POST
    form = AssignmentForm(request.POST if sent else None, brand=brand)
    if sent and form.is_valid():
        with refusals_in(form):
            made = assign(brand=brand, by=person_of(request), **form.cleaned_data)
            messages.success(
                request,
                _("%(name)s is assigned as %(role)s.")
                % {"name": made.user.name, "role": made.get_role_display()},
            )
            return redirect_to(request, way_back(request, brand))
    terms = TermsForm(_terms_asked(request, brand), brand=brand)
    context: dict[str, Any] = {"form": form, "terms": terms, "chosen": _chosen(request)}
    context |= {"back": way_back(request, brand), "way": way_kept(request)}
    context |= _choices(brand, terms)
    context["chosen_refused"] = any(one.user.pk == context["chosen"] for one in context["refused"])
    status = 422 if form.errors else 200
    return render_page(request, "team/assign.html", context, partial="who", status=status)


def _terms_asked(request: HttpRequest, brand: Brand) -> dict[str, Any]:
    """What was sent, else what a link or the choice before says, on top of what fits the channel."""
    sent = request.POST or request.GET
    slug = request.GET.get("channel", "")
    asked = brand.channels.filter(slug=slug).first() if slug and not slug.isdecimal() else None
    first = first_terms(asked)
    begun = {name: value.pk if isinstance(value, Channel) else value for name, value in first.items()}
    usual = {"role": next(iter(TermsForm.base_fields["role"].choices))[0], "hours_per_week": ""}  # type: ignore[attr-defined]
    return {**usual, **{name: sent[name] for name in sent if name in TermsForm.base_fields}, **begun}


def _chosen(request: HttpRequest) -> int | None:
    asked = request.POST.get("user") or request.GET.get("user") or request.GET.get("person", "")
    return id_in(asked) or None


def _choices(brand: Brand, form: TermsForm) -> dict[str, Any]:
    if not form.is_valid():
        return {"able": [], "refused": []}
    data = form.cleaned_data
    now = timezone.now()
    today = brand.agency.day_of(now)
    terms = Terms(
        channel=data["channel"],
        role=data["role"],
        hours=data["hours_per_week"] or 0,
        starts_on=data["starts_on"] or today,
        ends_on=data["ends_on"],
        under_supervision=data["under_supervision"],
    )
    if misfit := terms.misfit:
        return {"able": [], "refused": [], "misfit": misfit}
    found = candidates(brand=brand, terms=terms, at=now)
    return {
        "able": [one for one in found if not one.refusals],
        "refused": [one for one in found if one.refusals],
        "no_strategy": terms.speaks_alone and _lacks_strategy(found),
        "lead": terms.lead if data["is_lead"] else None,
        "today": today,
    }


def _lacks_strategy(found: Sequence[Candidate]) -> bool:
    """Whether the brand itself, and not the people, is why nobody can speak for it."""
    return any(one.standing and not one.standing.has_strategy for one in found)


@requires(Right.TEAM_MANAGE)
def assignment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes what somebody holds, from a day on; shows what they held before."""
    brand = load_brand(request, slug)
    held = _load(request, brand, pk)
    form = AssignmentChangeForm(request.POST or None, assignment=held)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            change_assignment(assignment=held, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, way_back(request, brand))
        if meanwhile.row:
            held, theirs = meanwhile.row, differences(form, AssignmentChangeForm(assignment=meanwhile.row))
    earlier = Assignment.objects.filter(brand=brand, user=held.user, channel=held.channel).exclude(pk=held.pk)
    context = {
        "assignment": held,
        "form": form,
        "theirs": theirs,
        "earlier": earlier.select_related("made_by").order_by("-starts_on"),
        "back": way_back(request, brand),
        "way": way_kept(request),
        "today": brand.agency.day_of(timezone.now()),
    }
    status = 409 if theirs else 422 if form.errors else 200
    return render_page(request, "team/assignment.html", context, status=status)


@requires(Right.TEAM_MANAGE)
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What somebody has open there, who takes it over, and the end itself: one act."""
    brand = load_brand(request, slug)
    held = _load(request, brand, pk)
    now = timezone.now()
    form = PartForm(
        request.POST or None,
        people=workloads(brand.agency, now),
        leaver=held.user_id,
        initial={"edition": held.edition},
    )
    if request.method == "POST" and form.is_valid():
        try:
            part_from(assignment=held, by=person_of(request), at=now, **form.cleaned_data)
        except ChangedMeanwhileError as error:
            return _stale(request, brand, error, form)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _told_end(held, form.cleaned_data))
            return redirect_to(request, way_back(request, brand))
    items = items_of(left_open_by(held, now))
    context = {"assignment": held, "form": form, "items": items, "back": way_back(request, brand)}
    return render_page(request, "team/end.html", context, status=422 if form.errors else 200)


def _stale(request: HttpRequest, brand: Brand, error: ChangedMeanwhileError, form: PartForm) -> HttpResponse:
    """The end was asked of what has changed since: what it is now, with what was typed."""
    held = error.row
    take_edition(form, held.edition)
    form.add_error(None, error)
    items = items_of(left_open_by(held, timezone.now()))
    context = {"assignment": held, "form": form, "items": items, "changed": True}
    context["back"] = way_back(request, brand)
    return render_page(request, "team/end.html", context, status=409)


def _load(request: HttpRequest, brand: Brand, pk: int) -> Assignment:
    """An assignment of the brand that has not ended."""
    rows = Assignment.objects.visible_to(person_of(request)).lasting(brand.agency.day_of(timezone.now()))
    rows = rows.select_related("user", "channel__department", "brand_role")
    held = get_object_or_404(rows, brand=brand, pk=pk)
    held.brand = brand
    return held


def _told_end(held: Assignment, data: dict[str, Any]) -> str:
    if data["to"] is None:
        return _("%(name)s no longer holds this.") % {"name": held.user.name}
    return _("%(to)s takes over from %(name)s.") % {"name": held.user.name, "to": data["to"].name}
