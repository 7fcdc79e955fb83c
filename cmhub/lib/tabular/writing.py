"""CSV that a spreadsheet opens as it is, and runs nothing of."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cmhub.lib.text import escape_formula

CHUNK = 64 * 1024


def write_csv(
    rows: Iterable[Sequence[Any]], header: Sequence[str], *, separator: str = ",", bom: bool = True
) -> Iterator[bytes]:
    """The file as chunks of UTF-8 bytes, for a streamed answer or ``file.writelines``.

    Texts that a spreadsheet would run as formulas get an apostrophe before them; give numbers as numbers. The
    byte-order mark makes Excel read UTF-8: leave it out (``bom=False``) where a program reads the file.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    if bom:
        yield codecs.BOM_UTF8
    writer.writerow([escape_formula(name) for name in header])
    for row in rows:
        writer.writerow([escape_formula(cell) for cell in row])
        if buffer.tell() > CHUNK:
            yield encoded(buffer)
    yield encoded(buffer)


def encoded(buffer: io.StringIO) -> bytes:
    """What the buffer held; bytes that could not be read go out as they came in."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "surrogateescape")
