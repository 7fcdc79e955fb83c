"""Taking in an export: read into a staging table, then put to posts, compared and stored in one transaction.

`docs/exports.md` says what becomes of a line.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.post_choices import PostVerb
from channels_mgmt.publishing.services.history import tell
from channels_mgmt.team.models import Channel
from cmhub.lib.locks import advisory_lock
from cmhub.lib.refused_lines import Refusals
from cmhub.lib.sql import execute
from cmhub.lib.tabular import Row, TableError
from cmhub.lib.tabular.names import header_mark
from reporting.metrics.choices import RunState
from reporting.metrics.intake.files import FILES
from reporting.metrics.intake.posts import settle_posts
from reporting.metrics.intake.staging import Stager, staging_table
from reporting.metrics.intake.storing import compare, store
from reporting.metrics.intake.understanding import Targets, Understood, format_of, understand
from reporting.metrics.models import MetricsRun
from reporting.metrics.readers import Answers, Aside, Part, Record, Refusal, read
from reporting.metrics.readers.declared import PRIMARY
from reporting.metrics.readers.mapping import SLUG as MAPPED
from reporting.metrics.signals import figures_taken_in

EVERY = 25_000
"""Lines between two tellings of progress."""
CHUNK = 1 << 20
MARKED = 12
"""Digits of a header's mark that tell the files of one mapping from those of another."""


@dataclass
class Progress:
    """How far it is: `position` in bytes of the file."""

    read: int = 0
    refused: int = 0
    position: int = 0
    storing: bool = False


@dataclass
class MetricsSummary:
    """read = taken + known + refused; totals and repeated headers are no lines. Known is what was there
    already as it is given, or brings no figure.
    """

    read: int = 0
    taken: int = 0
    known: int = 0
    refused: int = 0
    refused_file: Path | None = None
    corrected: int = 0
    new_posts: int = 0
    format: str = ""
    unused_columns: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


OnProgress = Callable[[Progress], None]


def take_in_export(
    *,
    brand: Brand,
    path: Path | str,
    name: str = "",
    channel: Channel | None = None,
    answers: Answers | None = None,
    as_of: date | None = None,
    by: User | None = None,
    at: datetime | None = None,
    dry_run: bool = False,
    language: str = "fr",
) -> MetricsSummary:
    """Takes in an export of a network, all of it or, where anything fails, nothing.

    With `dry_run` it is only counted what would be. `as_of` is the day on which what the file says of a
    lifetime was read: today, unless it is known better. Raises UnusableFileError and TableError.
    """
    now = at or timezone.now()
    run = MetricsRun(
        brand=brand,
        channel=channel,
        by=by,
        key=uuid.uuid4(),
        file_name=(name or Path(path).name)[:200],
        stored_file="",
        answers=vars(answers) if answers else {},
        as_of=as_of or now.astimezone(ZoneInfo(brand.time_zone)).date(),
        language=language,
        created_at=now,
    )
    return take_in_run(run=run, path=path, at=now, dry_run=dry_run)


def take_in_run(
    *,
    run: MetricsRun,
    path: Path | str,
    at: datetime,
    dry_run: bool = False,
    on_progress: OnProgress | None = None,
) -> MetricsSummary:
    """Takes in the file of a run, which is stored with what came of it where it is not stored yet."""
    brand = run.brand
    with translation.override(run.language), opened(path) as file:
        run.digest = digest_of(file)
        today = at.astimezone(ZoneInfo(brand.time_zone)).date()
        understood = understand(
            brand=brand,
            source=file,
            today=today,
            name=run.file_name,
            channel=run.channel,
            answers=Answers(**run.answers),
            mapped=format_of(run.columns),
        )
        understood.check()
        return Taking(run, understood, at, on_progress or ignore).take(file, keep=not dry_run)


def ignore(progress: Progress) -> None:
    """Nobody wants to know how far it is."""


@contextmanager
def opened(path: Path | str) -> Iterator[Any]:
    try:
        file = Path(path).open("rb")  # noqa: SIM115
    except OSError as problem:
        raise TableError("unreadable", name=Path(path).name) from problem
    with file:
        yield file


def digest_of(file: Any) -> str:
    """By which a file is known again, whatever it is called."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


@dataclass
class Taking:
    """One file being taken in."""

    run: MetricsRun
    understood: Understood
    at: datetime
    tell: OnProgress

    def take(self, file: Any, *, keep: bool) -> MetricsSummary:
        run, export = self.run, self.understood.export
        run.channel = self.understood.channel
        run.network = run.channel.network if run.channel else ""
        before = self.taken_in_before()
        if before:
            run.as_of = before.as_of
        zone = ZoneInfo(run.brand.time_zone)
        header = export.parts[0].header.names
        path = FILES.refused_path(uuid.uuid4())
        with staging_table(), Refusals(path, header) as refusals:
            with Stager(zone, run.as_of) as stager:
                summary = self.stage(file, stager, refusals)
            self.warn(summary)
            with self.all_or_nothing(keep=keep):
                self.settle(summary, refusals, zone, fills=before is not None)
            summary.refused_file = refusals.written
        return summary

    def warn(self, summary: MetricsSummary) -> None:
        """Two accounts do not have the same figures: one of them was given the file by mistake."""
        same = MetricsRun.objects.filter(brand=self.run.brand, digest=self.run.digest, state=RunState.DONE)
        others = same.exclude(channel=self.run.channel).exclude(channel=None).select_related("channel")
        if self.run.channel and (other := others.order_by("created_at").first()):
            said = _("This very file was taken in before, for another channel: %(channel)s.")
            summary.notes.append(said % {"channel": other.channel})

    def taken_in_before(self) -> MetricsRun | None:
        """The first run of this very file for this channel."""
        runs = MetricsRun.objects.filter(
            brand=self.run.brand, channel=self.run.channel, digest=self.run.digest, state=RunState.DONE
        )
        return runs.exclude(pk=self.run.pk).order_by("created_at").first()

    def stage(self, file: Any, stager: Stager, refusals: Refusals) -> MetricsSummary:
        """Puts the good lines into the staging table and the others among the refusals."""
        progress = Progress()
        lines = Lines(self.understood.targets, stager, refusals)
        for part, record in read(file, self.understood.export):
            if isinstance(record, Aside):
                continue
            progress.read += 1
            lines.add(part, record)
            if progress.read % EVERY == 0:
                stager.settle()
                progress.refused, progress.position = refusals.count, file.tell()
                self.tell(progress)
        stager.settle()
        progress.refused, progress.storing = refusals.count, True
        self.tell(progress)
        export = self.understood.export
        return MetricsSummary(
            read=progress.read,
            format=export.format,
            unused_columns=list(export.unused),
            notes=[str(note) for note in export.notes],
        )

    @contextmanager
    def all_or_nothing(self, *, keep: bool) -> Iterator[None]:
        """The transaction in which a file of the brand is taken in, one at a time; undone again unless
        `keep`.
        """
        with advisory_lock("metrics", self.run.brand_id):
            execute("set local work_mem = '128MB'")
            try:
                yield
            except SoftTimeLimitExceeded:
                connection.connection.cancel_safe(timeout=5)  # else the server goes on, and holds the lock
                raise
            if not keep:
                transaction.set_rollback(True)

    def settle(self, summary: MetricsSummary, refusals: Refusals, zone: ZoneInfo, *, fills: bool) -> None:
        run, brand = self.run, self.run.brand
        read_on = min(datetime.combine(run.as_of, time(12), zone).astimezone(UTC), self.at)
        undated, summary.new_posts, found = settle_posts(brand.pk, self.at, read_on)
        for line in sorted(undated):
            refusals.add(Row(line, []), _("The line does not say when the post was published."))
        compare(fills=fills)
        if run.pk is None:
            run.save()
        stored = store(brand_id=brand.pk, run_id=run.pk, by_id=run.by_id, zone=brand.time_zone, at=self.at)
        summary.taken, summary.corrected = stored.taken, stored.corrected
        summary.refused, summary.refused_file = refusals.count, refusals.written
        summary.known = summary.read - summary.taken - summary.refused
        self.put_on_record(summary, found)
        figures_taken_in.send(MetricsRun, brand=brand, weeks=stored.weeks, at=self.at)

    def put_on_record(self, summary: MetricsSummary, found: list[int]) -> None:
        """The run is over in one with what it brought."""
        run = self.run
        for name, value in outcome(summary).items():
            setattr(run, name, value)
        run.state, run.finished_at = RunState.DONE, self.at
        run.started_at = run.started_at or self.at
        run.save()
        for post in Post.objects.select_related("brand").filter(pk__in=found):
            tell(post, PostVerb.FOUND, by=run.by, at=self.at, to_state=PostState.PUBLISHED)
        if summary.read:
            counts = {name: getattr(summary, name) for name in ("read", "taken", "known", "refused")}
            record_of(run.brand, what=run, verb="metrics.taken_in", by=run.by, at=self.at, **counts)


def outcome(summary: MetricsSummary) -> dict[str, Any]:
    """What the run's columns say of it."""
    return {
        "read": summary.read,
        "taken": summary.taken,
        "known": summary.known,
        "refused": summary.refused,
        "corrected": summary.corrected,
        "new_posts": summary.new_posts,
        "format": summary.format,
        "unused_columns": summary.unused_columns,
        "notes": summary.notes,
        "refused_file": str(summary.refused_file or ""),
    }


@dataclass
class Lines:
    """Sends each record to its channel, or among the refusals."""

    targets: Targets
    stager: Stager
    refusals: Refusals
    places: dict[tuple[int, str], tuple[int | None, str]] = field(default_factory=dict)
    """Part and network → id of the channel and series."""

    def add(self, part: Part, record: Record) -> None:
        if isinstance(record, Refusal):
            self.refusals.add(Row(record.line, list(record.cells)), str(record))
            return
        if isinstance(record, Aside):
            return
        key = (id(part), record.network)
        if key not in self.places:
            channel = self.targets.of(record.network)
            self.places[key] = (channel.pk if channel else None, series_of(part))
        channel_id, series = self.places[key]
        if channel_id is None:
            network = dict(Network.choices).get(record.network, record.network)
            reason = _("The line is of %(network)s, of which no channel was said.") % {"network": network}
            self.refusals.add(Row(record.line, []), reason)
        else:
            self.stager.add(record, channel_id, record.network, series)


def series_of(part: Part) -> str:
    """What tells the figures of such files from others of the same day."""
    if part.declared.slug == MAPPED:
        return f"{MAPPED}-{header_mark(part.header.names)[:MARKED]}"
    return f"{part.declared.slug}:{part.metric}" if PRIMARY in part.header.places else part.declared.slug
