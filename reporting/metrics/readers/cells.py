"""Cells of exports as numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from cmhub.lib.text import fold
from reporting.metrics.catalogue import METRICS, Unit
from reporting.metrics.readers.records import Value
from reporting.metrics.readers.wording import LineError

MISSING = {
    "",
    "-",
    "--",
    "—",
    "–",
    "nan",
    "n/a",
    "na",
    "n.a.",
    "nd",
    "n/d",
    "#n/a",
    "undefined",
    "null",
    "none",
}
MAX_DIGITS = 15
"""More than this no spreadsheet keeps, and no network counts."""
MINUS = str.maketrans({"−": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'"})
SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*")
PLAIN = re.compile(r"[+-]?\d+")
WHOLE = re.compile(r"([+-]?\d+)[.,]0+")
DECIMAL = re.compile(r"([+-]?\d{1,3}(?:[ ,.']\d{3})*|[+-]?\d*)(?:([.,])(\d+))?")
POINTED = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?")
CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?")

Convert = Callable[[str], Value]


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no figure. A word of a country's column is none of these to us: `NA`
    is Namibia there.
    """
    return not cell or fold(cell.strip()) in MISSING


def count(cell: str) -> int | None:
    """A whole number: `1 234`, `1,234`, `435.0`, `-5`. Raises LineError ``not_a_number``,
    ``rounded_number``.

    A count has no decimals, so that a comma or a point before three digits groups them.
    """
    if cell.isdecimal() and len(cell) <= MAX_DIGITS:
        return int(cell)
    if not cell:
        return None
    if cell.endswith(".0") and (whole := cell[:-2]).isdecimal() and len(whole) <= MAX_DIGITS:
        return int(whole)
    text = cell.strip().translate(MINUS).strip().removeprefix("'")
    if is_missing(text):
        return None
    if SCIENTIFIC.fullmatch(text):
        raise LineError("rounded_number", text=cell)
    if GROUPED.fullmatch(text):
        text = re.sub("[ ,.']", "", text)
    elif found := WHOLE.fullmatch(text):
        text = found[1]
    if not PLAIN.fullmatch(text) or len(text) > MAX_DIGITS:
        raise LineError("not_a_number", text=cell)
    return int(text)


def decimal(cell: str, *, comma: bool) -> Decimal | None:
    """A number with decimals, after a point or a comma; ``comma`` where the file's country writes `1,234`
    for a little more than one. Raises LineError ``not_a_number``.
    """
    if POINTED.fullmatch(cell):
        return Decimal(cell)
    text = cell.strip().translate(MINUS).strip().removeprefix("'")
    if is_missing(text):
        return None
    if SCIENTIFIC.fullmatch(text):  # a rate such as 9.2E-05 is as exact as it was
        return Decimal(text.replace(",", "."))
    written = DECIMAL.fullmatch(text)
    if not written or len(text) > 2 * MAX_DIGITS or not any(character.isdecimal() for character in text):
        raise LineError("not_a_number", text=cell)
    if PLAIN.fullmatch(text.replace(",", "", 1)) and GROUPED.fullmatch(text):
        # One comma before three digits: of thousands in English, of a thousandth in French.
        return Decimal(text.replace(",", "." if comma else ""))
    if PLAIN.fullmatch(text.replace(".", "", 1)):
        return Decimal(text)
    whole = re.sub("[ ,.']", "", written[1] or "0")
    return Decimal(f"{whole}.{written[3]}") if written[3] else Decimal(whole)


def rate(cell: str, *, comma: bool) -> Decimal | None:
    """A fraction of 1: `0.035`, `3.5%`, `3,5 %`."""
    text = cell.strip()
    if text.endswith("%"):
        return percent(text, comma=comma)
    return decimal(text, comma=comma)


def percent(cell: str, *, comma: bool) -> Decimal | None:
    """A fraction of 1, of a number that is of a hundred."""
    value = decimal(cell.strip().removesuffix("%"), comma=comma)
    return None if value is None else value / 100


def seconds(cell: str, *, comma: bool) -> Decimal | None:
    """Seconds, of a number of them or of `0:04:34`."""
    if ":" in cell and (clock := CLOCK.fullmatch(cell.strip())):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        return Decimal(hours * 3600 + minutes * 60 + rest)
    return decimal(cell, comma=comma)


def hours(cell: str, *, comma: bool) -> Decimal | None:
    """Seconds, of a number of hours."""
    value = decimal(cell, comma=comma)
    return None if value is None else value * 3600


SCALES = {"percent": percent, "hours": hours, Unit.RATE: rate, Unit.SECONDS: seconds}


def converter(metric: str, scale: str, *, comma: bool) -> Convert:
    """How a cell of this metric's column is read; ``scale`` is ``percent``, ``hours`` or ''."""
    read = SCALES.get(scale or METRICS[metric].unit)
    return count if read is None else lambda cell: read(cell, comma=comma)
