"""Whether what must happen by itself goes on: sweeps, the audit of the clocks, weekly reports, backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from channels_mgmt.escalations.models import Escalation
from cmhub.lib.scope import everything
from cmhub.lib.ticks import BACKUP, CLOCK_AUDIT, SWEEP, last_tick
from reporting.weekly.models import ReportRun

SWEPT_EACH = timedelta(minutes=1)
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Clocks:
    """Moments are None where nothing is known, as after the cache was emptied.

    `overdue` counts deadlines for which a sweep should have come by now, `late` the escalations that
    somebody has not acknowledged or answered in time, `findings` what the auditor found and could not mend.
    """

    swept_at: datetime | None
    overdue: int
    late: int
    audited_at: datetime | None
    findings: int
    reported_at: datetime | None
    reports_failed: int
    backed_up_at: datetime | None


def clocks(now: datetime) -> Clocks:
    audit = last_tick(CLOCK_AUDIT)
    with everything():
        runs = ReportRun.objects.filter(finished_at__gte=now - LATELY)
        return Clocks(
            swept_at=moment_of(last_tick(SWEEP)),
            overdue=Escalation.objects.due_to_climb(now - SWEPT_EACH).count(),
            late=Escalation.objects.unfinished().late(now).count(),
            audited_at=moment_of(audit),
            findings=sum(not one["is_mended"] for one in audit.get("findings", ())),
            reported_at=runs.order_by("-finished_at").values_list("finished_at", flat=True).first(),
            reports_failed=runs.exclude(error="").count(),
            backed_up_at=moment_of(last_tick(BACKUP)),
        )


def moment_of(tick: dict[str, Any]) -> datetime | None:
    return datetime.fromtimestamp(tick["at"], UTC) if tick else None


def age(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else max(0.0, (now - moment).total_seconds())
