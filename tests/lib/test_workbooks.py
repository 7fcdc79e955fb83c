"""Tables that leave as a workbook."""

from datetime import UTC, datetime
from io import BytesIO

from python_calamine import CalamineWorkbook

from cmhub.lib.spreadsheets import LONGEST_CELL, XLSX, xlsx_response


def test_a_workbook_holds_the_rows_and_nothing_that_runs() -> None:
    at = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
    rows = [["When", "Text", "Number"], [at, "=1+1", -5], ["", "http://example.com", None]]
    response = xlsx_response("x.xlsx", "A title of more than thirty-one letters", iter(rows))
    assert response["Content-Type"] == XLSX
    assert response["Content-Disposition"] == 'attachment; filename="x.xlsx"'
    book = CalamineWorkbook.from_filelike(BytesIO(response.getvalue()))
    cells = book.get_sheet_by_index(0).to_python()
    assert cells == [
        ["When", "Text", "Number"],
        [datetime(2026, 3, 4, 12, 30), "'=1+1", -5.0],
        ["", "http://example.com", ""],
    ]


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    response = xlsx_response("x.xlsx", "x", [["a" * (LONGEST_CELL + 9)]])
    (row,) = CalamineWorkbook.from_filelike(BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()
    assert len(row[0]) == LONGEST_CELL
