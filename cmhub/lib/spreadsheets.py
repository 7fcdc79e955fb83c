"""Tables that leave the product as an Excel workbook, with nothing in it that a spreadsheet runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import FileResponse
from xlsxwriter import Workbook

from cmhub.lib.text import escape_formula

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AS_TEXT = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
LONGEST_CELL = 32_767
"""Characters: what is longer, Excel takes for damage."""


def xlsx_response(name: str, title: str, rows: Iterable[Iterable[Any]]) -> FileResponse:
    """The rows, the first of them the header, as a workbook of one sheet to be saved under this name.

    It is written row by row: of a long table no more than a row is in memory, and the packed file. Times are
    shown as they are given, without their zone, which Excel does not know. Formulas are neutralised (see
    `escape_formula`).
    """
    file = BytesIO()
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm", **AS_TEXT}
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 30, 18)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [cell_of(value) for value in row])
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def cell_of(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, str):
        return escape_formula(value)[:LONGEST_CELL]
    return value
