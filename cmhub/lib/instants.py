"""Instants as files write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from django.utils.translation import gettext_lazy as _

EARLIEST = datetime(2004, 1, 1, tzinfo=UTC)
"""No network of ours is older."""
AHEAD = timedelta(hours=24)
"""Clocks differ, and networks' servers are anywhere."""

MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}
TWITTER = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([0-9]{2}) "
    r"([0-9]{2}:[0-9]{2}:[0-9]{2}) ([+-][0-9]{4}) ([0-9]{4})"
)
ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]|\s+)([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)"
    r"\s*([Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
DATE_ALONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}")
BASIC = re.compile(r"[0-9]{8}[Tt][0-9]{4}(?:[0-9]{2})?(?:[Zz]|[+-][0-9]{2}(?:[0-9]{2})?)?")
"""ISO 8601 without its dashes and colons."""
ZULU = {"Z", "z", "UTC", "GMT"}


class InstantError(ValueError):
    """A text that is no instant, or one that cannot be true: ``code`` says why, ``str()`` in a sentence."""

    SENTENCES = {
        "empty": _("The time is missing."),
        "not_a_time": _("“%(text)s” is not a date and time. Write it as 2026-11-21T16:30:00+01:00."),
        "date_without_time": _("“%(text)s” is a date without a time."),
        "too_old": _("“%(text)s” lies before 2004."),
        "in_the_future": _("“%(text)s” lies more than 24 hours ahead."),
    }

    def __init__(self, code: str, text: str = "") -> None:
        self.code, self.text = code, text
        super().__init__(code, text)

    def __str__(self) -> str:
        return str(self.SENTENCES[self.code]) % {"text": self.text[:60]}


def parse_instant(text: str, tz: tzinfo) -> datetime:
    """The instant (UTC) that a text writes, in ISO 8601 or as ``Tue Oct 31 22:10:47 +0000 2017``.

    A time without offset is one in ``tz``: of a time that comes twice when the clock is put back, the
    first; one that is skipped when the clock is put forward is read by the old clock (02:30 is what became
    03:30). Digits of a second beyond the sixth are dropped. Raises InstantError: ``empty``,
    ``date_without_time``, ``not_a_time``.
    """
    try:
        # The extended form, which is what nearly every line has. Without the check of the eleventh
        # character a date
        # alone, a week date or any other character between date and time would pass.
        usual = text[10:11] in ("T", " ") and "\x00" not in text  # which fromisoformat takes for the end
        moment = datetime.fromisoformat(text) if usual else parse_other(text)
    except ValueError:
        moment = parse_other(text)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=tz)).astimezone(UTC)
    except OverflowError as problem:
        raise InstantError("not_a_time", text) from problem


def parse_other(text: str) -> datetime:
    """What ``datetime.fromisoformat`` does not read, aware or naive; raises InstantError."""
    text = text.strip()
    if not text:
        raise InstantError("empty")
    if DATE_ALONE.fullmatch(text):
        raise InstantError("date_without_time", text)
    try:
        if BASIC.fullmatch(text):
            return datetime.fromisoformat(text.upper())
        if written := TWITTER.fullmatch(text):
            month, day, time, offset, year = written.groups()
            return datetime.fromisoformat(f"{year}-{MONTHS[month]:02d}-{day}T{time}{offset}")
        if written := ISO.fullmatch(text):
            date, time, offset = written.groups()
            offset = "+00:00" if offset in ZULU else offset or ""
            return datetime.fromisoformat(f"{date}T{time.zfill(5) if time[1] == ':' else time}{offset}")
    except (ValueError, KeyError) as problem:
        raise InstantError("not_a_time", text) from problem
    raise InstantError("not_a_time", text)


def check_plausible(instant: datetime, *, now: datetime) -> None:
    """Raise InstantError before 2004 (``too_old``) and 24 h after ``now`` (``in_the_future``)."""
    if instant < EARLIEST:
        raise InstantError("too_old", instant.isoformat())
    if instant > now + AHEAD:
        raise InstantError("in_the_future", instant.isoformat())
