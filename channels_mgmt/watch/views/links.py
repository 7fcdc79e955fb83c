"""The links of those who were told and have no access, for who works on the brand."""

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
from channels_mgmt.watch.access import load_telling
from channels_mgmt.watch.models import Item, Telling, TellingLink
from channels_mgmt.watch.services import links
from cmhub.lib.erased import words_shown
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.text import excerpt

IN_MESSAGE = 80
"""Characters of the title in a message sent by hand."""


@require_POST
@requires(Right.WATCH_LOG)
def link_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for somebody who was told; the one they had opens nothing any more."""
    telling = load_asked(request, pk)
    if not telling.item.waits_for_decision:
        messages.error(request, _("Nothing more is to be decided here: a link would ask for nothing."))
        return redirect_to(request, "watch:item", telling.item_id)
    links.renew(telling=telling, by=person_of(request))
    return redirect_to(request, "watch:link", telling.pk)


@never_cache
@require_safe
@requires(Right.WATCH_LOG)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """The link that stands, with texts to send it by. Whoever looks at it could use it, and is on record."""
    telling = load_asked(request, pk)
    now = timezone.now()
    shown = TellingLink.objects.unrevoked().select_related(*links.NEEDED).filter(telling=telling).first()
    if shown is None or links.state_of(shown, now) != LinkState.LIVE or not token_of(shown):
        messages.error(request, _("This link opens nothing any more: make a new one."))
        return redirect_to(request, "watch:item", telling.item_id)
    links.note_shown(shown, by=person_of(request), at=now)
    return render_page(request, "watch/link/send.html", context_of(shown, telling))


@require_POST
@requires(Right.WATCH_LOG)
def link_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    telling = load_asked(request, pk)
    for held in TellingLink.objects.unrevoked().filter(telling=telling):
        links.revoke(link=held, by=person_of(request))
    told = _("The link of %(name)s opens nothing any more.") % {"name": telling.name}
    messages.success(request, told)
    return redirect_to(request, "watch:item", telling.item_id)


def load_asked(request: HttpRequest, pk: int) -> Telling:
    """Somebody who was told, and who may have a link."""
    telling = load_telling(request, pk)
    if not links.may_have_one(telling):
        raise Http404
    return telling


def context_of(shown: TellingLink, telling: Telling) -> dict[str, Any]:
    contact = telling.contact
    address = address_of(shown)
    text = message_with(address, telling)
    lines = lines_of(contact, contact.department.country) if contact else []
    return {
        "name": telling.name,
        "item": telling.item,
        "link": shown,
        "address": address,
        "text": text,
        "lines": [{"line": line, "href": prepared(line, text)} for line in lines],
        "revoke": reverse("watch:link_revoke", args=[telling.pk]),
    }


def message_with(address: str, telling: Telling) -> str:
    """A short text with the link, in the contact's language, which names the brand alone."""
    item = telling.item
    with override(telling.language):
        told = {
            "name": telling.name,
            "brand": item.brand.name,
            "nature": item.get_nature_display(),
            "title": excerpt(words_shown(item.title), IN_MESSAGE),
            "link": address,
        }
        return (
            _(
                "Hello %(name)s, seen about %(brand)s (%(nature)s): “%(title)s”. Say that you have seen it, "
                "and what is to be done, here, without a password: %(link)s"
            )
            % told
        )


def who_has_one(item: Item, tellings: Iterable[Telling]) -> list[dict[str, Any]]:
    """Each of those told who may have a link, with the one that they had last and what is done with it."""
    had = {one.telling_id: one for one in TellingLink.objects.filter(telling__item=item).order_by("pk")}
    now = timezone.now()
    rows: list[dict[str, Any]] = []
    for telling in tellings:
        last = had.get(telling.pk)
        if not links.may_have_one(telling) or (telling.user_id and last is None):
            continue
        row = {"name": telling.name, "link": last, "stands": last is not None and last.stands(now)}
        row |= {name: reverse(f"watch:{view}", args=[telling.pk]) for name, view in WAYS.items()}
        if not item.waits_for_decision:
            del row["make"]
        rows.append(row)
    return rows


WAYS = {"page": "link", "revoke": "link_revoke", "make": "link_new"}
"""What is done with a link, by the view that does it."""
