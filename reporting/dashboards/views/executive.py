from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.access import Right, person_of, signed_in
from accounts.models import User
from channels_mgmt.brands.access import rights_on
from cmhub.lib.htmx import render_page
from cmhub.lib.sorting import alphabetical
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.services.timeline import Event, events_by_brand
from reporting.dashboards.measures import FIVE
from reporting.dashboards.periods import last_over
from reporting.dashboards.services.portfolio import Line
from reporting.weekly.cards import key_figures, sentences
from reporting.weekly.models import WeeklyReport
from reporting.weekly.numbers import stored_numbers
from reporting.weekly.services.drawing import charts_of
from reporting.weekly.services.lifecycle import note_openings
from reporting.weekly.shown import decisions_shown

BRANDS_SHOWN = 12
COURSE = 12
"""Weeks over which each figure's small line goes."""


@signed_in
def executive(request: HttpRequest) -> HttpResponse:
    """The latest published week of each brand that the person reads, or of `?brand=`, on one page for a
    phone.
    """
    shows_all = request.GET.get("all") == "1"
    latest = latest_of_each_brand(person_of(request))
    if asked := request.GET.get("brand"):
        latest = latest.filter(brand__slug=asked.replace("\x00", ""))
    shown = list(latest if shows_all else latest[: BRANDS_SHOWN + 1])
    more = 0 if shows_all or len(shown) <= BRANDS_SHOWN else latest.count() - BRANDS_SHOWN
    shown = shown[:BRANDS_SHOWN] if more else shown
    note_openings(reports=shown, by=person_of(request))
    person = person_of(request)
    accesses, events = rights_on(person, [report.brand for report in shown]), events_of_weeks(shown)
    decided = [pk for pk, access in accesses.items() if access.may(Right.REPORT_DECIDE)]
    decisions = decisions_shown(shown, may_decide=decided)
    courses = courses_of(person, shown, events)
    weeks = [
        {
            "report": report,
            "week": Week.parse(report.week),
            "figures": key_figures(report, accesses[report.brand_id].rights),
            "sentences": sentences(report),
            "chart": charts_of(report, events=events[report.brand_id]).get("by_day"),
            "decisions": decisions[report.pk],
            "course": courses[report.brand_id],
            "awaited": awaited(report, timezone.now()),
        }
        for report in shown
    ]
    context = {"weeks": weeks, "more": more}
    return render_page(request, "dashboards/executive.html", context, partial="weeks")


def awaited(report: WeeklyReport, now: datetime) -> Week | None:
    """The last week that is over, where its report is not the one that is shown."""
    last = last_over(now, report.brand.time_zone)
    return last if last > Week.parse(report.week) else None


def events_of_weeks(reports: list[WeeklyReport]) -> dict[int, list[Event]]:
    """What happened to each brand over the weeks of their small lines, in as many queries as of one."""
    if not reports:
        return {}
    weeks = [Week.parse(report.week) for report in reports]
    brands = [report.brand for report in reports]
    return events_by_brand(brands, weeks_up_to(min(weeks))[0].monday, max(weeks).sunday)


def courses_of(
    user: User, reports: list[WeeklyReport], events: Mapping[int, Sequence[Event]]
) -> dict[int, list[dict[str, Any]]]:
    """Of each brand, how its five figures went over the weeks up to its report, and what happened then."""
    weeks = {report.brand_id: weeks_up_to(Week.parse(report.week)) for report in reports}
    stored = stored_numbers(user, list(weeks), {week for own in weeks.values() for week in own})
    lines = [(Line(report.brand, stored[report.brand_id], ()), weeks[report.brand_id]) for report in reports]
    found = {
        line.brand.pk: marks.placed(events[line.brand.pk], marks.weeks(own)).marks for line, own in lines
    }
    return {
        line.brand.pk: [
            {"label": one.label, "values": line.over(one, own), "marks": found[line.brand.pk]} for one in FIVE
        ]
        for line, own in lines
    }


def weeks_up_to(last: Week) -> list[Week]:
    return [last - back for back in reversed(range(COURSE))]


def latest_of_each_brand(user: User) -> QuerySet[WeeklyReport]:
    """The latest published report of each brand that is not archived, by the brand's name."""
    published = WeeklyReport.objects.visible_to(user).published().filter(brand__archived_at=None)
    latest = published.last_of_each().values("pk")
    return (
        WeeklyReport.objects.filter(pk__in=latest)
        .select_related("brand")
        .order_by(*alphabetical("brand__name"), "pk")
    )
