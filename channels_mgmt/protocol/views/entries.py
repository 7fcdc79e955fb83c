"""The response protocol: which answers are agreed on, for which situations."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.filters import ProtocolFilters
from channels_mgmt.protocol.forms.entries import EntryForm
from channels_mgmt.protocol.models import EntryVersion, Gap
from channels_mgmt.protocol.services.entries import (
    FIELDS,
    change_entry,
    write_entry,
)
from channels_mgmt.protocol.services.gaps import written_for
from channels_mgmt.protocol.services.uses import uses_of
from channels_mgmt.protocol.variables import VARIABLES
from channels_mgmt.protocol.views.gaps import gap_of
from cmhub.lib.editions import ChangedMeanwhileError, take_edition
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.paging import keyset_page
from cmhub.lib.refusals import refusals_in
from cmhub.lib.sorting import alphabetical


@require_safe
@requires(Right.PROTOCOL_VIEW)
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    today = brand.agency.day_of(timezone.now())
    departments = list(brand.company.departments.order_by(*alphabetical("name")))
    filters = ProtocolFilters(request.GET, brand, departments, today)
    found = filters.apply(EntryVersion.objects.visible_to(person_of(request)).filter(brand=brand))
    page = keyset_page(
        found.select_related("department"), field="written_at", cursor=request.GET.get("cursor", "")
    )
    for version in page.rows:
        version.is_valid = version.is_valid_on(today)
    url = reverse("protocol:list", args=[slug])
    context = {
        "filters": filters,
        "page": page,
        "departments": departments,
        "url": url,
        "clear_url": url,
        "missing": Gap.objects.open().filter(brand=brand).count(),
        "chips": [
            {"label": label, "remove_url": _without(request, url, name)}
            for name, label in filters.labels.items()
        ],
        "previous_url": _with(request, url, page.previous),
        "next_url": _with(request, url, page.next),
    }
    return render_page(request, "protocol/list.html", context, partial="list")


def _without(request: HttpRequest, url: str, name: str) -> str:
    query = request.GET.copy()
    for gone in (name, "cursor"):
        query.pop(gone, None)
    return f"{url}?{query.urlencode()}" if query else url


def _with(request: HttpRequest, url: str, cursor: str) -> str:
    if not cursor:
        return ""
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{url}?{query.urlencode()}"


@require_safe
@requires(Right.PROTOCOL_VIEW)
def entry(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The version that counts, or an earlier one (`?version=`), with all that went before."""
    brand = load_brand(request, slug)
    versions = versions_of(request, brand, pk)
    asked = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.number) == asked), versions[0])
    context = {
        "uses": uses_of(shown.entry),
        "shown": shown,
        "newest": versions[0],
        "versions": versions,
        "is_valid": shown.is_valid_on(brand.agency.day_of(timezone.now())),
    }
    return render_page(request, "protocol/entry.html", context)


def versions_of(request: HttpRequest, brand: Brand, pk: int) -> list[EntryVersion]:
    """All versions of a situation that the person may see, the newest first. Raises Http404."""
    seen = EntryVersion.objects.visible_to(person_of(request)).filter(brand=brand, entry=pk)
    versions = list(seen.select_related("entry", "department", "written_by").order_by("-number"))
    if not versions:
        raise Http404
    return versions


@requires(Right.PROTOCOL_WRITE)
def entry_new(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    asked = request.POST.get("gap") or request.GET.get("gap")
    gap = gap_of(request, brand, asked) if asked else None
    initial: dict[str, Any] = {"key": uuid4()}
    if gap:
        initial |= {"gap": gap.pk, "situation": gap.words, "kind": gap.kind}
    form = EntryForm(request.POST or None, brand=brand, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            version = write_entry(
                brand=brand, by=person_of(request), key=form.cleaned_data["key"], **form.said
            )
            if gap:
                written_for(gap=gap, entry=version.entry, by=person_of(request))
            messages.success(request, _("“%(situation)s” is in the protocol.") % {"situation": version})
            return redirect_to(request, "protocol:entry", slug, version.entry_id)
    context = {"form": form, "variables": VARIABLES}
    return render_page(request, "protocol/form.html", context, status=422 if form.errors else 200)


@requires(Right.PROTOCOL_WRITE)
def entry_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    brand = load_brand(request, slug)
    newest = versions_of(request, brand, pk)[0]
    initial = {name: getattr(newest, name) for name in FIELDS}
    initial |= {"edition": newest.number, "key": uuid4()}
    form = EntryForm(request.POST or None, brand=brand, version=newest, initial=initial)
    context: dict[str, Any] = {"form": form, "newest": newest, "variables": VARIABLES}
    if request.method == "POST" and form.is_valid():
        try:
            version = change_entry(
                entry=newest.entry,
                by=person_of(request),
                edition=form.cleaned_data["edition"] or 0,
                what_changed=form.cleaned_data["what_changed"],
                **form.said,
            )
        except ChangedMeanwhileError as error:
            # Saved again, it takes the place of what the person has now been shown.
            take_edition(form, error.row.number)
            form.add_error(None, error)
            context["theirs"] = error.row
            return render_page(request, "protocol/form.html", context, status=422)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Saved as version %(number)d.") % {"number": version.number})
            return redirect_to(request, "protocol:entry", slug, pk)
    return render_page(request, "protocol/form.html", context, status=422 if form.errors else 200)
