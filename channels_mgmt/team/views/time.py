"""Time by duty: one tap, a timer, and one's own entries of this week and last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires, signed_in
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.charter import is_out_of_scope, missing_post
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.strategy.services.charter import charter_of
from channels_mgmt.team.forms.time import TAPS, DutyForm, NewTimeForm, StopForm, TapForm, TimeForm
from channels_mgmt.team.models import TimeEntry
from channels_mgmt.team.services import time as verbs
from channels_mgmt.team.services.scope import POSTS
from cmhub.lib.durations import duration_words
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.paging import with_query
from cmhub.lib.refusals import refusals_in
from cmhub.lib.weeks import Week, WeekError

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


@dataclass(frozen=True)
class Asked:
    """The days that the page lists: this week and the last, or the week that its address asks for; perhaps of
    one duty.
    """

    since: date
    until: date
    week: Week | None = None
    duty: str = ""

    @classmethod
    def of(cls, query: QueryDict, since: date) -> Asked:
        duty = query.get("duty", "")
        duty = duty if duty in Duty.values else ""
        try:
            week = Week.parse(query.get("period", ""))
        except WeekError:
            return cls(since, date.max, duty=duty)
        return cls(week.monday, week.sunday, week, duty)

    def chips(self, query: QueryDict) -> list[dict[str, str]]:
        said = {
            "period": self.week.label() if self.week else "",
            "duty": str(Duty(self.duty).label) if self.duty else "",
        }
        return [
            {"label": capfirst(label), "remove_url": with_query(query, **{name: ""})}
            for name, label in said.items()
            if label
        ]


def _entries(brand: Brand, user: User, asked: Asked) -> list[TimeEntry]:
    rows = TimeEntry.objects.visible_to(user).filter(brand=brand, day__gte=asked.since, day__lte=asked.until)
    if asked.duty:
        rows = rows.filter(duty=asked.duty)
    return list(rows.select_related("user", "channel").order_by("-day", "-pk"))


def _page(request: HttpRequest, brand: Brand, user: User, now: datetime, form: TimeForm) -> dict[str, Any]:
    access = access_of(request)
    today = brand.agency.day_of(now)
    since = verbs.first_open_day(brand.agency, now)
    entries = _entries(brand, user, Asked(since, date.max))
    own = [entry for entry in entries if entry.user_id == user.pk]
    asked = Asked.of(request.GET, since)
    listed = _entries(brand, user, asked) if asked.week or asked.duty else entries
    timer = verbs.timer_of(user)
    charter, roles = charter_of(brand, now), POSTS & access.roles
    return {
        "form": form,
        "key": uuid4(),
        "taps": TAPS,
        "duties": _duties(own, today, charter, roles),
        "timer": timer,
        "forgotten": timer is not None and verbs.is_forgotten(timer, now),
        "stop_form": StopForm(),
        "days": _by_day(entry for entry in listed if entry.user_id == user.pk),
        "asked": asked,
        "chips": asked.chips(request.GET),
        "today": sum(entry.minutes for entry in own if entry.day == today),
        "week": sum(entry.minutes for entry in own if entry.day >= Week.of(today).monday),
        "team": _by_person(listed) if access.may(Right.TEAM_MANAGE) else None,
    }


def _duties(own: list[TimeEntry], today: date, charter: Any, roles: frozenset[str]) -> list[dict[str, Any]]:
    """Each duty with today's minutes: what the person did lately first, what is not theirs last."""
    used = {entry.duty for entry in own}
    spent: dict[str, int] = defaultdict(int)
    for entry in own:
        if entry.day == today:
            spent[entry.duty] += entry.minutes
    rows = [
        {
            "duty": duty,
            "minutes": spent[duty],
            "outside": bool(roles) and is_out_of_scope(duty, roles, charter),
            "post": missing_post(duty, charter),
        }
        for duty in Duty
    ]
    for row in rows:
        row["near"] = row["duty"] in used or not row["outside"]
    return sorted(rows, key=lambda row: (row["duty"] not in used, row["outside"]))


def _by_day(own: Iterable[TimeEntry]) -> list[tuple[date, int, list[TimeEntry]]]:
    days: dict[date, list[TimeEntry]] = defaultdict(list)
    for entry in own:
        days[entry.day].append(entry)
    return [(day, sum(entry.minutes for entry in rows), rows) for day, rows in days.items()]


def _by_person(entries: Iterable[TimeEntry]) -> list[dict[str, Any]]:
    """The minutes of each person by duty, the longest first."""
    people: dict[int, dict[str, Any]] = {}
    for entry in entries:
        row = people.setdefault(entry.user_id, {"name": entry.user.name, "duties": defaultdict(int)})
        row["duties"][Duty(entry.duty)] += entry.minutes
    for row in people.values():
        row["duties"] = sorted(row["duties"].items(), key=lambda pair: -pair[1])
        row["minutes"] = sum(minutes for _duty, minutes in row["duties"])
    return sorted(people.values(), key=lambda row: (-row["minutes"], row["name"]))


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
