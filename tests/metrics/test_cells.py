"""Numbers as spreadsheets and people of two languages write them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.metrics.readers import cells
from reporting.metrics.readers.wording import LineError

WHOLE = st.integers(-(10**12), 10**12)


@given(WHOLE)
def test_counts_in_every_notation(number: int) -> None:
    written = [str(number), f"{number}.0", f"{number},00", f" {number} ", f"{number:,}", f"'{number}"]
    written += [f"{number:,}".replace(",", space) for space in " \u00a0\u202f’"]
    assert [cells.count(text) for text in written] == [number] * len(written)


@given(WHOLE, st.integers(0, 9999), st.booleans())
def test_decimals_in_both_languages(whole: int, rest: int, comma: bool) -> None:
    number = Decimal(f"{whole}.{rest:04d}")
    written = [f"{whole}.{rest:04d}", f"{whole},{rest:04d}", f"{whole:,}.{rest:04d}"]
    written += [f"{whole:,}".replace(",", space) + f",{rest:04d}" for space in " \u00a0\u202f"]
    assert [cells.decimal(text, comma=comma) for text in written] == [number] * len(written)


@given(st.text(max_size=12))
def test_any_text_is_a_number_nothing_or_refused(text: str) -> None:
    for read in (
        cells.count,
        lambda cell: cells.rate(cell, comma=True),
        lambda cell: cells.seconds(cell, comma=False),
    ):
        with suppress(LineError):
            assert read(text) is None or read(text) == read(f" {text} ")


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_lengths_of_time(hours: int, minutes: int, seconds: int) -> None:
    expected = hours * 3600 + minutes * 60 + seconds
    assert cells.seconds(f"{hours}:{minutes:02d}:{seconds:02d}", comma=False) == expected


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("0.035", False, "0.035"),
        ("3.5%", False, "0.035"),
        ("3,5 %", False, "0.035"),
        ("1,234", True, "1.234"),
        ("1,234", False, "1234"),
        ("1,23", False, "1.23"),
        ("9.2E-05", False, "0.000092"),
        ("-0,5", True, "-0.5"),
        (".5", False, "0.5"),
    ],
)
def test_rates(cell: str, comma: bool, value: str) -> None:
    assert cells.rate(cell, comma=comma) == Decimal(value)


def test_scales() -> None:
    assert cells.converter("click_rate", "percent", comma=False)("4.25") == Decimal("0.0425")
    assert cells.converter("click_rate", "percent", comma=False)("4.25%") == Decimal("0.0425")
    assert cells.converter("watch_seconds", "hours", comma=True)("1,5") == 5400
    assert cells.converter("average_watch_seconds", "", comma=False)("0:04:34") == 274
    assert cells.converter("views", "", comma=False)("1,234") == 1234
