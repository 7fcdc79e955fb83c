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
    TITLE_LINES,
    RawRow,
    declared_separator,
    likely_separator,
    raw_rows,
)
from cmhub.lib.tabular.encoding import HEAD, Text, recognise_text, workbook_kind
from cmhub.lib.tabular.errors import LINE_TOO_LONG, TOO_MANY_CELLS, TableError
from cmhub.lib.tabular.spreadsheet import spreadsheet_book, spreadsheet_rows

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
    """``csv``, ``xlsx`` or ``xls``."""
    sheets: list[str]
    """Names of a workbook's sheets; of text, none."""
    header: list[str]
    """Trimmed, as written otherwise."""
    duplicate_columns: list[str]
    """Names that the header has more than once, case aside."""
    preamble: list[list[str]]
    """The rows before the header."""
    rows: Iterator[Row]
    raw: Iterator[RawRow]
    """The same rows as wide as they are written: what is taken from here is not in ``rows``."""
    has_last_break: bool
    """Whether the last line ends as the others do; a file that was cut mostly does not."""

    def __init__(
        self, file: BinaryIO, *, owned: bool, find_header: FindHeader | None, sheet: int, book: Any
    ) -> None:
        self.file, self.owned, self.sheet, self.book = file, owned, sheet, book
        self.sheets, self.has_last_break = [], True
        self.encoding = self.separator = ""
        self.text: io.TextIOWrapper | None = None
        self.preamble = []
        try:
            self.raw = self.recognised_rows()
            self.header = self.take_header(self.raw, find_header or any)
        except BaseException:
            self.close()
            raise
        self.duplicate_columns = repeated(self.header)
        self.rows = shaped(self.raw, len(self.header))

    def recognised_rows(self) -> Iterator[RawRow]:
        self.kind = workbook_kind(self.file.read(SIGNATURE)) or "csv"
        if self.kind == "csv":
            return self.delimited_rows(recognise_text(self.file))
        book = self.book or spreadsheet_book(self.file, self.kind)
        self.sheets = book.sheet_names
        return spreadsheet_rows(book, self.sheet)

    def delimited_rows(self, text: Text) -> Iterator[RawRow]:
        self.encoding = text.encoding
        self.has_last_break = ends_with_break(self.file, text)
        self.file.seek(text.mark)
        sample = complete_lines(self.file.read(HEAD).decode(text.encoding, text.errors))
        self.file.seek(text.mark)
        self.text = io.TextIOWrapper(self.file, encoding=text.encoding, errors=text.errors, newline="")
        declared = declared_separator(sample[0])
        if declared:
            self.text.readline()
        self.separator = declared or likely_separator(sample)
        rows = raw_rows(self.text, self.separator, first_line=2 if declared else 1)
        inner = separator_within(
            raw_rows(io.StringIO("".join(sample), newline=""), self.separator), self.separator
        )
        if inner and declared in ("", inner):
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


def open_table(
    source: str | Path | Any, *, find_header: FindHeader | None = None, sheet: int = 0, book: Any = None
) -> Table:
    """A CSV, XLSX or XLS file as a table; ``source`` is a path, or a seekable binary file such as an upload.

    The header is the first row that is not blank, or the first one (of thirty) of which ``find_header``
    says so. Of a workbook, one sheet is read: ``Table.sheets`` names the others, and ``book``, which is
    what `unpacked` gave of the same file, spares doing that again. Raises TableError, whose text is a
    sentence for the person who sent the file.
    """
    file, owned = opened(source)
    return Table(file, owned=owned, find_header=find_header, sheet=sheet, book=book)


def unpacked(source: str | Path | Any) -> Any:
    """A workbook as `open_table` takes it, with its ``sheet_names``; None for text. Raises TableError."""
    file, owned = opened(source)
    try:
        kind = workbook_kind(file.read(SIGNATURE))
        return spreadsheet_book(file, kind) if kind else None
    finally:
        if owned:
            file.close()


def opened(source: str | Path | Any) -> tuple[BinaryIO, bool]:
    """A source as a file at its beginning, and whether it was opened here."""
    if not isinstance(source, str | Path):
        file = innermost(source)
        file.seek(0)
        return file, False
    try:
        return cast("BinaryIO", io.BufferedReader(io.FileIO(source))), True
    except OSError as problem:
        raise TableError("unreadable", name=Path(source).name) from problem


def innermost(file: Any) -> BinaryIO:
    """The real file within Django's and Python's wrappers of uploads, which io cannot wrap again."""
    while hasattr(file, "file"):
        file = file.file
    return cast("BinaryIO", file)


def ends_with_break(file: BinaryIO, text: Text) -> bool:
    """Whether the last character of a text ends a line."""
    width = 2 if text.encoding.startswith("utf-16") else 1
    file.seek(-width, io.SEEK_END)
    return file.read(width).decode(text.encoding, text.errors) in ("\n", "\r")


def complete_lines(sample: str) -> list[str]:
    """The lines of a sample, without a last one that may be cut."""
    lines = list(io.StringIO(sample, newline=""))
    return lines[:-1] if len(lines) > 1 and len(sample) * 4 >= HEAD else lines


def separator_within(rows: Iterator[RawRow], separator: str) -> str:
    """The separator within the only column of a file whose lines a spreadsheet put into quotes, else ''."""
    read = list(islice(rows, HEADER_SEARCHED))
    lines = [f"{cells[0]}\n" for _, cells, _ in read if len(cells) == 1]
    inner = likely_separator(lines) if lines else ""
    if inner != separator and 2 * len(lines) < len(read):
        return ""  # a sentence above the table, with commas of its own
    return inner if any(inner in line for line in lines[: TITLE_LINES + 1]) else ""


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
