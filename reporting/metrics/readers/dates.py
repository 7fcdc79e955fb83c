"""Dates as exports write them, in French and English, with and without a time, a year, a zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from cmhub.lib.text import fold
from reporting.metrics.readers.wording import LineError

EARLIEST = date(2004, 1, 1)
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
ORDERS = (DAY_FIRST, MONTH_FIRST)

TIME = r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
ZONE = r"(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?"
TAIL = rf"(?:(?:[t,\s]|\bat\b|a\b)*{TIME}\s*{ZONE})?\s*"
YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){TAIL}", re.IGNORECASE
)
NUMERIC = re.compile(
    rf"(?P<first>\d{{1,2}})[-/.](?P<then>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}}){TAIL}", re.IGNORECASE
)
WORD = r"(?P<month>[a-z]{3,9})\.?"
NUMBER = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"
WEEKDAY = r"(?:[a-z]{2,9}\.?,?\s+)?"
WORDED = (
    re.compile(rf"{WEEKDAY}{WORD}\s+{NUMBER}(?:,?\s+(?P<year>\d{{4}}))?{TAIL}"),
    re.compile(rf"{WEEKDAY}{NUMBER}[\s-]+{WORD}(?:,?[\s-]+(?P<year>\d{{4}}))?{TAIL}"),
    re.compile(rf"{WEEKDAY}{WORD}\s+{NUMBER}\s+{TIME}\s+{ZONE}\s+(?P<year>\d{{4}})"),
)
MONTHS = {
    **{
        name: number
        for number, names in enumerate(
            (
                "jan january janv janvier",
                "feb february fev fevr fevrier",
                "mar march mars",
                "apr april avr avril",
                "may mai",
                "jun june juin",
                "jul july juil juillet",
                "aug august aou aout",
                "sep sept september septembre",
                "oct october octobre",
                "nov november novembre",
                "dec december decembre",
            ),
            start=1,
        )
        for name in names.split()
    }
}
YEAR_IN_NAME = re.compile(
    r"(?<!\d)(20[0-4]\d)(?=(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:[0-2]\d|3[01]))?)?(?!\d))"
)
LEAP = 2024


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as written, with its time where there is one. ``year`` is None where it was left out."""

    month: int
    day: int
    year: int | None = None
    at: datetime | None = None
    """Aware where the zone is written."""


def parse(text: str, order: str | None = None) -> Moment:
    """What a cell says. Raises LineError: ``no_date``, ``not_a_date``, ``no_such_day``, ``order_unknown``.

    ``order`` is which comes first in `01/02/2025`: ``dmy``, ``mdy``, or None where nobody knows, and then
    only what can be read in one way is.
    """
    text = text.strip()
    if not text:
        raise LineError("no_date")
    if found := YEAR_FIRST.fullmatch(text):
        return moment(text, found, int(found["month"]), int(found["day"]))
    if found := NUMERIC.fullmatch(text):
        first, then = int(found["first"]), int(found["then"])
        said = order_of(first, then) or order
        if said is None and first != then:
            raise LineError("order_unknown", text=text)
        # A file's order holds for all of its lines: what it does not fit is refused, not turned round.
        month, day = (then, first) if (order or said) == DAY_FIRST else (first, then)
        return moment(text, found, month, day)
    plain = " ".join(fold(text).split())
    for pattern in WORDED:
        if (found := pattern.fullmatch(plain)) and found["month"] in MONTHS:
            return moment(text, found, MONTHS[found["month"]], int(found["day"]))
    raise LineError("not_a_date", text=text)


def order_of(first: int, then: int) -> str | None:
    """Which order two numbers prove, if any."""
    if first > 12:
        return DAY_FIRST
    return MONTH_FIRST if then > 12 else None


def proven_order(text: str) -> str | None:
    """``dmy`` or ``mdy`` as a cell proves it, '' for one that could be either, None for one that has no such
    question.
    """
    found = NUMERIC.match(text.strip())
    return None if not found else order_of(int(found["first"]), int(found["then"])) or ""


def moment(text: str, found: re.Match[str], month: int, day: int) -> Moment:
    written = found["year"]
    year = None if written is None else int(written) + (2000 if len(written) == 2 else 0)
    try:
        whole = date(year or LEAP, month, day)
        at = None if year is None or found["hour"] is None else clock(found, whole)
    except ValueError as problem:
        raise LineError("no_such_day", text=text) from problem
    return Moment(month, day, year, at)


def clock(found: re.Match[str], day: date) -> datetime:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = (found["half"] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("hour")
        hour = hour % 12 + (12 if half == "p" else 0)
    naive = datetime.combine(day, time(hour, minute, second))  # of the wall
    zone = (found["zone"] or "").lower()
    if not zone:
        return naive
    offset = "+00:00" if zone in ("z", "utc", "gmt") else zone
    return datetime.fromisoformat(f"{naive.isoformat()}{offset}")


def forward(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a day of the year lies less than half a year after another, over a new year if need be."""
    return 0 < (ordinal(after) - ordinal(before)) % 366 < 183


def ordinal(month_and_day: tuple[int, int]) -> int:
    return date(LEAP, *month_and_day).toordinal()


@dataclass(frozen=True, slots=True)
class NewYears:
    """How often the days of a file pass a new year, and which way they run: 1, -1, or 0 for no order."""

    direction: int
    passed: int


def new_years(days: Iterable[tuple[int, int]]) -> NewYears:
    """Of (month, day) in the order of the file."""
    steps = [(before, after) for before, after in pairwise(days) if before != after]
    if all(forward(before, after) for before, after in steps):
        return NewYears(1, sum(after < before for before, after in steps))
    if all(forward(after, before) for before, after in steps):
        return NewYears(-1, sum(after > before for before, after in steps))
    return NewYears(0, 0)


class Years:
    """Gives each day without a year its own, line by line, knowing the latest."""

    def __init__(self, latest: int, order: NewYears) -> None:
        self.order = order
        self.year = latest - order.passed if order.direction == 1 else latest
        self.before: tuple[int, int] | None = None

    def year_of(self, month: int, day: int) -> int:
        after = (month, day)
        if self.before is not None and self.order.passed:
            if self.order.direction == 1 and after < self.before:
                self.year += 1
            elif self.order.direction == -1 and after > self.before:
                self.year -= 1
        self.before = after
        return self.year


def years_in(name: str) -> set[int]:
    """The years that a file's name holds, alone or in a date."""
    return {int(year) for year in YEAR_IN_NAME.findall(name)}


def latest_year(name: str, order: NewYears) -> int | None:
    """The year of the latest day, where the file's name says it without doubt."""
    years = years_in(name)
    return max(years) if years and max(years) - min(years) == order.passed else None


def check(day: date, text: str, today: date) -> None:
    """Raise LineError before 2004 (``too_old``) and after tomorrow (``in_the_future``): clocks and zones
    differ.
    """
    if day < EARLIEST:
        raise LineError("too_old", text=text)
    if day > today + timedelta(days=1):
        raise LineError("in_the_future", text=text)


def days_without_year(cells: Iterable[str]) -> Iterator[tuple[int, int]]:
    """(month, day) of cells that `has_no_year`."""
    for cell in cells:
        found = parse(cell)
        yield (found.month, found.day)


def has_no_year(cell: str) -> bool:
    """Whether a cell is a date of which the year was left out, as `February 28`."""
    try:
        return parse(cell).year is None
    except LineError:
        return False
