"""Workbooks of Excel 97 (.xls), which LinkedIn still gives: read, or refused before they take the memory."""

from __future__ import annotations

import io
from contextlib import suppress
from random import Random
from struct import pack

import pytest

from cmhub.lib.tabular import Row, TableError, open_table, unpacked
from tests.lib.old_workbooks import SECTOR, cell, compound, record, records, workbook

ROWS: list[list[str | float]] = [["Date", "Été"], ["14/01/2025", 3.0], ["", -1.5]]


def refusal(data: bytes) -> str:
    with pytest.raises(TableError) as refused:
        open_table(io.BytesIO(data))
    return refused.value.code


def test_is_read_as_others_are() -> None:
    with open_table(io.BytesIO(workbook(ROWS))) as table:
        assert (table.kind, table.sheets, table.header) == ("xls", ["Sheet"], ["Date", "Été"])
        assert list(table.rows) == [Row(2, ["14/01/2025", "3"]), Row(3, ["", "-1.5"])]


def test_with_a_password() -> None:
    assert refusal(workbook(ROWS, glob=record(0x002F, bytes(6)))) == "old_excel"
    assert refusal(compound(b"x" * 5000, "EncryptedPackage")) == "old_excel"


def test_cells_in_opposite_corners() -> None:
    assert refusal(workbook(ROWS, cell(65_535, 255, 1.0))) == "spreadsheet_too_large"


def test_sizes_that_are_only_said() -> None:
    said = record(0x0200, pack("<IIHHH", 0, 0xFFFFFFF0, 0, 0xFFF0, 0))
    assert refusal(workbook(ROWS, said)) == "spreadsheet_too_large"
    turned = record(0x0200, pack("<IIHHH", 9, 3, 0, 2, 0))
    assert refusal(workbook(ROWS, turned)) == "old_excel"
    strings = record(0x00FC, pack("<II", 1, 0x7FFFFFFF))
    assert refusal(workbook(ROWS, glob=strings)) == "old_excel"


def test_a_chain_without_end() -> None:
    data = bytearray(compound(records(ROWS)))
    data[SECTOR + 12 : SECTOR + 16] = pack("<I", 2)
    assert refusal(bytes(data)) == "old_excel"


def test_a_stream_longer_than_the_file() -> None:
    data = bytearray(compound(records(ROWS)))
    data[2 * SECTOR + 128 + 120 : 2 * SECTOR + 128 + 124] = pack("<I", 0x7FFFFFFF)
    assert refusal(bytes(data)) == "old_excel"


def test_cut_or_damaged_anywhere() -> None:
    """Whatever is wrong is a sentence: nothing else comes out, and the process lives."""
    data, random = workbook(ROWS), Random(7)
    for _ in range(400):
        damaged = bytearray(data[: random.choice([len(data), random.randrange(20, len(data))])])
        for _ in range(random.randrange(4)):
            damaged[random.randrange(8, min(len(damaged), 2600))] = random.randrange(256)
        with suppress(TableError), open_table(io.BytesIO(damaged)) as table:
            list(table.rows)


def test_unpacked_once_for_all_sheets() -> None:
    file = io.BytesIO(workbook(ROWS))
    book = unpacked(file)
    assert book.sheet_names == ["Sheet"]
    with open_table(file, book=book) as table:
        assert table.header == ["Date", "Été"]
    assert unpacked(io.BytesIO(b"a,b\n1,2\n")) is None


def shared(*texts: str) -> bytes:
    """The table of shared texts, in records that are cut wherever they are full."""
    body = pack("<II", len(texts), len(texts))
    pieces = []
    for text in texts:
        body += pack("<HB", len(text), 0)
        while len(body) + len(text) > 8224:
            room = 8224 - len(body)
            pieces.append(body + text[:room].encode())
            body, text = b"\0", text[room:]
        body += text.encode()
    first, *rest = [*pieces, body]
    return record(0x00FC, first) + b"".join(record(0x003C, piece) for piece in rest)


def naming(*numbers: int) -> list[bytes]:
    """Cells below each other that name shared texts."""
    return [record(0x00FD, pack("<HHHI", row, 0, 0, number)) for row, number in enumerate(numbers, 2)]


def test_texts_that_cells_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounded lower than usual: these workbooks hold no more than 64 kB."""
    monkeypatch.setattr("cmhub.lib.tabular.old_workbook.MAX_TOLD", 50_000_000)
    texts = ["court", "x" * 30_000, "fin"]
    with open_table(io.BytesIO(workbook([["a"]], *naming(0, 1, 2), glob=shared(*texts)))) as table:
        assert [row.values for row in table.rows] == [[text] for text in texts]
    many = naming(*[1] * 1_500)
    assert refusal(workbook([["a"]], *many, glob=shared(*texts))) == "spreadsheet_too_large"
    short = workbook([["a"]], *naming(*[0] * 1_500), glob=shared(*texts))
    with open_table(io.BytesIO(short)) as table:
        assert sum(1 for _row in table.rows) == 1_500
    cut = record(0x00FC, pack("<II", 1, 9) + b"\x05")
    assert refusal(workbook([["a"]], *naming(0), glob=cut)) == "old_excel"
