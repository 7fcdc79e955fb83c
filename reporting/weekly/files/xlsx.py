"""A report as an Excel workbook: a sheet for each section, with cells that a spreadsheet can count with."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cmhub.lib.spreadsheets import AS_TEXT, cell_of
from reporting.weekly.files.sections import sections_in_files
from reporting.weekly.files.tables import WORDS, Cell, Section, plain
from reporting.weekly.models import WeeklyReport

SECONDS_OF_A_DAY = 86_400
LONGEST_TITLE = 31
NO_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
FORMATS: dict[Cell, dict[str, Any]] = {
    Cell.TEXT: {"text_wrap": True, "valign": "top"},
    Cell.COUNT: {"num_format": "#,##0", "valign": "top"},
    Cell.NUMBER: {"num_format": "#,##0.##", "valign": "top"},
    Cell.RATE: {"num_format": "0.0%", "valign": "top"},
    Cell.SECONDS: {"num_format": "[h]:mm:ss", "valign": "top"},
    Cell.HOURS: {"num_format": "[h]:mm", "valign": "top"},
    Cell.DAY: {"num_format": "yyyy-mm-dd", "valign": "top"},
}


def xlsx_of(report: WeeklyReport, rights: Collection[str] = ()) -> bytes:
    """The workbook, in the active language. What is not measured is an empty cell."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"title": f"{report.brand.name} {report.week}"})
        formats = {kind: book.add_format(form) for kind, form in FORMATS.items()}
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        taken: set[str] = set()
        for section in sections_in_files(report, rights):
            sheet = book.add_worksheet(_title(section.title, taken))
            _fill(sheet, section, formats, head)
    return file.getvalue()


def _fill(sheet: Worksheet, section: Section, formats: dict[Cell, Any], head: Any) -> None:
    sheet.freeze_panes(1, 1)
    for column, (name, kind) in enumerate(section.columns):
        sheet.set_column(column, column, 44 if kind in WORDS else 16)
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(section.rows, start=1):
        for column, value in enumerate(row):
            found, kind = plain(value, section.columns[column][1])
            _write(sheet, number, column, found, kind, formats[kind])


def _write(sheet: Worksheet, row: int, column: int, value: Any, kind: Cell, form: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, form)
    elif kind == Cell.SECONDS:
        sheet.write_number(row, column, value / SECONDS_OF_A_DAY, form)
    elif kind == Cell.HOURS:
        sheet.write_number(row, column, value / 24, form)
    elif kind == Cell.DAY:
        sheet.write_datetime(row, column, value, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, cell_of(value), form)
    else:
        sheet.write_number(row, column, value, form)


def _title(title: str, taken: set[str]) -> str:
    """A name that Excel takes, and of two that begin alike, each its own."""
    name = " ".join(title.translate(NO_TITLE).split())[:LONGEST_TITLE]
    number = 2
    while name.casefold() in taken:
        name = f"{name[: LONGEST_TITLE - 3]} {number}"
        number += 1
    taken.add(name.casefold())
    return name
