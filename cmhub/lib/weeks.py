"""ISO weeks: Monday to Sunday, 52 or 53 a year, named as “2026-W47”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cmhub.lib.moments import as_zone, date_words, day_number

WRITTEN = re.compile(r"([0-9]{4})-W([0-9]{2})")
YEARS = range(1970, 2200)


class WeekError(ValueError):
    """A week that does not exist. ``str()`` is a sentence in the active language."""

    MALFORMED = gettext_lazy("“%(week)s” is not a week. Write it as 2026-W47.")
    ABSENT = gettext_lazy("Week %(week)s does not exist.")
    NOT_BEGUN = gettext_lazy("Week %(week)s has not begun.")

    def __init__(self, sentence: Any, week: str) -> None:
        self.sentence, self.week = sentence, week
        super().__init__(sentence, week)

    def __str__(self) -> str:
        return str(self.sentence) % {"week": self.week[:40]}


@dataclass(frozen=True, order=True)
class Week:
    """A week of the ISO calendar, whose year is that of its Thursday."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.year not in YEARS or not 1 <= self.number <= weeks_in(self.year):
            raise WeekError(WeekError.ABSENT, str(self))

    @classmethod
    def parse(cls, text: str) -> Week:
        """The week written “2026-W47”, spaces around it aside; raises WeekError."""
        written = WRITTEN.fullmatch(text.strip())
        if not written:
            raise WeekError(WeekError.MALFORMED, text)
        return cls(int(written[1]), int(written[2]))

    @classmethod
    def of(cls, moment: date | datetime, tz: str | tzinfo | None = None) -> Week:
        """The week of a date, or of an aware datetime, seen in the zone ``tz`` (else in its own)."""
        if isinstance(moment, datetime):
            if moment.utcoffset() is None:
                raise ValueError("The week of a datetime without a time zone is not known.")
            moment = (moment.astimezone(as_zone(tz)) if tz else moment).date()
        year, number, _weekday = moment.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def days(self) -> tuple[date, ...]:
        """Seven dates, Monday first."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    def start(self, tz: str | tzinfo) -> datetime:
        """Monday 00:00 in that zone, the first instant of the week."""
        return first_instant(self.monday, as_zone(tz))

    def require_begun(self, tz: str | tzinfo, at: datetime) -> None:
        """Raises WeekError where at that instant the week is still to come in that zone."""
        if self.start(tz) > at:
            raise WeekError(WeekError.NOT_BEGUN, str(self))

    def end(self, tz: str | tzinfo) -> datetime:
        """The next Monday 00:00 in that zone, which is no longer in the week."""
        return first_instant(self.monday + timedelta(days=7), as_zone(tz))

    @property
    def previous(self) -> Week:
        return self - 1

    @property
    def next(self) -> Week:
        return self + 1

    def __add__(self, weeks: int) -> Week:
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __sub__(self, weeks: int) -> Week:
        return self + -weeks

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    def short_label(self) -> str:
        """“semaine 47”, where its neighbours say the rest."""
        return _("week %(number)d") % {"number": self.number}

    def label(self) -> str:
        """“semaine 47, du 16 au 22 novembre 2026”, in the active language."""
        return _("week %(number)d, %(first)s to %(last)s") % self._words()

    def label_within(self) -> str:
        """“semaine 47 (du 16 au 22 novembre 2026)”, where the sentence goes on behind it."""
        return _("week %(number)d (%(first)s to %(last)s)") % self._words()

    def _words(self) -> dict[str, int | str]:
        first, last = self.monday, self.sunday
        if first.year != last.year:
            begins = date_words(first)
        elif first.month != last.month:
            begins = date_words(first, year=False)
        else:
            begins = day_number(first)
        return {"number": self.number, "first": begins, "last": date_words(last)}


def weeks_in(year: int) -> int:
    """52 or 53: 28 December lies in the last week of every year."""
    return date(year, 12, 28).isocalendar().week


def first_instant(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
