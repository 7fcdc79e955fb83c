"""Exchanges of shifts: who asks whom, and the answers."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.forms.swaps import SwapForm
from channels_mgmt.team.models import Shift, ShiftSwap
from channels_mgmt.team.rota_choices import SwapState
from channels_mgmt.team.services import swaps as verbs
from channels_mgmt.team.services.shifts import span_of
from channels_mgmt.team.views.rota_days import span_words
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told

ANSWERS = {"accept": verbs.accept, "refuse": verbs.refuse, "withdraw": verbs.withdraw}
ENDED_SHOWN = 20
ASKED_OF = 50
"""Requests that are looked at; nobody has more waiting."""


@requires(Right.TEAM_VIEW)
def swaps(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own requests and those one may answer; who writes the rota sees all."""
    brand, viewer, now = load_brand(request, slug), person_of(request), timezone.now()
    seen = ShiftSwap.objects.visible_to(viewer).filter(brand=brand)
    manages = access_of(request).may(Right.ROTA_MANAGE)
    if not manages:
        seen = seen.concerning(viewer)
    related = seen.select_related("shift__user", "in_return__user", "asked_by", "asked", "answered_by")
    waiting = list(related.open(now).order_by("expires_at")[:ASKED_OF])
    ended = related.exclude(pk__in=[swap.pk for swap in waiting]).order_by("-asked_at")[:ENDED_SHOWN]
    mine = Shift.objects.standing().filter(brand=brand, user=viewer, starts_at__gt=now)
    unasked = mine.exclude(swaps__in=[swap.pk for swap in waiting]).order_by("starts_at")
    context = {
        "waiting": rows_of(brand, waiting, viewer, now),
        "ended": rows_of(brand, list(ended), viewer, now),
        "mine": [
            {"shift": shift, "words": span_words(span_of(shift), ZoneInfo(brand.time_zone))}
            for shift in unasked[:ASKED_OF]
        ],
    }
    return render_page(request, "team/rota/swaps.html", context)


def rows_of(brand: Brand, listed: list[ShiftSwap], viewer: User, now: datetime) -> list[dict[str, Any]]:
    """Requests with their words, and why one that waits can no longer be."""
    zone = ZoneInfo(brand.time_zone)
    moved = [shift for swap in listed for shift in (swap.shift, swap.in_return) if shift]
    situation = verbs.situation_of(brand.pk, moved) if moved else None
    rows = []
    for swap in listed:
        taker = swap.asked or (viewer if viewer.pk != swap.asked_by_id else None)
        is_open = swap.state == SwapState.ASKED and swap.expires_at > now
        rows.append(
            {
                "swap": swap,
                "words": span_words(span_of(swap.shift), zone),
                "return_words": span_words(span_of(swap.in_return), zone) if swap.in_return else "",
                "is_mine": swap.asked_by_id == viewer.pk,
                "may_answer": is_open
                and (swap.asked_id in (None, viewer.pk))
                and swap.asked_by_id != viewer.pk,
                "has_expired": swap.state == SwapState.ASKED and not is_open,
                "obstacle": verbs.obstacle(swap, taker, at=now, situation=situation) if is_open else "",
            }
        )
    return rows


@requires(Right.TEAM_VIEW)
def swap_new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks somebody, or whoever can, to take one's own shift; one of somebody else is theirs to offer."""
    brand, by, now = load_brand(request, slug), person_of(request), timezone.now()
    seen = Shift.objects.visible_to(by).standing().filter(brand=brand).select_related("user")
    held = get_object_or_404(seen, pk=pk)
    people = verbs.who_may(held)
    zone = ZoneInfo(brand.time_zone)
    form = SwapForm(
        request.POST or None,
        people=people,
        shifts=in_return_for(held, people, by, now),
        words=lambda shift: span_words(span_of(shift), zone),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            asked = verbs.ask_swap(shift=held, by=by, **form.cleaned_data)
            whom = asked.asked.name if asked.asked else _("whoever can")
            messages.success(request, _("The question is put to %(name)s.") % {"name": whom})
            return redirect_to(request, "team:swaps", slug)
    context = {
        "form": form,
        "shift": held,
        "words": span_words(span_of(held), zone),
        "people": people,
        "is_mine": held.user_id == by.pk,
    }
    return render_page(request, "team/rota/swap_new.html", context, status=422 if form.errors else 200)


def in_return_for(held: Shift, people: list[User], by: User, now: datetime) -> QuerySet[Shift]:
    """What may be had for a shift: those to come of who can take it, and what others hold at the same time,
    which they can if they give that away.
    """
    theirs = Shift.objects.visible_to(by).standing().filter(brand=held.brand_id, starts_at__gt=now)
    meanwhile = Q(starts_at__lt=held.ends_at, ends_at__gt=held.starts_at)
    possible = theirs.exclude(user=by).filter(Q(user__in=people) | meanwhile)
    return possible.select_related("user").order_by("starts_at")


@requires(Right.TEAM_VIEW)
@require_POST
def swap_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The other's yes or no, or the asker's withdrawal."""
    brand, by = load_brand(request, slug), person_of(request)
    seen = ShiftSwap.objects.visible_to(by).filter(brand=brand).concerning(by)
    swap = get_object_or_404(seen, pk=pk)
    act = ANSWERS.get(request.POST.get("act", ""))
    if act is None:
        return redirect_to(request, "team:swaps", slug)
    with refusals_told(request):
        answered = act(swap=swap, by=by)
        messages.success(request, said(answered.state))
    return redirect_to(request, "team:swaps", slug)


def said(state: str) -> str:
    return {
        SwapState.ACCEPTED: _("The shift is yours."),
        SwapState.REFUSED: _("You have said no: the shift stays as it is."),
    }.get(SwapState(state), _("Withdrawn."))
