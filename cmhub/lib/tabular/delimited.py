"""Lines of delimited text as rows, whatever is wrong with one of them."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from cmhub.lib.tabular.errors import LINE_TOO_LONG, UNCLOSED_QUOTE

MAX_LINE = 1_000_000
"""Characters of one line, and of one row of several lines. The longest message of any network is a tenth of
it.
"""
MAX_REREAD = 50
"""Lines with an unclosed quote after which the lines that follow are read again: a bound on the work, not a
rule.
"""
SEPARATORS = "\t;|,"
"""Where two do as well, the one that is rarer in names and texts."""
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)
SAMPLED_ROWS = 30
TITLE_LINES = 3
"""Lines above the header that a file may have: a title, a sentence about what follows."""

# The limit is one of the process. What protects the memory is MAX_LINE, which LineSource applies to whole
# rows.
csv.field_size_limit(max(csv.field_size_limit(), 2 * MAX_LINE))

RawRow = tuple[int, list[str], str]
"""Number of the first line, cells, problem or ''."""


class RowTooLongError(Exception):
    """The row being read has passed MAX_LINE."""


class LineSource:
    """The lines of a text for ``csv.reader``, none longer than MAX_LINE, which can be given back.

    An exception raised here leaves the reader ready for the next row, which begins at the next line.
    """

    def __init__(self, text: TextIO, first_line: int = 1) -> None:
        self.text = text
        self.number = first_line - 1
        self.given_back: deque[str] = deque()
        self.row: list[str] = []
        self.size = 0
        self.open_at_end = False

    def __iter__(self) -> LineSource:
        return self

    def __next__(self) -> str:
        line = self.given_back.popleft() if self.given_back else self.text.readline(MAX_LINE)
        if not line:
            self.open_at_end = bool(self.row)  # the reader asks for more within a row only inside a quotation
            raise StopIteration
        self.number += 1
        self.row.append(line)
        self.size += len(line)
        if self.size >= MAX_LINE:
            self.skip_rest_of_line()
            raise RowTooLongError
        return line

    def begin_row(self) -> int:
        """Forget the row before; the number of the line that comes next."""
        self.row.clear()
        self.size = 0
        self.open_at_end = False
        return self.number + 1

    def skip_rest_of_line(self) -> None:
        """Read to the end of the line that was cut at MAX_LINE: the next one begins where a line does."""
        line = self.row[-1]
        while line and not line.endswith(("\n", "\r")):
            line = self.text.readline(MAX_LINE)
        self.row[-1] = self.row[-1].rstrip("\r\n") + "\n"

    def reread_after_first_line(self) -> None:
        """Give back what was swallowed by a row that should have ended with its first line."""
        swallowed = self.row[1:]
        self.given_back.extendleft(reversed(swallowed))
        self.number -= len(swallowed)


def raw_rows(text: TextIO, separator: str, first_line: int = 1) -> Iterator[RawRow]:
    """Rows of a text opened with ``newline=""``, without blank ones; unreadable ones have no cells."""
    source = LineSource(text, first_line)
    reader = csv.reader(source, delimiter=separator)
    rereads = 0
    while True:
        number = source.begin_row()
        try:
            cells = next(reader)
            problem = UNCLOSED_QUOTE if source.open_at_end else ""
        except StopIteration:
            return
        except RowTooLongError:
            cells, problem = [], UNCLOSED_QUOTE if len(source.row) > 1 else LINE_TOO_LONG
        except csv.Error:
            cells, problem = [], LINE_TOO_LONG
        if problem == UNCLOSED_QUOTE:
            cells = []
            if rereads < MAX_REREAD:
                rereads += 1
                source.reread_after_first_line()
        if problem or any(cells):
            yield number, cells, problem


def declared_separator(first_line: str) -> str:
    """The separator of a ``sep=;`` line, as Excel and Meta write it, else an empty string."""
    declared = SEPARATOR_LINE.fullmatch(first_line)
    return declared[1] if declared else ""


def likely_separator(sample: list[str]) -> str:
    """The separator under which the first lines have most columns, and the same number of them.

    Where the first line is unlike the others under all of them, it may be a title: those below it are asked.
    """
    widths = {
        separator: [len(row) for row in csv.reader(sample, delimiter=separator) if row][:SAMPLED_ROWS]
        for separator in SEPARATORS
    }
    fitness = {separator: agreement(widths[separator]) for separator in SEPARATORS}
    best = max(SEPARATORS, key=fitness.__getitem__)
    if fitness[best][0] < 0.5:
        for titles in range(1, TITLE_LINES + 1):
            below = {separator: agreement(widths[separator][titles:]) for separator in SEPARATORS}
            fittest = max(SEPARATORS, key=below.__getitem__)
            if below[fittest][0] > 0.5:
                return fittest
    return best if fitness[best][1] else ","


def agreement(widths: list[int]) -> tuple[float, int]:
    """The share of the rows that are as wide as the first, and that width; zeros for a single column."""
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])
