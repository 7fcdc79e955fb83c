"""The links of an escalation, for who passes it on: made, sent by hand, taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from accounts.links_by_hand import context_of, opens_nothing, row_of, taken_back
from accounts.services.signed_links import opens
from channels_mgmt.escalations.access import load_escalation
from channels_mgmt.escalations.models import AnswerLink, Escalation
from channels_mgmt.escalations.services import links
from channels_mgmt.escalations.services.exchange import zone_of
from channels_mgmt.escalations.services.notices import department_name
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.moments import moment_words
from cmhub.lib.numbers import id_in


@require_POST
@requires(Right.ESCALATION_OPEN)
def link_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for one of those who are asked; the one they had opens nothing any more."""
    escalation = load_escalation(request, pk)
    given = id_in(request.POST.get("contact", ""))
    if not given:
        messages.error(request, _("Say for whom the link is."))
        return redirect_to(request, "escalations:detail", escalation.pk)
    contact = get_object_or_404(links.who_may_have_one(escalation), pk=given)
    if escalation.closed_at:
        messages.error(request, _("This escalation is closed: a link would open nothing."))
        return redirect_to(request, "escalations:detail", escalation.pk)
    link = links.renew(escalation=escalation, contact=contact, by=person_of(request))
    return redirect_to(request, "escalations:link", link.pk)


@never_cache
@require_safe
@requires(Right.ESCALATION_OPEN)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link that stands, with texts to send it by. Whoever looks at it could use it, and is on record."""
    shown = load_link(request, pk)
    now = timezone.now()
    if not opens(shown, links.state_of(shown, now)):
        return opens_nothing(request, "escalations:detail", shown.escalation_id)
    links.note_shown(shown, by=person_of(request), at=now)
    return render_page(request, "escalations/link.html", page_of(shown))


@require_POST
@requires(Right.ESCALATION_OPEN)
def link_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    held = load_link(request, pk)
    links.revoke(link=held, by=person_of(request))
    return taken_back(request, held.name, "escalations:detail", held.escalation_id)


def load_link(request: HttpRequest, pk: int) -> AnswerLink:
    """The link, if the person passes on what it opens."""
    found = AnswerLink.objects.select_related(*links.NEEDED).filter(pk=pk).first()
    escalation = load_escalation(request, found.escalation_id if found else 0)
    if found is None:
        raise Http404
    found.escalation = escalation
    return found


def page_of(shown: AnswerLink) -> dict[str, Any]:
    escalation = shown.escalation
    country = escalation.department.country if escalation.department else ""
    said = context_of(
        shown, shown, country, lambda address: message_with(address, shown), lambda: subject_of(shown)
    )
    return said | {
        "opens": _("this one question"),
        "escalation": escalation,
        "department_name": department_name(escalation),
        "revoke": reverse("escalations:link_revoke", args=[shown.pk]),
    }


def subject_of(shown: AnswerLink) -> str:
    """That of the mail which asks."""
    escalation = shown.escalation
    told = {"brand": escalation.brand.name, "department": department_name(escalation)}
    return _("%(brand)s: a question for %(department)s") % told


def message_with(address: str, shown: AnswerLink) -> str:
    """A short text with the link, which names the brand alone."""
    escalation = shown.escalation
    until = moment_words(escalation.answer_by, zone_of(escalation))
    told = {"name": shown.name, "brand": escalation.brand.name, "until": until, "link": address}
    if escalation.item_id:
        return (
            _(
                "Hello %(name)s, %(brand)s asks you about something that was seen, by %(until)s. Read "
                "and answer here, without a password: %(link)s"
            )
            % told
        )
    return (
        _(
            "Hello %(name)s, a person waits for an answer from %(brand)s, by %(until)s. Read and answer "
            "here, without a password: %(link)s"
        )
        % told
    )


def who_has_one(escalation: Escalation) -> list[dict[str, Any]]:
    """Each of those who may have a link, with the one that they had last, and what may be done with it."""
    had = {one.contact_id: one for one in AnswerLink.objects.filter(escalation=escalation).order_by("pk")}
    rows = []
    for contact in links.who_may_have_one(escalation):
        last = had.get(contact.pk)
        row = row_of(contact.name, last) | {"contact": contact, "is_head": contact.is_head}
        if last:
            row["page"] = reverse("escalations:link", args=[last.pk])
            row["revoke"] = reverse("escalations:link_revoke", args=[last.pk])
        if not escalation.closed_at:
            row["make"] = reverse("escalations:link_new", args=[escalation.pk])
        rows.append(row)
    return rows
