"""Files given on the page: kept, looked at, queued, taken in by a worker, once."""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from celery import signature
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.inbox.intake.columns import ColumnsError, find_columns, guess_columns, header_mark
from channels_mgmt.inbox.intake.files import given_path
from channels_mgmt.inbox.intake.lines import Line, LineReader, Place, RefusedLineError
from channels_mgmt.inbox.models import ColumnMap, IntakeRun
from channels_mgmt.team.models import Channel
from cmhub.lib.enqueue import enqueue
from cmhub.lib.locks import KEY, key_of
from cmhub.lib.tabular import TableError, open_table

log = logging.getLogger(__name__)

WORKER = "channels_mgmt.inbox.tasks.take_in_run"
ATTEMPTS = 3
"""How often a file is begun: one that kills its worker each time is given up."""
SHOWN = 20
"""Lines of the preview."""
FORGOTTEN = timedelta(days=7)
"""How long a file waits for its giver to confirm it."""
UNFINISHED = (IntakeState.QUEUED, IntakeState.RUNNING)


@dataclass(frozen=True)
class PreviewLine:
    number: int
    line: Line | None
    reason: str = ""


@dataclass(frozen=True)
class Preview:
    """The first lines of a file as they are understood, or the sentence that says why they are not."""

    header: list[str]
    columns: dict[str, str]
    lines: list[PreviewLine]
    problem: str = ""


def give_file(
    *,
    brand: Brand,
    file: BinaryIO,
    name: str,
    channel: Channel | None,
    by: User,
    key: uuid.UUID,
    at: datetime | None = None,
) -> IntakeRun:
    """Keeps a file until its giver has checked it; a second post of `key` gives the run of the first.

    Raises TableError where it is no table.
    """
    if given := IntakeRun.objects.filter(key=key).first():
        if given.brand_id != brand.pk:
            raise ValidationError(_("This form was used elsewhere: load the page again."), code="key")
        return given
    with open_table(file) as table:
        header = table.header
    path = given_path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    file.seek(0)
    with path.open("wb") as kept:
        shutil.copyfileobj(file, kept)
    run, _made = IntakeRun.objects.get_or_create(
        key=key,
        defaults={
            "brand": brand,
            "channel": channel,
            "by": by,
            "file_name": name[:200],
            "stored_file": str(path),
            "size": path.stat().st_size,
            "columns": remembered_columns(brand, header),
            "language": by.language,
            "created_at": at or timezone.now(),
        },
    )
    return run


def remembered_columns(brand: Brand, header: list[str]) -> dict[str, str]:
    """What was chosen for a file of this brand with the same header, else what the names tell."""
    remembered = ColumnMap.objects.filter(brand=brand, header=header_mark(header)).first()
    if remembered and set(remembered.columns.values()) <= set(header):
        return dict(remembered.columns)
    return guess_columns(header)


def preview(
    *, run: IntakeRun, columns: Mapping[str, str], channel: Channel | None, at: datetime | None = None
) -> Preview:
    """Raises TableError where the file is gone or can no longer be read."""
    with open_table(run.stored_file) as table:
        header = table.header
        try:
            mapped = find_columns(header, columns)
        except ColumnsError as error:
            return Preview(header, dict(columns), [], str(error))
        reader = LineReader(
            mapped=mapped,
            zone=ZoneInfo(run.brand.time_zone),
            now=at or timezone.now(),
            channels={one.slug: Place(one.pk, one.network) for one in run.brand.channels.all()},
            # Which channel it will be is chosen beside the preview and shows nowhere in it.
            channel=None if "channel" in mapped and not channel else Place(0, ""),
        )
        lines = []
        for row in islice(table.rows, SHOWN):
            try:
                lines.append(PreviewLine(row.line_number, reader.read(row)))
            except RefusedLineError as error:
                lines.append(PreviewLine(row.line_number, None, str(error)))
    return Preview(header, dict(columns), lines)


def start_run(
    *,
    run: IntakeRun,
    columns: Mapping[str, str],
    channel: Channel | None,
    by: User,
    at: datetime | None = None,
) -> IntakeRun:
    """Hands the file to a worker and remembers its columns. Asked twice, it is handed over once."""
    now = at or timezone.now()
    with open_table(run.stored_file) as table:
        header = table.header
    try:
        find_columns(header, columns)
    except ColumnsError as error:
        raise ValidationError(str(error), code="columns") from error
    with transaction.atomic():
        begun = IntakeRun.objects.filter(pk=run.pk, state=IntakeState.GIVEN).update(
            state=IntakeState.QUEUED, columns=dict(columns), channel=channel, by=by, language=by.language
        )
        if begun:
            ColumnMap.objects.update_or_create(
                brand_id=run.brand_id,
                header=header_mark(header),
                defaults={"columns": dict(columns), "updated_at": now},
            )
            enqueue(signature(WORKER), run.pk)
    run.refresh_from_db()
    return run


@contextmanager
def alone(run_id: int) -> Iterator[bool]:
    """Whether no other worker is at this run. The lock is the connection's and goes with it when a worker
    dies.
    """
    key = key_of(("intake-run", run_id))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({KEY})", [key])
        (taken,) = cursor.fetchone()
        try:
            yield taken
        finally:
            if taken and not connection.needs_rollback:
                cursor.execute(f"SELECT pg_advisory_unlock({KEY})", [key])


def work_off(*, run_id: int, at: datetime | None = None) -> IntakeRun | None:
    """Takes in the file of a run that waits, or that a worker left half way; None where there is nothing to
    do.

    Nothing of a file is in before all of it is, and what is in is known: so it is safe to run again.
    """
    with alone(run_id) as taken:
        run = IntakeRun.objects.select_related("brand", "channel", "by").filter(pk=run_id).first()
        if not taken or run is None or run.state not in UNFINISHED:
            return None
        if run.attempts >= ATTEMPTS:
            with translation.override(run.language):
                error = _("The file stopped the worker several times: nothing was taken in.")
            outcome: dict[str, Any] = {"state": IntakeState.FAILED, "error": error}
        else:
            note(run, state=IntakeState.RUNNING, started_at=at or timezone.now(), attempts=run.attempts + 1)
            outcome = outcome_of(run, at)
        note(run, **outcome, finished_at=at or timezone.now())
        Path(run.stored_file).unlink(missing_ok=True)
    return run


def outcome_of(run: IntakeRun, at: datetime | None) -> dict[str, Any]:
    """What the run's columns say once it is over."""
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
        return {"state": IntakeState.FAILED, "error": str(error)}
    except OperationalError:
        raise  # the database went away: the schedule tries again
    except Exception:
        log.exception("intake run %s failed", run.pk)
        with translation.override(run.language):
            error_words = _("An internal error stopped the intake: nothing was taken in.")
        return {"state": IntakeState.FAILED, "error": error_words}
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


def note(run: IntakeRun, **values: Any) -> None:
    """Outside the transaction that takes the file in, so that a page sees it."""
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))


def resume_runs(*, at: datetime | None = None) -> int:
    """Queues again what no worker has in hand, and forgets files that nobody confirmed; how many were
    queued.
    """
    now = at or timezone.now()
    waiting = list(
        IntakeRun.objects.filter(state__in=UNFINISHED).order_by("created_at").values_list("pk", flat=True)
    )
    for run_id in waiting:
        enqueue(signature(WORKER), run_id)
    for run in IntakeRun.objects.filter(state=IntakeState.GIVEN, created_at__lt=now - FORGOTTEN):
        Path(run.stored_file).unlink(missing_ok=True)
        run.delete()
    return len(waiting)
