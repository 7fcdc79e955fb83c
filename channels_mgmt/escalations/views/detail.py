from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.services.lines import lines_of
from channels_mgmt.brands.access import access_of
from channels_mgmt.escalations.access import load_escalation, load_moved_away, may_answer
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.forms.answering import AnswerForm, CloseForm, RelayForm
from channels_mgmt.escalations.forms.life import (
    TransferForm,
    ask_back_form,
    further_form,
    give_form,
    reopen_form,
)
from channels_mgmt.escalations.models import AnswerFile, Carried, Escalation, Remark
from channels_mgmt.escalations.models.refusals import last_refusal
from channels_mgmt.escalations.services.exchange import asked_anew, seen
from channels_mgmt.escalations.services.log_words import Line, lines
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.services.owning import ownership, shares
from channels_mgmt.escalations.services.reasons import Reason
from channels_mgmt.escalations.services.relaying import to_publish, with_second_person
from channels_mgmt.escalations.services.reopening import REOPENED_FROM
from channels_mgmt.escalations.services.rules.routing import as_sentence
from channels_mgmt.escalations.views import contact
from channels_mgmt.escalations.views.links import who_has_one
from channels_mgmt.inbox.choices import Source
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.services.answers import published_at
from cmhub.lib.htmx import render_page

LONGEST_THREAD = 200
SHOWN_CARRIED = 50


@require_safe
@requires(Right.ESCALATION_VIEW)
def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, by whom, by when, and what is to be done with it by whoever reads it."""
    try:
        asked = load_escalation(request, pk)
    except Http404:
        moved = load_moved_away(request, pk)
        if moved is None:
            raise
        context = {"state": "elsewhere", "layout": "base.html", "department_name": department_name(moved)}
        return render(request, "escalations/contact/over.html", context)
    return page(request, asked)


def page(request: HttpRequest, asked: Escalation, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The escalation's page; `forms` replaces the empty ones by those that were sent and refused."""
    follows = access_of(request).may(Right.ESCALATION_OPEN)
    answers = may_answer(request, asked)
    if answers and not follows:
        return contact.show(request, contact.visit_of(request, asked), status=status, **forms)
    now = timezone.now()
    reason = Reason.kept(asked.why)
    context = {
        "escalation": asked,
        "department_name": department_name(asked),
        "reason": reason,
        "why": as_sentence(reason.words) if reason else "",
        "messages_of_thread": messages_of(asked),
        "pictures": [reverse("escalations:seen_picture", args=[each.pk]) for each in seen(asked)],
        "remarks": said_beside(asked),
        "log": lines(asked.events.select_related("by")),
        "person": asked.turned_to,
        "asked_anew": asked_anew(asked) if asked.is_unanswered else None,
        "may_acknowledge": answers and asked.is_asking and asked.acknowledged_at is None,
        "may_open": follows,
        "direct_lines": direct_lines(asked) if follows else [],
        "shows_internal": follows or answers,
        "files": AnswerFile.objects.visible_to(person_of(request)).filter(escalation=asked),
        "link_rows": who_has_one(asked) if follows else [],
        "refusal_told": refusal_told(asked),
        "now": now,
    }
    if follows or access_of(request).may(Right.INBOX_VIEW):
        context |= followed(asked, now)
    context |= answering(asked, for_others=follows) if answers else {}
    context |= following(asked, context) if follows else {}
    return render_page(request, "escalations/detail.html", context | forms, status=status)


def answering(asked: Escalation, *, for_others: bool) -> dict[str, Any]:
    """The forms of who answers for the department."""
    if not asked.is_unanswered:
        return {}
    forms: dict[str, Any] = {"answer_form": AnswerForm(escalation=asked, for_others=for_others)}
    if asked.is_asking:
        forms["ask_back_form"] = ask_back_form(escalation=asked)
    return forms


def following(asked: Escalation, context: dict[str, Any]) -> dict[str, Any]:
    """The forms of who passed it on, for the state in which it is."""
    forms: dict[str, Any] = {}
    if asked.state == State.INFORMATION_ASKED:
        forms["give_form"] = give_form(escalation=asked)
    if asked.is_unanswered:
        forms["transfer_form"] = TransferForm(escalation=asked)
    is_written = context["to_relay"] and not context["to_write"]
    relays = asked.interaction and len(context["to_relay"]) <= 1 and not is_written
    if asked.state == State.ANSWERED and relays:
        forms["relay_form"] = RelayForm(escalation=asked)
    if asked.state in (State.ANSWERED, State.PUT_IN_TOUCH, State.RELAYED):
        forms["further_form"] = further_form(escalation=asked)
    if asked.state in REOPENED_FROM:
        forms["reopen_form"] = reopen_form(escalation=asked)
    if asked.state != State.CLOSED:
        forms["close_form"] = CloseForm()
    return forms


def followed(asked: Escalation, now: datetime) -> dict[str, Any]:
    """Who waits for the answer, and whose time has passed: for the brand's own people."""
    carried = list(carried_of(asked))
    legs = ownership(asked, at=now)
    there = [row for row in carried if row.left_at is None]
    return {
        "carried": carried[:SHOWN_CARRIED],
        "carried_more": max(len(carried) - SHOWN_CARRIED, 0),
        "waiting_number": len(there),
        "left_number": len(carried) - len(there),
        "to_relay": [row for row in there if row.relayed_at is None],
        "relayed": [row for row in there if row.relayed_at is not None],
        **replies_under_way([row.interaction_id for row in there if row.relayed_at is None]),
        "recorded": recorded(asked, there),
        "whole": max((row.whole for row in there if row.whole is not None), default=None),
        "legs": legs,
        "shares": shares(legs, now),
    }


def recorded(asked: Escalation, there: list[Carried]) -> list[dict[str, Any]]:
    """The replies that were written here, latest first, until the question is closed: whoever wrote them
    publishes them by hand.
    """
    if asked.state not in (State.ANSWERED, State.RELAYED):
        return []
    own = [row for row in there if row.relayed_message and row.relayed_message.source == Source.REPLY]
    latest = sorted(own, key=lambda row: (row.relayed_at, row.pk), reverse=True)[:SHOWN_CARRIED]
    places = published_at([row.interaction for row in latest]) if latest else {}
    return [{"row": row, "id": f"recorded-{row.pk}", "there": places[row.interaction_id]} for row in latest]


def replies_under_way(waiting: list[int]) -> dict[str, Any]:
    """Of those who wait for the answer: the replies that are approved and to be published, how many are with
    a second person, and how many are still to be written.
    """
    approved = to_publish(waiting)
    held = with_second_person(waiting)
    return {
        "approved": approved,
        "with_others": len(held) - len({one.interaction_id for one in approved}),
        "to_write": len(waiting) - len(held),
    }


def carried_of(asked: Escalation) -> QuerySet[Carried]:
    """First those who still wait, those taken out last."""
    rows = Carried.objects.filter(escalation=asked).select_related("interaction__channel", "relayed_message")
    return rows.order_by("left_at", "relayed_at", "joined_at", "pk")


def said_beside(asked: Escalation) -> list[Remark]:
    """What the two sides told each other, oldest first."""
    return list(asked.remarks.select_related("by", "contact").order_by("at", "pk"))


def refusal_told(asked: Escalation) -> Line | None:
    """What the department said who declined it, while somebody has to decide who answers."""
    refusal = last_refusal(asked)
    return lines([refusal])[0] if refusal else None


def messages_of(asked: Escalation) -> list[Message]:
    """The messages of the interaction, oldest first, the latest ones of a very long one.

    Whoever may see the question reads them here, a decision-maker without any right on the inbox too: they
    belong to what is asked.
    """
    latest = Message.objects.filter(interaction=asked.interaction_id or 0).order_by("-sent_at", "-pk")
    return list(latest[:LONGEST_THREAD])[::-1]


def direct_lines(asked: Escalation) -> list[Any]:
    """The department's contacts with their lines, to be called where a message is not enough."""
    if asked.department is None:
        return []
    contacts = asked.department.contacts.filter(left_at=None).order_by("is_head", "position", "pk")
    return [(contact, lines_of(contact, asked.department.country)) for contact in contacts]
