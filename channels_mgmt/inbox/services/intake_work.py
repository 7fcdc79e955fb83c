"""Given files at the worker: taken in once, one of a brand at a time."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from celery import signature
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.inbox.models import IntakeRun
from cmhub.lib.enqueue import enqueue
from cmhub.lib.locks import try_advisory_lock
from cmhub.lib.tabular import TableError

log = logging.getLogger(__name__)

WORKER = "channels_mgmt.inbox.tasks.take_in_run"
ATTEMPTS = 3
"""How often a file is begun: one that kills its worker each time is given up."""
ATTEMPTS_IN_TIME = 2
"""How often it is begun where the worker's time was up each time: the machine may only have been busy."""
FORGOTTEN = timedelta(days=7)
"""How long a file waits for its giver to confirm it."""


def hand_over(run_id: int) -> None:
    enqueue(signature(WORKER), run_id)


def work_off(*, run_id: int, at: datetime | None = None) -> IntakeRun | None:
    """Takes in the file of a run that waits, or that a worker left half way.

    None where there is nothing to do, or a worker is at this file or another one of the brand: the run stays
    as it is, and is handed over when that one ends.

    Nothing of a file is in before all of it is, and what is in is known: so it is safe to run again.
    """
    brand_id = IntakeRun.objects.filter(pk=run_id).values_list("brand_id", flat=True).first()
    if brand_id is None:
        return None
    with try_advisory_lock("intake-run", brand_id) as taken:
        runs = IntakeRun.objects.unfinished() if taken else IntakeRun.objects.none()
        run = runs.select_related("brand", "channel", "by").filter(pk=run_id).first()
        if run is None:
            return None
        attempt(run, at)
    hand_over_next(brand_id)
    return run


def attempt(run: IntakeRun, at: datetime | None) -> None:
    """Takes the file in and notes what came of it; the file is deleted once the run is over."""
    if run.attempts >= ATTEMPTS:
        outcome = failure(run, _("The file stopped the worker several times: nothing was taken in."))
    else:
        note(run, state=IntakeState.RUNNING, started_at=at or timezone.now(), attempts=run.attempts + 1)
        outcome = outcome_of(run, at)
    if outcome["state"] == IntakeState.QUEUED:
        note(run, **outcome)
        return
    note(run, **outcome, finished_at=at or timezone.now())
    Path(run.stored_file).unlink(missing_ok=True)


def outcome_of(run: IntakeRun, at: datetime | None) -> dict[str, Any]:
    """What the run's columns say after this attempt."""
    # numpy comes with it: it stays out of the processes that only show pages.
    from channels_mgmt.inbox.services.intake import IntakeError, Progress, take_in

    def tell(progress: Progress) -> None:
        note(
            run,
            read=progress.read,
            refused=progress.refused,
            position=run.size if progress.recording else progress.position,
        )

    try:
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
    except (IntakeError, TableError) as error:
        return failure(run, error)
    except SoftTimeLimitExceeded:
        return out_of_time(run)
    except OperationalError:
        raise  # the database went away: the schedule tries again
    except Exception:
        log.exception("intake run %s failed", run.pk)
        return failure(run, _("An internal error stopped the intake: nothing was taken in."))
    return {
        "state": IntakeState.DONE,
        "read": summary.read,
        "taken": summary.taken,
        "known": summary.known,
        "refused": summary.refused,
        "warned": summary.warned,
        "warnings": summary.warnings,
        "asked": summary.asked,
        "refused_file": str(summary.refused_file or ""),
    }


def out_of_time(run: IntakeRun) -> dict[str, Any]:
    """Another attempt, or none where the worker's time did not suffice for the others either."""
    if run.attempts < ATTEMPTS_IN_TIME:
        return {"state": IntakeState.QUEUED, "read": 0, "refused": 0, "position": 0}
    return failure(
        run,
        _(
            "The file is too long to be taken in at once: split it into smaller ones and give each of them. "
            "Nothing was taken in."
        ),
    )


def failure(run: IntakeRun, sentence: object) -> dict[str, Any]:
    """The end of a run, told in the language of who gave the file."""
    with translation.override(run.language):
        return {"state": IntakeState.FAILED, "error": str(sentence)}


def note(run: IntakeRun, **values: Any) -> None:
    """Outside the transaction that takes the file in, so that a page sees it."""
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))


def hand_over_next(brand_id: int) -> None:
    """The brand's next file, if there is one; one that was begun already lets the others pass."""
    waiting = IntakeRun.objects.unfinished().filter(brand=brand_id).order_by("attempts", "created_at")
    next_one = waiting.values_list("pk", flat=True).first()
    if next_one is not None:
        hand_over(next_one)


def resume_runs(*, at: datetime | None = None) -> int:
    """Queues again what no worker has in hand, and forgets files that nobody confirmed; how many were
    queued.
    """
    now = at or timezone.now()
    waiting = list(IntakeRun.objects.unfinished().order_by("created_at").values_list("pk", flat=True))
    for run_id in waiting:
        hand_over(run_id)
    for run in IntakeRun.objects.filter(state=IntakeState.GIVEN, created_at__lt=now - FORGOTTEN):
        Path(run.stored_file).unlink(missing_ok=True)
        run.delete()
    return len(waiting)
