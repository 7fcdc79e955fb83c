"""What a brand's team must be able to do, and what it lacks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import Training, User
from accounts.services.skills import levels_of
from accounts.skill_choices import TrainingState
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.forms.skills import NeededSkillForm
from channels_mgmt.team.models import Assignment, NeededSkill
from channels_mgmt.team.needs import read_needs
from channels_mgmt.team.services.needs import (
    need_no_more,
    need_skill,
    proposals_for,
    take_proposals,
    territories_of,
)
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.sorting import alphabetical


@requires(Right.TEAM_NEEDS)
def skills(request: HttpRequest, slug: str) -> HttpResponse:
    """Levels of people are named to who manages the agency alone; others see how many there are."""
    brand = load_brand(request, slug)
    needs = list(NeededSkill.objects.visible_to(person_of(request)).filter(brand=brand).order_by("pk"))
    asked = next((need for need in needs if need.skill == request.GET.get("skill")), None)
    initial = {"skill": request.GET.get("skill"), "people": 1}
    if asked:
        initial |= {"level": asked.level, "people": asked.people}
    form = NeededSkillForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            need_skill(brand=brand, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect_to(request, "team:skills", slug)
    territories = territories_of(brand)
    if territories:
        brand.agency = territories[0].agency  # which is asked for by no query of its own
    context = readings_of(brand, needs) | {
        "form": form,
        "changed": asked,
        "proposals": proposals_for(brand, territories, [need.skill for need in needs]),
    }
    return render_page(request, "team/skills.html", context, status=422 if form.errors else 200)


def readings_of(brand: Brand, needs: list[NeededSkill]) -> dict[str, Any]:
    assigned = Assignment.objects.current().filter(brand=brand).values("user")
    team = list(User.objects.filter(pk__in=assigned).order_by(*alphabetical("name"), "pk"))
    people = [user.pk for user in team]
    planned = Training.objects.filter(agency=brand.agency_id, user__in=people, state=TrainingState.PLANNED)
    readings = read_needs(needs, team, levels_of(brand.agency, people), planned)
    return {
        "team": team,
        "readings": readings,
        "lacking": sum(1 for reading in readings if reading.lack),
    }


@requires(Right.TEAM_NEEDS)
@require_POST
def skills_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Writes what the brand's channels and territories call for."""
    brand = load_brand(request, slug)
    count = take_proposals(brand=brand, by=person_of(request))
    said = ngettext("%(count)d need is written.", "%(count)d needs are written.", count) % {"count": count}
    messages.success(request, said)
    return redirect_to(request, "team:skills", slug)


@requires(Right.TEAM_NEEDS)
@require_POST
def skill_unneeded(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    needs = NeededSkill.objects.visible_to(person_of(request)).select_related("brand")
    need_no_more(need=get_object_or_404(needs, brand=brand, pk=pk), by=person_of(request))
    messages.success(request, _("Saved."))
    return redirect_to(request, "team:skills", slug)
