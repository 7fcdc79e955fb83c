"""Numbers of the diagnoses in the active language."""

from __future__ import annotations

from cmhub.lib.numbers import percent_words, short_number

NOT_MEASURED = "–"


def number(value: float | None) -> str:
    """With one decimal, and none of a whole number."""
    return NOT_MEASURED if value is None else short_number(value)


def share(value: float | None, decimals: int = 0) -> str:
    return NOT_MEASURED if value is None else percent_words(value, decimals)
