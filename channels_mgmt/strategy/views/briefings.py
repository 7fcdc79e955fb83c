"""Briefings: what the team must know, and who has read it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.forms.briefings import BriefingForm, usual_due
from channels_mgmt.strategy.models import Briefing
from channels_mgmt.strategy.services.briefings import (
    confirm_reading,
    correct_briefing,
    note_opening,
    put_back_briefing,
    readers_of,
    unread_briefings,
    withdraw_briefing,
    write_briefing,
)
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.paging import keyset_page
from cmhub.lib.refusals import refusals_in, refusals_told

FIELDS = ("title", "text", "confidentiality", "due_at", "people")


def writes_here(request: HttpRequest) -> bool:
    return access_of(request).may(Right.BRIEFING_WRITE)


@require_safe
@requires(Right.STRATEGY_VIEW)
def briefings(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that hold, the newest first, what the reader has not read before them; or all (`?all=1`)."""
    brand, now, user = load_brand(request, slug), timezone.now(), person_of(request)
    every = request.GET.get("all") == "1"
    seen = Briefing.objects.visible_to(user).filter(brand=brand)
    shown = seen if every else seen.standing()
    page = keyset_page(
        shown.with_counts(now).select_related("written_by", "correction"),
        field="written_at",
        cursor=request.GET.get("cursor", ""),
    )
    url = reverse("strategy:briefings", args=[slug])
    own = "all=1&" if every else ""
    context = {
        "page": page,
        "unread": list(unread_briefings(user.pk, [brand.pk], now)),
        "every": every,
        "writes": writes_here(request),
        "now": now,
        "previous_url": f"{url}?{own}cursor={page.previous}" if page.previous else "",
        "next_url": f"{url}?{own}cursor={page.next}" if page.next else "",
    }
    return render_page(request, "strategy/briefings/list.html", context)


def load_briefing(request: HttpRequest, slug: str, pk: int) -> Briefing:
    brand = load_brand(request, slug)
    seen = Briefing.objects.visible_to(person_of(request)).filter(brand=brand)
    briefing: Briefing = get_object_or_404(seen.select_related("written_by", "withdrawn_by"), pk=pk)
    briefing.brand = brand
    return briefing


@require_safe
@requires(Right.STRATEGY_VIEW)
def briefing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One briefing, to be read and confirmed; for who writes them also who has read it, and who has not."""
    shown, now, user = load_briefing(request, slug, pk), timezone.now(), person_of(request)
    note_opening(briefing=shown, by=user, at=now)
    writes = writes_here(request) or shown.written_by_id == user.pk
    readers = readers_of(shown, now) if writes else []
    own = Briefing.objects.filter(pk=pk)
    newer = Briefing.objects.visible_to(user).filter(corrects=pk).first()
    context = {
        "shown": shown,
        "newer": newer,
        "stands": own.standing().exists(),
        "is_for_me": own.addressed_to(user.pk, now).exists(),
        "reading": shown.readings.filter(user=user).first(),
        "readers": readers,
        "have_read": sum(1 for reader in readers if reader.read_at),
        "writes": writes_here(request),
        "shows_readers": writes,
        "now": now,
    }
    return render_page(request, "strategy/briefings/briefing.html", context)


@requires(Right.STRATEGY_VIEW)
@require_POST
def read(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The reader confirms that they have read it."""
    shown = load_briefing(request, slug, pk)
    with refusals_told(request):
        confirm_reading(briefing=shown, by=person_of(request))
        messages.success(request, _("You have confirmed having read this."))
    return redirect_to(request, "strategy:briefing", slug, pk)


@requires(Right.BRIEFING_WRITE)
def briefing_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    initial = {"key": uuid4(), "due_at": usual_due(timezone.now())}
    form = BriefingForm(request.POST or None, brand=brand, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _saved(request, form, brand=brand)
        if made is not None:
            return redirect_to(request, "strategy:briefing", slug, made.pk)
    context = {"form": form}
    return render_page(request, "strategy/briefings/form.html", context, status=422 if form.errors else 200)


@requires(Right.BRIEFING_WRITE)
def briefing_correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Another version, which everybody is to read anew."""
    shown = load_briefing(request, slug, pk)
    note_opening(briefing=shown, by=person_of(request))
    newest = _newest(shown)
    initial: dict[str, Any] = {name: getattr(shown, name) for name in FIELDS if name != "people"}
    initial["people"] = list(shown.targets.values_list("user", flat=True))
    initial |= {"key": uuid4(), "due_at": max(shown.due_at, usual_due(timezone.now()))}
    form = BriefingForm(request.POST or None, brand=shown.brand, corrected=shown, initial=initial)
    context: dict[str, Any] = {"form": form, "corrected": shown}
    if request.method == "POST" and form.is_valid():
        made = _saved(request, form, briefing=shown)
        if made is not None:
            return redirect_to(request, "strategy:briefing", slug, made.pk)
        if newest != shown:
            context["theirs"] = newest
    return render_page(request, "strategy/briefings/form.html", context, status=422 if form.errors else 200)


def _saved(
    request: HttpRequest, form: BriefingForm, *, brand: Brand | None = None, briefing: Briefing | None = None
) -> Briefing | None:
    """The briefing, or the correction, that the form makes; None where it is refused, which the form says."""
    said = {name: form.cleaned_data[name] for name in (*FIELDS, "key")}
    said["people"] = list(said["people"])
    by = person_of(request)
    with refusals_in(form):
        if briefing is None and brand is not None:
            made = write_briefing(brand=brand, by=by, **said)
        else:
            made = correct_briefing(briefing=briefing, by=by, **said)  # type: ignore[arg-type]
        messages.success(request, _("It shows on the day of those it is for."))
        return made
    return None


def _newest(briefing: Briefing) -> Briefing:
    """The last version of a briefing that was corrected meanwhile, perhaps more than once."""
    newest = briefing
    while later := Briefing.objects.filter(corrects=newest).select_related("written_by").first():
        newest = later
    return newest


@requires(Right.BRIEFING_WRITE)
@require_POST
def briefing_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = load_briefing(request, slug, pk)
    withdraw_briefing(briefing=shown, by=person_of(request))
    back = reverse("strategy:briefing_put_back", args=[slug, pk])
    messages.success(request, _("Withdrawn: nobody is asked to read it any more."), extra_tags=f"undo={back}")
    return redirect_to(request, "strategy:briefings", slug)


@requires(Right.BRIEFING_WRITE)
@require_POST
def briefing_put_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    put_back_briefing(briefing=load_briefing(request, slug, pk), by=person_of(request))
    messages.success(request, _("It holds again."))
    return redirect_to(request, "strategy:briefing", slug, pk)
