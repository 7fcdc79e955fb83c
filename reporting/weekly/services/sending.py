"""A published report goes out once it stands: a worker writes the mails, of which each is another text."""

from __future__ import annotations

from datetime import datetime

from celery import signature
from django.db import transaction
from django.utils import timezone

from accounts.models import Notice, Notification
from accounts.services.outbox import WAKES_NOBODY_AFTER, wakes_people
from cmhub.lib.enqueue import enqueue
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.mails import send_report
from reporting.weekly.services.owner_mails import tell_owners

SENDER = "reporting.weekly.tasks.send_published"


def send_later(report: WeeklyReport, at: datetime) -> None:
    """Has a worker send it, once the transaction is committed; `unsent` finds it where none was there."""
    if wakes_people(at):
        enqueue(signature(SENDER), report.pk)


def send_published(*, report: WeeklyReport) -> None:
    """Its readers get it, and whoever is to see to something in it is told; once, whoever asks again."""
    at, by = report.published_at, report.published_by
    if at is None or by is None:
        return
    with transaction.atomic():
        unsent = WeeklyReport.objects.select_for_update().filter(pk=report.pk, sent_at=None)
        if unsent.values_list("pk").first() and not _is_written(report.pk):
            tell_owners(report, by=by, at=at)
            send_report(report, at)
        unsent.update(sent_at=timezone.now())


def unsent(*, at: datetime | None = None) -> list[int]:
    """What was published of late and nobody has sent."""
    since = (at or timezone.now()) - WAKES_NOBODY_AFTER
    recent = WeeklyReport.objects.published().filter(
        sent_at=None, published_at__gt=since, published_by__isnull=False, brand__archived_at=None
    )
    return list(recent.order_by("published_at").values_list("pk", flat=True))


def _is_written(report: int) -> bool:
    """All of its mails are, or none; those of a version that did not note when it was sent too."""
    begins = {"key__startswith": f"report_published:{report}:"}
    return Notification.objects.filter(**begins).exists() or Notice.objects.filter(**begins).exists()
