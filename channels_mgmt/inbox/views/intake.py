"""Taking in a file: give it, look at how it is understood, let a worker take it in, see what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.inbox.forms.intake import AdoptionForm, ColumnsForm, FileForm
from channels_mgmt.inbox.intake.columns import COLUMNS
from channels_mgmt.inbox.models import AdoptionQuestion, IntakeRun
from channels_mgmt.inbox.services import adoptions, intake_runs
from cmhub.lib.htmx import get_or_post, not_modified, redirect_to, render_page
from cmhub.lib.refusals import refusals_told
from cmhub.lib.tabular import TableError, open_table

LATEST = 10
QUESTIONS = 20


@get_or_post
@requires(Right.INTAKE)
def give_file(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            given = intake_runs.give_file(
                brand=brand,
                file=upload,
                name=upload.name,
                channel=None,
                by=person_of(request),
                key=form.cleaned_data["key"],
            )
        except TableError as error:
            form.add_error("file", str(error))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect_to(request, "inbox:intake_run", slug, given.pk)
    context = {
        "form": form,
        "columns": COLUMNS,
        "runs": IntakeRun.objects.filter(brand=brand).select_related("by").order_by("-created_at")[:LATEST],
        "questions": open_questions(brand),
    }
    return render_page(request, "inbox/intake/give.html", context, status=422 if form.errors else 200)


def open_questions(brand: Brand) -> list[AdoptionQuestion]:
    return list(
        AdoptionQuestion.objects.open()
        .filter(brand=brand)
        .select_related("message__channel")
        .prefetch_related("candidates__recorded_by", "candidates__interaction")
        .order_by("asked_at", "pk")[:QUESTIONS]
    )


def load_run(request: HttpRequest, slug: str, pk: int) -> IntakeRun:
    brand = load_brand(request, slug)
    return get_object_or_404(IntakeRun.objects.select_related("brand", "channel", "by"), pk=pk, brand=brand)


@get_or_post
@requires(Right.INTAKE)
def run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    one = load_run(request, slug, pk)
    if one.state == IntakeState.GIVEN:
        return check(request, one)
    behind = one.waits_behind
    version = f"{one.state}-{one.read}-{one.refused}-{one.position}-{behind.pk if behind else ''}"
    if unchanged := not_modified(request, version):
        return unchanged
    context = {"run": one, "behind": behind, "version": version}
    return render_page(request, "inbox/intake/run.html", context, partial="progress")


def check(request: HttpRequest, one: IntakeRun) -> HttpResponse:
    """How the file is understood, with other columns as they are chosen, until it is handed over."""
    try:
        with open_table(one.stored_file) as table:
            header = table.header
    except TableError as error:
        return render_page(
            request, "inbox/intake/check.html", {"run": one, "problem": str(error)}, status=422
        )
    asked = request.POST or request.GET
    form = ColumnsForm(
        asked if "message_id" in asked else None,
        header=header,
        columns=one.columns,
        channels=one.brand.channels.all(),
        channel=one.channel,
    )
    usable = form.is_valid() if form.is_bound else False
    if request.method == "POST" and usable:
        try:
            intake_runs.start_run(
                run=one, columns=form.chosen(), channel=form.cleaned_data["channel"], by=person_of(request)
            )
        except (ValidationError, TableError) as error:
            form.add_error(None, str(getattr(error, "message", error)))
        else:
            return redirect_to(request, "inbox:intake_run", one.brand.slug, one.pk)
    channel = form.cleaned_data.get("channel") if form.is_bound else form.fields["channel"].initial
    columns = form.chosen() if form.is_bound else one.columns
    shown = intake_runs.preview(run=one, columns=columns, channel=channel)
    context = {"run": one, "form": form, "preview": shown, "problem": shown.problem}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "inbox/intake/check.html", context, partial="preview", status=status)


@require_safe
@requires(Right.INTAKE)
def refused(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    one = load_run(request, slug, pk)
    path = Path(one.refused_file)
    if not one.refused_file or not path.is_file():
        raise Http404
    intake_runs.note_download(run=one, by=person_of(request))
    name = _("%(file)s, refused lines") % {"file": Path(one.file_name).stem or "messages"}
    file = FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{name}.csv", content_type="text/csv; charset=utf-8"
    )
    return cast("HttpResponse", file)  # its stubs do not say that it is one


@require_POST
@requires(Right.INTAKE)
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    question = get_object_or_404(AdoptionQuestion, pk=pk, brand=brand)
    form = AdoptionForm(request.POST, question=question)
    with refusals_told(request):
        if not form.is_valid():
            raise ValidationError(list(form.errors["adopted"]))
        adoptions.decide(question=question, adopted=form.cleaned_data["adopted"], by=person_of(request))
        messages.success(request, _("Your decision is recorded."))
    return redirect_to(request, "inbox:import", slug)
