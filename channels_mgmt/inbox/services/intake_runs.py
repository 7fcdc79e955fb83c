"""Files given on the page: kept, looked at, handed to a worker."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.inbox.intake.columns import ColumnsError, find_columns, guess_columns
from channels_mgmt.inbox.intake.files import FILES
from channels_mgmt.inbox.intake.lines import Line, LineReader, Place, RefusedLineError
from channels_mgmt.inbox.models import ColumnMap, IntakeRun
from channels_mgmt.inbox.services.intake_work import hand_over
from channels_mgmt.team.models import Channel
from cmhub.lib.keys import made_with
from cmhub.lib.tabular import open_table
from cmhub.lib.tabular.names import header_mark

SHOWN = 20
"""Lines of the preview."""


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
    if given := made_with(key, IntakeRun, brand_id=brand.pk):
        return given
    with open_table(file) as table:
        header = table.header
    path = FILES.keep(key, file)
    now = at or timezone.now()
    with transaction.atomic():
        run, made = IntakeRun.objects.get_or_create(
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
                "created_at": now,
            },
        )
        if made:
            _tell("intake.given", run, by, now)
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
            hand_over(run.pk)
    run.refresh_from_db()
    return run


def note_download(*, run: IntakeRun, by: User, at: datetime | None = None) -> None:
    """Puts on record that somebody took the refused lines, which hold what the public wrote."""
    _tell("intake.refused_lines_taken", run, by, at, refused=run.refused)


def _tell(verb: str, run: IntakeRun, by: User, at: datetime | None, **details: Any) -> None:
    """The name of the file stays out: a member of the public may be named in it."""
    record(verb=verb, what=run, by=by, at=at, agency_id=run.brand.agency_id, brand_id=run.brand_id, **details)
