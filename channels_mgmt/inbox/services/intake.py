"""Taking in a file of messages: read into a staging table, then threaded and recorded in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import numpy as np
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.intake import adoption, recording
from channels_mgmt.inbox.intake.arranging import Arrangement, arrange
from channels_mgmt.inbox.intake.columns import ColumnsError, find_columns
from channels_mgmt.inbox.intake.duplicates import Known, drop_known
from channels_mgmt.inbox.intake.files import refused_path
from channels_mgmt.inbox.intake.lines import LineReader, Place, RefusedLineError
from channels_mgmt.inbox.intake.neighbours import Neighbours
from channels_mgmt.inbox.intake.staging import Stager, staging_table, weeks_staged
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.signals import interactions_merged, interactions_taken_in, messages_taken_in
from channels_mgmt.team.models import Channel
from cmhub.lib.file_runs import UnusableFileError
from cmhub.lib.locks import advisory_lock
from cmhub.lib.refused_lines import Refusals
from cmhub.lib.sql import execute
from cmhub.lib.tabular import Row, open_table

WAKES = timedelta(hours=48)
"""What was sent longer before intake starts no escalation, notification or deadline."""
POSTGRES_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
FEW, LOOKED_UP = 10_000, 0.1
"""Of so few lines what they touch is of late and in memory: each is looked up in the indexes, however many
messages the brand has, where the planner, left alone, would read through all of them.
"""
EVERY = 25_000  # lines between two tellings of progress


class IntakeError(UnusableFileError):
    """See UnusableFileError."""


@dataclass
class Progress:
    """How far an intake is: `position` in bytes of the file."""

    read: int = 0
    refused: int = 0
    position: int = 0
    recording: bool = False


@dataclass
class IntakeSummary:
    """read = taken + known + refused. `warned` counts what `warnings` tells of the first of."""

    read: int = 0
    taken: int = 0
    known: int = 0
    refused: int = 0
    refused_file: Path | None = None
    asked: int = 0
    warned: int = 0
    warnings: list[str] = field(default_factory=list)


OnProgress = Callable[[Progress], None]


def take_in(
    *,
    brand: Brand,
    path: Path | str,
    channel: Channel | None = None,
    columns: Mapping[str, str] | None = None,
    by: User | None = None,
    at: datetime | None = None,
    dry_run: bool = False,
    language: str = "fr",
    on_progress: OnProgress | None = None,
) -> IntakeSummary:
    """Takes in a CSV or XLSX of messages, all of it or, where anything fails, nothing.

    `columns` names the file's columns where they are not called as ours. With `dry_run` it is only counted
    what would be. Refused lines go to a file, with their reasons in `language`. Raises IntakeError and
    TableError.
    """
    now = at or timezone.now()
    with translation.override(language), open_table(path) as table:
        reader = line_reader(brand, table.header, channel, columns, now)
        with staging_table(), Refusals(refused_path(uuid.uuid4()), table.header) as refusals:
            summary = read_lines(table, reader, refusals, on_progress or ignore)
            settle(brand, summary, reader, now, by, keep=not dry_run)
    return summary


def settle(
    brand: Brand,
    summary: IntakeSummary,
    reader: LineReader,
    now: datetime,
    by: User | None,
    *,
    keep: bool,
    through: str = "",
) -> None:
    """Takes in what was read into the staging table, and counts it; undone again unless `keep`.

    `through` is what the record says it came through, where it was no file.
    """
    with all_or_nothing(brand, summary.read - summary.refused, keep=keep):
        known = drop_known(brand.pk)
        summary.known = known.lines + adoption.adopt(brand.pk)
        summary.taken = summary.read - summary.refused - summary.known
        tell_warnings(summary, known, reader)
        if keep:
            take_staged(brand, summary, now, by, through)


def ignore(progress: Progress) -> None:
    """Nobody wants to know how far it is."""


def take_staged(
    brand: Brand, summary: IntakeSummary, now: datetime, by: User | None, through: str = ""
) -> None:
    """Threads and records what is new in the staging table, and puts it on record."""
    if weeks := weeks_staged(brand.time_zone):
        write(brand, arrange(Neighbours(brand.pk)), now)
        messages_taken_in.send(Message, brand=brand, weeks=weeks, at=now)
        summary.asked = adoption.ask(brand.pk, now)
    if summary.read:
        record(
            verb="intake.received" if through else "intake.taken_in",
            what=brand,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            read=summary.read,
            taken=summary.taken,
            known=summary.known,
            refused=summary.refused,
            **({"through": through} if through else {}),
        )


@contextmanager
def all_or_nothing(brand: Brand, lines: int, *, keep: bool) -> Iterator[None]:
    """The transaction in which so many lines of the brand are taken in, one intake at a time; undone again
    unless `keep`.
    """
    with advisory_lock("intake", brand.pk):
        # For this transaction: joins of the whole file in memory, and the full-text index fed in larger
        # helpings.
        execute("set local work_mem = '192MB'")
        execute("set local gin_pending_list_limit = '64MB'")
        if lines <= FEW:
            execute(f"set local random_page_cost = {LOOKED_UP}")
        try:
            yield
        except SoftTimeLimitExceeded:
            connection.connection.cancel_safe(timeout=5)  # else the server goes on, and holds the lock
            raise
        if not keep:
            transaction.set_rollback(True)


def line_reader(
    brand: Brand,
    header: Sequence[str],
    channel: Channel | None,
    columns: Mapping[str, str] | None,
    now: datetime,
) -> LineReader:
    """Raises IntakeError where the file has not the columns, or says nowhere which channel its lines are
    of.
    """
    try:
        mapped = find_columns(header, columns)
    except ColumnsError as error:
        raise IntakeError(str(error)) from error
    channels = {one.slug: Place(one.pk, one.network) for one in brand.channels.all()}
    if channel is None and "channel" not in mapped and len(channels) != 1:
        raise IntakeError(
            _("The brand has %(count)d channels and the file names none: say which one (--channel SLUG).")
            % {"count": len(channels)}
        )
    return LineReader(
        mapped=mapped,
        zone=ZoneInfo(brand.time_zone),
        now=now,
        channels=channels,
        channel=Place(channel.pk, channel.network) if channel else None,
    )


class Source(Protocol):
    """Where lines come from: `cmhub.lib.tabular.Table`, or whatever else has rows."""

    file: Any
    """Tells, by `tell()`, how far it is read; asked each 25,000 rows."""

    @property
    def rows(self) -> Iterator[Row]: ...


class Refused(Protocol):
    """What keeps the lines that were refused: `intake.refusals.Refusals`, or whatever else does."""

    @property
    def count(self) -> int: ...

    @property
    def written(self) -> Path | None: ...

    def add(self, row: Row, reason: str) -> None: ...


def read_lines(
    table: Source, reader: LineReader, refusals: Refused, on_progress: OnProgress
) -> IntakeSummary:
    """Puts the good lines into the staging table and the others among the refusals."""
    progress = Progress()
    with Stager() as stager:
        for row in table.rows:
            progress.read += 1
            try:
                stager.add(reader.read(row))
            except RefusedLineError as error:
                refusals.add(row, str(error))
            if progress.read % EVERY == 0:
                stager.settle()
                progress.refused, progress.position = refusals.count, table.file.tell()
                on_progress(progress)
    progress.refused, progress.recording = refusals.count, True
    on_progress(progress)
    return IntakeSummary(read=progress.read, refused=refusals.count, refused_file=refusals.written)


def write(brand: Brand, arrangement: Arrangement, now: datetime) -> None:
    """Records what was arranged and tells the rooms above, which move what is theirs before anything is
    deleted.
    """
    recording.gather_existing()
    recording.open_interactions(brand.pk)
    recording.record_messages(brand.pk)
    recording.go_on(brand.pk, now)
    recording.record_episodes(brand.pk)
    if arrangement.absorbed:
        interactions_merged.send(Interaction, brand=brand, survivors=arrangement.absorbed, at=now)
        recording.forget_absorbed()
    if arrangement.vanished:
        recording.forget_vanished(arrangement.vanished)
    oldest = (now - WAKES - POSTGRES_EPOCH) // timedelta(microseconds=1)
    waking = np.sort(arrangement.fresh[arrangement.newest >= oldest]).tolist()
    if waking:
        interactions_taken_in.send(Interaction, brand=brand, interactions=waking, at=now)


def adopt_message(*, arrived: Message, recorded: Message, at: datetime) -> None:
    """Makes one message of two: the recorded one takes the network's id, and what hangs on it is threaded
    anew.
    """
    left, home, brand = arrived.interaction_id, recorded.interaction_id, arrived.brand
    with staging_table(), all_or_nothing(brand, 1, keep=True):
        adoption.stage_adoption(arrived.pk, recorded.pk)
        arrived.delete()
        emptied = left is not None and not Message.objects.filter(interaction=left).exists()
        also = frozenset() if left is None or emptied else frozenset({left})
        arrangement = arrange(Neighbours(brand.pk), also)
        if left is not None and home is not None and emptied and left != home:
            recording.absorb(arrangement.absorbed, lost=left, kept=home)
        write(brand, arrangement, at)


def tell_warnings(summary: IntakeSummary, known: Known, reader: LineReader) -> None:
    summary.warned = known.differing + sum(reader.ignored.values())
    summary.warnings = [
        _(
            "Line %(line)d: the message %(id)s is known with another content. The one sent earlier stands, "
            "at equal times the smaller text."
        )
        % {"line": line, "id": external_id}
        for line, external_id in known.examples
    ]
    for column, count in sorted(reader.ignored.items()):
        summary.warnings.append(
            ngettext(
                "%(count)d line was taken without its “%(column)s”, which is not understood.",
                "%(count)d lines were taken without their “%(column)s”, which is not understood.",
                count,
            )
            % {"count": count, "column": column}
        )
