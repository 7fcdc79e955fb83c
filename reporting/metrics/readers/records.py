"""What a reader gives back, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from reporting.metrics.readers.wording import REFUSALS, sentence

Value = int | Decimal | None
"""Counts are int, rates and seconds Decimal; None where the file has nothing or says that it has nothing."""
Figures = dict[str, Value]
"""Names of `reporting.metrics.catalogue` to values: an entry for each column of the file that is a figure."""


class Span(StrEnum):
    """What time a figure is of."""

    DAY = "day"
    LIFETIME = "lifetime"
    """Since the post was published, until the export."""
    AT_EXPORT = "at_export"
    """As it stood when the file was made; the file does not say when."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """The figures of an account on one day."""

    line: int
    day: date
    figures: Figures
    network: str = ""
    """Where the file names it line by line, else as `Part.network`."""

    @property
    def span(self) -> Span:
        return Span.DAY


@dataclass(frozen=True, slots=True)
class PostRow:
    """The figures of one post, since it was published or on one day."""

    line: int
    post_id: str
    permalink: str
    published_on: date | None
    published_at: datetime | None
    """None where the file gives only the day. Naive where the file names no zone: the account's wall time."""
    text: str
    kind: str
    """A value of `kinds.PostKind`, or ''."""
    figures: Figures
    day: date | None = None
    """The day of the figures; None for those of the post's lifetime."""
    network: str = ""
    account: str = ""
    """The page or profile, as the file names it."""

    @property
    def span(self) -> Span:
        return Span.LIFETIME if self.day is None else Span.DAY


@dataclass(frozen=True, slots=True)
class AudienceRow:
    """The figures of one part of the audience: a city, a country, an age and gender."""

    line: int
    dimension: str
    segment: str
    figures: Figures
    network: str = ""

    @property
    def span(self) -> Span:
        return Span.AT_EXPORT


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that is no line of data: ``code`` is ``total`` or ``header``."""

    line: int
    code: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was not taken. `code` is a key of REFUSALS, `str()` its sentence in the active language."""

    line: int
    code: str
    details: dict[str, Any] = field(default_factory=dict)
    cells: tuple[str, ...] = ()

    def __str__(self) -> str:
        return sentence(REFUSALS, self.code, self.details)


Record = DayRow | PostRow | AudienceRow | Aside | Refusal
