"""What is asked for is written down first, so that it is done when worker and broker are back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.lib.forgetting import forget
from cmhub.lib.weeks import Week
from reporting.weekly.choices import FROZEN
from reporting.weekly.models import ReportRun, WeeklyReport
from reporting.weekly.services.computing import compute_report

log = logging.getLogger(__name__)
RUNS_KEPT = timedelta(days=90)
DUE_HOUR = 5
"""Local hour of Monday from which the week that ended is computed."""
WHOLE = Q(state__in=FROZEN) | Q(computed_at__gte=F("ends_at"))
"""The reports that know all days of their week."""


def ask_for_report(*, brand: Brand, week: Week, by: User | None, at: datetime | None = None) -> ReportRun:
    """Notes that a report is wanted; a second wish for the same is the first."""
    now = at or timezone.now()
    open_run = ReportRun.objects.filter(brand=brand, week=str(week), finished_at=None)
    existing = open_run.first()
    if existing:
        return existing
    try:
        with transaction.atomic():
            return ReportRun.objects.create(brand=brand, week=str(week), asked_by=by, asked_at=now)
    except IntegrityError:
        # Whose wish came first may be served by now.
        return open_run.first() or ask_for_report(brand=brand, week=week, by=by, at=at)


def finish_run(*, run: ReportRun, at: datetime | None = None) -> None:
    """Computes what was asked for. A failure is kept with the run, which is then over; one of the database
    is not the run's, and it stays to be done.
    """
    now = at or timezone.now()
    error = ""
    try:
        compute_report(brand=run.brand, week=Week.parse(run.week), by=run.asked_by, at=now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as problem:
        log.exception("the report %s of %s failed", run.week, run.brand_id)
        error = f"{type(problem).__name__}: {problem}"[:1000]
    ReportRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=now, error=error)


def note_due_reports(*, at: datetime | None = None) -> None:
    """Notes a wish for each brand whose week is over, from Monday morning local time, without a report of
    the whole of it: what was computed while the week went on is a draft of the days that it knew.
    """
    now = at or timezone.now()
    for brand, week in _brands_due(now):
        ask_for_report(brand=brand, week=week, by=None, at=now)


def unfinished() -> list[int]:
    """What was asked for and is not done, the oldest first."""
    return list(ReportRun.objects.filter(finished_at=None).order_by("asked_at").values_list("pk", flat=True))


def forget_runs(*, at: datetime | None = None) -> int:
    """Deletes wishes that were done long ago: the report tells when it was computed, the record for whom."""
    return forget(ReportRun.objects.filter(finished_at__lt=(at or timezone.now()) - RUNS_KEPT))


def _brands_due(now: datetime) -> Iterator[tuple[Brand, Week]]:
    for brand in Brand.objects.filter(archived_at=None):
        local = now.astimezone(ZoneInfo(brand.time_zone))
        if local.isoweekday() == 1 and local.hour < DUE_HOUR:
            continue
        week = Week.of(local.date()).previous
        if brand.created_at >= week.end(brand.time_zone):
            continue
        if not WeeklyReport.objects.filter(WHOLE, brand=brand, week=str(week)).exists():
            yield brand, week
