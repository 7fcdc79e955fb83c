"""Ids of posts, and what a spreadsheet does to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from channels_mgmt.publishing.addresses import LONGEST_ID
from reporting.metrics.readers.wording import LineError

KEPT = 15
"""Digits that a spreadsheet keeps; the others become zeros."""
SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")
WHOLE_FLOAT = re.compile(r"(\d+)[.,]0+")
FORMULA = re.compile(r'="(.*)"')


def looks_rounded(text: str) -> bool:
    """A long number that ends in zeros where a spreadsheet puts them. One in ten of 16 digits does by
    itself: see `rounded_file`.
    """
    return len(text) > KEPT and text.isdecimal() and not text[KEPT:].strip("0")


def is_scientific(text: str) -> bool:
    return bool(SCIENTIFIC.fullmatch(text.strip()))


def rounded_file(ids: Iterable[str]) -> bool:
    """Whether a spreadsheet rounded the ids of a file: all that are long look so, and chance is not why.

    Stops at the first long id that is whole.
    """
    chance = 1.0
    for cell in ids:
        text = cell.strip()
        if len(text) <= KEPT or not text.isdecimal():
            continue
        if not looks_rounded(text):
            return False
        chance *= 10.0 ** (KEPT - len(text))
    return chance < 0.02


def identifier(cell: str, *, is_rounded: bool) -> str:
    """The id as the network wrote it, '' for none. Raises LineError ``rounded_id``, ``id_too_long``.

    ``is_rounded``: whether the file is known to have gone through a spreadsheet that rounds.
    """
    text = cell.strip().removeprefix("'")
    if text.isdecimal() and not is_rounded and len(text) <= LONGEST_ID:
        return text
    if formula := FORMULA.fullmatch(text):
        text = formula[1].strip()
    if whole := WHOLE_FLOAT.fullmatch(text):
        text = whole[1]
    if is_scientific(text) or (is_rounded and looks_rounded(text)):
        raise LineError("rounded_id", text=cell)
    if len(text) > LONGEST_ID:
        raise LineError("id_too_long", limit=LONGEST_ID)
    return text
