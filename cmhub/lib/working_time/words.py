"""Why a deadline falls when it falls, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cmhub.lib.durations import duration_words
from cmhub.lib.moments import date_words, time_words, weekday_words
from cmhub.lib.working_time.arithmetic import add_working_time
from cmhub.lib.working_time.calendar import Calendar, Piece
from cmhub.lib.working_time.openings import openings

CLOSURES_TOLD = 3
WEEKEND_DAYS = {4, 5, 6}
"""Friday to Sunday, counted as datetime does: what some country calls its weekend."""


def explain(calendar: Calendar, start: datetime, minutes: float) -> str:
    """“vendredi 16 h 30 + 1 h ouvrée → lundi 9 h 30 : fermé à 17 h, week-end, ouvert à 9 h”.

    In the active language, at the times of the calendar's zone. Raises what :func:`add_working_time` raises.
    """
    end = add_working_time(calendar, start, minutes)
    local_start, local_end = start.astimezone(calendar.zone), end.astimezone(calendar.zone)
    dated = (local_end.date() - local_start.date()).days > 6
    return _("%(start)s + %(duration)s → %(end)s: %(steps)s") % {
        "start": moment_in_week(local_start, dated=dated),
        "duration": working_duration(minutes),
        "end": moment_in_week(local_end, dated=dated),
        "steps": ", ".join(steps(calendar, start.astimezone(UTC), end)),
    }


def moment_in_week(local: datetime, *, dated: bool) -> str:
    day = date_words(local.date(), weekday=True, year=False) if dated else weekday_words(local)
    return _("%(day)s %(time)s") % {"day": day, "time": time_words(local)}


def working_duration(minutes: float) -> str:
    """“1 h ouvrée”, “90 h ouvrées”: in hours however many, since a working day has no fixed length."""
    hours = int(minutes // 60)
    duration = duration_words(minutes * 60) if minutes < 24 * 60 else _("%(hours)d h") % {"hours": hours}
    return ngettext("%(duration)s of working time", "%(duration)s of working time", int(hours or minutes)) % {
        "duration": duration
    }


def steps(calendar: Calendar, start: datetime, end: datetime) -> list[str]:
    """What happens between the two instants, in order: closings, the reasons of closed days, openings."""
    if calendar.always_open:
        return [_("open day and night")]
    gaps = closures(calendar, start, end)
    if not gaps:
        return [_("open without interruption")]
    if len(gaps) > CLOSURES_TOLD:
        reasons = [reason for gap in gaps for reason in reasons_of(calendar, gap)]
        count = ngettext("%(count)d closing", "%(count)d closings", len(gaps)) % {"count": len(gaps)}
        return [count, *dict.fromkeys(reasons), opened_at(calendar, gaps[-1][1])]
    told: list[str] = []
    for closed, opened in gaps:
        told += [
            _("closed at that time") if closed == start else closed_at(calendar, closed),
            *reasons_of(calendar, (closed, opened)),
            opened_at(calendar, opened),
        ]
    return told


def closures(calendar: Calendar, start: datetime, end: datetime) -> list[Piece]:
    """The closed stretches between two instants, the last of which is opened or ends an opening."""
    gaps, closed_since = [], start
    for opens, closes in openings(calendar, start, end):
        if opens > closed_since:
            gaps.append((closed_since, opens))
        closed_since = closes
    return gaps


def closed_at(calendar: Calendar, instant: datetime) -> str:
    return _("closed at %(time)s") % {"time": time_words(instant.astimezone(calendar.zone))}


def opened_at(calendar: Calendar, instant: datetime) -> str:
    return _("open at %(time)s") % {"time": time_words(instant.astimezone(calendar.zone))}


def reasons_of(calendar: Calendar, gap: Piece) -> list[str]:
    """Why whole days within a closed stretch are closed, each reason once."""
    first, last = (instant.astimezone(calendar.zone).date() for instant in gap)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return list(dict.fromkeys(reason_of(calendar, day) for day in days if not calendar.intervals_on(day)))


def reason_of(calendar: Calendar, day: date) -> str:
    if not calendar.hours[day.weekday()]:
        closed_weekdays = {n for n, hours in enumerate(calendar.hours) if not hours}
        if len(closed_weekdays) == 2 and closed_weekdays <= WEEKEND_DAYS:
            return _("weekend")
        return _("closed on %(day)s") % {"day": weekday_words(day)}
    if day in dict(calendar.holidays) and day not in dict(calendar.exceptions):
        return calendar.holiday_name(day) or _("public holiday")
    return _("exceptionally closed on %(day)s") % {"day": date_words(day, year=False)}
