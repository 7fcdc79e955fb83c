"""Given exports at the worker: taken in once, one of a brand at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from cmhub.lib.file_runs import FileRuns, note_meanwhile
from reporting.metrics.models import MetricsRun
from reporting.metrics.services.taking_in import Progress, outcome, take_in_run


def take(run: MetricsRun, at: datetime | None) -> dict[str, Any]:
    """What the run's columns say once its file is taken in."""

    def tell(progress: Progress) -> None:
        note_meanwhile(
            run,
            read=progress.read,
            refused=progress.refused,
            position=run.size if progress.storing else progress.position,
        )

    summary = take_in_run(run=run, path=run.stored_file, at=at or timezone.now(), on_progress=tell)
    return outcome(summary)


RUNS = FileRuns(
    model=MetricsRun,
    worker="reporting.metrics.tasks.take_in_run",
    lock="metrics-run",
    take=take,
    untold={"read": 0, "refused": 0, "position": 0},
)
