"""What both sides do with a question between asking and the end: more information, elsewhere, once more."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.escalations.access import load_escalation, load_to_answer
from channels_mgmt.escalations.forms.life import (
    RemarkForm,
    TransferForm,
    ask_back_form,
    further_form,
    give_form,
    reopen_form,
)
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import asking, reopening, transferring
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.views.detail import page
from cmhub.lib.htmx import redirect_to

Verb = Callable[..., Escalation]


@require_POST
@requires(Right.ESCALATION_ANSWER)
def ask_back(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_to_answer(request, pk)
    form = ask_back_form(request.POST, escalation=escalation)
    told = _("Your question has reached the community manager. Your deadline stands still until then.")
    return say(request, escalation, form, asking.ask_back, told, "ask_back_form")


@require_POST
@requires(Right.ESCALATION_OPEN)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_escalation(request, pk)
    form = give_form(request.POST, escalation=escalation)
    return say(
        request, escalation, form, asking.give_information, _("The department has it now."), "give_form"
    )


@require_POST
@requires(Right.ESCALATION_OPEN)
def further(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_escalation(request, pk)
    form = further_form(request.POST, escalation=escalation)
    told = _("The department is asked again.")
    return say(request, escalation, form, asking.ask_further, told, "further_form")


@require_POST
@requires(Right.ESCALATION_OPEN)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_escalation(request, pk)
    form = reopen_form(request.POST, escalation=escalation)
    told = _("The question is open again: the department is asked.")
    return say(request, escalation, form, reopening.reopen, told, "reopen_form", argument="why")


@require_POST
@requires(Right.ESCALATION_OPEN)
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_escalation(request, pk)
    form = TransferForm(request.POST, escalation=escalation)
    if form.is_valid():
        given = form.cleaned_data
        escalation.leg = given["leg"]  # as it was when the person loaded the page
        try:
            held = transferring.transfer(
                escalation=escalation, to=given["to"], why=given["why"], by=person_of(request)
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            escalation = load_escalation(request, pk)
        else:
            told = _("The question is with %(department)s now, with deadlines of its own.")
            messages.success(request, told % {"department": department_name(held)})
            return redirect_to(request, "escalations:detail", pk)
    return page(request, escalation, status=422, transfer_form=form)


def say(
    request: HttpRequest,
    escalation: Escalation,
    form: RemarkForm,
    verb: Verb,
    told: str,
    name: str,
    argument: str = "text",
) -> HttpResponse:
    """Does it with what the form says; refused, the page shows the form again with what was written."""
    if form.is_valid():
        given: dict[str, Any] = {argument: form.cleaned_data["text"], "key": form.cleaned_data["key"]}
        try:
            verb(escalation=escalation, by=person_of(request), **given)
        except ValidationError as error:
            form.add_error(None, error.messages)
            escalation = load_escalation(request, escalation.pk)
        else:
            messages.success(request, told)
            return redirect_to(request, "escalations:detail", escalation.pk)
    return page(request, escalation, status=422, **{name: form})
