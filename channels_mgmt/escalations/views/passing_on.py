"""Asking a department about an interaction, or about something that was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.forms.passing_on import PassOnForm
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.chain import chain_for, next_reachable
from channels_mgmt.escalations.services.items import ask_about, is_proposal, words_of
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.services.opening import first_words, open_escalation
from channels_mgmt.escalations.services.rules.routing import (
    Facts,
    Plan,
    as_sentence,
    facts_of,
    facts_of_item,
    plan_for,
)
from channels_mgmt.escalations.services.similar import alike
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.watch.access import load_item
from channels_mgmt.watch.models import Item
from cmhub.lib import working_time
from cmhub.lib.erased import name_shown, words_shown
from cmhub.lib.htmx import is_fragment, redirect_to, render_page
from cmhub.lib.refusals import refusals_in

ONLY_PLAN = "only_plan"
"""The button that shows the deadlines of a department, where no script does."""


@dataclass(frozen=True)
class About:
    """What a department is asked about: `words` are those to begin the question with, `asked` the questions
    that carry it, `url` leads to where the question is asked, `back` to what it is about; `title` and
    `button` name the page and its act.
    """

    brand: Brand
    facts: Facts
    name: str
    title: str
    button: str
    words: str
    draft: str
    help_text: str
    url: str
    plan_url: str
    back: str
    ask: Callable[..., Escalation]
    asked: EscalationQuerySet
    proposes: bool
    interaction: Interaction | None = None

    def told(self, escalation: Escalation) -> str:
        """Whom the question went to, for whoever asked."""
        person, department = escalation.turned_to, department_name(escalation)
        if person is None and self.interaction:
            words = _("Passed on to %(department)s. Nobody there has an e-mail address: call them.")
        elif person is None:
            words = _("%(department)s is asked. Nobody there has an e-mail address: call them.")
        elif self.interaction:
            words = _("Passed on to %(department)s: %(name)s is being told.")
        else:
            words = _("%(department)s is asked: %(name)s is being told.")
        return words % {"department": department, "name": person["name"] if person else ""}


@requires(Right.ESCALATION_OPEN)
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposes a department by the rules, and asks it, or the one that was chosen instead."""
    return page(request, about_interaction(load_interaction(request, pk)))


@require_safe
@requires(Right.ESCALATION_OPEN)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom and by when, for the department that is being chosen."""
    return plan_of(request, about_interaction(load_interaction(request, pk)))


@requires(Right.ESCALATION_OPEN)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The same about something that was seen, where a rule that means it proposes a department."""
    return page(request, about_item(load_item(request, pk)))


@require_safe
@requires(Right.ESCALATION_OPEN)
def ask_plan(request: HttpRequest, pk: int) -> HttpResponse:
    return plan_of(request, about_item(load_item(request, pk)))


def about_interaction(interaction: Interaction) -> About:
    def ask(**given: Any) -> Escalation:
        return open_escalation(interaction=interaction, **given)

    return About(
        brand=interaction.brand,
        facts=facts_of(interaction),
        name=name_shown(interaction.author),
        title=_("Pass on to a department"),
        button=pgettext("to a department", "Pass on"),
        words=first_words(interaction),
        draft=f"pass-on:{interaction.pk}",
        help_text=_("The department sees the whole exchange as well."),
        url=reverse("escalations:pass_on", args=[interaction.pk]),
        plan_url=reverse("escalations:pass_on_plan", args=[interaction.pk]),
        back=reverse("desk:interaction", args=[interaction.pk]),
        ask=ask,
        asked=Escalation.objects.filter(carried__interaction=interaction, carried__left_at=None),
        proposes=True,
        interaction=interaction,
    )


def about_item(item: Item) -> About:
    def ask(**given: Any) -> Escalation:
        return ask_about(item=item, **given)

    facts = facts_of_item(item)
    return About(
        brand=item.brand,
        facts=facts,
        name=words_shown(item.title),
        title=_("Ask a department"),
        button=pgettext("a department", "Ask"),
        words=words_of(item),
        draft=f"ask:{item.pk}",
        help_text=_("The department sees what was seen as well, with its link and its screenshots."),
        url=reverse("escalations:ask", args=[item.pk]),
        plan_url=reverse("escalations:ask_plan", args=[item.pk]),
        back=reverse("watch:item", args=[item.pk]),
        ask=ask,
        asked=Escalation.objects.filter(item=item),
        proposes=is_proposal(plan_for(item.brand, facts)),
    )


def page(request: HttpRequest, about: About) -> HttpResponse:
    form = form_for(request, about)
    if form.is_bound and form.is_valid():
        question, by = form.cleaned_data["question"], person_of(request)
        with refusals_in(form):
            with transaction.atomic():  # all of them are asked, or none
                asked = [about.ask(question=question, by=by, key=key, **whom) for key, whom in form.asked()]
            for escalation in asked:
                messages.success(request, about.told(escalation))
            return redirect_to(request, about.back)
    context = plan_context(form, about, form["department"].value())
    return render_page(
        request,
        "escalations/pass_on.html",
        {"form": form, "about": about, "in_panel": is_fragment(request), **context},
        partial="panel",
        status=422 if form.errors else 200,
    )


def plan_of(request: HttpRequest, about: About) -> HttpResponse:
    form = form_for(request, about)
    context = plan_context(form, about, request.GET.get("department"))
    return render_page(request, "escalations/pass_on.html#plan", {"about": about, "form": form, **context})


def form_for(request: HttpRequest, about: About) -> PassOnForm:
    """The form as it was sent; else with what was typed, where without scripts the deadlines of another
    department are looked at first: what is asked stands in no address.
    """
    looks = ONLY_PLAN in request.POST
    given = request.POST if looks else request.GET
    initial = {
        "question": given.get("question") or about.words,
        "department": given.get("department", ""),
        "also": given.getlist("also"),
    }
    return PassOnForm(
        request.POST if request.method == "POST" and not looks else None,
        brand=about.brand,
        proposal=plan_for(about.brand, about.facts) if about.proposes else None,
        draft=about.draft,
        help_text=about.help_text,
        initial=initial,
    )


def plan_context(form: PassOnForm, about: About, value: str | None) -> dict[str, Any]:
    """Whom and by when; nothing while no rule proposes a department and nobody has chosen one."""
    chosen = form.chosen(value or "")
    here = {"alike": alike_to(about)}
    if not about.proposes and not any(chosen.values()):
        return here
    planned: Plan = plan_for(about.brand, about.facts, **chosen)
    chain = chain_for(about.brand, planned.department)
    first = next_reachable(chain)
    return {
        **here,
        "plan": planned,
        "why": as_sentence(planned.why),
        "first_person": None if first is None else chain[first],
        "reckoning": working_time.explain(planned.calendar, planned.asked_at, planned.answer_minutes),
        "already_asked": about.asked.filter(department=planned.department).unanswered().exists(),
    }


def alike_to(about: About) -> list[Any]:
    """Open questions of others that say the same, which an interaction may join."""
    return alike([about.interaction], at=timezone.now()) if about.interaction else []
