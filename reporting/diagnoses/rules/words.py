"""Numbers of the diagnoses in the active language."""

from __future__ import annotations

from cmhub.lib.durations import work_words
from cmhub.lib.numbers import percent_words, short_number

NOT_MEASURED = "–"


def number(value: float | None) -> str:
    """With one decimal, and none of a whole number."""
    return NOT_MEASURED if value is None else short_number(value)


def share(value: float | None, decimals: int = 0) -> str:
    return NOT_MEASURED if value is None else percent_words(value, decimals)


def work(hours: float | None) -> str:
    """Hours of work as every page has them, “60 h 36”."""
    return NOT_MEASURED if hours is None else work_words(60 * hours)
