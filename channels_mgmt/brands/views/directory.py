"""The directory of a brand: who deals with what, are they there, how and whether they can be reached."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.departments import chart_of
from channels_mgmt.brands.services.directory import (
    Card,
    cards_of,
    departments_of,
    experts_of,
    speaking,
    troubles_of,
)
from channels_mgmt.brands.services.finding import find
from channels_mgmt.brands.services.reachability import ask, contacts_of, record_reached
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.numbers import id_in
from cmhub.lib.refusals import refusals_told

LONGEST_QUESTION = 200


@require_safe
@requires(Right.DIRECTORY_VIEW)
def directory(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    at = timezone.now()
    cards = cards_of(brand, departments_of(brand), at=at)
    experts = experts_of(brand)
    context: dict[str, Any] = {
        "question": question,
        "at": at,
        **troubles_of(cards),
        "key": uuid4(),
        "everybody": sum(len(card.people) for card in cards),
    }
    context |= _found(brand, question, cards, experts) if question else _all(cards, experts)
    return render_page(request, "brands/directory/page.html", context, partial="list")


def _all(cards: list[Card], experts: list[Any]) -> dict[str, Any]:
    country = cards[0].department.country if cards else ""
    return {"cards": cards, "experts": [speaking(expert, country) for expert in experts]}


def _found(brand: Brand, question: str, cards: list[Card], experts: list[Any]) -> dict[str, Any]:
    """Those that the question leads to, the best first, with the reasons."""
    contacts = [person.contact for card in cards for person in card.people]
    answer = find(brand, question, [card.department for card in cards], contacts, experts)
    of = {card.department.pk: card for card in cards}
    for pk, why in answer.departments.items():
        if pk in of:
            of[pk].found = why
    everything = _all(cards, experts)
    speakers = {one.expert.pk: one for one in everything["experts"]}
    return {
        "cards": [of[pk] for pk in answer.departments if pk in of],
        "experts": [replace(speakers[pk], found=why) for pk, why in answer.experts.items()],
    }


@require_safe
@requires(Right.DIRECTORY_VIEW)
def chart(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation chart: each department under the one to which it reports, with its head."""
    brand = load_brand(request, slug)
    departments = departments_of(brand)
    heads = contacts_of(brand).filter(is_head=True)
    branches = chart_of(departments, dict(heads.values_list("department_id", "name")))
    return render_page(request, "brands/directory/chart.html", {"branches": branches})


@requires(Right.BRAND_MANAGE)
@require_POST
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Sends test messages to everybody, or to the one contact that the form names."""
    brand = load_brand(request, slug)
    named = request.POST.get("contact", "")
    contact = get_object_or_404(contacts_of(brand), pk=id_in(named)) if named else None
    sent = ask(brand=brand, contact=contact, key=_key(request), by=person_of(request))
    if sent:
        text = ngettext(
            "%(count)d test message is leaving: each confirmation shows here.",
            "%(count)d test messages are leaving: each confirmation shows here.",
            sent,
        )
        messages.success(request, text % {"count": sent})
    else:
        messages.info(request, _("No message left: there is no address, or it was asked a moment ago."))
    return redirect_to(request, _back(request, brand, contact))


@requires(Right.BRAND_MANAGE)
@require_POST
def reached(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Records that a contact answered by telephone or WhatsApp."""
    brand = load_brand(request, slug)
    contact = get_object_or_404(contacts_of(brand), pk=pk)
    with refusals_told(request):
        record_reached(
            brand=brand,
            contact=contact,
            line=request.POST.get("line", ""),
            key=_key(request),
            by=person_of(request),
        )
        messages.success(request, _("Recorded: %(name)s was reached today.") % {"name": contact.name})
    return redirect_to(request, _back(request, brand, contact))


def _key(request: HttpRequest) -> UUID:
    """The key of the form; one of its own for what came without."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _back(request: HttpRequest, brand: Brand, contact: Any) -> str:
    if contact is not None and request.POST.get("from") == "department":
        return reverse("brands:department", args=[brand.slug, contact.department.slug])
    return reverse("brands:directory", args=[brand.slug])
