"""Who is waited for is told: to write, from the morning on which the figures are there, and to publish."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.services.outbox import wake_sender
from reporting.weekly.choices import State
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import mails

AGAIN_AFTER = timedelta(hours=24)
"""Whoever has not done what they were told of is told once more."""
OVER_AFTER = timedelta(days=6)
"""By then the next report is near: an old one wakes nobody."""


def remind_due(*, at: datetime | None = None) -> int:
    """Tells each thing once; how many reports had something to be told. Called every hour."""
    now = at or timezone.now()
    waiting = WeeklyReport.objects.filter(
        state__in=(State.COMPUTED, State.COMPLETED),
        ends_at__lte=now,
        ends_at__gt=now - OVER_AFTER,
        brand__archived_at=None,
    )
    told = 0
    for report in waiting.select_related("brand__agency").defer("quantitative", "charts", "data_quality"):
        told += _remind(report, now)
    if told:
        wake_sender()
    return told


def _remind(report: WeeklyReport, now: datetime) -> bool:
    if report.state == State.COMPLETED:
        since = report.completed_at or now
        return mails.ask_to_publish(report, now, again=now - since >= AGAIN_AFTER)
    asked = mails.ask_to_write(report, now)
    late = now - max(report.ends_at, report.computed_at) >= AGAIN_AFTER
    return asked or (late and mails.ask_to_write(report, now, again=True))
