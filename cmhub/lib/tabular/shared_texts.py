"""How much the texts come to that cells of a workbook share, each cell counted.

A text that many cells name stands in the file once, and calamine makes a copy for each of them: 60,000 cells
and one long text are a file of 300 kB that ends the process.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from struct import unpack_from

MAX_TOLD = 256 * 1024 * 1024
SHORTEST_CELL = 16
"""Bytes that a cell takes at least: `<c t="s"><v>0</v>`."""

ITEM = re.compile(rb"</(?:\w+:)?si\s*>|<(?:\w+:)?si\s*/>")
CELL = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>(?:\s*<(?:\w+:)?v>\s*([0-9]{1,9})\s*<)?""")
"""A cell that names a shared text, with its number where that is written plainly."""
NOT_PLAIN = (b"<!--", b"<![CDATA[", b"<!DOCTYPE")
"""What no program writes among the texts, and what would number them otherwise than they are counted here."""


def is_told_too_much(parts: Iterable[bytes]) -> bool:
    """Whether the texts of all cells are more than memory should hold, of an .xlsx with these parts."""
    texts, others = list[bytes](), list[bytes]()
    for part in parts:
        (texts if ITEM.search(part) else others).append(part)
    return any(told(one, others) > MAX_TOLD for one in texts)


def told(texts: bytes, sheets: Iterable[bytes]) -> int:
    """Bytes. A number that cannot be read, or that may be counted otherwise, is taken for the longest's."""
    items = ITEM.split(texts)[:-1]
    lengths = [len(item) for item in items]
    longest = max(lengths)
    if any(sign in texts for sign in NOT_PLAIN):
        lengths = []
    filled = [length for item, length in zip(items, lengths, strict=False) if b"<t" in item or b":t" in item]
    total = 0
    for sheet in sheets:
        if len(sheet) // SHORTEST_CELL * longest > MAX_TOLD:
            numbers = list(numbers_in(sheet))
            total += max(summed(numbers, lengths, longest), summed(numbers, filled, longest))
    return total


def numbers_in(sheet: bytes) -> Iterator[int]:
    """The number of the text of each cell that shares one; -1 where it is not plain."""
    for found in CELL.finditer(sheet):
        yield int(found[1] or -1)


def summed(numbers: Iterable[int], lengths: list[int], longest: int) -> int:
    known = len(lengths)
    return sum(lengths[number] if 0 <= number < known else longest for number in numbers)


def old_lengths(pieces: list[bytes]) -> Iterator[int]:
    """Bytes of each shared text of an .xls, whose table goes on from record to record: its first bytes are
    how many there are. IndexError or struct.error where it is damaged.
    """
    data, ends = b"".join(pieces), list(accumulate(map(len, pieces)))
    at, number = 8, unpack_from("<I", data, 4)[0]
    for _text in range(number):
        left, flags = unpack_from("<HB", data, at)
        yield 2 * left
        at += 3
        runs, more = 0, 0
        if flags & 8:
            runs, at = unpack_from("<H", data, at)[0], at + 2
        if flags & 4:
            more, at = unpack_from("<I", data, at)[0], at + 4
        while left:
            width = 1 + (flags & 1)
            end = ends[bisect_right(ends, at)]
            here = min(left, (end - at) // width)
            at, left = at + here * width, left - here
            if left:  # goes on in the next record, which says anew how wide its letters are
                flags, at = data[end], end + 1
        at += 4 * runs + more
