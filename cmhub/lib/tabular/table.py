"""An uploaded file as a table, in a stream."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, cast

from cmhub.lib.tabular.delimited import (
    MAX_LINE,
    RawRow,
    declared_separator,
    likely_separator,
    raw_rows,
)
from cmhub.lib.tabular.encoding import HEAD, Text, is_workbook, recognise_text
from cmhub.lib.tabular.errors import LINE_TOO_LONG, TOO_MANY_CELLS, TableError
from cmhub.lib.tabular.spreadsheet import spreadsheet_rows

MAX_COLUMNS = 1_000
SIGNATURE = 16
"""Bytes in which a binary format makes itself known."""
HEADER_SEARCHED = 30
"""Rows among which ``find_header`` may find the header."""
INVISIBLE = "\ufeff\u200b\u200e\u200f"

FindHeader = Callable[[list[str]], bool]


class Row(NamedTuple):
    line_number: int
    """Of the row's first line in the file, the first one being 1; of the row in a workbook."""
    values: list[str]
    """As many as the header has; empty strings where the line is short, only those where it is unreadable.
    """
    problem: str = ""
    """A code of ROW_PROBLEMS, or an empty string."""


class Table:
    """A file being read: its header is known, its rows come once, in order, in constant memory.

    A context manager; a file that the caller opened stays open.
    """

    kind: str
    """``csv`` or ``xlsx``."""
    header: list[str]
    """Trimmed, as written otherwise."""
    duplicate_columns: list[str]
    """Names that the header has more than once, case aside."""
    preamble: list[list[str]]
    """The rows before the header."""
    rows: Iterator[Row]

    def __init__(self, file: BinaryIO, *, owned: bool, find_header: FindHeader | None) -> None:
        self.file, self.owned = file, owned
        self.encoding = self.separator = ""
        self.text: io.TextIOWrapper | None = None
        self.preamble = []
        try:
            raw = self.recognised_rows()
            self.header = self.take_header(raw, find_header or any)
        except BaseException:
            self.close()
            raise
        self.duplicate_columns = repeated(self.header)
        self.rows = shaped(raw, len(self.header))

    def recognised_rows(self) -> Iterator[RawRow]:
        if is_workbook(self.file.read(SIGNATURE)):
            self.kind = "xlsx"
            return spreadsheet_rows(self.file)
        self.kind = "csv"
        return self.delimited_rows(recognise_text(self.file))

    def delimited_rows(self, text: Text) -> Iterator[RawRow]:
        self.encoding = text.encoding
        self.file.seek(text.mark)
        sample = complete_lines(self.file.read(HEAD).decode(text.encoding, text.errors))
        self.file.seek(text.mark)
        self.text = io.TextIOWrapper(self.file, encoding=text.encoding, errors=text.errors, newline="")
        declared = declared_separator(sample[0])
        if declared:
            self.text.readline()
        self.separator = declared or likely_separator(sample)
        rows = raw_rows(self.text, self.separator, first_line=2 if declared else 1)
        inner = separator_within(raw_rows(io.StringIO("".join(sample), newline=""), self.separator))
        if inner and not declared:
            self.separator = inner
            return unwrapped(rows, inner)
        return rows

    def take_header(self, raw: Iterator[RawRow], is_header: FindHeader) -> list[str]:
        for _number, cells, problem in islice(raw, HEADER_SEARCHED):
            if problem == LINE_TOO_LONG:
                raise TableError("line_too_long", limit=MAX_LINE)
            names = [name.strip().strip(INVISIBLE).strip() for name in cells]
            if not is_header(names):
                self.preamble.append(cells)
                continue
            while names and not names[-1]:
                names.pop()
            if len(names) > MAX_COLUMNS:
                raise TableError("too_many_columns", limit=MAX_COLUMNS)
            return names
        raise TableError("no_header")

    def close(self) -> None:
        if self.text is not None:
            self.text.detach()
            self.text = None
        if self.owned:
            self.file.close()

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_table(source: str | Path | Any, *, find_header: FindHeader | None = None) -> Table:
    """A CSV or XLSX file as a table; ``source`` is a path, or a seekable binary file such as an upload.

    The header is the first row that is not blank, or the first one (of thirty) of which ``find_header``
    says so. Raises TableError, whose text is a sentence for the person who sent the file.
    """
    if not isinstance(source, str | Path):
        file = innermost(source)
        file.seek(0)
        return Table(file, owned=False, find_header=find_header)
    try:
        file = io.FileIO(source)
    except OSError as problem:
        raise TableError("unreadable", name=Path(source).name) from problem
    return Table(cast("BinaryIO", io.BufferedReader(file)), owned=True, find_header=find_header)


def innermost(file: Any) -> BinaryIO:
    """The real file within Django's and Python's wrappers of uploads, which io cannot wrap again."""
    while hasattr(file, "file"):
        file = file.file
    return cast("BinaryIO", file)


def complete_lines(sample: str) -> list[str]:
    """The lines of a sample, without a last one that may be cut."""
    lines = list(io.StringIO(sample, newline=""))
    return lines[:-1] if len(lines) > 1 and len(sample) * 4 >= HEAD else lines


def separator_within(rows: Iterator[RawRow]) -> str:
    """The separator within the only column of a file whose lines a spreadsheet put into quotes, else ''."""
    lines = [f"{cells[0]}\n" for _, cells, _ in islice(rows, HEADER_SEARCHED) if len(cells) == 1]
    inner = likely_separator(lines) if lines else ""
    return inner if lines and inner in lines[0] else ""


def unwrapped(rows: Iterator[RawRow], separator: str) -> Iterator[RawRow]:
    for number, cells, problem in rows:
        if len(cells) != 1:
            yield number, cells, problem
            continue
        for _, inner, inner_problem in raw_rows(io.StringIO(cells[0], newline=""), separator):
            yield number, inner, problem or inner_problem


def repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for name in names:
        key = name.casefold()
        if key in seen and key:
            twice[name] = None
        seen.add(key)
    return list(twice)


def shaped(raw: Iterator[RawRow], width: int) -> Iterator[Row]:
    """Rows as wide as the header."""
    for number, cells, problem in raw:
        missing = width - len(cells)
        if missing > 0:
            cells += [""] * missing
        elif missing < 0:
            if any(cells[width:]):
                problem = problem or TOO_MANY_CELLS
            cells = cells[:width]
        yield Row(number, cells, problem)
