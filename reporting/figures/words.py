"""Figures in the words of the reader's language, by their unit: on pages, in mails and in files alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cmhub.lib.durations import duration_words, work_words
from cmhub.lib.numbers import share_words, short_number, short_percent

Words = Callable[[float], str]


def _hours(value: float) -> str:
    return work_words(value * 60)


IN_FULL: Mapping[str, Words] = {"rate": short_percent, "seconds": duration_words, "hours": _hours}
AT_A_GLANCE: Mapping[str, Words] = {**IN_FULL, "rate": share_words}


def unit_words(unit: str, value: float) -> str:
    """A value of this unit to the tenth, as tables and lists of figures have it."""
    return IN_FULL.get(unit, short_number)(value)


def short_words(unit: str, value: float) -> str:
    """The same where a figure stands alone: rates in whole percent."""
    return AT_A_GLANCE.get(unit, short_number)(value)
