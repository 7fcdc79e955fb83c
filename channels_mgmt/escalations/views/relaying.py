"""The answer goes to all who asked, each with a reply of their own."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of
from channels_mgmt.escalations.access import load_to_relay
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.forms.relaying import RelayAllForm
from channels_mgmt.escalations.models import AnswerFile, Carried, Escalation
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.services.relaying import (
    AT_ONCE,
    Outcome,
    relay_to,
    to_publish,
    with_second_person,
)
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.htmx import get_or_post, redirect_to, render_page

REASONS_SHOWN = 3


@get_or_post
@requires(Right.ESCALATION_OPEN)
def relay_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Who waits for the answer, and the text for each; so many go out at once, the others follow."""
    escalation = load_to_relay(request, pk)
    if escalation.state != State.ANSWERED:
        return redirect_to(request, "escalations:detail", pk)
    form = form_of(request, escalation)
    going_on = False
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        replies = form.replies(by=person_of(request), at=now)
        if not form.errors and not replies:
            form.add_error(None, _("Choose who is given the answer."))
        if not form.errors:
            some = dict(islice(sorted(replies.items()), AT_ONCE))
            outcome = relay_to(
                escalation=escalation,
                replies=some,
                by=person_of(request),
                key=form.cleaned_data["key"],
                at=now,
            )
            tell(request, outcome)
            escalation.refresh_from_db(fields=["state"])
            going_on = len(replies) > len(some) and not outcome.refused
            if (not going_on and not outcome.refused) or escalation.state != State.ANSWERED:
                return redirect_to(request, "escalations:detail", pk)
            form = form_of(request, escalation)
    status = 422 if form.is_bound and form.errors else 200
    return render_page(
        request,
        "escalations/relay_all.html",
        context_of(escalation, form, by=person_of(request), going_on=going_on),
        partial="relay_all",
        status=status,
    )


def form_of(request: HttpRequest, escalation: Escalation) -> RelayAllForm:
    return RelayAllForm(
        request.POST if request.method == "POST" else None,
        escalation=escalation,
        interactions=waiting_for(request, escalation),
    )


def waiting_for(request: HttpRequest, escalation: Escalation) -> list[Interaction]:
    """Those who have not been given the answer and whose reply is not with a second person already."""
    rows = Carried.objects.to_relay().filter(escalation=escalation)
    found = Interaction.objects.filter(pk__in=rows.values("interaction"))
    listed = found.select_related("channel", "brand__agency").order_by("opened_at", "pk")
    access = access_of(request)
    elsewhere = with_second_person([one.pk for one in listed])
    return [one for one in listed if access.works_on(one.channel) and one.pk not in elsewhere]


def context_of(escalation: Escalation, form: RelayAllForm, *, by: User, going_on: bool) -> dict[str, Any]:
    """What the page shows: who is to be given the answer, and what is with a second person or to be
    published.
    """
    carried = Carried.objects.there().filter(escalation=escalation)
    done, whole = carried.exclude(relayed_at=None).count(), carried.count()
    publishable = AnswerFile.objects.visible_to(by).filter(escalation=escalation, publishable=True)
    approved = to_publish(list(carried.filter(relayed_at=None).values_list("interaction_id", flat=True)))
    return {
        "files": publishable,
        "approved": approved,
        "escalation": escalation,
        "department_name": department_name(escalation),
        "form": form,
        "lines": form.lines,
        "done": done,
        "whole": whole,
        "with_others": whole - done - len(form.interactions) - len(approved),
        "going_on": going_on,
    }


def tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.sent:
        words = ngettext("%(n)d reply is recorded.", "%(n)d replies are recorded.", len(outcome.sent))
        messages.success(request, words % {"n": len(outcome.sent)})
    if outcome.waiting:
        words = ngettext(
            "%(n)d reply waits for a second person.",
            "%(n)d replies wait for a second person.",
            len(outcome.waiting),
        )
        messages.success(request, words % {"n": len(outcome.waiting)})
    if outcome.left_out:
        words = ngettext("%(n)d is left out: %(why)s.", "%(n)d are left out: %(why)s.", len(outcome.left_out))
        reasons = ", ".join(dict.fromkeys(outcome.left_out.values()))
        messages.success(request, words % {"n": len(outcome.left_out), "why": reasons})
    for why in list(dict.fromkeys(outcome.refused.values()))[:REASONS_SHOWN]:
        messages.error(request, why)
