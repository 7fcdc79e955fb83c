"""What people can do: a person's page, what is said of their skills, and everybody's skills side by side."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, load_agency, person_of, requires, signed_in
from accounts.forms.skills import AssessmentForm
from accounts.models import Certification, Employment, Leave, SkillAssessment, Training
from accounts.services.certifications import expiring, with_urgency
from accounts.services.employment import away
from accounts.services.profiles import read_profiles
from accounts.services.skills import assess, delete_assessment, levels_in, levels_of, skills_now
from accounts.skills_matrix import Matrix
from accounts.staff import Place, load_place
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in, refusals_told


@signed_in
def person(request: HttpRequest, person: int) -> HttpResponse:
    """For the person and for who manages the agency; for others it is not there."""
    place = load_place(request, person)
    agency, user = place.agency, place.user
    today = agency.day_of(timezone.now())
    said = SkillAssessment.objects.of(agency, user).select_related("assessed_by")
    groups = skills_now(said.order_by("-assessed_at", "-pk"))
    levels = levels_in(groups)
    certifications = Certification.objects.of(agency, user).select_related("replaced_by", "added_by")
    employments = Employment.objects.of(agency, user).select_related("mentor")
    context = {
        "place": place,
        "agency": agency,
        "shown": user,
        "today": today,
        "groups": groups,
        "readings": read_profiles(levels.confirmed),
        "would_be": read_profiles(levels.best),
        "certifications": with_urgency(certifications.order_by("-obtained_on", "-pk"), today),
        "trainings": Training.objects.of(agency, user).order_by("-starts_on", "-pk"),
        "employments": employments.order_by("-starts_on"),
        "leaves": Leave.objects.of(agency, user).order_by("-starts_on"),
    }
    return render_page(request, "accounts/skills/person.html", context)


@signed_in
def skill_new(request: HttpRequest, person: int) -> HttpResponse:
    place = load_place(request, person)
    form = AssessmentForm(request.POST or None, initial={"skill": request.GET.get("skill")})
    if saved(request, form, partial(assess, **place.whose)):
        return redirect_to(request, home_of(place))
    title = (
        _("Say what you can do")
        if place.is_me
        else _("Assess a skill of %(name)s") % {"name": place.user.name}
    )
    lede = (
        _("What you say of yourself counts once somebody else has confirmed it.")
        if place.is_me
        else _("Your assessment confirms. What was said before stays to be read.")
    )
    return form_page(request, place, form, title=title, lede=lede)


@signed_in
@require_POST
def skill_delete(request: HttpRequest, person: int, pk: int) -> HttpResponse:
    place = load_place(request, person)
    said = get_object_or_404(SkillAssessment.objects.of(place.agency, place.user), pk=pk)
    with refusals_told(request):
        delete_assessment(assessment=said, by=person_of(request))
        messages.success(request, _("Deleted. The record keeps that it was."))
    return redirect_to(request, home_of(place))


@requires(Right.AGENCY_MANAGE)
def matrix(request: HttpRequest) -> HttpResponse:
    """Everybody's skills, filtered by the address."""
    agency = load_agency(request)
    today = agency.day_of(timezone.now())
    found = Matrix(request.GET, agency=agency, levels=levels_of(agency))
    people = [row.user.pk for row in found.page]
    leaves, certifications = away(agency, people, today), expiring(agency, today)
    for row in found.page:
        row.leave = leaves.get(row.user.pk)
        row.expiring = certifications.get(row.user.pk, [])
    context = {"agency": agency, "matrix": found, "today": today}
    return render_page(request, "accounts/skills/matrix.html", context, "list")


def home_of(place: Place) -> str:
    return reverse("skills:person", args=[place.user.pk], query={"agency": place.agency.slug})


def saved(request: HttpRequest, form: forms.Form, verb: Callable[..., Any]) -> bool:
    """Whether the form was sent and the verb took what it holds; else the form says in words why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    with refusals_in(form):
        verb(by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return True
    return False


def form_page(
    request: HttpRequest, place: Place, form: forms.Form, *, title: str, lede: str = "", **more: Any
) -> HttpResponse:
    context = {
        "place": place,
        "agency": place.agency,
        "form": form,
        "title": title,
        "lede": lede,
        "back": home_of(place),
        **more,
    }
    return render_page(request, "accounts/skills/form.html", context, status=422 if form.errors else 200)
