"""The lesson of a crisis: its timeline, its questions, what changes, and the same on paper."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.crisis.access import load_crisis, load_part
from channels_mgmt.crisis.forms.acts import ActionForm, LessonForm
from channels_mgmt.crisis.models import Crisis, Lesson, LessonAction
from channels_mgmt.crisis.models.lesson import QUESTIONS
from channels_mgmt.crisis.services import lessons
from channels_mgmt.crisis.services.numbers import numbers_of
from channels_mgmt.crisis.services.timeline import durations_of, timeline_of
from cmhub.lib.editions import ChangedMeanwhileError, take_edition
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.pdf import PdfUnavailableError, pdf_of
from cmhub.lib.refusals import refusals_in, refusals_told

LABELS = {name: field.label for name, field in LessonForm.base_fields.items()}
"""How the questions are put."""


def lesson_of(crisis: Crisis) -> Lesson:
    """The lesson, once the crisis is over; raises Http404 before."""
    people = ("owner", "written_by", "validated_by")
    found = Lesson.objects.select_related(*people).filter(crisis=crisis).first()
    if found is None:
        raise Http404
    found.crisis = crisis
    return found


def shown(crisis: Crisis, lesson: Lesson) -> dict[str, Any]:
    """What a reader of the lesson sees, on the page and on paper."""
    events = list(crisis.events.select_related("by"))
    moments = timeline_of(crisis, events)
    return {
        "crisis": crisis,
        "lesson": lesson,
        "moments": moments,
        "durations": durations_of(crisis, moments, events),
        "numbers": numbers_of(crisis, timezone.now()),
        "answers": [(LABELS[name], getattr(lesson, name)) for name in QUESTIONS],
        "actions": list(lesson.actions.select_related("who", "done_by")),
    }


@requires(Right.CRISIS_VIEW)
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """To be read by who follows crises, written by its owner and by who leads crises."""
    crisis = load_crisis(request, pk)
    found = lesson_of(crisis)
    writes = may_write(request, found)
    if request.method == "POST" and not writes:
        messages.error(request, _("Its owner writes the lesson, or whoever leads crises of the brand."))
        return redirect_to(request, "crisis:lesson", pk)
    initial = {name: getattr(found, name) for name in (*QUESTIONS, "edition")}
    form = LessonForm(request.POST or None, crisis=pk, initial=initial)
    if request.method == "POST" and form.is_valid() and saved(request, form, found):
        return redirect_to(request, "crisis:lesson", pk)
    return lesson_page(request, crisis, found, form=form, status=422 if form.errors else 200)


def lesson_page(
    request: HttpRequest, crisis: Crisis, found: Lesson, *, status: int = 200, **more: Any
) -> HttpResponse:
    user, access = person_of(request), access_of(request)
    context = shown(crisis, found) | {
        "writes": may_write(request, found),
        "runs": access.may(Right.CRISIS_RUN),
        "may_validate": access.may(Right.CRISIS_RUN)
        and found.written_at is not None
        and found.validated_at is None
        and found.written_by_id != user.pk,
        "action_form": ActionForm(crisis=crisis, auto_id="action_%s"),
        "now": timezone.now(),
    }
    if "form" not in more:
        initial = {name: getattr(found, name) for name in (*QUESTIONS, "edition")}
        context["form"] = LessonForm(crisis=crisis.pk, initial=initial)
    return render_page(request, "crisis/lesson.html", context | more, status=status)


def may_write(request: HttpRequest, found: Lesson) -> bool:
    if found.validated_at:
        return False
    return found.owner_id == person_of(request).pk or access_of(request).may(Right.CRISIS_RUN)


def saved(request: HttpRequest, form: LessonForm, found: Lesson) -> bool:
    data = form.cleaned_data
    finished = "finish" in request.POST
    answers = {name: data[name] for name in QUESTIONS}
    try:
        lessons.save_lesson(
            lesson=found, answers=answers, by=person_of(request), finished=finished, edition=data["edition"]
        )
    except ChangedMeanwhileError as error:
        take_edition(form, error.row.edition)
        form.add_error(None, error)
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    told = _("The lesson is written. Somebody else validates it.") if finished else _("Kept.")
    messages.success(request, told)
    return True


@require_POST
@requires(Right.CRISIS_RUN)
def validate(request: HttpRequest, pk: int) -> HttpResponse:
    found = lesson_of(load_crisis(request, pk))
    with refusals_told(request):
        lessons.validate_lesson(lesson=found, by=person_of(request))
        messages.success(request, _("Validated: the lesson stands."))
    return redirect_to(request, "crisis:lesson", pk)


@require_POST
@requires(Right.CRISIS_VIEW)
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """Another thing that changes, with its person and its day."""
    crisis = load_crisis(request, pk)
    found = lesson_of(crisis)
    if not may_write(request, found):
        messages.error(request, _("Its owner writes the lesson, or whoever leads crises of the brand."))
        return redirect_to(request, "crisis:lesson", pk)
    form = ActionForm(request.POST, crisis=crisis, auto_id="action_%s")
    if form.is_valid():
        with refusals_in(form):
            lessons.add_action(lesson=found, by=person_of(request), **form.cleaned_data)
            return redirect_to(request, "crisis:lesson", pk)
    return lesson_page(request, crisis, found, status=422, action_form=form)


@require_POST
@requires(Right.CRISIS_OPEN)
def action_done(request: HttpRequest, pk: int) -> HttpResponse:
    found = load_part(request, LessonAction.objects.all(), pk, "lesson__crisis")
    lessons.finish_action(action=found, by=person_of(request))
    return redirect_to(request, "crisis:lesson", found.lesson.crisis_id)


@require_safe
@requires(Right.CRISIS_VIEW)
def as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The lesson with its timeline as a file; where the system cannot draw one, a page says so."""
    crisis = load_crisis(request, pk)
    found = lesson_of(crisis)
    at = timezone.now()
    context = shown(crisis, found) | {"brand": crisis.brand, "at": at}
    try:
        drawn = pdf_of(render_to_string("crisis/paper.html", context, request))
    except PdfUnavailableError:
        return render_page(request, "crisis/no_pdf.html", {"crisis": crisis}, status=503)
    record_of(crisis.brand, what=crisis, verb="crisis.exported", by=person_of(request), at=at)
    name = _("lesson-%(brand)s-%(number)d.pdf") % {"brand": crisis.brand.slug, "number": crisis.pk}
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
