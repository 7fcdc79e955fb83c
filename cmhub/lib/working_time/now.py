"""Whether somebody is there at this moment, until when, or when they will be, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cmhub.lib.moments import date_words, time_words, weekday_words
from cmhub.lib.working_time.arithmetic import in_utc, openings_after
from cmhub.lib.working_time.calendar import Calendar
from cmhub.lib.working_time.errors import NeverOpenError
from cmhub.lib.working_time.words import reasons_of

A_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Opening:
    """`words` say until when it is open or when it opens, `reason` why it is closed where a whole day is."""

    is_open: bool
    words: str
    reason: str = ""


def opening_at(calendar: Calendar, at: datetime) -> Opening:
    """Open or not at an instant, in the active language, at the times of the calendar's zone."""
    at = in_utc(at)
    if calendar.always_open:
        return Opening(True, _("open day and night"))
    try:
        opens, closes = next(openings_after(calendar, at))
    except NeverOpenError:
        return Opening(False, pgettext("hours", "never open"))
    if opens <= at:
        local = closes.astimezone(calendar.zone)
        if closes - at > timedelta(days=1):
            until = {"day": weekday_words(local), "time": time_words(local)}
            return Opening(True, _("open until %(day)s, %(time)s") % until)
        return Opening(True, _("open until %(time)s") % {"time": time_words(local)})
    local = opens.astimezone(calendar.zone)
    reasons = reasons_of(calendar, (at, opens))
    return Opening(False, _("opens %(moment)s") % {"moment": _moment(local, at)}, ", ".join(reasons))


def _moment(local: datetime, at: datetime) -> str:
    """“at 8:00”, “tomorrow at 8:00”, “Monday at 8:00”, “Monday 4 January at 8:00”."""
    time = time_words(local)
    days = (local.date() - at.astimezone(local.tzinfo).date()).days
    if days == 0:
        return pgettext("opens", "at %(time)s") % {"time": time}
    if days == 1:
        return pgettext("opens", "tomorrow at %(time)s") % {"time": time}
    if timedelta(days=days) <= A_WEEK:
        return pgettext("opens", "on %(day)s at %(time)s") % {"day": weekday_words(local), "time": time}
    day = date_words(local.date(), weekday=True, year=False)
    return pgettext("opens", "on %(day)s at %(time)s") % {"day": day, "time": time}
