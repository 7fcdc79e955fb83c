"""The page of who answers for a department: the same behind the login and behind a signed link."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import Right, person_of, requires
from accounts.link_pages import typed
from accounts.models import Contact, Department, User
from channels_mgmt.escalations.access import load_to_answer
from channels_mgmt.escalations.forms.contact import (
    AddForm,
    AskBackForm,
    ContactAnswerForm,
    NotOursForm,
    PutInTouchForm,
)
from channels_mgmt.escalations.models import AnswerFile, AnswerLink, Escalation
from channels_mgmt.escalations.models.refusals import last_refusal
from channels_mgmt.escalations.services import acts, asking, attachments
from channels_mgmt.escalations.services.adding import add_words
from channels_mgmt.escalations.services.exchange import (
    asked_anew,
    asked_by,
    remarks_of,
    seen,
    thread,
    zone_of,
)
from channels_mgmt.escalations.services.history import NEEDED
from channels_mgmt.escalations.services.notices import department_name
from channels_mgmt.escalations.services.people import contact_of
from channels_mgmt.escalations.services.put_in_touch import put_in_touch
from channels_mgmt.escalations.services.refusing import not_ours
from channels_mgmt.escalations.services.transferring import MovedMeanwhileError
from channels_mgmt.watch.models import ItemPicture
from cmhub.lib.htmx import redirect_to
from cmhub.lib.moments import city_of
from cmhub.lib.numbers import id_in

DONE = {
    "acknowledge": gettext_lazy("Receipt acknowledged. The community manager sees it."),
    "answer": gettext_lazy("Thank you. Your answer has reached the community manager."),
    "put_in_touch": gettext_lazy("Thank you. The community manager knows that you contacted the person."),
    "not_ours": gettext_lazy("Thank you for saying so. Whoever asked knows, and goes on from there."),
    "ask_back": gettext_lazy("Your question has reached the community manager. Your deadline waits."),
    "add": gettext_lazy("Thank you. What you added has reached the community manager."),
    "remove": gettext_lazy("The file is taken away."),
}
GOES_ON = gettext_lazy("Thank you. The question is with %(department)s now; nothing more is asked of you.")
HOME = "home"
TYPED = {
    "publishable": gettext_lazy("Publishable"),
    "internal": gettext_lazy("For the community manager only"),
    "touch-words": gettext_lazy("What came of it"),
    "refused-why": gettext_lazy("Why is it not for you?"),
    "back-text": gettext_lazy("What do you need to know?"),
    "more-publishable": gettext_lazy("Publishable"),
    "more-internal": gettext_lazy("For the community manager only"),
}
"""The texts of the page's forms, by the names under which they are sent."""


@dataclass(frozen=True)
class Visit:
    """Who is at the page of an escalation, and how they came: by the link, or logged in."""

    escalation: Escalation
    by: User | None
    contact: Contact | None
    link: AnswerLink | None = None
    url: str = ""
    language: str = ""
    """What the page was asked for in; a browser may not remember it."""

    @property
    def action(self) -> str:
        """Where the page's forms go."""
        return f"{self.url}?lang={self.language}" if self.language else self.url

    @property
    def hands(self) -> dict[str, Any]:
        """Who acts, as services take it."""
        return {"by": self.by, "contact": self.contact, "via": "link" if self.link else ""}

    def file_url(self, file: AnswerFile) -> str:
        if self.link:
            return f"{self.url}files/{file.pk}/"
        return reverse("escalations:file", args=[file.pk])

    def picture_url(self, picture: ItemPicture) -> str:
        if self.link:
            return f"{self.url}pictures/{picture.pk}/"
        return reverse("escalations:seen_picture", args=[picture.pk])


def visit_of(request: HttpRequest, escalation: Escalation) -> Visit:
    person = person_of(request)
    url = reverse("escalations:contact", args=[escalation.pk])
    return Visit(escalation, person, contact_of(escalation, person), url=url)


@require_POST
@requires(Right.ESCALATION_ANSWER)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """What a department's contact who is logged in does."""
    return handle(request, visit_of(request, load_to_answer(request, pk)))


def handle(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Does what the button that was pressed says."""
    do = ACTS.get(request.POST.get("act", ""))
    return do(request, visit) if do else show(request, visit, status=422)


def show(request: HttpRequest, visit: Visit, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page; `given` replaces the empty forms by those that were sent and refused. What the department has
    declined asks nothing of it: without anything sent, there is no form.
    """
    escalation = visit.escalation
    answers = escalation.is_unanswered
    refusal = last_refusal(escalation) if answers else None
    is_asked = answers and (refusal is None or bool(given))
    context: dict[str, Any] = {
        "visit": visit,
        "escalation": escalation,
        "asked_brand": escalation.brand,
        "zone": zone_of(escalation),
        "city": city_of(zone_of(escalation)),
        "department_name": department_name(escalation),
        "asker": asked_by(escalation),
        "messages_of_thread": thread(escalation),
        "pictures": [visit.picture_url(each) for each in seen(escalation)],
        "remarks": remarks_of(escalation),
        "asked_anew": asked_anew(escalation) if answers else None,
        "files": [
            {"file": each, "url": visit.file_url(each), "removable": answers and each.leg == escalation.leg}
            for each in attachments.of_department(escalation)
        ],
        "done": DONE.get(request.GET.get("done", "")),
        "layout": "bare.html" if visit.link else "base.html",
        "may_acknowledge": is_asked and escalation.acknowledged_at is None,
        "refusal_told": refusal,
    }
    if is_asked:
        context |= {
            "answer_form": ContactAnswerForm(escalation=escalation),
            "refused_form": NotOursForm(escalation=escalation),
        }
        if escalation.interaction:
            context["touch_form"] = PutInTouchForm(escalation=escalation)
        if escalation.is_asking:
            context["back_form"] = AskBackForm(escalation=escalation)
    elif escalation.answered_at and not escalation.closed_at:
        context["add_form"] = AddForm(escalation=escalation)
    return render(request, "escalations/contact/page.html", context | given, status=status)


def _acknowledge(request: HttpRequest, visit: Visit) -> HttpResponse:
    acts.acknowledge(escalation=visit.escalation, **visit.hands)
    return _thanks(request, visit, "acknowledge")


def _answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Files are kept at once, also where the rest of the form says that something is missing."""
    form = ContactAnswerForm(request.POST, request.FILES, escalation=visit.escalation)
    form.is_valid()
    for file, publishable in form.files_given():
        try:
            attachments.attach(
                escalation=visit.escalation,
                file=file,
                name=file.name,
                publishable=publishable,
                **visit.hands,
            )
        except ValidationError as error:
            form.add_error("files" if publishable else "internal_files", error)
    said = {name: form.cleaned_data.get(name, "") for name in form.boxes}

    def do() -> None:
        acts.answer(escalation=visit.escalation, **said, **visit.hands)

    return _attempt(request, visit, "answer", form, "answer_form", do)


def _put_in_touch(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = PutInTouchForm(request.POST, escalation=visit.escalation)

    def do() -> None:
        put_in_touch(escalation=visit.escalation, **form.cleaned_data, **visit.hands)

    return _attempt(request, visit, "put_in_touch", form, "touch_form", do)


def _not_ours(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = NotOursForm(request.POST, escalation=visit.escalation)

    def do() -> None:
        not_ours(escalation=visit.escalation, **form.cleaned_data, **visit.hands)

    return _attempt(request, visit, "not_ours", form, "refused_form", do)


def _ask_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = AskBackForm(request.POST, escalation=visit.escalation)

    def do() -> None:
        asking.ask_back(escalation=visit.escalation, **form.cleaned_data, **visit.hands)

    return _attempt(request, visit, "ask_back", form, "back_form", do)


def _add(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = AddForm(request.POST, escalation=visit.escalation)

    def do() -> None:
        add_words(escalation=visit.escalation, **form.cleaned_data, **visit.hands)

    return _attempt(request, visit, "add", form, "add_form", do)


def _remove(request: HttpRequest, visit: Visit) -> HttpResponse:
    files = attachments.of_department(visit.escalation).select_related("escalation")
    file = files.filter(pk=id_in(request.POST.get("file", ""))).first()
    if file is None:
        return _thanks(request, visit, "")
    try:
        attachments.remove(file=file, **visit.hands)
    except ValidationError as error:
        return show(request, visit, status=422, refusal=" ".join(error.messages))
    return _thanks(request, visit, "remove")


ACTS: dict[str, Callable[[HttpRequest, Visit], HttpResponse]] = {
    "acknowledge": _acknowledge,
    "answer": _answer,
    "put_in_touch": _put_in_touch,
    "not_ours": _not_ours,
    "ask_back": _ask_back,
    "add": _add,
    "remove": _remove,
}


def _attempt(
    request: HttpRequest, visit: Visit, name: str, form: BaseForm, slot: str, do: Callable[[], None]
) -> HttpResponse:
    """Does what a form asks for; says what is wrong beside what was typed, and shows both where somebody
    was faster.
    """
    if form.is_valid():
        try:
            do()
        except (acts.AnsweredMeanwhileError, MovedMeanwhileError) as error:
            return _meanwhile(request, visit, name, error)
        except ValidationError as error:
            form.add_error(None, _for_form(form, error))
        else:
            return _thanks(request, visit, name, to=form.cleaned_data.get("suggestion"))
    return show(request, visit, status=422, **{slot: form, "opened": name})


def _for_form(form: BaseForm, error: ValidationError) -> ValidationError:
    """An error of a service, at the fields that the form has."""
    if hasattr(error, "error_dict") and not set(error.error_dict) <= set(form.fields):
        return ValidationError(error.messages)
    return error


def _meanwhile(request: HttpRequest, visit: Visit, name: str, error: ValidationError) -> HttpResponse:
    """What stands now, with what was typed: to be added to it, or copied where nothing can be added."""
    fresh = Escalation.objects.select_related(*READ_ANEW).get(pk=visit.escalation.pk)
    now = replace(visit, escalation=fresh)
    said = {key: request.POST.get(key, "").strip() for key in ("publishable", "internal")}
    if name == "answer" and said == {"publishable": fresh.publishable, "internal": fresh.internal}:
        return _thanks(request, visit, name)  # sent twice: it is the answer
    words = typed(request, TYPED)
    if name != "answer":
        said = {"publishable": "", "internal": "\n\n".join(each["text"] for each in words)}
    context: dict[str, Any] = {"refusal": " ".join(error.messages), "typed": words, "opened": "add"}
    if not fresh.closed_at:
        context["add_form"] = AddForm(escalation=fresh, initial=said)
    return show(request, now, status=422, **context)


READ_ANEW = (*NEEDED, "answered_by", "answered_contact")


def _thanks(request: HttpRequest, visit: Visit, name: str, *, to: Department | None = None) -> HttpResponse:
    """The page again, which says what was done: by its address, since a browser may take no cookie.

    Who is logged in is led home from where they came, and from what their department is asked no more: it is
    with the department `to`, or with whoever asked.
    """
    if not visit.link and (name == "not_ours" or request.POST.get("from") == HOME):
        messages.success(request, GOES_ON % {"department": to.name} if to else DONE[name])
        return redirect_to(request, "/")
    url = visit.url if visit.link else reverse("escalations:detail", args=[visit.escalation.pk])
    told = {"lang": visit.language, "done": name}
    query = urlencode({key: value for key, value in told.items() if value})
    return redirect_to(request, f"{url}?{query}" if query else url)
