import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from accounts.access import Right, load_agency, load_of_agency, person_of, requires, roles_granting
from accounts.models import Agency, AuditEntry, Membership, User
from accounts.models.audit import AuditEntryQuerySet
from accounts.services.audit import record as put_on_record
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.record_filters import Filters
from channels_mgmt.desk.record_lines import changes_of, facts_of, line_of, lines_for, name_of
from channels_mgmt.desk.record_words import KINDS
from cmhub.lib.csv_files import csv_response
from cmhub.lib.htmx import render_page
from cmhub.lib.paging import every_row, keyset_page
from cmhub.lib.sorting import alphabetical

PERSON = User._meta.label_lower


@dataclass(frozen=True)
class House:
    """The agency whose record is read, in its time, with what its lines are shown by."""

    agency: Agency
    brands: dict[int, Brand]

    @property
    def entries(self) -> AuditEntryQuerySet:
        return AuditEntry.objects.of(self.agency).select_related("by")


def open_house(request: HttpRequest, agency: Agency) -> House:
    timezone.activate(agency.time_zone)
    brands = Brand.objects.visible_to(person_of(request)).filter(agency=agency).only("slug", "name")
    return House(agency, {brand.pk: brand for brand in brands.order_by(*alphabetical("name"))})


def filters_of(request: HttpRequest, house: House) -> Filters:
    members = Membership.objects.filter(agency=house.agency).values("user")
    people = User.objects.filter(pk__in=members).only("name").order_by(*alphabetical("name"))
    return Filters(request.GET, agency=house.agency, people=list(people), brands=house.brands)


@require_safe
@requires(Right.AGENCY_MANAGE)
def record(request: HttpRequest) -> HttpResponse:
    """What was done in the agency, the latest first."""
    house = open_house(request, load_agency(request))
    filters = filters_of(request, house)
    page = keyset_page(filters.apply(house.entries), field="at", cursor=request.GET.get("cursor", ""))
    query = filters.query() | {"agency": house.agency.slug}
    context = {
        "agency": house.agency,
        "filters": filters,
        "selects": filters.selects(),
        "chips": filters.chips(),
        "lines": lines_for(person_of(request), page.rows, house.brands),
        "page": page,
        "clear_url": reverse("desk:record", query={"agency": house.agency.slug}),
        "export_url": reverse("desk:record_export", query=query),
        "summary": ngettext("%(count)d line on this page", "%(count)d lines on this page", len(page.rows))
        % {"count": len(page.rows)},
    }
    return render_page(request, "desk/record/list.html", context, partial="lines")


@require_safe
@requires(Right.AGENCY_MANAGE)
def record_line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: who, when, from where, what it was before and after."""
    entry = load_of_agency(request, AuditEntry.objects.select_related("by"), pk)
    house = open_house(request, request.agency)  # type: ignore[attr-defined]
    (line,) = lines_for(person_of(request), [entry], house.brands)
    context = {
        "agency": house.agency,
        "line": line,
        "entry": entry,
        "changes": changes_of(entry),
        "facts": facts_of(entry),
    }
    return render_page(request, "desk/record/line.html", context)


@require_safe
@requires(Right.AGENCY_MANAGE)
def record_of(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The history of one thing; of a person, what they did beside what was done about them."""
    house = open_house(request, agency_of(request, kind, pk))
    about = house.entries.about(kind, pk)
    if kind not in KINDS or not (newest := about.order_by("-at", "-pk").first()):
        raise Http404
    page = keyset_page(about, field="at", cursor=request.GET.get("cursor", ""))
    lines = lines_for(person_of(request), page.rows, house.brands)
    shown = line_of(newest, house.brands)
    context = {
        "agency": house.agency,
        "title": name_of(newest, shown.brand),
        "kind": capfirst(shown.kind),
        "lines": lines,
        "page": page,
        "acts_url": reverse("desk:record", query={"agency": house.agency.slug, "person": pk})
        if kind == PERSON
        else "",
    }
    return render_page(request, "desk/record/history.html", context, partial="lines")


def agency_of(request: HttpRequest, kind: str, pk: int) -> Agency:
    """The agency that is asked for, else that of the thing: people alone may be of several."""
    # What is on record elsewhere is not looked at: it is answered as what is on record nowhere.
    right = request.required_right  # type: ignore[attr-defined]
    readable = Membership.objects.current().filter(user=person_of(request), role__in=roles_granting(right))
    about = AuditEntry.objects.about(kind, pk).filter(agency__in=readable.values("agency"))
    newest = None if "agency" in request.GET or kind == PERSON else about.order_by("-at", "-pk").first()
    if newest is None:
        return load_agency(request)
    return load_of_agency(request, AuditEntry.objects.all(), newest.pk).agency  # type: ignore[return-value]


@require_safe
@requires(Right.AGENCY_MANAGE)
def record_export(request: HttpRequest) -> HttpResponse:
    """The lines that the filters leave, as CSV; the export is a line of the record itself."""
    house = open_house(request, load_agency(request))
    filters = filters_of(request, house)
    put_on_record(
        verb="record.exported",
        what=house.agency,
        by=person_of(request),
        agency_id=house.agency.pk,
        filters=filters.query(),
    )
    entries = filters.apply(house.entries)
    name = pgettext("file name", "record-%(agency)s.csv") % {"agency": house.agency.slug}
    return cast("HttpResponse", export_of(house, entries, name))  # its stubs do not say that it is one


def export_of(house: House, entries: AuditEntryQuerySet, name: str) -> StreamingHttpResponse:
    return csv_response(name, rows_of(house, entries, translation.get_language() or "fr"))


def rows_of(house: House, entries: AuditEntryQuerySet, language: str) -> Iterator[list[Any]]:
    """The file is written when the page has been answered: its language is given, its times are told in the
    agency's zone.
    """
    zone = ZoneInfo(house.agency.time_zone)
    with translation.override(language):
        yield header()
        for entry in every_row(entries, field="at"):
            line = line_of(entry, house.brands)
            yield [
                entry.at.astimezone(zone).isoformat(timespec="seconds"),
                entry.by.name if entry.by else "",
                line.sentence,
                entry.verb,
                line.kind,
                entry.object_id,
                entry.label,
                line.brand.name if line.brand else "",
                entry.address or "",
                entry.device,
                entry.source,
                written(entry.before),
                written(entry.after),
                written(entry.details),
            ]


def header() -> list[str]:
    return [
        _("Time"),
        pgettext("record", "Person"),
        pgettext("record", "Act"),
        _("Code"),
        _("Kind of thing"),
        _("Number"),
        _("Name"),
        _("Brand"),
        _("Address"),
        _("Device"),
        pgettext("record", "Source"),
        _("Before"),
        _("After"),
        _("Details"),
    ]


def written(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False) if values else ""
