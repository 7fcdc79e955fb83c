"""Dates and times of day in words, as a French or an English writer puts them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_AP, WEEKDAYS
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

NO_BREAK_SPACE = "\u00a0"


def as_zone(zone: str | tzinfo) -> tzinfo:
    """The zone itself, or the one of this IANA name."""
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def time_words(moment: time | datetime) -> str:
    """“16 h 30” and “17 h” in French, “16:30” and “17:00” in English, unbroken at the end of a line."""
    if moment.minute:
        text = pgettext("time of day", "%(hour)d:%(minute)02d") % {
            "hour": moment.hour,
            "minute": moment.minute,
        }
    else:
        text = pgettext("time of day", "%(hour)d:00") % {"hour": moment.hour}
    return text.replace(" ", NO_BREAK_SPACE)


def weekday_words(day: date) -> str:
    """“vendredi”."""
    return str(WEEKDAYS[day.weekday()])


def day_number(day: date) -> str:
    """The day of the month, which is “1er” for the first in French."""
    return pgettext("first day of the month", "1") if day.day == 1 else str(day.day)


def date_words(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """“vendredi 1er janvier 2027”, of which weekday and year can be left out."""
    if weekday and year:
        pattern = pgettext("date", "%(weekday)s %(day)s %(month)s %(year)d")
    elif weekday:
        pattern = pgettext("date", "%(weekday)s %(day)s %(month)s")
    elif year:
        pattern = pgettext("date", "%(day)s %(month)s %(year)d")
    else:
        pattern = pgettext("date", "%(day)s %(month)s")
    return pattern % {
        "weekday": weekday_words(day),
        "day": day_number(day),
        "month": str(MONTHS[day.month]),
        "year": day.year,
    }


def moment_words(instant: datetime, zone: str | tzinfo) -> str:
    """“21 novembre 2026 à 16 h 30”, in that zone."""
    local = instant.astimezone(as_zone(zone))
    return _("%(date)s at %(time)s") % {"date": date_words(local), "time": time_words(local)}


def until_words(instant: datetime, zone: str | tzinfo, *, weekday: bool = False) -> str:
    """By when something is to be done: of midnight the day that ends, “22 novembre 2026 à minuit”."""
    local = instant.astimezone(as_zone(zone))
    at = time_words(local)
    if (local.hour, local.minute) == (0, 0):
        local, at = local - timedelta(days=1), pgettext("end of a day", "midnight")
    return _("%(date)s at %(time)s") % {"date": date_words(local, weekday=weekday), "time": at}


def city_of(zone: str) -> str:
    """The place by which people know a time zone: “Douala”."""
    return zone.rpartition("/")[2].replace("_", " ")


def in_time_of(words: str, zone: str) -> str:
    """“21 novembre 2026 à 16 h 30 (heure locale : Douala)”."""
    where = _("(%(city)s time)") % {"city": city_of(zone)}
    return f"{words} {where}"


def exact_moment(at: datetime) -> str:
    """“samedi 21 novembre 2026 à 16 h 30”, in the active time zone."""
    return _exact_moment(timezone.localtime(at).replace(second=0, microsecond=0, tzinfo=None), get_language())


@lru_cache(10_000)
def _exact_moment(local: datetime, language: str | None) -> str:
    day = date_words(local.date(), weekday=True)
    return _("%(date)s at %(time)s") % {"date": day, "time": time_words(local)}


def short_moment(at: datetime, now: datetime | None = None) -> str:
    """“16 h 30” today, “21 nov., 16 h 30” this year, else “21 nov. 2025”, in the active time zone."""
    return _moment(at, now, "%(time)s", pgettext("date", "%(day)s %(month)s, %(time)s"))


def said_moment(at: datetime, now: datetime | None = None) -> str:
    """The same in a sentence or where it could be taken for a duration: “aujourd’hui à 16 h 30”."""
    today = pgettext("date", "today at %(time)s")
    return _moment(at, now, today, pgettext("date", "%(day)s %(month)s at %(time)s"))


def _moment(at: datetime, now: datetime | None, of_today: str, of_this_year: str) -> str:
    local, today = timezone.localtime(at), timezone.localtime(now)
    parts: dict[str, str | int] = {
        "day": day_number(local),
        "month": str(MONTHS_AP[local.month]),
        "year": local.year,
        "time": time_words(local),
    }
    if local.date() == today.date():
        return of_today % parts
    if local.year == today.year:
        return of_this_year % parts
    return pgettext("date", "%(day)s %(month)s %(year)d") % parts
