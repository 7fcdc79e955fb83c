"""Readiness: who may speak for the brand, why not yet, and what is done about it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import Mark
from channels_mgmt.team.forms.readiness import LearnedForm, LineForm, ReadinessForm
from channels_mgmt.team.models import DevelopmentLine, ReadinessCheck, Simulation
from channels_mgmt.team.services.development import change_line, close_line
from channels_mgmt.team.services.readiness import check_readiness, standings
from channels_mgmt.team.services.simulations import refuse_too_few
from channels_mgmt.team.services.spokespersons import mentors_for, spokespersons_and_others
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.numbers import id_in
from cmhub.lib.refusals import refusals_in

CLOSE = "close"


def checks_here(request: HttpRequest) -> bool:
    return access_of(request).may(Right.READINESS_CHECK)


@require_safe
@requires(Right.TEAM_VIEW)
def readiness(request: HttpRequest, slug: str) -> HttpResponse:
    """All who speak for the brand, for who checks them; for everybody else, how they stand themselves."""
    brand, now = load_brand(request, slug), timezone.now()
    user, checks = person_of(request), checks_here(request)
    people, others = spokespersons_and_others(brand, now, only=None if checks else user)
    today = brand.agency.day_of(now)
    context: dict[str, Any] = {"people": people, "checks": checks, "today": today}
    if checks:
        context["others"] = others
        context["too_few"] = too_few(brand)
        context["soon"] = [one for one in people if one.standing.lapses_soon(today)]
        context["no_strategy"] = any(not one.standing.has_strategy for one in people)
    else:
        mentored = DevelopmentLine.objects.visible_to(user).open().filter(brand=brand, mentor=user)
        context["mentored"] = mentored.select_related("user")
    return render_page(request, "team/readiness/page.html", context)


def too_few(brand: Brand) -> str:
    """Why no simulation can be started now, if so."""
    try:
        refuse_too_few(brand, timezone.now())
    except ValidationError as error:
        return str(error.messages[0])
    return ""


def person_asked(brand: Brand, asked: str) -> User | None:
    """Somebody of the agency by their number; None where nobody is named. Raises Http404."""
    if not asked:
        return None
    people = User.objects.filter(memberships__agency=brand.agency_id, is_active=True).distinct()
    return get_object_or_404(people, pk=id_in(asked))


def choose_somebody(request: HttpRequest, slug: str) -> HttpResponse:
    messages.error(request, _("Choose a person first."))
    return redirect_to(request, "team:readiness", slug)


@requires(Right.READINESS_CHECK)
def check_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The seven questions on one person (`?person=`), asked of somebody else."""
    brand, now, by = load_brand(request, slug), timezone.now(), person_of(request)
    person = person_asked(brand, request.GET.get("person", ""))
    if person is None:
        return choose_somebody(request, slug)
    last = ReadinessCheck.objects.visible_to(by).filter(brand=brand, user=person).first()
    usable = Simulation.objects.filter(brand=brand, user=person, marked_at__isnull=False, check_made=None)
    form = ReadinessForm(
        request.POST or None,
        person=person,
        mentors=mentors_for(brand, person, now),
        simulations=list(usable.order_by("-marked_at")[:3]),
        today=brand.agency.day_of(now),
        place=f"readiness:{brand.pk}:{person.pk}",
        initial={"key": uuid4(), "latitude": last.latitude if last else ""},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = check_readiness(
                brand=brand,
                user=person,
                by=by,
                answers=form.answers,
                latitude=form.cleaned_data["latitude"],
                simulation=form.chosen_simulation,
                key=form.cleaned_data["key"],
            )
            standing = standings(brand, [person], timezone.now())[person.pk]
            messages.success(request, _("%(name)s: %(reason)s") % {"name": person, "reason": standing.reason})
            return redirect_to(request, "team:readiness_check", slug, made.pk)
    context = {
        "form": form,
        "shown": person,
        "standing": standings(brand, [person], now)[person.pk],
        "is_self": person == by,
        "last": last,
    }
    return render_page(request, "team/readiness/new.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Right.BRAND_VIEW)
def check(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One check with its answers, and those before and after it: for the person, and for who checks."""
    brand, now = load_brand(request, slug), timezone.now()
    seen = ReadinessCheck.objects.visible_to(person_of(request)).filter(brand=brand)
    shown = get_object_or_404(
        seen.select_related("user", "evaluator", "strategy", "simulation__marked_by"), pk=pk
    )
    every = list(seen.filter(user=shown.user_id).select_related("evaluator"))
    context = {
        "shown": shown,
        "answers": list(shown.answers.order_by("pk")),
        "lines": shown.lines.select_related("mentor", "closed_by"),
        "every": every,
        "is_last": every[0].pk == shown.pk,
        "standing": standings(brand, [shown.user], now)[shown.user_id],
        "marks": marks_of(shown.simulation),
        "checks": checks_here(request),
        "today": brand.agency.day_of(now),
    }
    return render_page(request, "team/readiness/check.html", context)


def marks_of(simulation: Simulation | None) -> list[tuple[Any, int]]:
    """How many answers of a simulation matched, matched partly, or did not."""
    if simulation is None:
        return []
    given = list(simulation.answers.values_list("mark", flat=True))
    return [(mark.label, given.count(mark)) for mark in Mark if mark in given]


@requires(Right.BRAND_VIEW)
def development(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A line of a development plan: changed by who checks readiness, closed by them or the mentor."""
    brand, now, by = load_brand(request, slug), timezone.now(), person_of(request)
    seen = DevelopmentLine.objects.visible_to(by).filter(brand=brand)
    line = get_object_or_404(
        seen.select_related("user", "mentor", "readiness", "closed_by", "settled_by"), pk=pk
    )
    may_change = checks_here(request) and line.user_id != by.pk
    may_close = may_change or line.mentor_id == by.pk
    closing = request.POST.get("act") == CLOSE
    if request.method == "POST" and not (may_close if closing else may_change):
        raise PermissionDenied(_("A development plan is for the mentor and for who checks readiness."))
    initial = {name: getattr(line, name) for name in ("action", "due_on", "edition")}
    initial["mentor"] = line.mentor_id
    form = LineForm(
        None if closing else request.POST or None, mentors=mentors_for(brand, line.user, now), initial=initial
    )
    learned = LearnedForm(request.POST if closing else None)
    context = {
        "line": line,
        "form": form,
        "learned": learned,
        "may_change": may_change and line.closed_at is None,
        "may_close": may_close and line.closed_at is None,
        "today": brand.agency.day_of(now),
    }
    sent = learned if closing else form
    if request.method == "POST" and sent.is_valid():
        with refusals_in(sent) as meanwhile:
            if closing:
                close_line(line=line, by=by, **learned.cleaned_data)
            else:
                change_line(line=line, by=by, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "team:development", slug, pk)
        if meanwhile.row:
            form.data = {**form.data.dict(), "edition": meanwhile.row.edition}
            context["theirs"] = meanwhile.row
    status = 422 if form.errors or learned.errors else 200
    return render_page(request, "team/readiness/line.html", context, status=status)
