"""Exports given on the page: kept, looked at, handed to a worker."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.team.models import Channel
from cmhub.lib.keys import made_with
from cmhub.lib.tabular.names import header_mark
from reporting.metrics.choices import RunState
from reporting.metrics.intake.files import FILES
from reporting.metrics.intake.understanding import Understood, format_of, understand
from reporting.metrics.models import ChosenColumns, MetricsRun
from reporting.metrics.readers import Answers, Aside, MappingError, Refusal, read, recognise
from reporting.metrics.services.work import RUNS

SHOWN = 12
"""Lines of the preview."""


@dataclass(frozen=True)
class Choices:
    """What a person says of a file: `columns` as `MetricsRun.columns` keeps them, of a file of no known
    format.
    """

    channel: Channel | None
    answers: Answers
    as_of: date
    columns: Mapping[str, Any]


@dataclass(frozen=True)
class PreviewLine:
    """`thing` is the day, the post or the part of the audience that the line is of."""

    number: int
    record: Any
    reason: str = ""


def local_day(brand: Brand, at: datetime) -> date:
    return at.astimezone(ZoneInfo(brand.time_zone)).date()


def give_export(
    *, brand: Brand, file: BinaryIO, name: str, by: User, key: uuid.UUID, at: datetime | None = None
) -> MetricsRun:
    """Keeps a file until its giver has checked it; a second post of `key` gives the run of the first.

    Raises TableError where it is no table.
    """
    if given := made_with(key, MetricsRun, brand_id=brand.pk):
        return given
    now = at or timezone.now()
    today = local_day(brand, now)
    export = recognise(file, today=today, name=name)
    path = FILES.keep(key, file)
    with transaction.atomic():
        run, made = MetricsRun.objects.get_or_create(
            key=key,
            defaults={
                "brand": brand,
                "by": by,
                "file_name": name[:200],
                "stored_file": str(path),
                "size": path.stat().st_size,
                "format": export.format,
                "columns": {} if export.is_known else remembered_columns(brand, export.header),
                "as_of": today,
                "language": by.language,
                "created_at": now,
            },
        )
        if made:
            record_of(brand, what=run, verb="metrics.given", by=by, at=now)
    return run


def remembered_columns(brand: Brand, header: tuple[str, ...]) -> dict[str, Any]:
    """What was chosen for a file of this brand with the same header."""
    remembered = ChosenColumns.objects.filter(brand=brand, header=header_mark(header)).first()
    return dict(remembered.chosen) if remembered else {}


def understand_run(run: MetricsRun, chosen: Choices, *, at: datetime | None = None) -> Understood:
    """How the file is understood with what was chosen. Raises TableError and MappingError."""
    return understand(
        brand=run.brand,
        source=run.stored_file,
        today=local_day(run.brand, at or timezone.now()),
        name=run.file_name,
        channel=chosen.channel,
        answers=chosen.answers,
        mapped=format_of(chosen.columns),
    )


def preview(run: MetricsRun, understood: Understood) -> list[PreviewLine]:
    """The first lines as they are read, totals and repeated headers left out."""
    if not understood.is_ready:
        return []
    records = (record for _part, record in read(run.stored_file, understood.export))
    kept = (record for record in records if not isinstance(record, Aside))
    return [
        PreviewLine(record.line, None, str(record))
        if isinstance(record, Refusal)
        else PreviewLine(record.line, record)
        for record in islice(kept, SHOWN)
    ]


def start_run(*, run: MetricsRun, chosen: Choices, by: User, at: datetime | None = None) -> MetricsRun:
    """Hands the file to a worker and remembers its columns. Asked twice, it is handed over once.

    Raises ValidationError while something is open, and TableError.
    """
    now = at or timezone.now()
    try:
        understood = understand_run(run, chosen, at=now)
    except MappingError as error:
        raise ValidationError(str(error), code="columns") from error
    if not understood.is_ready:
        sentences = [*understood.questions.values()] or [_("Say which column holds what.")]
        raise ValidationError(sentences)
    with transaction.atomic():
        begun = MetricsRun.objects.filter(pk=run.pk, state=RunState.GIVEN).update(
            state=RunState.QUEUED,
            channel=chosen.channel,
            answers=asdict(chosen.answers),
            as_of=chosen.as_of,
            columns=dict(chosen.columns),
            format=understood.export.format,
            by=by,
            language=by.language,
        )
        if begun:
            if chosen.columns:
                remember_columns(run.brand, understood, chosen.columns, now)
            RUNS.hand_over(run.pk)
    run.refresh_from_db()
    return run


def remember_columns(brand: Brand, understood: Understood, columns: Mapping[str, Any], now: datetime) -> None:
    ChosenColumns.objects.update_or_create(
        brand=brand,
        header=header_mark(understood.export.parts[0].header.names),
        defaults={"chosen": dict(columns), "updated_at": now},
    )


def note_download(*, run: MetricsRun, by: User, at: datetime | None = None) -> None:
    """Puts on record that somebody took the refused lines."""
    now = at or timezone.now()
    record_of(run.brand, what=run, verb="metrics.refused_lines_taken", by=by, at=now, refused=run.refused)
