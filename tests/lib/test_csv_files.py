import csv
import io

import pytest

from cmhub.lib.csv_files import ROWS_AT_ONCE, csv_response


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    cell = f'{start}HYPERLINK("http://evil.example")'
    response = csv_response("x.csv", [["a", "b"], [cell, -5]])
    text = response.getvalue().decode()
    (_header, row) = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row == ["'" + cell, "-5"]


def test_the_file_is_written_while_it_is_sent() -> None:
    asked: list[int] = []

    def rows() -> object:
        for number in range(3 * ROWS_AT_ONCE):
            asked.append(number)
            yield [number]

    response = csv_response("x.csv", rows())
    assert asked == []
    chunks = iter(response.streaming_content)
    next(chunks)
    next(chunks)
    assert len(asked) == ROWS_AT_ONCE
    assert response["Content-Disposition"] == 'attachment; filename="x.csv"'
