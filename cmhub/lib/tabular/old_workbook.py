"""Whether an Excel 97 workbook (.xls) is harmless: nothing in it makes a reader set aside more than it holds.

The file is a small file system of sectors ([MS-CFB]) with the workbook as one stream of records ([MS-XLS]).
Both say sizes that their reader believes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from struct import error as struct_error
from struct import iter_unpack, unpack_from
from typing import BinaryIO

from cmhub.lib.tabular.errors import TableError
from cmhub.lib.tabular.shared_texts import MAX_TOLD, old_lengths

MAX_FILE = 64 * 1024 * 1024
MAX_CELLS = 5_000_000
"""Of the rectangle around the cells of a sheet, which is set aside as a whole."""
LAST_SECTOR = 0xFFFFFFF9
"""What is above says that a sector is free, or the last of its chain."""
ENTRY = 128
NAMES = {"Workbook", "Book"}

DIMENSIONS, SHARED_STRINGS, PROTECTED, BEGIN = 0x0200, 0x00FC, 0x002F, 0x0809
GOES_ON, NAMES_SHARED = 0x003C, 0x00FD
CELLS = {0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E}
CELLS_IN_A_ROW = {0x00BD, 0x00BE}


def check_old_workbook(file: BinaryIO) -> None:
    """Raises TableError ``old_excel`` (protected, damaged) or ``spreadsheet_too_large``."""
    file.seek(0, io.SEEK_END)
    if file.tell() > MAX_FILE:
        raise TableError("spreadsheet_too_large")
    file.seek(0)
    try:
        check_records(Sectors(file.read()).workbook())
    except (struct_error, ValueError, IndexError) as problem:
        if isinstance(problem, TableError):
            raise
        raise TableError("old_excel") from problem


class Sectors:
    """The streams of a compound file; raises ValueError, IndexError or struct.error where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = 1 << unpack_from("<H", data, 30)[0]
        if self.size not in (512, 4096):
            raise ValueError("sector size")
        directory, self.cutoff, small, _many, more = unpack_from("<I4xIIII", data, 48)
        self.next = self.allocation(more)
        self.small_next = list(self.numbers(self.stream(small)))
        self.entries = [entry for entry in self.split(self.stream(directory)) if entry[66]]
        for entry in self.entries:
            if self.length(entry) > len(data):
                raise ValueError("longer than the file")

    def sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        if start >= len(self.data):
            raise IndexError("sector")
        return self.data[start : start + self.size]

    def numbers(self, data: bytes) -> Iterator[int]:
        return (number for (number,) in iter_unpack("<I", data[: len(data) // 4 * 4]))

    def allocation(self, more: int) -> list[int]:
        """Which sector follows which."""
        places = list(unpack_from("<109I", self.data, 76))
        seen = set()
        while more < LAST_SECTOR and more not in seen:
            seen.add(more)
            *listed, more = self.numbers(self.sector(more))
            places += listed
        used = [place for place in places if place < LAST_SECTOR]
        if len(used) != len(set(used)):
            raise ValueError("a sector twice")
        return [number for place in used for number in self.numbers(self.sector(place))]

    def chain(self, number: int, following: list[int]) -> Iterator[int]:
        seen = set()
        while number < LAST_SECTOR:
            if number in seen:
                raise ValueError("a chain without end")
            seen.add(number)
            yield number
            number = following[number]

    def stream(self, first: int) -> bytes:
        return b"".join(self.sector(number) for number in self.chain(first, self.next))

    def split(self, directory: bytes) -> list[bytes]:
        return [directory[at : at + ENTRY] for at in range(0, len(directory) - ENTRY + 1, ENTRY)]

    def length(self, entry: bytes) -> int:
        return int(unpack_from("<I", entry, 120)[0])

    def workbook(self) -> bytes:
        """The records of the workbook; ValueError where there are none, as in one with a password."""
        for entry in self.entries:
            name = entry[: max(unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
            if name not in NAMES:
                continue
            first, length = unpack_from("<II", entry, 116)
            if length >= self.cutoff:
                return self.stream(first)[:length]
            small = self.stream(unpack_from("<I", self.entries[0], 116)[0])
            parts = self.chain(first, self.small_next)
            return b"".join(small[part * 64 : part * 64 + 64] for part in parts)[:length]
        raise ValueError("no workbook")


def check_records(data: bytes) -> None:
    """Raise TableError where a sheet is too large, ValueError where a password protects the workbook."""
    rows = columns = 0
    for kind, body in records(data):
        if kind == PROTECTED:
            raise ValueError("protected")
        if kind == SHARED_STRINGS and unpack_from("<I", body, 4)[0] > len(data):
            raise ValueError("more strings than bytes")
        if kind == DIMENSIONS:
            check_rectangle(*extent(body))
        if kind == BEGIN:
            rows = columns = 0
        elif kind in CELLS or kind in CELLS_IN_A_ROW:
            row, column = unpack_from("<HH", body)
            last = unpack_from("<H", body, len(body) - 2)[0] if kind in CELLS_IN_A_ROW else column
            rows, columns = max(rows, row + 1), max(columns, last + 1)
            check_rectangle(rows, columns)
    check_shared(data)


def check_shared(data: bytes) -> None:
    """Raise TableError where the texts that cells share come to too much, each cell counted."""
    table: list[bytes] = []
    named: list[int] = []
    before = 0
    for kind, body in records(data):
        if kind == SHARED_STRINGS or (kind == GOES_ON and before == SHARED_STRINGS):
            table.append(body)
        elif kind == NAMES_SHARED:
            named.append(unpack_from("<I", body, 6)[0])
        before = before if kind == GOES_ON else kind
    lengths = list(old_lengths(table)) if table and named else []
    if sum(lengths[number] for number in named if number < len(lengths)) > MAX_TOLD:
        raise TableError("spreadsheet_too_large")


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(data):
        kind, length = unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length


def extent(body: bytes) -> tuple[int, int]:
    """Rows and columns that a sheet says it has; in older files with smaller numbers. ValueError where the
    first lies behind the last: subtracted, they make more than any memory.
    """
    first, rows, left, columns = unpack_from("<HHHH" if len(body) < 14 else "<IIHH", body)
    if first > max(rows - 1, 0) or left > max(columns - 1, 0):
        raise ValueError("dimensions")
    return rows, columns


def check_rectangle(rows: int, columns: int) -> None:
    if rows * max(columns, 1) > MAX_CELLS:
        raise TableError("spreadsheet_too_large")
