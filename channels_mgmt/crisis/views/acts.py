"""What people do on the page of a crisis."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from channels_mgmt.crisis.access import load_crisis, load_part
from channels_mgmt.crisis.choices import Level
from channels_mgmt.crisis.forms import acts as forms
from channels_mgmt.crisis.forms.opening import AnewForm
from channels_mgmt.crisis.models import Crisis, CrisisTask, Decision, Statement, Telling
from channels_mgmt.crisis.services import publishing, running, statements, tasks, telling
from channels_mgmt.crisis.services.leftovers import leftovers_of
from channels_mgmt.crisis.views.detail import page
from cmhub.lib.editions import take_edition
from cmhub.lib.htmx import redirect_to
from cmhub.lib.refusals import refusals_in


def done(request: HttpRequest, crisis: Crisis, words: str = "") -> HttpResponse:
    if words:
        messages.success(request, words)
    return redirect_to(request, "crisis:detail", crisis.pk)


def tap(request: HttpRequest, crisis: Crisis, act: Callable[[], Any], words: str = "") -> HttpResponse:
    """An act of one tap: what is refused is said above the page."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect_to(request, "crisis:detail", crisis.pk)
    return done(request, crisis, words)


def sent(
    request: HttpRequest, crisis: Crisis, name: str, form: Form, act: Callable[..., Any], words: str
) -> HttpResponse:
    """A form of the page: what is refused comes back in it, with all that was typed."""
    if form.is_valid():
        with refusals_in(form) as meanwhile:
            act(by=person_of(request), **form.cleaned_data)
            return done(request, crisis, words)
        if meanwhile.row:
            take_edition(form, meanwhile.row.edition)
    crisis.refresh_from_db()
    return page(request, crisis, status=422, **{name: form, "open": name})


@require_POST
@requires(Right.CRISIS_VIEW)
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)
    telling.acknowledge(crisis=crisis, by=person_of(request))
    return done(request, crisis, _("Acknowledged. The others see it."))


@require_POST
@requires(Right.CRISIS_OPEN)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody was called, or tried."""
    told = load_part(request, Telling.objects.all(), pk)
    form = forms.CallForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say on which line, and whether they were reached."))
        return redirect_to(request, "crisis:detail", told.crisis_id)
    said = form.cleaned_data
    return tap(request, told.crisis, lambda: telling.note_call(telling=told, by=person_of(request), **said))


@require_POST
@requires(Right.CRISIS_OPEN)
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)

    def act(**said: Any) -> None:
        running.write_entry(crisis=crisis, **said)

    return sent(request, crisis, "entry_form", forms.EntryForm(request.POST), act, _("It is in the log."))


@require_POST
@requires(Right.CRISIS_RUN)
def level(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)
    asked = request.POST.get("level", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 3 else 0
    by = person_of(request)
    return tap(request, crisis, lambda: running.set_level(crisis=crisis, level=number, by=by))


@require_POST
@requires(Right.CRISIS_RUN)
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)
    form = AnewForm(request.POST, brand=crisis.brand)

    def act(*, by: Any, edition: int | None, title: str, **_said: Any) -> None:
        running.set_matter(crisis=crisis, by=by, edition=edition, title=title, **form.matter())

    said = form.is_valid() and any(form.matter().values())
    if crisis.drill:
        words = _("It is in the log.")
    elif said and crisis.level != Level.MAJOR:
        words = _("Replies are held on this from now on.")
    else:
        words = _("Every reply of the brand waits for approval.")
    return sent(request, crisis, "matter_form", form, act, words)


@require_POST
@requires(Right.CRISIS_RUN)
def status(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)

    def act(**said: Any) -> None:
        running.write_status(crisis=crisis, **said)

    form = forms.StatusForm(request.POST, auto_id="status_%s")
    return sent(request, crisis, "status_form", form, act, _("Those who decide see it."))


@require_POST
@requires(Right.CRISIS_RUN)
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)

    def act(**said: Any) -> None:
        statements.write_statement(crisis=crisis, **said)

    form = forms.StatementForm(request.POST, auto_id="statement_%s")
    words = _("Written. Somebody else approves it before it is said.")
    return sent(request, crisis, "statement_form", form, act, words)


@require_POST
@requires(Right.CRISIS_RUN)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_part(request, Statement.objects.all(), pk)
    by = person_of(request)
    words = _("Approved: this is what is said. It may be used in replies at once.")
    return tap(request, shown.crisis, lambda: statements.approve_statement(statement=shown, by=by), words)


@require_POST
@requires(Right.CRISIS_RUN)
def published(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_part(request, Statement.objects.all(), pk)
    form = forms.PublishedForm(request.POST, brand=shown.crisis.brand, auto_id="published_%s")

    def act(**said: Any) -> None:
        statements.note_published(statement=shown, **said)

    return sent(request, shown.crisis, "published_form", form, act, _("Its publication is in the log."))


@require_POST
@requires(Right.CRISIS_RUN)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)

    def act(**said: Any) -> None:
        tasks.ask_decision(crisis=crisis, **said)

    form = forms.DecisionForm(request.POST, auto_id="decision_%s")
    if "preview" in request.POST and form.is_valid():
        preview = form.cleaned_data["answers"] or tasks.yes_or_no()
        return page(request, crisis, decision_form=form, open="decision_form", preview=preview)
    return sent(request, crisis, "decision_form", form, act, _("Those who decide are asked."))


@require_POST
@requires(Right.CRISIS_VIEW)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap, from the page or from one's home."""
    asked = load_part(request, Decision.objects.all(), pk)
    answer, by = request.POST.get("answer", ""), person_of(request)
    words = _("Decided. The team sees it.")
    return tap(request, asked.crisis, lambda: tasks.decide(decision=asked, answer=answer, by=by), words)


@require_POST
@requires(Right.CRISIS_RUN)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision that was asked for wrongly is asked for no more."""
    asked = load_part(request, Decision.objects.all(), pk)
    words = _("Withdrawn: nobody is asked any more. Ask anew where something was wrong.")
    by = person_of(request)
    return tap(request, asked.crisis, lambda: tasks.withdraw_decision(decision=asked, by=by), words)


@require_POST
@requires(Right.CRISIS_RUN)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)

    def act(**said: Any) -> None:
        tasks.give_task(crisis=crisis, **said)

    form = forms.TaskForm(request.POST, crisis=crisis, auto_id="task_%s")
    return sent(request, crisis, "task_form", form, act, _("The task is given."))


@require_POST
@requires(Right.CRISIS_OPEN)
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_part(request, CrisisTask.objects.all(), pk)
    return tap(request, shown.crisis, lambda: tasks.finish_task(task=shown, by=person_of(request)))


@require_POST
@requires(Right.CRISIS_RUN)
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)

    def act(**said: Any) -> None:
        publishing.suspend(crisis=crisis, **said)

    form = forms.SuspendForm(request.POST, auto_id="suspend_%s")
    return sent(request, crisis, "suspend_form", form, act, _("Planned publications are suspended."))


@require_POST
@requires(Right.CRISIS_RUN)
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)

    def act(**said: Any) -> None:
        publishing.lift(crisis=crisis, **said)

    form = forms.LiftForm(request.POST, auto_id="lift_%s")
    return sent(request, crisis, "lift_form", form, act, _("Planned publications go on."))


@require_POST
@requires(Right.CRISIS_RUN)
def contain(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)
    return tap(request, crisis, lambda: running.contain(crisis=crisis, by=person_of(request)))


@require_POST
@requires(Right.CRISIS_RUN)
def rekindle(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)
    return tap(request, crisis, lambda: running.rekindle(crisis=crisis, by=person_of(request)))


@require_POST
@requires(Right.CRISIS_RUN)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    crisis = load_crisis(request, pk)
    left = leftovers_of(crisis) if crisis.is_running else []
    form = forms.EndForm(request.POST, crisis=crisis, left=left, auto_id="end_%s")

    def act(*, by: Any, why: str, owner: Any, **_said: Any) -> None:
        running.end_crisis(crisis=crisis, by=by, why=why, owner=owner)

    words = _("It is over. The lesson is to be written within a week; its timeline is drawn already.")
    return sent(request, crisis, "end_form", form, act, words)
