from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from cmhub.lib.numbers import (
    number_words,
    percent_words,
    plural_number,
    share_words,
    short_number,
    short_percent,
)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [(0, True, False), (0.2, True, False), (1, True, True), (1.5, True, False), (2, False, False)],
)
def test_the_plural_of_a_number_with_decimals(value: float, french: bool, english: bool) -> None:
    """Whether it is singular by the rule of each: below two in French, one alone in English."""
    asked = plural_number(value)
    assert (asked <= 1, asked == 1) == (french, english)


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (1234567, None, "1\u202f234\u202f567", "1,234,567"),
        (12.5, None, "12,5", "12.5"),
        (1234.56, 1, "1\u202f234,6", "1,234.6"),
        (2.675, 2, "2,68", "2.68"),
        (Decimal("-0.05"), 1, "\u22120,1", "\u22120.1"),
        (-0.04, 1, "0,0", "0.0"),
        (7, 1, "7,0", "7.0"),
    ],
)
def test_numbers(value: float, decimals: int | None, french: str, english: str) -> None:
    with translation.override("fr"):
        assert number_words(value, decimals) == french
    with translation.override("en"):
        assert number_words(value, decimals) == english


@pytest.mark.parametrize(
    ("rate", "decimals", "french", "english"),
    [
        (0.925, 1, "92,5\u00a0%", "92.5%"),
        (0.926, 0, "93\u00a0%", "93%"),
        (0.285, 0, "29\u00a0%", "29%"),
        (12.0, 0, "1\u202f200\u00a0%", "1,200%"),
        (0.0, 0, "0\u00a0%", "0%"),
    ],
)
def test_shares(rate: float, decimals: int, french: str, english: str) -> None:
    with translation.override("fr"):
        assert percent_words(rate, decimals) == french
    with translation.override("en"):
        assert percent_words(rate, decimals) == english


@pytest.mark.parametrize(
    ("value", "words"), [(12, "12"), (12.04, "12"), (12.05, "12,1"), (2.5, "2,5"), (1234.0, "1\u202f234")]
)
def test_tenths_are_told_and_no_zero_of_a_whole_number(value: float, words: str) -> None:
    with translation.override("fr"):
        assert short_number(value) == words
        assert short_percent(value / 100) == f"{words}\u00a0%"


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.834, "83%"),
        (0.996, "99.6%"),
        (0.9996, "99.96%"),
        (0.004, "0.4%"),
        (0.0004, "0.04%"),
    ],
)
def test_what_is_not_all_is_never_a_hundred_percent_and_what_is_not_none_never_nothing(
    rate: float, words: str
) -> None:
    with translation.override("en"):
        assert share_words(rate) == words
