"""The rota of a brand: who is on call in a week or four, and the shifts themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.forms.rota import ShiftChangeForm, ShiftForm
from channels_mgmt.team.models import Shift, ShiftSwap
from channels_mgmt.team.rota.spans import seconds_of
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.availability import who_works_on
from channels_mgmt.team.services.cover import covers_of
from channels_mgmt.team.services.shifts import add_shift, change_shift, put_back, take_away
from channels_mgmt.team.views.rota_days import weeks_of
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.instants import InstantError, parse_instant
from cmhub.lib.meanwhile import differences
from cmhub.lib.refusals import refusals_in, refusals_told
from cmhub.lib.weeks import Week, WeekError

MOST_WEEKS = 4


@requires(Right.TEAM_VIEW)
def rota(request: HttpRequest, slug: str) -> HttpResponse:
    """A week, or four of them with `?weeks=4`, from `?week=2026-W48`."""
    brand, viewer, now = load_brand(request, slug), person_of(request), timezone.now()
    weeks = weeks_asked(request, brand, now)
    start, end = weeks[0].start(brand.time_zone), weeks[-1].end(brand.time_zone)
    asked = Exists(ShiftSwap.objects.open(now).filter(shift=OuterRef("pk")))
    standing = Shift.objects.visible_to(viewer).standing().filter(brand=brand).between(start, end)
    shifts = list(standing.select_related("user").annotate(is_offered=asked))
    cover = covers_of([brand.pk], start, end - start, weighed=False, known=shifts)[brand.pk]
    context = {
        "weeks": weeks_of(cover, shifts, weeks, viewer=viewer, now=seconds_of(now)),
        "first": weeks[0],
        "last": weeks[-1],
        "before": weeks[0] - len(weeks),
        "after": weeks[0] + len(weeks),
        "this_week": Week.of(now, brand.time_zone),
        "number": len(weeks),
        "gaps": sum(1 for gap in cover.cover.joined if gap.ends_at > now),
    }
    return render_page(request, "team/rota/page.html", context)


def weeks_asked(request: HttpRequest, brand: Brand, now: datetime) -> Sequence[Week]:
    this = Week.of(now, brand.time_zone)
    try:
        first = Week.parse(request.GET["week"]) if request.GET.get("week") else this
    except WeekError:
        first = this
    number = MOST_WEEKS if request.GET.get("weeks") == str(MOST_WEEKS) else 1
    # Far away there is nothing, and dates end.
    if abs(first.monday - this.monday) > timedelta(weeks=104):
        first = this
    return [first + n for n in range(number)]


@requires(Right.ROTA_MANAGE)
def shift_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts somebody on call; `?from=` and `?until=` fill a gap."""
    brand, by, now = load_brand(request, slug), person_of(request), timezone.now()
    form = ShiftForm(request.POST or None, people=who_works_on(brand, now), initial=asked_time(request, now))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = add_shift(brand=brand, by=by, **form.cleaned_data)
            messages.success(request, _("%(name)s is on call.") % {"name": made.user.name})
            return redirect_to(request, week_url(brand, made))
    context = {"form": form}
    return render_page(request, "team/rota/shift_new.html", context, status=422 if form.errors else 200)


def asked_time(request: HttpRequest, now: datetime) -> dict[str, Any]:
    asked: dict[str, Any] = {"kind": ShiftKind.PRIMARY}
    if request.GET.get("kind") in ShiftKind.values:
        asked["kind"] = request.GET["kind"]
    for name, parameter in (("starts_at", "from"), ("ends_at", "until")):
        try:
            instant = parse_instant(request.GET.get(parameter, ""), timezone.get_current_timezone())
        except InstantError:
            continue
        asked[name] = max(instant, now.replace(second=0, microsecond=0))
    return asked


@requires(Right.ROTA_MANAGE)
def shift(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes a shift. Who saves over what another wrote is shown both, and loses nothing."""
    brand, by, now = load_brand(request, slug), person_of(request), timezone.now()
    held = shift_of(request, brand, pk)
    people = who_works_on(brand, now)
    form = ShiftChangeForm(request.POST or None, people=people, shift=held)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        with refusals_in(form) as meanwhile:
            changed = change_shift(shift=held, by=by, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, week_url(brand, changed))
        if meanwhile.row:
            theirs = differences(form, ShiftChangeForm(people=people, shift=meanwhile.row))
    status = 409 if theirs else 422 if form.errors else 200
    context = {"form": form, "shift": held, "theirs": theirs}
    return render_page(request, "team/rota/shift.html", context, status=status)


@requires(Right.ROTA_MANAGE)
@require_POST
def shift_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    held = shift_of(request, brand, pk)
    take_away(shift=held, by=person_of(request))
    undo = reverse("team:shift_restore", args=[slug, pk])
    messages.success(
        request,
        _("%(name)s is no longer on call then.") % {"name": held.user.name},
        extra_tags=f"undo={undo}",
    )
    return redirect_to(request, week_url(brand, held))


@requires(Right.ROTA_MANAGE)
@require_POST
def shift_restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    held = shift_of(request, brand, pk, taken_away=True)
    with refusals_told(request):
        put_back(shift=held, by=person_of(request))
        messages.success(request, _("%(name)s is on call again.") % {"name": held.user.name})
    return redirect_to(request, week_url(brand, held))


def shift_of(request: HttpRequest, brand: Brand, pk: int, *, taken_away: bool = False) -> Shift:
    rows = Shift.objects.visible_to(person_of(request)).filter(brand=brand).select_related("user")
    return get_object_or_404(rows if taken_away else rows.standing(), pk=pk)


def week_url(brand: Brand, held: Shift) -> str:
    """The page of the week in which a shift begins."""
    week = Week.of(held.starts_at, brand.time_zone)
    return f"{reverse('team:rota', args=[brand.slug])}?week={week}"
