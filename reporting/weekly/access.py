import re
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, person_of
from channels_mgmt.brands.access import access_of, brand_of_id, keep_to_channels, load_brand, load_brand_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Message
from cmhub.lib.weeks import Week, WeekError
from reporting.weekly.models import DecisionAsked, WeeklyReport
from reporting.weekly.revisions import Revisions

M = TypeVar("M", bound=Model)
SHORT = re.compile("[0-9]{1,4}")


def load_week(request: HttpRequest, slug: str, week: str) -> tuple[Brand, Week]:
    """The brand, if the person may do what the view declares, and the week; 404 in words for no week."""
    brand = load_brand(request, slug)
    try:
        return brand, Week.parse(week)
    except WeekError as error:
        raise Http404(str(error)) from error


def latest_report(request: HttpRequest, brand: Brand, week: Week) -> WeeklyReport | None:
    """The newest revision of the week that this person may see: readers see published ones only."""
    return _revisions(request, brand, week).first()


def asked_report(request: HttpRequest, brand: Brand, week: Week) -> WeeklyReport | None:
    """The revision that the address names with `?revision=`, else the newest, of those that this person may
    see; 404 for one that is not among them.
    """
    asked = request.GET.get("revision")
    if asked is None:
        return latest_report(request, brand, week)
    found = (
        _revisions(request, brand, week).filter(revision=asked).first() if SHORT.fullmatch(asked) else None
    )
    if found is None:
        raise Http404(_("There is no such revision of this week’s report."))
    return found


def revisions_of(request: HttpRequest, report: WeeklyReport) -> Revisions:
    """All revisions of the report's week that this person may see, beside the one that is shown."""
    if report.revision == 1 and "revision" not in request.GET:
        return Revisions(report, [report])
    rows = _revisions(request, report.brand, Week.parse(report.week))
    every = list(rows.defer("quantitative", "qualitative", "data_quality", "draft", "charts"))
    return Revisions(report, every)


def _revisions(request: HttpRequest, brand: Brand, week: Week) -> QuerySet[WeeklyReport]:
    """The newest first."""
    return (
        WeeklyReport.objects.visible_to(person_of(request))
        .filter(brand=brand, week=str(week))
        .select_related("brand", "completed_by", "published_by", "first_read_by")
        .order_by("-revision")
    )


def load_written(request: HttpRequest, kind: type[M], pk: int, *, shown_to: str = Right.REPORT_DRAFT) -> M:
    """What was written of a week, if the person may do with its brand what the view declares."""
    return _load(request, kind._default_manager.filter(pk=pk), shown_to)


def load_decision(request: HttpRequest, pk: int) -> DecisionAsked:
    """A decision that was asked for; to who only reads reports it is there once it is published."""
    decision = load_written(request, DecisionAsked, pk, shown_to=Right.REPORT_VIEW)
    if not access_of(request).may(Right.REPORT_DRAFT) and decision.asked_at is None:
        raise Http404
    return decision


def load_message(request: HttpRequest, pk: int) -> Message:
    """The message, of an interaction that the person may read."""
    message = _load(request, Message.objects.filter(pk=pk).select_related("channel"), Right.INBOX_VIEW)
    keep_to_channels(request, message.channel)
    return message


def _load(request: HttpRequest, rows: QuerySet[M], shown_to: str) -> M:
    row = rows.first()
    if row is None:
        # The statement that one of a foreign brand takes: its absence answers no sooner.
        brand_of_id(brand=0, person=person_of(request).pk, at=timezone.now())
        raise Http404
    load_brand_of(request, row, shown_to=shown_to)
    return row


def draft_of(brand: Brand, week: str) -> WeeklyReport | None:
    """The newest revision of the week, which is the one that is written."""
    reports = WeeklyReport.objects.filter(brand=brand, week=week).select_related("brand")
    return reports.order_by("-revision").first()


def report_of(row: Any) -> WeeklyReport:
    """The report that something was written for."""
    report = draft_of(row.brand, row.week)
    if report is None:
        raise Http404(_("This week has no report yet."))
    return report
