from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of
from channels_mgmt.escalations.access import load_escalation, may_answer
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.forms.answering import AnswerForm, CloseForm, RelayForm
from channels_mgmt.escalations.models import AnswerFile, Escalation
from channels_mgmt.escalations.services.log_words import lines
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.services.reasons import Reason
from channels_mgmt.escalations.services.routing import as_sentence
from channels_mgmt.escalations.views import contact
from channels_mgmt.escalations.views.links import who_has_one
from channels_mgmt.inbox.models import Message
from cmhub.lib.htmx import render_page

LONGEST_THREAD = 200


@require_safe
@requires(Right.ESCALATION_VIEW)
def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, by whom, by when, and what is to be done with it by whoever reads it."""
    return page(request, load_escalation(request, pk))


def page(request: HttpRequest, asked: Escalation, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The escalation's page; `forms` replaces the empty ones by those that were sent and refused."""
    access = access_of(request)
    passes_on = access.may(Right.ESCALATION_OPEN)
    if not passes_on and may_answer(request, asked):
        return contact.show(request, contact.visit_of(request, asked), status=status, **forms)
    reason = Reason.kept(asked.why)
    answers = asked.is_asking and may_answer(request, asked)
    context = {
        "escalation": asked,
        "department_name": department_name(asked),
        "reason": reason,
        "why": as_sentence(reason.words) if reason else "",
        "messages_of_thread": thread(asked),
        "log": lines(asked.events.select_related("by")),
        "person": asked.turned_to,
        "may_acknowledge": answers and asked.acknowledged_at is None,
        "may_open": passes_on,
        "direct_lines": direct_lines(asked) if passes_on else [],
        "shows_internal": passes_on or may_answer(request, asked),
        "link_rows": who_has_one(asked) if passes_on else [],
        "files": AnswerFile.objects.visible_to(person_of(request)).filter(escalation=asked),
    }
    if answers:
        context["answer_form"] = AnswerForm(escalation=asked, for_others=passes_on)
    if passes_on and asked.state == State.ANSWERED:
        context["relay_form"] = RelayForm(escalation=asked)
    if passes_on and asked.state != State.CLOSED:
        context["close_form"] = CloseForm()
    return render_page(request, "escalations/detail.html", context | forms, status=status)


def thread(asked: Escalation) -> list[Message]:
    """The messages of the interaction, oldest first, the latest ones of a very long one.

    A department's contact reads them here without any right on the inbox: they belong to what is asked.
    """
    latest = Message.objects.filter(interaction=asked.interaction_id).order_by("-sent_at", "-pk")
    return list(latest[:LONGEST_THREAD])[::-1]


def direct_lines(asked: Escalation) -> list[Any]:
    """The department's contacts, to be called where a message is not enough."""
    if asked.department is None:
        return []
    return list(asked.department.contacts.filter(left_at=None).order_by("is_head", "position", "pk"))
