"""Tables that leave the product as CSV: written while they are sent, with nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

from cmhub.lib.text import escape_formula

MARK = "\ufeff"
"""Tells Excel that what follows is UTF-8."""
ROWS_AT_ONCE = 200


class Echo:
    """What a csv.writer writes to when what it writes is to be handed on."""

    def write(self, text: str) -> str:
        return text


def csv_response(name: str, rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """The rows, the first of them the header, as a file to be saved under this name.

    Formulas are neutralised (see `escape_formula`): give numbers as numbers.
    """
    response = StreamingHttpResponse(csv_chunks(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_chunks(rows: Iterable[Iterable[Any]], *, french: bool = False) -> Iterator[str]:
    """`french`: with semicolons and decimal commas, without which a French Excel reads dates for numbers."""
    writer = csv.writer(Echo(), delimiter=";" if french else ",")
    yield MARK
    chunk: list[str] = []
    for row in rows:
        chunk.append(writer.writerow([_cell(cell, french) for cell in row]))
        if len(chunk) == ROWS_AT_ONCE:
            yield "".join(chunk)
            chunk.clear()
    yield "".join(chunk)


def _cell(cell: Any, french: bool) -> Any:
    return str(cell).replace(".", ",") if french and isinstance(cell, float) else escape_formula(cell)
