"""A recognised file, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmhub.lib.tabular import Table, open_table
from reporting.metrics.readers.blocks import block_records
from reporting.metrics.readers.lines import LineReader
from reporting.metrics.readers.recognising import Export, Part
from reporting.metrics.readers.records import Record, Refusal
from reporting.metrics.readers.wording import LineError

CUT, TOO_MANY_CELLS = "cut", "too_many_cells"


class OpenQuestionError(ValueError):
    """A file was to be read while something is open: see `Export.asks` and `Export.conflicts`."""


def read(source: Any, export: Export) -> Iterator[tuple[Part, Record]]:
    """The records of a file, in its order and in constant memory, each with the table it is from.

    Raises OpenQuestionError at once, TableError where the file has changed since it was recognised.
    """
    if export.asks or export.conflicts or not export.is_known:
        raise OpenQuestionError(", ".join(codes(export)))
    return ((part, record) for part in export.parts for record in read_part(source, part, export.book))


def codes(export: Export) -> list[str]:
    """What is open, named."""
    return [*(ask.code for ask in export.asks), *(conflict.code for conflict in export.conflicts)]


def read_part(source: Any, part: Part, book: Any = None) -> Iterator[Record]:
    """The records of one table. A generator: the file is opened at the first of them."""
    with open_table(source, find_header=part.is_header, sheet=part.sheet, book=book) as table:
        if part.declared.blocks:
            yield from block_records(
                part.declared, part.header, table.raw, comma=part.settled.comma, network=part.network
            )
        else:
            yield from records(table, part)


def records(table: Table, part: Part) -> Iterator[Record]:
    reader = LineReader(part.declared, part.header, part.settled, part.metric)
    held: tuple[int, list[str], str] | None = None
    widest = 0
    for row in table.raw:
        if held is not None:
            widest = max(widest, len(held[1]))
            yield record(reader, *held)
        held = row
    if held is None:
        return
    line, cells, problem = held
    if not table.has_last_break and len(cells) < min(widest or reader.width, reader.width) and not problem:
        problem = CUT
    yield record(reader, line, cells, problem)


def record(reader: LineReader, line: int, cells: list[str], problem: str) -> Record:
    """The record of a row as it is written; a refusal where it is none."""
    missing = reader.width - len(cells)
    if missing < 0 and any(cells[reader.width :]):
        problem = problem or TOO_MANY_CELLS
    try:
        if problem:
            raise LineError(problem)
        if missing > 0:
            cells += [""] * missing
        return reader.read(line, cells)
    except LineError as error:
        return Refusal(line, error.code, error.details, tuple(cells))
