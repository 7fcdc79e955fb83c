"""Which days a calendar shows: a month in whole weeks, a week, or a list of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from cmhub.lib.moments import date_words
from cmhub.lib.weeks import Week, first_instant

MONTH, WEEK, LIST = "month", "week", "list"
LABELS = {
    MONTH: pgettext_lazy("calendar", "Month"),
    WEEK: pgettext_lazy("calendar", "Week"),
    LIST: pgettext_lazy("calendar", "List"),
}
LISTED_DAYS = 28
FARTHEST = timedelta(days=366 * 5)
"""Far away there is nothing, and dates end."""


@dataclass(frozen=True)
class Span:
    """The days from `first` to `last`, asked for by one of them."""

    view: str
    day: date
    first: date
    last: date

    @classmethod
    def of(cls, view: str, day: date) -> Span:
        if view == WEEK:
            week = Week.of(day)
            return cls(WEEK, day, week.monday, week.sunday)
        if view == LIST:
            return cls(LIST, day, day, day + timedelta(days=LISTED_DAYS - 1))
        first = day.replace(day=1)
        last = next_month(first) - timedelta(days=1)
        return cls(MONTH, day, Week.of(first).monday, Week.of(last).sunday)

    @classmethod
    def asked(cls, view: str, day: str, today: date) -> Span:
        """What a URL asks for; what makes no sense in it is today, and a month."""
        try:
            wanted = date.fromisoformat(day)
        except ValueError:
            wanted = today
        return cls.of(view if view in LABELS else MONTH, wanted if abs(wanted - today) < FARTHEST else today)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def weeks(self) -> list[Week]:
        first, last = Week.of(self.first), Week.of(self.last)
        return [first + n for n in range((last.monday - first.monday).days // 7 + 1)]

    @property
    def before(self) -> date:
        if self.view == MONTH:
            return (self.day.replace(day=1) - timedelta(days=1)).replace(day=1)
        return self.first - timedelta(days=len(self.days))

    @property
    def after(self) -> date:
        return next_month(self.day) if self.view == MONTH else self.last + timedelta(days=1)

    def is_of_it(self, day: date) -> bool:
        """Whether a day is of the month itself, and not of a week that it shares."""
        return self.view != MONTH or day.month == self.day.month

    def start(self, zone: str) -> datetime:
        return first_instant(self.first, ZoneInfo(zone))

    def end(self, zone: str) -> datetime:
        return first_instant(self.last + timedelta(days=1), ZoneInfo(zone))

    def beginnings(self, zone: str) -> list[datetime]:
        """When each of the days begins, and the day after them."""
        days = [*self.days, self.last + timedelta(days=1)]
        return [first_instant(day, ZoneInfo(zone)) for day in days]

    def title(self) -> str:
        if self.view == WEEK:
            return capfirst(Week.of(self.day).label())
        if self.view == LIST:
            said = {"first": date_words(self.first, year=False), "last": date_words(self.last)}
            return _("From %(first)s to %(last)s") % said
        said = {"month": str(MONTHS[self.day.month]), "year": str(self.day.year)}
        return capfirst(pgettext("month of a year", "%(month)s %(year)s") % said)


def next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
