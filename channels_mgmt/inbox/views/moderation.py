"""Moderation: the acts on an interaction, and the register in which they are looked at again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.exposure import MUCH, REPEATED_FROM, exposure_of, offenders_of
from channels_mgmt.inbox.forms.moderation import (
    AppealDecisionForm,
    AppealForm,
    ModerationForm,
    RefocusForm,
    ReverseForm,
)
from channels_mgmt.inbox.models import ModerationAct
from channels_mgmt.inbox.moderation_filters import Filters, people_of
from channels_mgmt.inbox.services import appeals
from channels_mgmt.inbox.services import moderation as verbs
from channels_mgmt.inbox.views.acts import attempt, show, to_interaction
from cmhub.lib.htmx import get_or_post, render_page
from cmhub.lib.paging import keyset_page


@require_safe
@requires(Right.INBOX_VIEW)
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The brand's acts of moderation as the URL filters them, how many for which reason, who comes back;
    for who reviews moderation, how much abuse each person reads.
    """
    brand, now = load_brand(request, slug), timezone.now()
    access = access_of(request)
    here = ModerationAct.objects.visible_to(person_of(request)).filter(brand=brand)
    filters = Filters(request.GET, brand=brand, people=people_of(here))
    related = ("by", "interaction__channel", "reversed_by", "appealed_by", "decided_by")
    page = keyset_page(
        filters.apply(here).select_related(*related), field="at", cursor=request.GET.get("cursor", "")
    )
    context: dict[str, Any] = {
        "filters": filters,
        "page": page,
        "reasons": filters.counts(here),
        "offenders": offenders_of(brand, now),
        "repeated_from": REPEATED_FROM,
        "now": now,
    }
    if access.may(Right.MODERATION_REVIEW):
        context |= {"exposed": exposure_of(brand, now), "much": MUCH}
    return render_page(request, "inbox/moderation/register.html", context, partial="list")


@get_or_post
@requires(Right.MODERATE)
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    form = ModerationForm(request.POST or None, interaction=interaction)

    def act() -> None:
        verbs.moderate(interaction=interaction, by=person_of(request), **form.said())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("It is recorded in the register of moderation, with its evidence."))
        return to_interaction(interaction)
    return show(request, interaction, form, _("Moderate"), submit=_("Record the act"))


@get_or_post
@requires(Right.MODERATE)
def refocus(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    form = RefocusForm(request.POST or None)

    def act() -> None:
        verbs.refocus(interaction=interaction, by=person_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Your words are recorded; nothing was removed."))
        return to_interaction(interaction)
    return show(request, interaction, form, _("Refocus the discussion"), submit=_("Record the words"))


def load_act(request: HttpRequest, pk: int) -> ModerationAct:
    """The act with its interaction, if the person may do with its brand what the view declares."""
    act = get_object_or_404(ModerationAct.objects.visible_to(person_of(request)), pk=pk)
    act.interaction = load_interaction(request, act.interaction_id)
    return act


@get_or_post
@requires(Right.MODERATION_REVIEW)
def reverse(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_act(request, pk)
    form = ReverseForm(request.POST or None)

    def act() -> None:
        verbs.reverse(act=shown, by=person_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The act is reversed: undo it on the network as well."))
        return to_interaction(shown.interaction)
    return show(request, shown.interaction, form, _("Reverse the act"), submit=_("Reverse"), act=shown)


@get_or_post
@requires(Right.MODERATE)
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_act(request, pk)
    form = AppealForm(request.POST or None)

    def act() -> None:
        appeals.appeal(act=shown, by=person_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The appeal waits for somebody else than who moderated."))
        return to_interaction(shown.interaction)
    return show(request, shown.interaction, form, _("The person appeals"), submit=_("Record the appeal"))


@get_or_post
@requires(Right.MODERATION_REVIEW)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_act(request, pk)
    form = AppealDecisionForm(request.POST or None)

    def act() -> None:
        appeals.decide_appeal(act=shown, by=person_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The appeal is decided: tell the person."))
        return to_interaction(shown.interaction)
    return show(request, shown.interaction, form, _("Decide on the appeal"), submit=_("Decide"), act=shown)
