"""Ids of posts, and what a spreadsheet does to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reporting.metrics.readers.wording import LineError

MAX_ID = 200
KEPT = 15
"""Digits that a spreadsheet keeps; the others become zeros."""
SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")
WHOLE_FLOAT = re.compile(r"(\d+)[.,]0+")
FORMULA = re.compile(r'="(.*)"')
IN_ADDRESS = re.compile(
    r"/status(?:es)?/(\d+)|/video/(\d+)|urn:li:(?:activity|share|ugcpost):(\d+)|[-:]activity[-:](\d+)"
    r"|[?&]v=([\w-]{11})|youtu\.be/([\w-]{11})|/shorts/([\w-]{11})",
    re.IGNORECASE,
)


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
    if text.isdecimal() and not is_rounded and len(text) <= MAX_ID:
        return text
    if formula := FORMULA.fullmatch(text):
        text = formula[1].strip()
    if whole := WHOLE_FLOAT.fullmatch(text):
        text = whole[1]
    if is_scientific(text) or (is_rounded and looks_rounded(text)):
        raise LineError("rounded_id", text=cell)
    if len(text) > MAX_ID:
        raise LineError("id_too_long", limit=MAX_ID)
    return text


def from_address(permalink: str) -> str:
    """The id within a post's address, else the address: it names the post as well."""
    found = IN_ADDRESS.search(permalink)
    return next(filter(None, found.groups())) if found else permalink[:MAX_ID]
