"""Taking in an export: give it, see how it is understood, let a worker take it in, see what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from cmhub.lib.htmx import get_or_post, not_modified, redirect_to, render_page
from cmhub.lib.tabular import TableError
from reporting.metrics.choices import RunState
from reporting.metrics.forms.exports import AnswersForm, ColumnsForm, ExportForm
from reporting.metrics.intake.understanding import Understood
from reporting.metrics.models import MetricsRun
from reporting.metrics.readers import FORMATS, MappingError
from reporting.metrics.services import runs


@get_or_post
@requires(Right.METRICS_WRITE)
def give_file(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    form = ExportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            given = runs.give_export(
                brand=brand,
                file=upload,
                name=upload.name,
                by=person_of(request),
                key=form.cleaned_data["key"],
            )
        except TableError as error:
            form.add_error("file", str(error))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect_to(request, "metrics:run", slug, given.pk)
    context = {"form": form, "formats": FORMATS}
    return render_page(request, "metrics/give.html", context, status=422 if form.errors else 200)


def load_run(request: HttpRequest, slug: str, pk: int) -> MetricsRun:
    brand = load_brand(request, slug)
    rows = MetricsRun.objects.select_related("brand", "channel", "by")
    return get_object_or_404(rows, pk=pk, brand=brand)


@get_or_post
@requires(Right.METRICS_WRITE)
def run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    one = load_run(request, slug, pk)
    if one.state == RunState.GIVEN:
        return check(request, one)
    behind = one.waits_behind
    version = f"{one.state}-{one.read}-{one.refused}-{one.position}-{behind.pk if behind else ''}"
    if unchanged := not_modified(request, version):
        return unchanged
    context = {"run": one, "behind": behind, "version": version}
    return render_page(request, "metrics/run.html", context, partial="progress")


def check(request: HttpRequest, one: MetricsRun) -> HttpResponse:
    """How the file is understood, with other answers as they are given, until it is handed over."""
    asked = request.POST or request.GET
    answers = AnswersForm(asked if "as_of" in asked else None, run=one)
    usable = answers.is_valid() if answers.is_bound else True
    try:
        header, columns = known_header(one, asked)
        usable = usable and (columns is None or not columns.is_bound or columns.is_valid())
        chosen = answers.choices(columns.chosen() if columns else {})
        understood = understanding(one, chosen)
        if request.method == "POST" and usable:
            runs.start_run(run=one, chosen=chosen, by=person_of(request))
            return redirect_to(request, "metrics:run", one.brand.slug, one.pk)
        lines = runs.preview(one, understood) if understood else []
    except TableError as error:
        return render_page(request, "metrics/check.html", {"run": one, "problem": str(error)}, status=422)
    except ValidationError as error:
        answers.add_error(None, error)
        understood, lines = understanding(one, chosen), []
    context = {
        "run": one,
        "form": answers,
        "columns": columns,
        "header": header,
        "understood": understood,
        "asked": asked_fields(answers, understood),
        "lines": lines,
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "metrics/check.html", context, partial="preview", status=status)


def known_header(one: MetricsRun, asked: Any) -> tuple[tuple[str, ...], ColumnsForm | None]:
    """The header of a file of no known format with the form that says what its columns are; else no form."""
    if one.format and not one.columns:
        return (), None
    nothing = runs.Choices(None, runs.Answers(), one.as_of, {})
    header = runs.understand_run(one, nothing).export.header
    return header, ColumnsForm(asked if "rows" in asked else None, header=header, chosen=one.columns)


def understanding(one: MetricsRun, chosen: runs.Choices) -> Understood | None:
    """None where the columns that were chosen make no table yet."""
    try:
        return runs.understand_run(one, chosen)
    except (MappingError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        return None


def asked_fields(form: AnswersForm, understood: Understood | None) -> list[Any]:
    """The fields that the file needs, and those in which something was said."""
    questions = understood.questions if understood else {}
    names = ["channel", "as_of"]
    for name in ("year", "date_order", "metric"):
        if name in questions or form[name].value() or name in form.errors:
            names.insert(1, name)
    return [form[name] for name in names]


@require_safe
@requires(Right.METRICS_WRITE)
def refused(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    one = load_run(request, slug, pk)
    path = Path(one.refused_file)
    if not one.refused_file or not path.is_file():
        raise Http404
    runs.note_download(run=one, by=person_of(request))
    name = _("%(file)s, refused lines") % {"file": Path(one.file_name).stem or "export"}
    file = FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{name}.csv", content_type="text/csv; charset=utf-8"
    )
    return cast("HttpResponse", file)  # its stubs do not say that it is one
