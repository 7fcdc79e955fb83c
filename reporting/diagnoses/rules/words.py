"""Numbers of the diagnoses in the active language."""

from __future__ import annotations

from cmhub.lib.numbers import number_words, percent_words

NOT_MEASURED = "–"


def number(value: float | None) -> str:
    """With one decimal, and none of a whole number."""
    if value is None:
        return NOT_MEASURED
    rounded = round(float(value), 1)
    return number_words(rounded, 0 if rounded.is_integer() else 1)


def share(value: float | None, decimals: int = 0) -> str:
    return NOT_MEASURED if value is None else percent_words(value, decimals)
