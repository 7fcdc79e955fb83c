"""The matching simulation: the person answers from a phone, somebody else marks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.team.forms.readiness import MarksForm
from channels_mgmt.team.models import Simulation
from channels_mgmt.team.services.simulations import (
    SITUATIONS,
    give_up_simulation,
    hand_in,
    mark_simulation,
    save_answers,
    start_simulation,
)
from channels_mgmt.team.views.readiness import choose_somebody, person_asked
from cmhub.lib.htmx import is_fragment, redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told

LONGEST = 5000
HAND_IN = "hand_in"


@requires(Right.READINESS_CHECK)
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    person = person_asked(brand, request.POST.get("person", ""))
    if person is None:
        return choose_somebody(request, slug)
    try:
        made = start_simulation(brand=brand, user=person, by=person_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect_to(request, "team:readiness", slug)
    messages.success(
        request, _("Five situations are drawn; %(name)s is told by e-mail.") % {"name": person.name}
    )
    return redirect_to(request, "team:simulation", slug, made.pk)


def load_simulation(request: HttpRequest, slug: str, pk: int) -> Simulation:
    """One of this brand that is of the person or that they may mark."""
    brand = load_brand(request, slug)
    seen = Simulation.objects.visible_to(person_of(request)).filter(brand=brand)
    simulation: Simulation = get_object_or_404(seen.select_related("user", "started_by", "marked_by"), pk=pk)
    simulation.brand = brand
    return simulation


@require_safe
@requires(Right.BRAND_VIEW)
def simulation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """For the person, their answers, without the protocol's until they are marked; for others, all of it."""
    shown = load_simulation(request, slug, pk)
    is_own = shown.user_id == person_of(request).pk
    if is_own and shown.handed_in_at is None and shown.given_up_at is None:
        return _to_answer(request, shown)
    context = {
        "shown": shown,
        "answers": list(shown.answers.select_related("entry")),
        "is_own": is_own,
        "shows_protocol": not is_own or shown.marked_at is not None,
    }
    return render_page(request, "team/readiness/simulation.html", context)


@requires(Right.BRAND_VIEW)
@require_POST
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keeps what the person wrote, as they go (HTMX) or when they say so; hands it in when they are done."""
    shown = load_simulation(request, slug, pk)
    person = person_of(request)
    if shown.user_id != person.pk:
        messages.error(request, _("Only the person answers."))
        return redirect_to(request, "team:simulation", slug, pk)
    texts = {
        position: request.POST[f"answer_{position}"].replace("\x00", "")[:LONGEST]
        for position in range(1, SITUATIONS + 1)
        if f"answer_{position}" in request.POST
    }
    try:
        save_answers(simulation=shown, texts=texts, by=person)
        if request.POST.get("act") == HAND_IN:
            hand_in(simulation=shown, by=person)
            messages.success(request, _("Handed in. You see the marks once they are there."))
        elif is_fragment(request):
            return HttpResponse(status=204)
        else:
            messages.success(request, _("Kept."))
    except ValidationError as error:
        shown.refresh_from_db()
        if shown.handed_in_at is None and shown.given_up_at is None:
            return _to_answer(request, shown, refused=" ".join(error.messages))
        messages.error(request, " ".join(error.messages))
    return redirect_to(request, "team:simulation", slug, pk)


def _to_answer(request: HttpRequest, shown: Simulation, refused: str = "") -> HttpResponse:
    context = {"shown": shown, "answers": list(shown.answers.select_related("entry")), "refused": refused}
    return render_page(request, "team/readiness/answer.html", context, status=422 if refused else 200)


@requires(Right.READINESS_CHECK)
def mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Each answer beside the protocol's, with what the evaluator makes of it."""
    shown, by = load_simulation(request, slug, pk), person_of(request)
    if shown.user_id == by.pk:
        raise PermissionDenied(_("Nobody marks their own answers."))
    if shown.handed_in_at is None or shown.marked_at or shown.given_up_at:
        return redirect_to(request, "team:simulation", slug, pk)
    answers = list(shown.answers.select_related("entry"))
    form = MarksForm(request.POST or None, answers=answers)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            mark_simulation(simulation=shown, marks=form.marks, by=by)
            messages.success(request, _("Marked: it can be kept with a readiness check as evidence."))
            return redirect_to(request, "team:simulation", slug, pk)
    context = {"shown": shown, "form": form}
    return render_page(request, "team/readiness/mark.html", context, status=422 if form.errors else 200)


@requires(Right.READINESS_CHECK)
@require_POST
def give_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = load_simulation(request, slug, pk)
    with refusals_told(request):
        give_up_simulation(simulation=shown, by=person_of(request))
        messages.success(request, _("Given up: another one can be started."))
    return redirect_to(request, "team:readiness", slug)
