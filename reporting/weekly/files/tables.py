"""What a section of a report is made of: columns of a kind, and rows of plain values.

Each format writes a value in its own way: a workbook as a typed cell, paper and mail in words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cmhub.lib.moments import date_words
from reporting.figures.words import unit_words


class Cell(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    RATE = "rate"
    """A fraction of 1."""
    SECONDS = "seconds"
    HOURS = "hours"
    DAY = "day"
    QUOTATIONS = "quotations"
    """Words of the public, one text for each."""


WORDS = (Cell.TEXT, Cell.QUOTATIONS)


@dataclass(frozen=True)
class Measured:
    """A value of a kind of its own, where the rows of one column differ."""

    value: Any
    kind: Cell


@dataclass(frozen=True)
class Section:
    """A part of the report: `columns` are pairs (name, kind), the first of which names the row."""

    code: str
    title: str
    columns: Sequence[tuple[str, Cell]]
    rows: Sequence[Sequence[Any]]
    on_paper: bool = True
    """Whether paper shows it as a table, rather than by one of its charts or in fewer columns."""
    in_files: bool = True
    """Whether workbooks and CSV have it, rather than figure by figure."""
    unknown: Collection[int] = ()
    """The places of rows of which nothing is known: files have them, paper and links leave them out."""

    def written(self) -> list[list[str]]:
        """The rows in words, in the active language."""
        kinds = [kind for _name, kind in self.columns]
        return [[words_of(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in self.rows]

    def with_words(self) -> list[list[tuple[str, bool]]]:
        """The rows that are read, in words, each with whether it is a number and stands to the right."""
        numeric = [kind not in WORDS for _name, kind in self.columns]
        known = [row for place, row in enumerate(self.rows) if place not in self.unknown]
        return [list(zip(row, numeric, strict=True)) for row in replace(self, rows=known).written()]

    def told(self) -> list[Told]:
        """The rows as lines that people read, without the names of the columns: a day says that something is
        due then, and words of the public stand by themselves.
        """
        kinds = [kind for _name, kind in self.columns]
        return [Told.of(list(zip(row, kinds, strict=True))) for row in self.rows]

    @property
    def heads(self) -> list[tuple[str, bool]]:
        return [(name, kind != Cell.TEXT) for name, kind in self.columns]


@dataclass(frozen=True)
class Told:
    """A row as a line of text: its `parts`, and below it what the public said."""

    parts: Sequence[str]
    quotations: Sequence[str]

    @classmethod
    def of(cls, cells: Sequence[tuple[Any, Cell]]) -> Told:
        quotations = [one for value, kind in cells if kind == Cell.QUOTATIONS for one in value]
        parts = [_part(value, kind) for value, kind in cells if kind != Cell.QUOTATIONS]
        return cls(list(filter(None, parts)), [quoted(one) for one in quotations])


def _part(value: Any, kind: Cell) -> str:
    words = words_of(value, kind)
    return pgettext("something to do", "by %(day)s") % {"day": words} if kind == Cell.DAY and words else words


def quoted(words: str) -> str:
    """“…” in English, « … » in French."""
    return _("“%(word)s”") % {"word": words}


def plain(value: Any, kind: Cell) -> tuple[Any, Cell]:
    """The value itself and what it is."""
    if kind == Cell.QUOTATIONS:
        return "\n".join(value), Cell.TEXT
    return (value.value, value.kind) if isinstance(value, Measured) else (value, kind)


def words_of(value: Any, kind: Cell) -> str:
    """A value in the active language; what is not known is said to be not measured."""
    value, kind = plain(value, kind)
    if value is None:
        return "" if kind == Cell.TEXT else _("not measured")
    if kind == Cell.DAY and isinstance(value, date | datetime):
        return date_words(value)
    if kind not in (Cell.TEXT, Cell.DAY) and isinstance(value, int | float):
        return unit_words(kind, value)
    return str(value)
