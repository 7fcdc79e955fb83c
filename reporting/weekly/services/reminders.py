"""Who is waited for is told: to write, from the morning on which the figures are there, and to publish."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.services.outbox import wake_sender
from reporting.weekly.choices import State
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import mails

AGAIN_AFTER = timedelta(hours=24)
"""Whoever has not done what they were told of is told once more."""
OVER_AFTER = timedelta(days=6)
"""By then the next report is near: an old one wakes nobody."""


def waiting(at: datetime) -> QuerySet[WeeklyReport]:
    """The reports of weeks that ended not long before, which somebody is still to write on or to publish."""
    return WeeklyReport.objects.alias(over_at=F("ends_at") + OVER_AFTER).filter(
        state__in=(State.COMPUTED, State.COMPLETED), ends_at__lte=at, over_at__gt=at, brand__archived_at=None
    )


def is_late(report: WeeklyReport, at: datetime) -> bool:
    """Whether nobody wrote on it for a day."""
    return at - max(report.ends_at, report.computed_at) >= AGAIN_AFTER


def remind_due(*, at: datetime | None = None) -> int:
    """Tells each thing once; how many reports had something to be told. Called every hour."""
    now = at or timezone.now()
    reports = waiting(now).select_related("brand__agency")
    told = 0
    for report in reports.defer("quantitative", "charts", "data_quality"):
        told += _remind(report, now)
    if told:
        wake_sender()
    return told


def _remind(report: WeeklyReport, now: datetime) -> bool:
    if report.state == State.COMPLETED:
        since = report.completed_at or now
        return mails.ask_to_publish(report, now, again=now - since >= AGAIN_AFTER)
    asked = mails.ask_to_write(report, now)
    return asked or (is_late(report, now) and mails.ask_to_write(report, now, again=True))
