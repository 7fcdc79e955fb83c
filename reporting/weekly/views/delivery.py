"""A report leaves: as files, and to the people who get it by mail or by link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Right, person_of, requires
from accounts.models import User
from accounts.services.signed_links import address_of, token_of
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from cmhub.lib.htmx import redirect_to, render_page
from cmhub.lib.pdf import PdfUnavailableError
from cmhub.lib.refusals import refusals_in, refusals_told
from reporting.weekly.access import asked_report, latest_report, load_week
from reporting.weekly.choices import FROZEN
from reporting.weekly.files.giving import FORMATS, file_of
from reporting.weekly.forms_delivery import LinkForm, RecipientForm
from reporting.weekly.models import ReportLink, ReportReading, ReportRecipient, WeeklyReport
from reporting.weekly.revisions import Revisions, address
from reporting.weekly.services import lifecycle, links, readers
from reporting.weekly.services.offers import standing_offer


def delivery_of(request: HttpRequest, revisions: Revisions) -> dict[str, Any]:
    """What the page of a report says of its way to its readers, as far as this person is concerned. Links
    open what stands: of what was replaced there are none.
    """
    report, access = revisions.shown, access_of(request)
    published, stands = report.state in FROZEN, revisions.replaced_by is None
    files = [(kind.upper(), address(report, f"weekly:{kind}", is_last=revisions.is_last)) for kind in FORMATS]
    context: dict[str, Any] = {"files": files, "published": published}
    if not published:
        return context
    if access.may(Right.REPORT_DRAFT):
        readings = ReportReading.objects.filter(report=report).select_related("user")
        context["readings"] = list(readings)
    if access.may(Right.REPORT_SHARE) and stands:
        context["links"] = _links_shown(request, report)
        context["link_form"] = LinkForm()
    if access.may(Right.REPORT_PUBLISH) and revisions.is_last:
        offer = standing_offer(report)
        context["offer"] = offer
        context["offer_waits"] = offer is not None and offer.waits
    return context


def _links_shown(request: HttpRequest, report: WeeklyReport) -> list[dict[str, Any]]:
    """The links to the week, with the address of those that open something: whoever sees it could use it,
    and is on record.
    """
    now, found = timezone.now(), links.links_of(report.brand, report.week)
    shown = [
        {"link": one, "address": address_of(one) if token_of(one) and one.stands(now) else ""}
        for one in found
    ]
    usable = [one for one, told in zip(found, shown, strict=True) if told["address"]]
    links.note_shown(report.brand, usable, by=person_of(request), at=now)
    return shown


@require_safe
@requires(Right.REPORT_VIEW)
def download(request: HttpRequest, slug: str, week: str, kind: str) -> HttpResponse:
    """The newest revision that this person may see, or the one that `?revision=` names, as a file; that it
    left is on record.
    """
    brand, asked_week = load_week(request, slug, week)
    report = asked_report(request, brand, asked_week)
    if report is None:
        raise Http404
    user = person_of(request)
    try:
        response = file_of(report, kind, zone=user.time_zone, rights=access_of(request).rights)
    except PdfUnavailableError:
        return render_page(request, "weekly/no_pdf.html", {"week": asked_week}, status=503)
    note_file(report, kind, by=user)
    if not access_of(request).may(Right.REPORT_DRAFT):
        lifecycle.note_reading(report=report, by=user)
    return response


def note_file(report: WeeklyReport, kind: str, *, by: User | None, link: ReportLink | None = None) -> None:
    """That the report left as a file is a line of the record."""
    told: dict[str, Any] = {"label": report.week, "week": report.week, "file": kind}
    if link is not None:
        told["link"] = link.pk
    told["revision"] = report.revision
    record_of(report.brand, what=report, verb="report.exported", by=by, at=timezone.now(), **told)


@requires(Right.REPORT_SHARE)
def recipients(request: HttpRequest, slug: str) -> HttpResponse:
    """Who gets the brand's reports by mail; a form adds somebody, buttons leave out and take back in."""
    brand, now = load_brand(request, slug), timezone.now()
    form = RecipientForm(request.POST or None, people=readers.who_could(brand, now))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            _add(form, brand, person_of(request))
            messages.success(request, _("From the next report on it goes to them too."))
            return redirect_to(request, "weekly:recipients", slug)
    context = {"form": form, "readers": readers.readers_of(brand, now)}
    return render_page(request, "weekly/recipients.html", context, status=422 if form.errors else 200)


def _add(form: RecipientForm, brand: Brand, by: User) -> None:
    data = form.cleaned_data
    if data["person"]:
        readers.choose(brand=brand, user=data["person"], gets=True, by=by)
    else:
        address = {name: data[name] for name in ("name", "email", "language")}
        readers.choose_address(brand=brand, by=by, **address)


@requires(Right.REPORT_SHARE)
@require_POST
def recipient(request: HttpRequest, slug: str, person: int) -> HttpResponse:
    """Somebody with a login gets the reports, or does not any more."""
    brand, by = load_brand(request, slug), person_of(request)
    known = {one.user.pk: one.user for one in readers.readers_of(brand, timezone.now()) if one.user}
    if person not in known:
        raise Http404
    gets = request.POST.get("gets") == "1"
    with refusals_told(request):
        readers.choose(brand=brand, user=known[person], gets=gets, by=by)
    return redirect_to(request, "weekly:recipients", slug)


@requires(Right.REPORT_SHARE)
@require_POST
def forget(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody without a login gets no report any more."""
    brand = load_brand(request, slug)
    rows = ReportRecipient.objects.visible_to(person_of(request)).filter(brand=brand, user=None)
    readers.forget_address(recipient=get_object_or_404(rows, pk=pk), by=person_of(request))
    messages.success(request, _("They get no report any more."))
    return redirect_to(request, "weekly:recipients", slug)


@requires(Right.REPORT_SHARE)
@require_POST
def make_link(request: HttpRequest, slug: str, week: str) -> HttpResponse:
    """A link by which a named person reads the week without a login; the page of the report shows it."""
    brand, asked_week = load_week(request, slug, week)
    report = latest_report(request, brand, asked_week)
    form = LinkForm(request.POST)
    if report is None:
        raise Http404
    with refusals_told(request):
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        data = form.cleaned_data
        link = links.link_for(
            report=report,
            name=data["name"],
            language=data["language"],
            valid_for=timedelta(days=data["days"]),
            by=person_of(request),
        )
        messages.success(request, _("The link is made. Copy it and send it to whom it is for."))
        return redirect_to(request, to_links(slug, week, f"link-{link.pk}"))
    return redirect_to(request, to_links(slug, week))


def to_links(slug: str, week: str, place: str = "links") -> str:
    return f"{reverse('weekly:report', args=[slug, week])}#{place}"


@requires(Right.REPORT_SHARE)
@require_POST
def revoke_link(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The link opens nothing any more."""
    brand = load_brand(request, slug)
    rows = ReportLink.objects.visible_to(person_of(request)).filter(brand=brand)
    link = get_object_or_404(rows, pk=pk)
    links.revoke(link=link, by=person_of(request))
    messages.success(request, _("The link is taken back: it opens nothing any more."))
    return redirect_to(request, to_links(slug, link.week))
