"""Numbers and shares as the active language writes them, and ids as addresses and forms do."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import pgettext

NARROW_NO_BREAK_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"


LONGEST_ID = 18
"""Digits that the database's 64 bits hold, whatever they are."""


def id_in(text: str) -> int:
    """The id that an address or a form says; 0, which nothing has, for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else 0


def ids_in(texts: Iterable[str]) -> list[int]:
    """Those that are ids, in their order."""
    return [found for text in texts if (found := id_in(text))]


def number_words(value: float | Decimal, decimals: int | None = None) -> str:
    """“−12 345,6” in French, “−12,345.6” in English: thousands grouped, halves rounded up, zero unsigned.

    Rounded here, since Django's ``number_format`` cuts decimals off.
    """
    if decimals is not None:
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0
    words = number_format(value, decimals, use_l10n=True, force_grouping=True)
    return words.replace(NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE).replace("-", MINUS)


def short_number(value: float | Decimal) -> str:
    """To the tenth, “12,5”; a number that is whole then without its zero, “12”."""
    tenths = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return number_words(tenths, 0 if tenths == int(tenths) else 1)


def percent_words(rate: float, decimals: int = 0) -> str:
    """A fraction of 1 as “92,5 %”."""
    # Through the decimal that was written: 0.285 × 100 is 28.499999999999996 in floating point.
    share = number_words(Decimal(str(rate)) * 100, decimals)
    return (pgettext("a percentage", "%(number)s%%") % {"number": share}).replace(" ", NO_BREAK_SPACE)


def short_percent(rate: float | Decimal) -> str:
    """A fraction of 1 to the tenth of a percent, “92,5 %”; a whole one without its zero, “92 %”."""
    tenths = (Decimal(str(rate)) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return percent_words(float(rate), 0 if tenths == int(tenths) else 1)


def share_words(rate: float) -> str:
    """A fraction of 1 in whole percent; never 0 or 100 of what is not none or all: “99,7 %”."""
    rounded = round(rate * 100)
    decimals = 1 if (rounded == 100 and rate < 1) or (rounded == 0 and rate > 0) else 0
    if decimals and round(rate * 100, 1) in (0, 100):
        decimals = 2
    return percent_words(rate, decimals)


def plural_number(value: float) -> int:
    """What the plural of a number with decimals is asked by: “0,2 point” and “1,5 point” in French, “0.2
    points” and “1.5 points” in English.
    """
    if value == 1:
        return 1
    return 0 if abs(value) < 2 else 2
