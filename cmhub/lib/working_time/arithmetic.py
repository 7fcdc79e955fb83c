"""Adding and measuring working time: in UTC, in exact datetimes, over half-open openings."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from cmhub.lib.working_time.calendar import Calendar, Piece
from cmhub.lib.working_time.errors import BadDurationError, NaiveInstantError, NeverOpenError, TooFarError
from cmhub.lib.working_time.openings import openings

LONGEST_CLOSURE_DAYS = 400
FURTHEST_YEARS = 10
LAST_YEAR = 9900
STEP = timedelta(days=14)


def in_utc(instant: datetime) -> datetime:
    """The instant in UTC; raises NaiveInstantError, and TooFarError at the ends of the computer's time."""
    if instant.utcoffset() is None:
        raise NaiveInstantError(value=instant)
    if not 1 < instant.year < LAST_YEAR:
        raise TooFarError(years=FURTHEST_YEARS)
    return instant.astimezone(UTC)


def openings_after(calendar: Calendar, start: datetime) -> Iterator[Piece]:
    """Openings from ``start`` (UTC) on, the first one cut to it, for ten years.

    Raises NeverOpenError after 400 days without an opening, and TooFarError at the end. What touches is
    joined within a fortnight only, so that a calendar that never closes gives stretches of two weeks.
    """
    last_closing, at = start, start
    end = start + timedelta(days=FURTHEST_YEARS * 366)
    while at < end:
        for opens, closes in openings(calendar, at, at + STEP):
            piece = (max(opens, at), min(closes, at + STEP))
            yield piece
            last_closing = piece[1]
        at += STEP
        if at - last_closing > timedelta(days=LONGEST_CLOSURE_DAYS):
            raise NeverOpenError(
                days=LONGEST_CLOSURE_DAYS, after=last_closing.astimezone(calendar.zone).date()
            )
    raise TooFarError(years=FURTHEST_YEARS)


def add_working_time(calendar: Calendar, start: datetime, minutes: float) -> datetime:
    """The earliest instant (UTC) by which that many working minutes have passed since ``start``.

    ``start`` is aware. No minutes give ``start`` itself, opened or not; minutes that end with an opening
    give its end, not the next opening. Raises NeverOpenError, TooFarError, BadDurationError or
    NaiveInstantError.
    """
    start = in_utc(start)
    left = as_duration(minutes)
    if not left:
        return start
    for opens, closes in openings_after(calendar, start):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise TooFarError(years=FURTHEST_YEARS)


def subtract_working_time(calendar: Calendar, end: datetime, minutes: float) -> datetime:
    """The latest instant (UTC) from which that many working minutes pass until ``end``.

    The mirror of :func:`add_working_time`: no minutes give ``end`` itself, and minutes that begin with an
    opening give its beginning. Raises NeverOpenError after 400 days without an opening, TooFarError,
    BadDurationError or NaiveInstantError.
    """
    end = in_utc(end)
    left = as_duration(minutes)
    if not left:
        return end
    at, first_opening = end, end
    while at > end - timedelta(days=FURTHEST_YEARS * 366):
        for opens, closes in reversed(list(openings(calendar, at - STEP, at))):
            opens, closes = max(opens, at - STEP), min(closes, at)
            if left <= closes - opens:
                return closes - left
            left -= closes - opens
            first_opening = opens
        at -= STEP
        if first_opening - at > timedelta(days=LONGEST_CLOSURE_DAYS):
            raise NeverOpenError(days=LONGEST_CLOSURE_DAYS, after=at.astimezone(calendar.zone).date())
    raise TooFarError(years=FURTHEST_YEARS)


def as_duration(minutes: float) -> timedelta:
    if not (math.isfinite(minutes) and minutes >= 0):
        raise BadDurationError(value=minutes)
    try:
        return timedelta(minutes=minutes)
    except OverflowError as problem:
        raise TooFarError(years=FURTHEST_YEARS) from problem


def working_seconds_between(calendar: Calendar, a: datetime, b: datetime) -> float:
    """Opened seconds in ``[a, b)``, both aware; with a minus sign where ``b`` comes first."""
    a, b = in_utc(a), in_utc(b)
    if b < a:
        return -working_seconds_between(calendar, b, a)
    total = sum(
        (min(closes, b) - max(opens, a) for opens, closes in openings(calendar, a, b)), start=timedelta()
    )
    return total.total_seconds()


def is_open(calendar: Calendar, t: datetime) -> bool:
    """Whether the instant lies in an opening: the minute of opening does, that of closing does not."""
    t = in_utc(t)
    return any(opens <= t < closes for opens, closes in openings(calendar, t, t + timedelta.resolution))


def next_opening(calendar: Calendar, t: datetime) -> datetime:
    """The first opened instant (UTC) from ``t`` on, which may be ``t`` itself; raises NeverOpenError."""
    for opens, _closes in openings_after(calendar, in_utc(t)):
        return opens
    raise TooFarError(years=FURTHEST_YEARS)
