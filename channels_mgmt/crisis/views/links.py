"""The links of contacts who were told and have no login, for who works on the brand."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from accounts.services.lines import lines_of, prepared
from accounts.services.signed_links import LinkState, address_of, token_of
from channels_mgmt.crisis.access import load_part
from channels_mgmt.crisis.models import Crisis, Telling, TellingLink
from channels_mgmt.crisis.services import links
from channels_mgmt.crisis.services.calls import words_for
from cmhub.lib.htmx import redirect_to, render_page

WAYS = {"page": "link", "revoke": "link_revoke", "make": "link_new"}
"""What is done with a link, by the view that does it."""


@require_POST
@requires(Right.CRISIS_OPEN)
def link_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for somebody who was told; the one they had opens nothing any more."""
    telling = load_told(request, pk)
    if not telling.crisis.is_running:
        messages.error(request, _("This crisis is over: a link would ask for nothing."))
        return redirect_to(request, "crisis:detail", telling.crisis_id)
    links.renew(telling=telling, by=person_of(request))
    return redirect_to(request, "crisis:link", telling.pk)


@never_cache
@require_safe
@requires(Right.CRISIS_OPEN)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """The link that stands, with texts to send it by. Whoever looks at it could use it, and is on record."""
    telling = load_told(request, pk)
    now = timezone.now()
    shown = TellingLink.objects.unrevoked().select_related(*links.NEEDED).filter(telling=telling).first()
    if shown is None or links.state_of(shown, now) != LinkState.LIVE or not token_of(shown):
        messages.error(request, _("This link opens nothing any more: make a new one."))
        return redirect_to(request, "crisis:detail", telling.crisis_id)
    links.note_shown(shown, by=person_of(request), at=now)
    return render_page(request, "crisis/link/send.html", context_of(shown, telling))


@require_POST
@requires(Right.CRISIS_OPEN)
def link_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    telling = load_told(request, pk)
    for held in TellingLink.objects.unrevoked().filter(telling=telling):
        links.revoke(link=held, by=person_of(request))
    told = _("The link of %(name)s opens nothing any more.") % {"name": telling.name}
    messages.success(request, told)
    return redirect_to(request, "crisis:detail", telling.crisis_id)


def load_told(request: HttpRequest, pk: int) -> Telling:
    """Somebody who was told and has no login."""
    telling = load_part(request, Telling.objects.select_related("contact__department"), pk)
    if telling.contact is None:
        raise Http404
    return telling


def context_of(shown: TellingLink, telling: Telling) -> dict[str, Any]:
    """The words are in the contact's language, and name the brand alone."""
    contact = telling.contact
    address = address_of(shown)
    with override(telling.language):
        text = words_for(telling.crisis, address)
    lines = lines_of(contact, contact.department.country) if contact else []
    return {
        "name": telling.name,
        "crisis": telling.crisis,
        "link": shown,
        "address": address,
        "text": text,
        "lines": [{"line": line, "href": prepared(line, text)} for line in lines],
        "revoke": reverse("crisis:link_revoke", args=[telling.pk]),
    }


def who_has_one(crisis: Crisis, tellings: Iterable[Telling]) -> list[dict[str, Any]]:
    """Each contact who was told, with the link that they had last and what is done with it."""
    told = [telling for telling in tellings if telling.contact_id]
    had = {one.telling_id: one for one in TellingLink.objects.filter(telling__in=told).order_by("pk")}
    now = timezone.now()
    rows: list[dict[str, Any]] = []
    for telling in told:
        last = had.get(telling.pk)
        row = {"name": telling.name, "link": last, "stands": last is not None and last.stands(now)}
        row |= {name: reverse(f"crisis:{view}", args=[telling.pk]) for name, view in WAYS.items()}
        if not crisis.is_running:
            del row["make"]
        rows.append(row)
    return rows
