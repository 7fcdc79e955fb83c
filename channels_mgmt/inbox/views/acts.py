"""What people do to one interaction: each act leads back to its page, a form that fails shows again."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget

from accounts.access import Right, person_of, requires
from channels_mgmt.inbox.access import load_interaction
from channels_mgmt.inbox.forms.acts import (
    AnswerForm,
    MessageForm,
    NoteForm,
    ReleaseForm,
    SatisfactionForm,
    SetAsideForm,
    SortForm,
)
from channels_mgmt.inbox.models import Approval, Interaction, Message, Promise
from channels_mgmt.inbox.presence import seen_by
from channels_mgmt.inbox.services import promises, satisfaction, sorting
from channels_mgmt.inbox.services.answers import WrittenMeanwhileError, published_at
from channels_mgmt.inbox.services.logging import log_message
from channels_mgmt.inbox.services.replies import must_wait, reply
from cmhub.lib.htmx import get_or_post, is_fragment, render_page
from cmhub.lib.refusals import refusals_in, refusals_told


def to_interaction(interaction: Interaction) -> HttpResponse:
    """Back to the interaction's page. HTMX follows by itself and gets the piece of it that changes."""
    response = HttpResponseRedirect(reverse("desk:interaction", args=[interaction.pk]))
    response.status_code = 303
    return response


def attempt(form: Form, act: Callable[[], Any]) -> bool:
    """Whether the form is in order and the act was done; else the form says what is wrong."""
    if form.is_valid():
        with refusals_in(form):
            act()
            return True
    return False


def show(request: HttpRequest, interaction: Interaction, form: Form, title: str, **more: Any) -> HttpResponse:
    """The form alone, as a page or for the dialog."""
    context = {"interaction": interaction, "form": form, "title": title, **more}
    return render_page(
        request, "inbox/act.html", context, partial="form", status=422 if form.is_bound else 200
    )


def do(request: HttpRequest, interaction: Interaction, act: Callable[[], Any], said: str) -> HttpResponse:
    """An act without a form: what came of it is said on the interaction's page."""
    with refusals_told(request):
        act()
        messages.success(request, said)
    return to_interaction(interaction)


@get_or_post
@requires(Right.INBOX_WRITE)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    sent = request.POST.copy()
    if request.method == "POST":
        form = AnswerForm(sent, interaction=interaction)
    else:
        form = AnswerForm.following(
            request.GET.get("use", ""), interaction=interaction, by=person_of(request), at=timezone.now()
        )
    meanwhile: list[Any] = []
    given: Message | Approval | None = None

    def give() -> None:
        nonlocal meanwhile, given
        try:
            given = reply(
                interaction=interaction,
                draft=form.draft(),
                by=person_of(request),
                key=form.cleaned_data["key"],
                seen=form.cleaned_data["seen"],
            )
        except WrittenMeanwhileError:
            seen = form.cleaned_data["seen"] or 0
            meanwhile = list(interaction.messages.as_shown().order_by("pk")[seen:])
            # Sent again, the same text is meant to go out: the writer has now seen what came between.
            sent["seen"] = str(interaction.message_count)
            raise

    prepares = request.method == "POST" and "prepare" in request.POST and form.is_valid()
    if prepares and not must_wait(interaction=interaction, draft=form.draft(), by=person_of(request)):
        return prepared(request, interaction, form)
    if request.method == "POST" and attempt(form, give):
        if isinstance(given, Approval):
            told = _("Your reply waits for a second person: it is not to be published yet.")
            messages.success(request, told)
        else:
            messages.success(request, _("Your reply is recorded."))
        return to_interaction(interaction)
    if form.has_error("used", "expired"):
        sent["used"] = ""
    context = {"interaction": interaction, "answer_form": form, "meanwhile": meanwhile}
    context |= seen_by(interaction.pk, person_of(request))
    if is_fragment(request) and form.is_bound:
        response = render_page(request, "inbox/answer.html", context, partial="form", status=422)
        return reswap(retarget(response, "#answer"), "outerHTML")
    thread = interaction.messages.as_shown().order_by("-sent_at", "-pk")[:5]
    return render_page(
        request,
        "inbox/answer.html",
        context | {"thread": list(reversed(thread))},
        status=422 if form.is_bound else 200,
    )


def prepared(request: HttpRequest, interaction: Interaction, form: AnswerForm) -> HttpResponse:
    """The reply ready to be copied and published, with the same form to record it afterwards: nothing is
    recorded yet.
    """
    context = {
        "interaction": interaction,
        "answer_form": form,
        "ready": form.cleaned_data["text"],
        "there": published_at([interaction])[interaction.pk],
    }
    response = render_page(request, "inbox/answer.html", context, partial="form")
    return reswap(retarget(response, "#answer"), "outerHTML") if is_fragment(request) else response


@get_or_post
@requires(Right.INBOX_WRITE)
def classify(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    form = SortForm(request.POST or None, interaction=interaction)
    sent = form.fields.keys() & request.POST.keys()

    def sort() -> None:
        said = {name: form.cleaned_data[name] for name in sent}
        sorting.classify(interaction=interaction, by=person_of(request), **said)

    if request.method == "POST" and attempt(form, sort):
        messages.success(request, pgettext("interaction", "Sorted."))
        return to_interaction(interaction)
    return show(request, interaction, form, _("Sort the interaction"), submit=_("Save"))


@get_or_post
@requires(Right.INBOX_WRITE)
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    form = SetAsideForm(request.POST or None)

    def put() -> None:
        sorting.set_aside(interaction=interaction, by=person_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt(form, put):
        undo = reverse("inbox:reopen", args=[pk])
        messages.success(request, _("The interaction is set aside."), extra_tags=f"undo={undo}")
        return to_interaction(interaction)
    return show(request, interaction, form, _("Set aside"), submit=_("Set aside"))


@get_or_post
@requires(Right.INBOX_WRITE)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    form = NoteForm(request.POST or None)

    def write() -> None:
        sorting.note(interaction=interaction, by=person_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt(form, write):
        messages.success(request, _("Your note is kept."))
        return to_interaction(interaction)
    return show(request, interaction, form, _("Add an internal note"), submit=_("Keep the note"))


@get_or_post
@requires(Right.INBOX_WRITE)
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """A further message that no file brings, logged by hand."""
    interaction = load_interaction(request, pk)
    with timezone.override(ZoneInfo(interaction.brand.time_zone)):
        form = MessageForm(request.POST or None)

        def log() -> None:
            log_message(interaction=interaction, by=person_of(request), **form.cleaned_data)

        done = request.method == "POST" and attempt(form, log)
        if not done:
            return show(request, interaction, form, _("Log a further message"), submit=_("Log the message"))
    messages.success(request, _("The message is logged."))
    return to_interaction(interaction)


@require_POST
@requires(Right.INBOX_WRITE)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the interaction: `from` is the person from whom, where the page showed one."""
    interaction = load_interaction(request, pk)
    shown = request.POST.get("from", "")
    instead_of = interaction.holder if shown and shown == str(interaction.holder_id) else None
    return do(
        request,
        interaction,
        lambda: sorting.hold(interaction=interaction, by=person_of(request), instead_of=instead_of),
        _("You hold this interaction."),
    )


@require_POST
@requires(Right.INBOX_WRITE)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    return do(
        request,
        interaction,
        lambda: sorting.release(interaction=interaction, by=person_of(request)),
        _("Nobody holds this interaction any more."),
    )


@require_POST
@requires(Right.INBOX_WRITE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    with refusals_told(request):
        sorting.close(interaction=interaction, by=person_of(request))
        undo = reverse("inbox:reopen", args=[pk])
        messages.success(request, _("The interaction is closed."), extra_tags=f"undo={undo}")
        if interaction.promises.open().exists():
            messages.warning(request, _("What was promised to the person is owed all the same."))
    return to_interaction(interaction)


@require_POST
@requires(Right.INBOX_WRITE)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    interaction = load_interaction(request, pk)
    return do(
        request,
        interaction,
        lambda: sorting.reopen(interaction=interaction, by=person_of(request)),
        _("The interaction is open again."),
    )


@get_or_post
@requires(Right.INBOX_WRITE)
def helped(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person answers who was asked, after the closing, whether it helped."""
    interaction = load_interaction(request, pk)
    form = SatisfactionForm(request.POST or None)

    def keep() -> None:
        by = person_of(request)
        satisfaction.note_satisfaction(interaction=interaction, by=by, **form.cleaned_data)

    if request.method == "POST" and attempt(form, keep):
        messages.success(request, _("The answer is kept."))
        return to_interaction(interaction)
    return show(request, interaction, form, _("Whether it helped"), submit=_("Save"))


@get_or_post
@requires(Right.INBOX_WRITE)
def release_promise(request: HttpRequest, pk: int) -> HttpResponse:
    made = get_object_or_404(Promise.objects.visible_to(person_of(request)), pk=pk)
    made.interaction = interaction = load_interaction(request, made.interaction_id)
    form = ReleaseForm(request.POST or None)

    def let_go() -> None:
        promises.release_promise(made=made, by=person_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt(form, let_go):
        messages.success(request, _("The promise is no longer owed."))
        return to_interaction(interaction)
    return show(request, interaction, form, _("A promise that is no longer owed"), submit=_("Save"))
