from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of
from channels_mgmt.escalations.access import load_escalation, load_to_answer, load_to_relay
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.forms.answering import AnswerForm, CloseForm, RelayForm
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.views.detail import page
from channels_mgmt.inbox.services.agreed import followed_by
from channels_mgmt.inbox.services.answers import published_at
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import must_wait
from cmhub.lib.htmx import redirect_to
from cmhub.lib.refusals import refusals_in, refusals_told


@require_POST
@requires(Right.ESCALATION_ANSWER)
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_to_answer(request, pk)
    acts.acknowledge(escalation=escalation, by=person_of(request))
    messages.success(request, _("Receipt acknowledged. The community manager sees it."))
    return redirect_to(request, "escalations:detail", escalation.pk)


@require_POST
@requires(Right.ESCALATION_ANSWER)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_to_answer(request, pk)
    access = access_of(request)
    form = AnswerForm(request.POST, escalation=escalation, for_others=access.may(Right.ESCALATION_OPEN))
    if form.is_valid():
        try:
            acts.answer(escalation=escalation, by=person_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            escalation = load_to_answer(request, pk)
        else:
            messages.success(request, _("Thank you. Your answer has reached the community manager."))
            return redirect_to(request, "escalations:detail", escalation.pk)
    return page(request, escalation, status=422, answer_form=form)


@require_POST
@requires(Right.ESCALATION_OPEN)
def relay(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_to_relay(request, pk)
    form = RelayForm(request.POST, escalation=escalation)
    if form.is_valid():
        given = form.cleaned_data
        if "prepare" in request.POST and not waits(form, person_of(request)):
            return prepared(request, escalation, form)
        with refusals_in(form):
            done = acts.relay(
                escalation=escalation, text=given["text"], key=given["key"], by=person_of(request)
            )
            if done.state == State.RELAYED:
                messages.success(request, _("Your reply is recorded."))
            else:
                told = _("Your reply waits for a second person: it is not to be published yet.")
                messages.success(request, told)
            return redirect_to(request, "escalations:detail", escalation.pk)
    return page(request, escalation, status=422, relay_form=form)


def waits(form: RelayForm, by: User) -> bool:
    """Whether the reply would wait for a second person: nobody copies it before."""
    now, text = timezone.now(), form.cleaned_data["text"]
    draft = Draft(text, used=followed_by(text, form.interaction, now))
    return must_wait(interaction=form.interaction, draft=draft, by=by, at=now)


def prepared(request: HttpRequest, escalation: Escalation, form: RelayForm) -> HttpResponse:
    """The reply ready to be copied and published, with the same form to record it: nothing is kept yet."""
    ready = form.cleaned_data["text"]
    there = published_at([form.interaction])[form.interaction.pk]
    return page(request, escalation, relay_form=form, ready=ready, there=there)


@require_POST
@requires(Right.ESCALATION_OPEN)
def take_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to where the button was: the question's page, or the item's."""
    escalation = load_escalation(request, pk)
    with refusals_told(request):
        acts.take_note(escalation=escalation, by=person_of(request))
        messages.success(request, _("Taken note of: the question is closed."))
    if escalation.item_id and request.POST.get("to") == "item":
        return redirect_to(request, "watch:item", escalation.item_id)
    return redirect_to(request, "escalations:detail", escalation.pk)


@require_POST
@requires(Right.ESCALATION_OPEN)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = load_escalation(request, pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            acts.close(escalation=escalation, by=person_of(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("The escalation is closed."))
            return redirect_to(request, "escalations:detail", escalation.pk)
    return page(request, escalation, status=422, close_form=form)
