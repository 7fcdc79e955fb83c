"""Time by duty: one tap, a timer, and one's own entries of this week and last."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires, signed_in
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.charter import is_out_of_scope, missing_post
from channels_mgmt.strategy.services.charter import charter_of
from channels_mgmt.team.forms.time import TAPS, DutyForm, NewTimeForm, StopForm, TapForm, TimeForm
from channels_mgmt.team.models import TimeEntry
from channels_mgmt.team.services import time as verbs
from channels_mgmt.team.services.scope import POSTS
from channels_mgmt.team.services.time_sums import Asked, by_day, by_person, duties_of, entries_of
from cmhub.lib.durations import duration_words
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.weeks import Week

HOME = "home"


@requires(Right.TIME_LOG)
def time(request: HttpRequest, slug: str) -> HttpResponse:
    """The duties to tap, what runs, and what the person logged; who manages the team sees its sums."""
    brand, user, now = load_brand(request, slug), person_of(request), timezone.now()
    form = NewTimeForm(request.POST or None, brand=brand, initial=_fresh(brand, now))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            entry = verbs.log_time(brand=brand, user=user, **form.cleaned_data)
            _said(request, brand, [entry])
            return redirect_to(request, "team:time", slug)
    return render_page(
        request,
        "team/time/page.html",
        _page(request, brand, user, now, form),
        status=422 if form.errors else 200,
    )


def _fresh(brand: Brand, now: datetime) -> dict[str, Any]:
    return {"key": uuid4(), "day": brand.agency.day_of(now)}


def _page(request: HttpRequest, brand: Brand, user: User, now: datetime, form: TimeForm) -> dict[str, Any]:
    access = access_of(request)
    today = brand.agency.day_of(now)
    since = verbs.first_open_day(brand.agency, now)
    entries = entries_of(brand, user, Asked(since, date.max))
    own = [entry for entry in entries if entry.user_id == user.pk]
    asked = Asked.of(request.GET, since)
    listed = entries_of(brand, user, asked) if asked.week or asked.duty else entries
    timer = verbs.timer_of(user)
    charter, roles = charter_of(brand, now), POSTS & access.roles
    return {
        "form": form,
        "key": uuid4(),
        "taps": TAPS,
        "duties": duties_of(own, today, charter, roles),
        "timer": timer,
        "forgotten": timer is not None and verbs.is_forgotten(timer, now),
        "stop_form": StopForm(),
        "days": by_day(entry for entry in listed if entry.user_id == user.pk),
        "asked": asked,
        "chips": asked.chips(request.GET),
        "today": sum(entry.minutes for entry in own if entry.day == today),
        "week": sum(entry.minutes for entry in own if entry.day >= Week.of(today).monday),
        "team": by_person(listed) if access.may(Right.TEAM_MANAGE) else None,
    }


@requires(Right.TIME_LOG)
@require_POST
def time_log(request: HttpRequest, slug: str) -> HttpResponse:
    """One tap: so many minutes of a duty, today."""
    brand = load_brand(request, slug)
    form = TapForm(request.POST)
    if not form.is_valid():
        return _refused(request, slug, _("This was not logged: choose a duty and its minutes."))
    try:
        entry = verbs.log_time(brand=brand, user=person_of(request), **form.cleaned_data)
    except ValidationError as error:
        return _refused(request, slug, *error.messages)
    _said(request, brand, [entry])
    return _back(request, slug)


@requires(Right.TIME_LOG)
@require_POST
def timer_start(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = DutyForm(request.POST)
    if not form.is_valid():
        return _refused(request, slug, _("Nothing was started: choose a duty."))
    try:
        timer, logged = verbs.start_timer(brand=brand, user=person_of(request), **form.cleaned_data)
    except ValidationError as error:
        return _refused(request, slug, *error.messages)
    if logged:
        _said(request, brand, logged)
    messages.success(request, _("The timer is running: %(duty)s.") % {"duty": timer.get_duty_display()})
    return _back(request, slug)


@requires(Right.TIME_LOG)
@require_POST
def timer_stop(request: HttpRequest, slug: str) -> HttpResponse:
    brand, timer = load_brand(request, slug), verbs.timer_of(person_of(request))
    form = StopForm(request.POST)
    if timer is None:
        messages.info(request, _("No timer was running."))
        return _back(request, slug)
    if not form.is_valid():
        return _refused(request, slug, _("Give the minutes, from 1 to 1,440."))
    try:
        logged = verbs.stop_timer(timer=timer, minutes=form.cleaned_data["minutes"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect_to(request, "team:time", slug)
    if logged:
        _said(request, brand, logged)
    else:
        messages.info(request, _("It ran for less than half a minute: nothing is logged."))
    return _back(request, slug)


@requires(Right.TIME_LOG)
@require_POST
def timer_drop(request: HttpRequest, slug: str) -> HttpResponse:
    load_brand(request, slug)
    if (timer := verbs.timer_of(person_of(request))) is not None:
        verbs.drop_timer(timer=timer)
        messages.success(request, _("The timer is stopped, and nothing is logged."))
    return _back(request, slug)


@signed_in
def time_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects one's own entry, while its week or the next one lasts."""
    entry = _load_own(request, pk)
    initial = {name: getattr(entry, name) for name in TimeForm.base_fields}
    form = TimeForm(request.POST or None, brand=entry.brand, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            verbs.change_time(entry=entry, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "team:time", entry.brand.slug)
    context = {"form": form, "entry": entry}
    return render_page(request, "team/time/entry.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def time_remove(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _load_own(request, pk)
    try:
        verbs.remove_time(entry=entry, by=person_of(request))
    except ValidationError as error:
        return _refused(request, entry.brand.slug, *error.messages)
    messages.success(request, _("Taken back: nothing of it is logged."))
    return _back(request, entry.brand.slug)


def _load_own(request: HttpRequest, pk: int) -> TimeEntry:
    """What others logged may be seen, and is corrected by nobody else."""
    user = person_of(request)
    rows = TimeEntry.objects.visible_to(user).select_related("brand__agency", "channel")
    return get_object_or_404(rows, user=user, pk=pk)


def _said(request: HttpRequest, brand: Brand, logged: list[TimeEntry]) -> None:
    """What was logged, with the way to undo it, and whose it is where it is out of scope."""
    (entry, *more) = logged
    words = _("Logged: %(duration)s of %(duty)s.") % {
        "duration": duration_words(60 * sum(one.minutes for one in logged)),
        "duty": entry.get_duty_display(),
    }
    roles = POSTS & access_of(request).roles
    if roles and entry.brand_id == brand.pk:
        charter = charter_of(brand, timezone.now())
        if is_out_of_scope(entry.duty, roles, charter):
            post = missing_post(entry.duty, charter)
            words += " " + (
                _("By the charter this is for: %(post)s. It shows as out of scope.") % {"post": post.label}
                if post
                else _("By the charter this is nobody’s duty here. It shows as out of scope.")
            )
    undo = reverse("team:time_remove", args=[entry.pk])
    messages.success(request, words, extra_tags="" if more else f"undo={undo}")


def _refused(request: HttpRequest, slug: str, *why: str) -> HttpResponse:
    messages.error(request, " ".join(why))
    return _back(request, slug)


def _back(request: HttpRequest, slug: str) -> HttpResponse:
    """To the page where it was tapped: one's day, or the brand's page of time."""
    if request.POST.get("to") == HOME:
        return redirect_to(request, "desk:home")
    return redirect_to(request, "team:time", slug)
