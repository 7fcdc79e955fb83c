"""Interactions that ask the same become part of one question."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.access import load_escalation
from channels_mgmt.escalations.forms.joining import JoinForm
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services import joining
from channels_mgmt.escalations.services.opening import first_words, open_escalation
from channels_mgmt.escalations.services.similar import alike, joinable
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.bulk import MOST
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.numbers import id_in, ids_in
from cmhub.lib.refusals import refusals_in, refusals_told

REASONS_SHOWN = 3
OTHERS_SHOWN = 7


@get_or_post
@requires(Right.ESCALATION_OPEN)
def join_many(request: HttpRequest, slug: str) -> HttpResponse:
    """What is ticked in the inbox becomes part of one question: asks of which one, then does it."""
    brand = load_brand(request, slug)
    ticked = ids_of(request)
    if request.method != "POST" or not ticked:
        if request.method == "POST":
            messages.error(request, _("Select interactions first."))
        return redirect_to(request, "inbox:list", slug)
    rows = Interaction.objects.of(access_of(request)).filter(pk__in=ticked).select_related("channel", "brand")
    chosen = list(rows.order_by("opened_at", "pk"))
    form = form_of(request, brand, chosen)
    if chosen and form.is_bound and form.is_valid():
        with refusals_in(form):
            escalation, outcome = do(request, form.cleaned_data, chosen)
            tell(request, outcome, escalation)
            return redirect_to(request, "escalations:detail", escalation.pk)
    context = {
        "form": form,
        "chosen": chosen,
        "list": request.POST.get("list", ""),
        "back": f"{reverse('inbox:list', args=[slug])}?{urlencode({'pick': ticked}, doseq=True)}",
    }
    return render_page(request, "escalations/join.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Right.ESCALATION_OPEN)
def join_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One interaction, from its own page."""
    escalation = load_escalation(request, pk)
    interaction = interaction_named(request)
    if interaction is None:
        return ask_which(request, pk)
    with refusals_told(request):
        outcome = joining.join(escalation=escalation, interactions=[interaction], by=person_of(request))
        tell(request, outcome, escalation)
    return redirect_to(request, "desk:interaction", interaction.pk)


@require_POST
@requires(Right.ESCALATION_OPEN)
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """One interaction is no part of the question any more."""
    escalation = load_escalation(request, pk)
    interaction = interaction_named(request)
    if interaction is None:
        return ask_which(request, pk)
    with refusals_told(request):
        joining.take_out(escalation=escalation, interaction=interaction, by=person_of(request))
        messages.success(request, _("It is no part of this question any more."))
    return redirect_to(request, "escalations:detail", pk)


def interaction_named(request: HttpRequest) -> Interaction | None:
    """The interaction whose number was sent; None without a number."""
    asked = id_in(request.POST.get("interaction", ""))
    return load_interaction(request, asked) if asked else None


def ask_which(request: HttpRequest, pk: int) -> HttpResponse:
    messages.error(request, _("Select an interaction first."))
    return redirect_to(request, "escalations:detail", pk)


def ids_of(request: HttpRequest) -> list[int]:
    return sorted(set(ids_in(request.POST.getlist("pick"))))[: MOST + 1]


def form_of(request: HttpRequest, brand: Brand, chosen: list[Interaction]) -> JoinForm:
    """Bound once somebody has said which question; the one that they are part of comes first, then the
    likest of the open ones.
    """
    now = timezone.now()
    latest = list(joinable(Escalation.objects.filter(brand=brand), at=now))
    there = Carried.objects.there().filter(interaction__in=chosen, escalation__in=[one.pk for one in latest])
    carrying = set(there.values_list("escalation", flat=True))
    joined = [one for one in latest if one.pk in carrying]
    likest = [*joined, *(one.escalation for one in alike(chosen, at=now))]
    others = [one for one in latest if one not in likest][:OTHERS_SHOWN]
    return JoinForm(
        request.POST if "question" in request.POST else None,
        brand=brand,
        questions=[*likest, *others],
        part_of=joined[0].pk if len(joined) == 1 else None,
        first=first_words(chosen[0]) if chosen else "",
    )


def do(
    request: HttpRequest, given: dict[str, Any], chosen: list[Interaction]
) -> tuple[Escalation, joining.Outcome]:
    """Joins them to the question; a new one is asked about the first of them, and the others join it."""
    by = person_of(request)
    if escalation := given["escalation"]:
        return escalation, joining.join(escalation=escalation, interactions=chosen, by=by)
    first, *others = chosen
    escalation = open_escalation(
        interaction=first, question=given["text"], by=by, key=given["key"], **given["where"]
    )
    outcome = joining.Outcome()
    if others:
        outcome = joining.join(escalation=escalation, interactions=others, by=by)
    outcome.joined.append(first.pk)
    return escalation, outcome


def tell(request: HttpRequest, outcome: joining.Outcome, escalation: Escalation) -> None:
    """How many are to be given the answer now, of all that the question carries."""
    if outcome.joined or outcome.known:
        number = Carried.objects.to_relay().filter(escalation=escalation).count()
        words = (
            ngettext(
                "%(n)d interaction waits for this answer.", "%(n)d interactions wait for this answer.", number
            )
            if escalation.is_unanswered
            else ngettext(
                "The answer is there: %(n)d interaction is to be given it.",
                "The answer is there: %(n)d interactions are to be given it.",
                number,
            )
        )
        messages.success(request, words % {"n": number})
    for why, count in Counter(outcome.refused.values()).most_common(REASONS_SHOWN):
        words = ngettext("%(n)d refused: %(why)s", "%(n)d refused: %(why)s", count)
        messages.error(request, words % {"n": count, "why": why})
