"""Rows of an Excel workbook, once it is known to be harmless."""

from __future__ import annotations

import copy
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import IO, Any, BinaryIO

from cmhub.lib.tabular.errors import TableError
from cmhub.lib.tabular.old_workbook import check_old_workbook
from cmhub.lib.tabular.shared_texts import is_told_too_much

MAX_UNPACKED = 128 * 1024 * 1024
"""Bytes of all parts together; what calamine makes of them takes about twice as much."""
MAX_PARTS = 2_000
MAX_CELLS = 5_000_000
"""Of the rectangle around the cells of a sheet: calamine allocates all of it, at 32 bytes a cell, and a
sheet of two cells in opposite corners would end the process.
"""
CHUNK = 1024 * 1024
OVERLAP = 256
ROUNDED_FROM = 1e15
"""Excel keeps 15 digits: longer whole numbers are not what was typed."""

WORKBOOK = "xl/workbook.xml"
STRINGS = "sharedStrings.xml"
REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")


def spreadsheet_book(file: BinaryIO, kind: str) -> Any:
    """The workbook, whose ``sheet_names`` say which sheets it has.

    Raises TableError ``binary`` (a zip that is no workbook), ``spreadsheet_too_large``, ``old_excel``
    (protected, or damaged) or ``broken_spreadsheet``.
    """
    (check_workbook if kind == "xlsx" else check_old_workbook)(file)
    from python_calamine import CalamineWorkbook

    file.seek(0)
    with broken_unless_read():
        return CalamineWorkbook.from_object(file)


def spreadsheet_rows(book: Any, at: int) -> Iterator[tuple[int, list[str], str]]:
    """Rows of one sheet, as text, with their row number; blank ones are left out.

    Raises TableError ``broken_spreadsheet``.
    """
    with broken_unless_read():
        sheet = book.get_sheet_by_index(at)
    timed = columns_of_times(sheet.iter_rows())

    def texts(row: list[Any]) -> list[str]:
        return [as_text(at_midnight(value) if at in timed else value) for at, value in enumerate(row)]

    return (
        (number, cells, "")
        for number, row in enumerate(sheet.iter_rows(), start=1)
        if any(cells := texts(row))
    )


@contextmanager
def broken_unless_read() -> Iterator[None]:
    """calamine has no common base for what a damaged file makes it raise, and what panics in it is no
    Exception.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:
        raise TableError("broken_spreadsheet") from problem


def columns_of_times(rows: Iterable[list[Any]]) -> set[int]:
    """The columns in which some cell is a date with a time."""
    return {at for row in rows for at, value in enumerate(row) if isinstance(value, datetime)}


def at_midnight(value: Any) -> Any:
    """calamine makes a mere date of midnight: in a column of times it was one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def as_text(value: Any) -> str:
    """A cell as a CSV would hold it: “3” for 3.0, ISO 8601, “1.2e+18” for a number that Excel rounded."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if abs(value) >= ROUNDED_FROM:
            return f"{value:.14e}"
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value)


def check_workbook(file: BinaryIO) -> None:
    """Raise TableError unless the zip is a workbook that unpacks to what memory can hold.

    The sizes in a zip's directory are the sender's word: they are checked first, and then counted.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if WORKBOOK not in archive.namelist():
                raise TableError("binary")
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TableError("spreadsheet_too_large")
            left = MAX_UNPACKED
            for part in parts:
                left -= check_part(archive, part, left)
            if is_told_too_much(opened(archive, part).read() for part in parts):
                raise TableError("spreadsheet_too_large")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
        raise TableError("broken_spreadsheet") from problem


def check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """The size that a part really unpacks to; raises TableError where it or its sheet is too large."""
    size = last_row = last_column = 0
    tail = b""
    with opened(archive, part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            references = [] if part.filename.endswith(STRINGS) else REFERENCE.findall(tail + chunk)
            tail = chunk[-OVERLAP:]
            last_row = max([last_row, *(row_number(digits) for _, digits in references)])
            last_column = max([last_column, *map(column_number, {letters for letters, _ in references})])
            if size > left or last_row * max(last_column, 1) > MAX_CELLS:
                raise TableError("spreadsheet_too_large")
    return size


def opened(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> IO[bytes]:
    doubted = copy.copy(part)
    doubted.file_size = MAX_UNPACKED + 1  # zipfile stops reading at the size that the directory tells
    return archive.open(doubted)


def row_number(digits: bytes) -> int:
    return int(digits) if len(digits) < 9 else MAX_CELLS + 1


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number
