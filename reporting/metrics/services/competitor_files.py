"""Files that speak of a competitor: days of an account, or a list of posts whose days are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.watch.models import Competitor
from cmhub.lib.tabular import TableError
from reporting.figures.audience import engaged
from reporting.metrics.choices import RunState
from reporting.metrics.models import MetricsRun
from reporting.metrics.readers import (
    Answers,
    DayRow,
    Export,
    MappingError,
    PostRow,
    Refusal,
    guessed_columns,
    mapped_format,
    read,
    recognise,
)
from reporting.metrics.readers.declared import Rows
from reporting.metrics.services.competitors import FIGURES, store_days

MAPPED = ("day", *FIGURES)
MOST_DAYS = 4_000
"""Eleven years: what spans more is no list of what a competitor did lately."""


class UnknownColumnsError(ValidationError):
    """A file of no known format: `header` has its columns, `guessed` ours → theirs for a person to check."""

    def __init__(self, header: tuple[str, ...]) -> None:
        super().__init__(_("The file is of no known format: say which column is what."))
        self.header = header
        guessed = guessed_columns(Rows.DAYS, header)
        self.guessed = {ours: theirs for ours, theirs in guessed.items() if ours in MAPPED}


@dataclass
class Reading:
    """What a file says, day by day."""

    days: dict[date, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    read: int = 0
    refused: list[Refusal] = field(default_factory=list)


def take_file(
    *,
    competitor: Competitor,
    network: str,
    file: Any,
    name: str,
    key: UUID,
    by: User,
    columns: Mapping[str, str] | None = None,
    date_order: str = "",
    at: datetime | None = None,
) -> MetricsRun:
    """Takes in a file once, however often it is sent. Raises ValidationError for what cannot be read."""
    now = at or timezone.now()
    done = MetricsRun.objects.filter(key=key).first()
    if done:
        return done
    try:
        export = recognised(file, network, name, columns, date_order, now.date())
        reading = days_of(file, export, network)
    except (TableError, MappingError) as error:
        raise ValidationError(str(error)) from error
    if not reading.days:
        raise ValidationError(_("No day of the file has a figure that is kept of competitors."))
    with transaction.atomic():
        Competitor.objects.select_for_update().get(pk=competitor.pk)
        run = MetricsRun.objects.create(
            brand_id=competitor.brand_id,
            network=network,
            by=by,
            key=key,
            file_name=name[:200],
            format=export.format,
            columns=dict(columns or {}),
            as_of=now.date(),
            state=RunState.DONE,
            read=reading.read,
            taken=reading.read - len(reading.refused),
            refused=len(reading.refused),
            unused_columns=list(export.unused),
            created_at=now,
            started_at=now,
            finished_at=now,
        )
        store_days(competitor=competitor, network=network, days=reading.days, run=run, at=now)
        record_of(
            competitor.brand,
            what=competitor,
            verb="competitor.file",
            by=by,
            at=now,
            label=competitor.name,
            file=run.file_name,
        )
    return run


def recognised(
    file: Any, network: str, name: str, columns: Mapping[str, str] | None, date_order: str, today: date
) -> Export:
    """The file as it will be read. Raises ValidationError for what is open still."""
    answers = Answers(network=network, date_order=date_order or None)
    export = recognise(file, today=today, name=name, answers=answers)
    if not export.is_known:
        chosen = {ours: theirs for ours, theirs in (columns or {}).items() if theirs}
        if not chosen:
            raise UnknownColumnsError(export.header)
        mapped = mapped_format(Rows.DAYS, chosen, export.header, network=network)
        export = recognise(file, today=today, name=name, answers=answers, mapped=mapped)
    if open_questions := [*export.asks, *export.conflicts]:
        raise ValidationError([str(one) for one in open_questions])
    return export


def days_of(file: Any, export: Export, network: str) -> Reading:
    """The figures by day. Of a list of posts each is counted on the day of its publication; between the first
    and the last of them the list says of every other day that nothing was published.
    """
    reading = Reading()
    published: dict[date, list[PostRow]] = defaultdict(list)
    for _part, record in read(file, export):
        if isinstance(record, DayRow) and record.network in ("", network):
            reading.read += 1
            reading.days[record.day] |= kept_of(record)
        elif isinstance(record, PostRow) and record.published_on and record.network in ("", network):
            reading.read += 1
            published[record.published_on].append(record)
        elif isinstance(record, Refusal):
            reading.read += 1
            reading.refused.append(record)
    for day, posts in with_empty_days(published).items():
        reading.days[day] |= counted_posts(posts)
    reading.days = {day: figures for day, figures in reading.days.items() if figures}
    return reading


def kept_of(row: DayRow) -> dict[str, int]:
    known = {name: value for name, value in row.figures.items() if value is not None}
    found = {name: int(known[name]) for name in FIGURES if name in known}
    acts = engaged({name: int(value) for name, value in known.items()})
    return found if acts is None else found | {"engagements": int(acts)}


def counted_posts(posts: list[PostRow]) -> dict[str, int]:
    """How many, and their engagements where each has some known."""
    acts = [
        engaged({name: int(value) for name, value in row.figures.items() if value is not None})
        for row in posts
    ]
    known = [int(value) for value in acts if value is not None]
    return {"posts": len(posts)} | ({"engagements": sum(known)} if len(known) == len(posts) else {})


def with_empty_days(published: Mapping[date, list[PostRow]]) -> dict[date, list[PostRow]]:
    if not published:
        return {}
    first, last = min(published), max(published)
    span = (last - first).days + 1
    if span > MOST_DAYS:
        raise ValidationError(_("The posts of the file span more than eleven years."))
    days = (first + timedelta(days=number) for number in range(span))
    return {day: published.get(day, []) for day in days}
