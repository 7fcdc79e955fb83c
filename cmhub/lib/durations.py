"""Durations and deadlines in words, short enough for a table."""

from __future__ import annotations

import math
import re
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cmhub.lib.moments import NO_BREAK_SPACE
from cmhub.lib.numbers import MINUS

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NOTHING = "—"
WRITTEN = re.compile(
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d{1,2})?)\s*(?:h|hours?|heures?))?\s*(?:(?P<minutes>\d{1,6})\s*(?:min|minutes?|mn)?)?"
)


def duration_words(seconds: float | None) -> str:
    """“45 s”, “35 min”, “2 h 10”, “3 j 4 h”: to the second, the minute or the hour, by length.

    Halves go up. A dash where there is nothing to say (None, NaN).
    """
    if seconds is None or not math.isfinite(seconds):
        return NOTHING
    if seconds < 0:
        return MINUS + duration_words(-seconds)
    return compact(seconds).replace(" ", NO_BREAK_SPACE)


def duration_in_words(seconds: float) -> str:
    """How long ago or ahead something is, whichever way, in the minutes that are full. What was measured and
    stays as it is has `duration_words`.
    """
    seconds = abs(seconds)
    return duration_words(seconds - seconds % MINUTE if seconds >= MINUTE else seconds)


def age_in_words(at: datetime, now: datetime) -> str:
    """“il y a 3 h”; “à l'instant” within a minute, and for what a clock ahead of ours has sent."""
    seconds = (now - at).total_seconds()
    if seconds < MINUTE:
        return _("just now")
    return _("%(duration)s ago") % {"duration": duration_in_words(seconds)}


def work_words(minutes: float) -> str:
    """A length of work, in hours and minutes however long: “35 min”, “26 h 30”."""
    hours, rest = divmod(rounded(minutes, 1), 60)
    if not hours:
        words = pgettext("duration", "%(minutes)d min") % {"minutes": rest}
    elif rest:
        words = pgettext("duration", "%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    else:
        words = pgettext("duration", "%(hours)d h") % {"hours": hours}
    return words.replace(" ", NO_BREAK_SPACE)


def minutes_in(text: str) -> int | None:
    """Minutes as people write them: “90”, “90 min”, “2 h”, “1 h 30”, “1,5 h”. None for anything else."""
    found = WRITTEN.fullmatch(text.casefold().strip())
    if found is None or not any(found.groups()):
        return None
    hours = float((found["hours"] or "0").replace(",", "."))
    return math.floor(60 * hours + 0.5) + int(found["minutes"] or 0)


def compact(seconds: float) -> str:
    if rounded(seconds, 1) < MINUTE:
        return pgettext("duration", "%(seconds)d s") % {"seconds": rounded(seconds, 1)}
    minutes = rounded(seconds, MINUTE)
    if minutes < 60:
        return pgettext("duration", "%(minutes)d min") % {"minutes": minutes}
    if minutes < DAY // MINUTE:
        hours, minutes = divmod(minutes, 60)
        if minutes:
            return pgettext("duration", "%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
        return pgettext("duration", "%(hours)d h") % {"hours": hours}
    days, hours = divmod(rounded(seconds, HOUR), 24)
    if hours:
        return pgettext("duration", "%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    return pgettext("duration", "%(days)d d") % {"days": days}


def rounded(seconds: float, unit: int) -> int:
    return math.floor(seconds / unit + 0.5)


def is_late(deadline: datetime, now: datetime | None = None) -> bool:
    """Whether the deadline has passed; what is done at the deadline is in time."""
    return (now or timezone.now()) > deadline


def deadline_words(deadline: datetime, now: datetime | None = None) -> str:
    """“il reste 2 h 10” or “en retard de 35 min”, in whole minutes."""
    now = now or timezone.now()
    seconds = (deadline - now).total_seconds()
    duration = duration_in_words(seconds)
    if abs(seconds) < MINUTE:
        return _("late by less than a minute") if is_late(deadline, now) else _("less than a minute left")
    return (_("%(duration)s late") if is_late(deadline, now) else _("%(duration)s left")) % {
        "duration": duration
    }
