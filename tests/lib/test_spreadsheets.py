"""Workbooks, among them those made to bring a process down."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from cmhub.lib.tabular import Row, TableError, open_table
from cmhub.lib.tabular.spreadsheet import as_text, check_workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: list[list[Any]], at: tuple[int, int] = (0, 0)) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"})
    sheet = book.add_worksheet()
    for n, row in enumerate(rows):
        sheet.write_row(at[0] + n, at[1], row)
    book.close()
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one part replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(TableError) as refused:
        open_table(io.BytesIO(data))
    return refused.value.code


def test_midnight_is_a_time_in_a_column_of_times_and_a_date_elsewhere() -> None:
    midnight, noon = datetime(2026, 11, 10), datetime(2026, 11, 10, 12)
    data = workbook([["sent_at", "day"], [midnight, date(2026, 11, 10)], [noon, date(2026, 11, 11)]])
    with open_table(io.BytesIO(data)) as table:
        assert [row.values for row in table.rows] == [
            ["2026-11-10T00:00:00", "2026-11-10"],
            ["2026-11-10T12:00:00", "2026-11-11"],
        ]


def test_rows_as_a_csv_would_give_them() -> None:
    data = workbook(
        [
            [" message_id ", "sent_at", "text"],
            [3, datetime(2026, 11, 21, 13, 0, 1), "Bonjour\n😡"],
            ["", "", ""],
            ["x", True, "=1+1"],
            [12.5, "2026-11-21T13:00:00+01:00"],
        ]
    )
    with open_table(io.BytesIO(data)) as table:
        assert table.kind == "xlsx"
        assert table.header == ["message_id", "sent_at", "text"]
        assert list(table.rows) == [
            Row(2, ["3", "2026-11-21T13:00:01", "Bonjour\n😡"]),
            Row(4, ["x", "true", "0"]),
            Row(5, ["12.5", "2026-11-21T13:00:00+01:00", ""]),
        ]


def test_a_table_that_does_not_begin_at_a1() -> None:
    with open_table(io.BytesIO(workbook([["a", "b"], ["1", "2"]], at=(4, 2)))) as table:
        assert table.header == ["a", "b"]
        assert list(table.rows) == [Row(6, ["1", "2"])]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (-0.5, "-0.5"),
        (999_999_999_999_999.0, "999999999999999"),
        (1.2345678901234567e17, "1.23456789012346e+17"),
        (False, "false"),
        (date(2026, 11, 21), "2026-11-21"),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert as_text(value) == text


def test_a_zip_that_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.txt", "bonjour")
    assert refusal(file.getvalue()) == "binary"


def test_damaged() -> None:
    whole = workbook([["a", "b"], ["1", "2"]])
    assert refusal(whole[: len(whole) // 2]) == "broken_spreadsheet"
    assert refusal(with_part(whole, SHEET, b"<worksheet><sheetData><row")) in {
        "broken_spreadsheet",
        "no_header",
    }
    assert refusal(with_part(whole, "xl/workbook.xml", b"\x00\x01")) == "broken_spreadsheet"


def test_two_cells_in_opposite_corners() -> None:
    assert refusal(workbook([["b"]], at=(1_048_575, 16_383))) == "spreadsheet_too_large"


def test_a_bomb_that_says_so() -> None:
    bomb = with_part(workbook([["a"]]), "xl/media/zeros.bin", bytes(140 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert refusal(bomb) == "spreadsheet_too_large"


def test_a_bomb_that_lies_about_its_size() -> None:
    bomb = bytearray(with_part(workbook([["a"]]), "xl/media/zeros.bin", bytes(140 * 1024 * 1024)))
    truth = struct.pack("<L", 140 * 1024 * 1024)
    assert bomb.count(truth) == 2
    lie = bytes(bomb).replace(truth, struct.pack("<L", 1000))
    with zipfile.ZipFile(io.BytesIO(lie)) as archive:
        assert archive.getinfo("xl/media/zeros.bin").file_size == 1000
    with pytest.raises(TableError) as refused:
        check_workbook(io.BytesIO(lie))
    assert refused.value.code == "spreadsheet_too_large"


STRINGS = "xl/sharedStrings.xml"


def sharing(cells: int, text: bytes, *, before: bytes = b"") -> bytes:
    """A workbook of which each cell names the same text, which its file holds once."""
    whole = workbook([["text"], *[["SHARED"]] * cells])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        texts = archive.read(STRINGS).replace(b"SHARED", text)
    return with_part(whole, STRINGS, texts.replace(b"<si>", before + b"<si>", 1))


@pytest.mark.parametrize(
    "before", [b"", b"<si/>", b"<!-- </si> -->"], ids=["plain", "an empty one", "a remark"]
)
def test_a_text_that_many_cells_share(before: bytes) -> None:
    """A copy is made of it for each of them: a file of 60 kB would take a gigabyte."""
    bomb = sharing(4_000, b"x" * 100_000, before=before)
    assert len(bomb) < 100_000
    assert refusal(bomb) == "spreadsheet_too_large"


def test_a_number_that_cannot_be_read_is_that_of_the_longest() -> None:
    whole = sharing(4_000, b"x" * 100_000)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        sheet = archive.read(SHEET).replace(b"<v>1</v>", b"<v><![CDATA[1]]></v>")
    assert refusal(with_part(whole, SHEET, sheet)) == "spreadsheet_too_large"


def test_a_short_text_that_many_cells_share_beside_a_long_one_is_read() -> None:
    rows = [["text", "kind"], *[[str(n), "question"] for n in range(20_000)]]
    whole = workbook([*rows, ["LONG", "question"]])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        texts = archive.read(STRINGS).replace(b"LONG", b"x" * 30_000)
    with open_table(io.BytesIO(with_part(whole, STRINGS, texts))) as table:
        assert sum(1 for _row in table.rows) == 20_001
