"""The rota as a page shows it: day by day, who is on call, who is the backup, and the gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.team.models import Shift
from channels_mgmt.team.rota.cover import ALONE, NOBODY, OFF_DAY, Gap
from channels_mgmt.team.rota.spans import Span, instant_at, midnight
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.cover import BrandCover
from channels_mgmt.team.services.shifts import span_of, why_not
from cmhub.lib.moments import date_words, time_words
from cmhub.lib.weeks import Week


@dataclass(frozen=True)
class Line:
    """A shift on a day, with the part of its time that lies in the day; `why` says why it does not cover."""

    shift: Shift
    words: str
    why: str
    is_mine: bool
    is_offered: bool
    now: int

    @property
    def has_begun(self) -> bool:
        return span_of(self.shift)[0] <= self.now

    @property
    def is_over(self) -> bool:
        return span_of(self.shift)[1] <= self.now


@dataclass(frozen=True)
class GapLine:
    """A gap on a day; its whole time can be filled in one act."""

    gap: Gap
    words: str

    @property
    def is_empty(self) -> bool:
        return self.gap.level == NOBODY


@dataclass
class DayOfRota:
    day: date
    is_today: bool
    is_off: bool
    is_holiday: bool
    primary: list[Line] = field(default_factory=list)
    backup: list[Line] = field(default_factory=list)
    gaps: list[GapLine] = field(default_factory=list)

    @property
    def label(self) -> str:
        return date_words(self.day, weekday=True, year=False)

    @property
    def lines(self) -> list[Line]:
        return [*self.primary, *self.backup]


@dataclass(frozen=True)
class WeekOfRota:
    week: Week
    days: Sequence[DayOfRota]
    today: date

    @property
    def past(self) -> list[DayOfRota]:
        """The days of a week that is under way which are over; a week that is over whole is shown whole."""
        is_under_way = self.days[-1].day >= self.today
        return [day for day in self.days if is_under_way and day.day < self.today]

    @property
    def shown(self) -> list[DayOfRota]:
        return list(self.days[len(self.past) :])


def weeks_of(
    cover: BrandCover,
    shifts: Iterable[Any],
    weeks: Sequence[Week],
    *,
    viewer: User,
    now: int,
) -> list[WeekOfRota]:
    """`cover` is of the time of the weeks; `is_offered` of a shift says whether others are asked to take it.
    Gaps that are over by `now`, in seconds, are left out.
    """
    zone = cover.place.zone
    today = instant_at(now).astimezone(zone).date()
    days = {
        day: DayOfRota(
            day,
            day == today,
            day.isoweekday() in cover.place.weekend or day in cover.holidays,
            day in cover.holidays,
        )
        for week in weeks
        for day in week.days
    }
    for shift in shifts:
        span = span_of(shift)
        why = why_not(shift.user, cover.place, span, cover.available)
        for day, words in pieces(span, zone, days):
            line = Line(shift, words, why, shift.user_id == viewer.pk, shift.is_offered, now)
            (day.primary if shift.kind == ShiftKind.PRIMARY else day.backup).append(line)
    for gap in cover.cover.joined:
        if gap.end > now:
            for day, words in pieces((max(gap.start, now), gap.end), zone, days):
                day.gaps.append(GapLine(gap, words))
    return [WeekOfRota(week, [days[day] for day in week.days], today) for week in weeks]


def pieces(span: Span, zone: ZoneInfo, days: dict[date, DayOfRota]) -> Iterable[tuple[DayOfRota, str]]:
    """The shown days of which the stretch has a part, each with the words for that part."""
    first = instant_at(span[0]).astimezone(zone).date()
    last = instant_at(span[1] - 1).astimezone(zone).date()
    for number in range((last - first).days + 1):
        if day := days.get(first + timedelta(days=number)):
            yield day, stretch_words(span, day.day, zone)


def stretch_words(span: Span, day: date, zone: ZoneInfo) -> str:
    """“18 h – minuit”, the part of a stretch that lies in a day."""
    begins, ends = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    if span[0] <= begins and ends <= span[1]:
        return _("all day")
    start, end = max(span[0], begins), min(span[1], ends)
    until = _("midnight") if end == ends else time_words(instant_at(end).astimezone(zone))
    return _("%(start)s – %(end)s") % {
        "start": time_words(instant_at(start).astimezone(zone)),
        "end": until,
    }


def gap_rows(gaps: Iterable[Gap], zone: ZoneInfo) -> list[dict[str, Any]]:
    """Gaps as a list shows them, each with its time in words."""
    return [
        {
            "gap": gap,
            "words": span_words((gap.start, gap.end), zone),
            "is_empty": gap.level == NOBODY,
            "is_alone": gap.level == ALONE,
            "is_off": gap.part == OFF_DAY,
            "starts_at": instant_at(gap.start).astimezone(zone),
            "ends_at": instant_at(gap.end).astimezone(zone),
        }
        for gap in gaps
    ]


def span_words(span: Span, zone: ZoneInfo) -> str:
    """“samedi 28 novembre, 0 h – lundi 30 novembre, 8 h”; the day once where it is the same."""
    start, end = (instant_at(second).astimezone(zone) for second in span)
    day = date_words(start, weekday=True, year=False)
    if (end - timedelta(seconds=1)).date() == start.date():
        return _("%(day)s, %(stretch)s") % {"day": day, "stretch": stretch_words(span, start.date(), zone)}
    return _("%(start_day)s, %(start)s – %(end_day)s, %(end)s") % {
        "start_day": day,
        "start": time_words(start),
        "end_day": date_words(end, weekday=True, year=False),
        "end": time_words(end),
    }
