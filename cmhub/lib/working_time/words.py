"""Why a deadline falls when it falls, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cmhub.lib.durations import duration_words
from cmhub.lib.moments import date_words, time_words, weekday_words
from cmhub.lib.working_time.arithmetic import add_working_time
from cmhub.lib.working_time.calendar import Calendar, Piece
from cmhub.lib.working_time.notation import Leave
from cmhub.lib.working_time.openings import DAY, moment_of_change, offset_at, openings

CLOSURES_TOLD = 3
WITHIN_A_WEEK = 6
WEEKEND_DAYS = {4, 5, 6}
"""Friday to Sunday, counted as datetime does: what some country calls its weekend."""


def explain(calendar: Calendar, start: datetime, minutes: float) -> str:
    """“vendredi 16 h 30 + 1 h ouvrée → lundi 9 h 30 : fermé à 17 h, week-end, ouvert à 9 h”.

    In the active language, at the times of the calendar's zone. Raises what :func:`add_working_time` raises.
    """
    end = add_working_time(calendar, start, minutes)
    dated = (local(calendar, end).date() - local(calendar, start).date()).days > WITHIN_A_WEEK
    return _("%(start)s + %(duration)s → %(end)s: %(steps)s") % {
        "start": moment_in_week(calendar, start, dated=dated),
        "duration": working_duration(minutes),
        "end": moment_in_week(calendar, end, dated=dated),
        "steps": ", ".join(steps(calendar, start.astimezone(UTC), end)),
    }


def local(calendar: Calendar, instant: datetime) -> datetime:
    return instant.astimezone(calendar.zone)


def moment_in_week(calendar: Calendar, instant: datetime, *, dated: bool) -> str:
    day = local(calendar, instant)
    named = date_words(day.date(), weekday=True, year=False) if dated else weekday_words(day)
    return _("%(day)s %(time)s") % {"day": named, "time": clock_words(calendar, instant)}


def clock_words(calendar: Calendar, instant: datetime) -> str:
    """What the clock on the wall shows, and which of the two where it shows it twice that night."""
    shown = local(calendar, instant)
    time = time_words(shown)
    if shown.replace(fold=1 - shown.fold).utcoffset() == shown.utcoffset():
        return time
    pattern = (
        _("%(time)s, after the clock is moved") if shown.fold else _("%(time)s, before the clock is moved")
    )
    return pattern % {"time": time}


def working_duration(minutes: float) -> str:
    """“1 h ouvrée”, “90 h ouvrées”: in hours however many, since a working day has no fixed length."""
    hours = int(minutes // 60)
    duration = duration_words(minutes * 60) if minutes < 24 * 60 else _("%(hours)d h") % {"hours": hours}
    return ngettext("%(duration)s of working time", "%(duration)s of working time", int(hours or minutes)) % {
        "duration": duration
    }


def steps(calendar: Calendar, start: datetime, end: datetime) -> list[str]:
    """What happens between the two instants, in order: closings, the reasons of closed days, openings, and
    the clock moved while it is open.
    """
    moves = clock_moves(calendar, start, end)
    moved = [move_words(calendar, move) for move in moves]
    if calendar.always_open:
        return [_("open day and night"), *moved]
    gaps = closures(calendar, start, end)
    if not gaps:
        return [_("open without interruption"), *moved]
    if len(gaps) > CLOSURES_TOLD:
        reasons = [reason for gap in gaps for reason in reasons_of(calendar, gap)]
        count = ngettext("%(count)d closing", "%(count)d closings", len(gaps)) % {"count": len(gaps)}
        return [count, *dict.fromkeys(reasons), *moved, opened_at(calendar, gaps[-1][1])]
    told: list[str] = []
    for closed, opened in gaps:
        told += [move_words(calendar, move) for move in moves if move < closed]
        moves = [move for move in moves if move > closed]
        told += [
            _("closed at that time") if closed == start else closed_at(calendar, closed),
            *reasons_of(calendar, (closed, opened)),
            opened_at(calendar, opened),
        ]
    return [*told, *(move_words(calendar, move) for move in moves)]


def closures(calendar: Calendar, start: datetime, end: datetime) -> list[Piece]:
    """The closed stretches between two instants, the last of which is opened or ends an opening."""
    gaps, closed_since = [], start
    for opens, closes in openings(calendar, start, end):
        if opens > closed_since:
            gaps.append((closed_since, opens))
        closed_since = closes
    return gaps


def clock_moves(calendar: Calendar, start: datetime, end: datetime) -> list[datetime]:
    """When the clock on the wall is put forward or back between two instants while it is open."""
    moves, at = [], start
    while at < end:
        until = min(at + DAY, end)
        if offset_at(calendar.zone, at) != offset_at(calendar.zone, until):
            moves.append(moment_of_change(calendar.zone, at, until))
        at = until
    pieces = list(openings(calendar, start, end)) if moves else []
    return [move for move in moves if any(opens < move < closes for opens, closes in pieces)]


def move_words(calendar: Calendar, move: datetime) -> str:
    old = offset_at(calendar.zone, move - timedelta(seconds=1))
    return _("the clock is moved: %(before)s becomes %(after)s") % {
        "before": time_words((move + old).replace(tzinfo=None)),
        "after": time_words(local(calendar, move)),
    }


def closed_at(calendar: Calendar, instant: datetime) -> str:
    return _("closed at %(time)s") % {"time": clock_words(calendar, instant)}


def opened_at(calendar: Calendar, instant: datetime) -> str:
    return _("open at %(time)s") % {"time": clock_words(calendar, instant)}


def reasons_of(calendar: Calendar, gap: Piece) -> list[str]:
    """Why days within a closed stretch are closed, or have other hours than usual, each reason once."""
    first, last = (local(calendar, instant).date() for instant in gap)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return list(dict.fromkeys(filter(None, (reason_of(calendar, day, seen_on=first) for day in days))))


def reason_of(calendar: Calendar, day: date, *, seen_on: date) -> str:
    """Why nobody is there on a day, or at other times; nothing for a day like the others of its name."""
    exceptional = day in dict(calendar.exceptions)
    if calendar.intervals_on(day):
        if leave := calendar.leave_on(day):
            return leave_words(leave, seen_on)
        return exception_words(calendar, day, _("exceptional hours on %(day)s")) if exceptional else ""
    if not calendar.hours[day.weekday()]:
        closed_weekdays = {n for n, hours in enumerate(calendar.hours) if not hours}
        if len(closed_weekdays) == 2 and closed_weekdays <= WEEKEND_DAYS:
            return _("weekend")
        return _("closed on %(day)s") % {"day": weekday_words(day)}
    if day in dict(calendar.holidays) and not exceptional:
        return calendar.holiday_name(day) or _("public holiday")
    return exception_words(calendar, day, _("exceptionally closed on %(day)s"))


def exception_words(calendar: Calendar, day: date, pattern: str) -> str:
    said = pattern % {"day": date_words(day, year=False)}
    reason = dict(calendar.reasons).get(day)
    return _("%(what)s (%(reason)s)") % {"what": said, "reason": reason} if reason else said


def leave_words(leave: Leave, seen_on: date) -> str:
    """“Mme Ngo absente jusqu'à lundi, sans remplaçant”, with the date where the return is far."""
    if (leave.back_on - seen_on).days <= WITHIN_A_WEEK:
        day = weekday_words(leave.back_on)
        if leave.name:
            return _("%(name)s away until %(weekday)s, nobody stands in") % {
                "name": leave.name,
                "weekday": day,
            }
        return _("everybody away until %(weekday)s, nobody stands in") % {"weekday": day}
    day = date_words(leave.back_on, year=False)
    if leave.name:
        return _("%(name)s away until %(date)s, nobody stands in") % {"name": leave.name, "date": day}
    return _("everybody away until %(date)s, nobody stands in") % {"date": day}
