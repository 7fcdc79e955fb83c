"""Files that people give, at the worker: each taken in once, one of a brand at a time, and kept no longer
than said.

A run is a row with `brand`, `state` (given, queued, running, done or failed), `attempts`, `stored_file`,
`refused_file`, `language`, `error` and its times; its queryset tells the `unfinished()` ones.
"""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from celery import signature
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cmhub.lib.apart import apart
from cmhub.lib.enqueue import enqueue
from cmhub.lib.locks import try_advisory_lock
from cmhub.lib.tabular import TableError

log = logging.getLogger(__name__)

GIVEN, QUEUED, RUNNING, DONE, FAILED = "given", "queued", "running", "done", "failed"
ATTEMPTS = 3
"""How often a file is begun: one that kills its worker each time is given up."""
ATTEMPTS_IN_TIME = 2
"""How often it is begun where the worker's time was up each time: the machine may only have been busy."""
FORGOTTEN = timedelta(days=7)
"""How long a file waits for its giver to confirm it."""

Run = TypeVar("Run", bound=Model)


class UnusableFileError(Exception):
    """A file of which nothing can be used, or an argument that does not fit it: `str()` is a sentence."""


@dataclass(frozen=True)
class FileRuns(Generic[Run]):
    """The runs of one kind of files. `take` takes the file of a run in and gives what its columns then say;
    it raises UnusableFileError or TableError. `untold` is what they say before anything was read.
    """

    model: type[Run]
    worker: str
    lock: str
    take: Callable[[Run, datetime | None], dict[str, Any]]
    untold: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> Any:
        return self.model._default_manager

    def hand_over(self, run_id: int) -> None:
        enqueue(signature(self.worker), run_id)

    def work_off(self, *, run_id: int, at: datetime | None = None) -> Run | None:
        """Takes in the file of a run that waits, or that a worker left half way.

        None where there is nothing to do, or a worker is at this file or another one of the brand: the run
        stays as it is, and is handed over when that one ends.

        Nothing of a file is in before all of it is, and what is in is known: so it is safe to run again.
        """
        brand_id = self.rows.filter(pk=run_id).values_list("brand_id", flat=True).first()
        if brand_id is None:
            return None
        with try_advisory_lock(self.lock, brand_id) as taken:
            runs = self.rows.unfinished() if taken else self.rows.none()
            run: Run | None = runs.select_related("brand", "channel", "by").filter(pk=run_id).first()
            if run is None:
                return None
            self.attempt(run, at)
        self.hand_over_next(brand_id)
        return run

    def attempt(self, run: Any, at: datetime | None) -> None:
        """Takes the file in and notes what came of it; the file is deleted once the run is over."""
        if run.attempts >= ATTEMPTS:
            outcome = failure(run, _("The file stopped the worker several times: nothing was taken in."))
        else:
            note(run, state=RUNNING, started_at=at or timezone.now(), attempts=run.attempts + 1)
            outcome = self.outcome_of(run, at)
        if outcome["state"] == QUEUED:
            note(run, **outcome)
            return
        note(run, **outcome, finished_at=at or timezone.now())
        Path(run.stored_file).unlink(missing_ok=True)

    def outcome_of(self, run: Any, at: datetime | None) -> dict[str, Any]:
        """What the run's columns say after this attempt."""
        try:
            return {"state": DONE, **self.take(run, at)}
        except (UnusableFileError, TableError) as error:
            return failure(run, error)
        except SoftTimeLimitExceeded:
            return self.out_of_time(run)
        except OperationalError:
            give_attempt_back(run)
            raise  # the database went away or is full: the schedule tries again, however long that lasts
        except Exception:
            log.exception("%s %s failed", self.model._meta.label, run.pk)
            return failure(run, _("An internal error stopped the intake: nothing was taken in."))

    def out_of_time(self, run: Any) -> dict[str, Any]:
        """Another attempt, or none where the worker's time did not suffice for the others either."""
        if run.attempts < ATTEMPTS_IN_TIME:
            return {"state": QUEUED, **self.untold}
        return failure(
            run,
            _(
                "The file is too long to be taken in at once: split it into smaller ones and give each of "
                "them. Nothing was taken in."
            ),
        )

    def hand_over_next(self, brand_id: int) -> None:
        """The brand's next file, if there is one; one that was begun already lets the others pass."""
        waiting = self.rows.unfinished().filter(brand=brand_id).order_by("attempts", "created_at")
        next_one = waiting.values_list("pk", flat=True).first()
        if next_one is not None:
            self.hand_over(next_one)

    def resume(self, *, at: datetime | None = None) -> int:
        """Queues again what no worker has in hand, and forgets files that nobody confirmed; how many were
        queued.
        """
        now = at or timezone.now()
        waiting = list(self.rows.unfinished().order_by("created_at").values_list("pk", flat=True))
        for run_id in waiting:
            self.hand_over(run_id)
        for run in self.rows.filter(state=GIVEN, created_at__lt=now - FORGOTTEN):
            Path(run.stored_file).unlink(missing_ok=True)
            run.delete()
        return len(waiting)


def note(run: Any, **values: Any) -> None:
    """Outside the transaction that takes the file in, so that a page sees it."""
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))


def note_meanwhile(run: Any, **values: Any) -> None:
    """The same from within that transaction: how far it is."""
    with apart():
        run._meta.default_manager.filter(pk=run.pk).update(**values)


def give_attempt_back(run: Any) -> None:
    """The file is not what stopped it. A database that does not take even this counts it."""
    with suppress(DatabaseError, InterfaceError):
        connection.close()
        note(run, attempts=run.attempts - 1)


def failure(run: Any, sentence: object) -> dict[str, Any]:
    """The end of a run, told in the language of who gave the file."""
    with translation.override(run.language):
        return {"state": FAILED, "error": str(sentence)}


@dataclass(frozen=True)
class RunFiles:
    """Where given files and refused lines lie: under MEDIA_ROOT, which no page serves."""

    name: str

    def folder(self) -> Path:
        return Path(settings.MEDIA_ROOT, self.name)

    def given_path(self, name: uuid.UUID) -> Path:
        return self.folder() / "given" / str(name)

    def keep(self, name: uuid.UUID, file: BinaryIO) -> Path:
        """Where the file lies from now on. One that there is no room for leaves nothing."""
        path = self.given_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        file.seek(0)
        try:
            with path.open("wb") as kept:
                shutil.copyfileobj(file, kept)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path

    def refused_path(self, name: uuid.UUID) -> Path:
        return self.folder() / "refused" / f"{name}.csv"

    def forget(self, model: type[Model], *, at: datetime | None = None) -> int:
        """Deletes the files of runs that ended long ago, and those that no run knows any more; how many.

        The latter are of commands, or of a process that died between writing the file and saying so.
        """
        rows = model._default_manager
        oldest = (at or timezone.now()) - timedelta(days=settings.INTAKE_FILES_KEPT_DAYS)
        ended = rows.filter(finished_at__lt=oldest).exclude(stored_file="", refused_file="")
        paths = {
            Path(path) for pair in ended.values_list("stored_file", "refused_file") for path in pair if path
        }
        known = rows.values_list("stored_file", "refused_file")
        paths |= self._older(oldest) - {Path(path) for pair in known.iterator() for path in pair}
        deleted = sum(_delete(path) for path in paths)
        ended.update(stored_file="", refused_file="")
        return deleted

    def _older(self, oldest: datetime) -> set[Path]:
        files = (path for path in self.folder().glob("*/*") if path.is_file())
        return {path for path in files if path.stat().st_mtime < oldest.timestamp()}


def _delete(path: Path) -> bool:
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
