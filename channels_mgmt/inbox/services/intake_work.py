"""Given files at the worker: taken in once, one of a brand at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from channels_mgmt.inbox.models import IntakeRun
from cmhub.lib.file_runs import ATTEMPTS, FORGOTTEN, FileRuns, note, note_meanwhile

__all__ = ["ATTEMPTS", "FORGOTTEN", "RUNS", "hand_over", "note", "resume_runs", "work_off"]

WORKER = "channels_mgmt.inbox.tasks.take_in_run"


def take(run: IntakeRun, at: datetime | None) -> dict[str, Any]:
    """What the run's columns say once its file is taken in."""
    # numpy comes with it: it stays out of the processes that only show pages.
    from channels_mgmt.inbox.services.intake import Progress, take_in

    def tell(progress: Progress) -> None:
        note_meanwhile(
            run,
            read=progress.read,
            refused=progress.refused,
            position=run.size if progress.recording else progress.position,
        )

    summary = take_in(
        brand=run.brand,
        path=run.stored_file,
        channel=run.channel,
        columns=run.columns,
        by=run.by,
        at=at,
        language=run.language,
        on_progress=tell,
    )
    return {
        "read": summary.read,
        "taken": summary.taken,
        "known": summary.known,
        "refused": summary.refused,
        "warned": summary.warned,
        "warnings": summary.warnings,
        "asked": summary.asked,
        "refused_file": str(summary.refused_file or ""),
    }


RUNS = FileRuns(
    model=IntakeRun,
    worker=WORKER,
    lock="intake-run",
    take=take,
    untold={"read": 0, "refused": 0, "position": 0},
)
hand_over, work_off, resume_runs = RUNS.hand_over, RUNS.work_off, RUNS.resume
