from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.strategy.access import load_open
from channels_mgmt.strategy.choices import Section, State
from channels_mgmt.strategy.forms.rows import ROWS, Rows, formset_of, initial_of
from channels_mgmt.strategy.forms.sections import FORMS, MixForm, SectionForm
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services.document import Document, document_of
from channels_mgmt.strategy.services.objectives import save_objectives
from channels_mgmt.strategy.services.people import people_who_decide
from channels_mgmt.strategy.services.writing import OutdatedError, begin, save_section
from channels_mgmt.strategy.views.shown import document_context, history_of, parts_of
from cmhub.lib.htmx import get_or_post, redirect_to, render_page
from cmhub.lib.moments import time_words

PREFIX = "rows"


@get_or_post
@requires(Right.STRATEGY_WRITE)
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The version that is being written, section by section; a post opens one."""
    if request.method == "POST":
        begin(brand=load_brand(request, slug), by=person_of(request))
        return redirect_to(request, "strategy:draft", slug)
    brand = load_brand(request, slug)
    found = Strategy.objects.visible_to(person_of(request)).open().filter(brand=brand)
    document = document_of(found)
    if document is None:
        return redirect_to(request, "strategy:strategy", slug)
    document.strategy.brand = brand
    context = document_context(document, brand, timezone.now())
    events = document.strategy.events.select_related("by").order_by("-at", "-pk")
    links = document.strategy.links.select_related("asked_by").order_by("-asked_at")
    context |= {"events": list(events), "links": list(links), "history": history_of([*events], [*links])}
    return render_page(request, "strategy/draft.html", context)


@get_or_post
@requires(Right.STRATEGY_WRITE)
def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """One section: read, written and saved by itself."""
    if section not in Section.values:
        raise Http404
    document = load_open(request, slug)
    if document.strategy.state != State.DRAFT and request.method != "POST":
        messages.error(request, _("This version is no draft any more: it does not change."))
        return redirect_to(request, "strategy:draft", slug)
    code = Section(section)
    if request.method == "POST":
        return _written(request, document, code)
    form, rows = _forms(document, code, None)
    return _render(request, document, code, form, rows)


def _written(request: HttpRequest, document: Document, code: Section) -> HttpResponse:
    """What was sent is saved. What a page saves by itself is quiet: the page stays as it is, and one line of
    it tells what came of that.
    """
    data = request.POST
    quiet, slug = "quiet" in data, document.strategy.brand.slug
    form, rows = _forms(document, code, data)
    saved, outdated = False, None
    if _is_valid(form, rows):
        try:
            _save(request, document, code, form, rows)
            saved = True
        except OutdatedError as error:
            outdated = error
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
    if quiet:
        time = time_words(timezone.localtime()) if saved else ""
        context = {"time": time, "outdated": outdated, "form": form, "rows": rows}
        return render(request, "strategy/_saved.html", context)
    if outdated:
        return _conflict(request, document, code, outdated)
    if not saved:
        return _render(request, document, code, form, rows, status=422)
    messages.success(request, _("Saved."))
    return redirect_to(request, _next(slug, code, data))


def _forms(document: Document, code: Section, data: QueryDict | None) -> tuple[SectionForm, Rows | None]:
    initial = {"edition": document.edition(code)}
    kwargs: dict[str, Any] = {"document": document} if code == Section.MIX else {}
    form = FORMS[code](data, instance=document.strategy, initial=initial, **kwargs)
    if code not in ROWS:
        return form, None
    people = people_who_decide(document.strategy.brand, timezone.now()) if code == Section.CRISIS else None
    given = {"form_kwargs": {"people": people}} if people is not None else {}
    known = [initial_of(code, row) for row in document.rows(code)]
    return form, formset_of(code)(data, prefix=PREFIX, initial=None if data else known, **given)


def _is_valid(form: SectionForm, rows: Rows | None) -> bool:
    return form.is_valid() & (rows is None or rows.is_valid())


def _save(
    request: HttpRequest, document: Document, code: Section, form: SectionForm, rows: Rows | None
) -> None:
    told: dict[str, Any] = {
        "strategy": document.strategy,
        "by": person_of(request),
        "edition": form.cleaned_data["edition"] or 0,
        "page": form.cleaned_data["page"],
    }
    written = None if rows is None else [row.row() for row in rows.written()]
    if code == Section.OBJECTIVES:
        save_objectives(rows=written or [], **told)
    elif isinstance(form, MixForm):
        save_section(section=code, rows=form.rows(), **told)
    else:
        save_section(section=code, fields=form.values(), rows=written, **told)


def _next(slug: str, code: Section, data: QueryDict) -> str:
    """Where a save leads: to another empty line, on to the next section, or back to the draft."""
    if "more" in data:
        return reverse("strategy:section", args=[slug, code]) + "#more"
    following = list(Section)[list(Section).index(code) + 1 :]
    if "next" in data and following:
        return reverse("strategy:section", args=[slug, following[0]])
    return reverse("strategy:draft", args=[slug])


def _conflict(request: HttpRequest, document: Document, code: Section, error: OutdatedError) -> HttpResponse:
    """What the other wrote beside what was typed; the next save replaces what is shown there."""
    slug = document.strategy.brand.slug
    theirs = load_open(request, slug)
    data = request.POST.copy()
    data["edition"] = str(theirs.edition(code))
    _add_rows_of_theirs(data, theirs, code)
    form, rows = _forms(theirs, code, data)
    _is_valid(form, rows)
    form.add_error(None, ValidationError(error.messages))
    return _render(request, theirs, code, form, rows, status=422, theirs=theirs)


def _add_rows_of_theirs(data: QueryDict, theirs: Document, code: Section) -> None:
    """Lines that the other added join those that were typed: none is lost by the next save."""
    if code not in ROWS:
        return
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "0")
    count = int(total) if total.isdecimal() else 0
    typed = {data.get(f"{PREFIX}-{number}-key") for number in range(min(count, 100))}
    for row in theirs.rows(code):
        if str(row.key) in typed:
            continue
        for name, value in initial_of(code, row).items():
            data[f"{PREFIX}-{count}-{name}"] = "" if value is None else str(value)
        count += 1
    data[f"{PREFIX}-TOTAL_FORMS"] = str(count)


def _render(
    request: HttpRequest,
    document: Document,
    code: Section,
    form: SectionForm,
    rows: Rows | None,
    *,
    status: int = 200,
    theirs: Document | None = None,
) -> HttpResponse:
    context = {
        "document": document,
        "strategy": document.strategy,
        "parts": parts_of(document),
        "section": code,
        "form": form,
        "rows": rows,
        "saved": document.editions.get(code),
    }
    if theirs is not None:
        context |= document_context(theirs, theirs.strategy.brand, timezone.now())
        context["theirs"] = f"strategy/sections/{code.value}.html"
    return render_page(request, "strategy/section.html", context, status=status)
