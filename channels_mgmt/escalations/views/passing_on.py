from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.escalations.forms.passing_on import PassOnForm
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.chain import chain_for, next_reachable
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.services.opening import first_words, open_escalation
from channels_mgmt.escalations.services.routing import Facts, Plan, as_sentence, facts_of, plan_for
from channels_mgmt.escalations.services.similar import alike
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.models import Interaction
from cmhub.lib import working_time
from cmhub.lib.htmx import is_fragment, redirect_to, render_page

ONLY_PLAN = "only_plan"
"""The button that shows the deadlines of a department, where no script does."""


@requires(Right.ESCALATION_OPEN)
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposes a department by the rules, and asks it, or the one that was chosen instead."""
    interaction = load_interaction(request, pk)
    facts = facts_of(interaction)
    form = form_for(request, interaction, facts)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            escalation = open_escalation(
                interaction=interaction,
                question=given["question"],
                by=person_of(request),
                key=given["key"],
                **form.chosen(given["department"]),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, told(escalation))
            return redirect_to(request, "desk:interaction", interaction.pk)
    context = plan_context(form, interaction, facts, form["department"].value())
    return render_page(
        request,
        "escalations/pass_on.html",
        {"form": form, "interaction": interaction, "in_panel": is_fragment(request), **context},
        partial="panel",
        status=422 if form.errors else 200,
    )


@require_safe
@requires(Right.ESCALATION_OPEN)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom and by when, for the department that is being chosen."""
    interaction = load_interaction(request, pk)
    facts = facts_of(interaction)
    form = form_for(request, interaction, facts)
    context = plan_context(form, interaction, facts, request.GET.get("department"))
    return render_page(request, "escalations/pass_on.html#plan", {"interaction": interaction, **context})


def form_for(request: HttpRequest, interaction: Interaction, facts: Facts) -> PassOnForm:
    """The form as it was sent; else with what was typed, where without scripts the deadlines of another
    department are looked at first: what is asked stands in no address.
    """
    looks = ONLY_PLAN in request.POST
    given = request.POST if looks else request.GET
    initial = {
        "question": given.get("question") or first_words(interaction),
        "department": given.get("department", ""),
    }
    return PassOnForm(
        request.POST if request.method == "POST" and not looks else None,
        brand=interaction.brand,
        proposal=plan_for(interaction.brand, facts),
        interaction_id=interaction.pk,
        initial=initial,
    )


def plan_context(
    form: PassOnForm, interaction: Interaction, facts: Facts, value: str | None
) -> dict[str, Any]:
    brand = interaction.brand
    chosen: Plan = plan_for(brand, facts, **form.chosen(value or ""))
    chain = chain_for(brand, chosen.department)
    first = next_reachable(chain)
    return {
        "plan": chosen,
        "why": as_sentence(chosen.why),
        "first_person": None if first is None else chain[first],
        "reckoning": working_time.explain(chosen.calendar, chosen.asked_at, chosen.answer_minutes),
        "alike": alike([interaction], at=chosen.asked_at),
        "already_asked": Escalation.objects.filter(
            carried__interaction=interaction, carried__left_at=None, department=chosen.department
        )
        .unanswered()
        .exists(),
    }


def told(escalation: Escalation) -> str:
    person = escalation.turned_to
    if person is None:
        return _("Passed on to %(department)s. Nobody there has an e-mail address: call them.") % {
            "department": department_name(escalation)
        }
    return _("Passed on to %(department)s: %(name)s is being told.") % {
        "department": department_name(escalation),
        "name": person["name"],
    }
