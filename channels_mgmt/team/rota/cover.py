"""Cover gaps: when nobody, or one person without backup, is there for a brand, against when interactions
really arrive.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from functools import lru_cache

from channels_mgmt.team.rota.spans import Span, days_of, instant_at, levels, midnight

NOBODY, ALONE = "nobody", "alone"
OFF_DAY, EVENING, WORKING_HOURS = "off_day", "evening", "working_hours"
HOUR = 3600
HOURS_A_WEEK = 168
UNCOVERED = 0.2
"""The share of the expected interactions above which a brand is said to be uncovered."""
MORNING, NIGHTFALL = 8, 18
"""Between these hours of the wall a working day is neither evening nor night."""
WEIGHTS = {NOBODY: 1.0, ALONE: 0.5}
"""What an arrival in a gap counts for when gaps are put in order: with one person it may still be seen."""

Part = tuple[int, int, str]
"""A stretch of time with what it is: a day off (weekend or public holiday), an evening or night, or hours
in which people work.
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of one part of the week in which nobody or one person covers; `expected` is how many
    interactions arrive in it by the mean of the last weeks, None where none are known.
    """

    start: int
    end: int
    level: str
    part: str
    expected: float | None

    @property
    def starts_at(self) -> datetime:
        return instant_at(self.start)

    @property
    def ends_at(self) -> datetime:
        return instant_at(self.end)

    @property
    def seconds(self) -> int:
        return self.end - self.start

    def may_join(self, after: "Gap") -> bool:
        """Whether only the day parts the two: neither lies in hours in which people work."""
        return WORKING_HOURS not in (self.part, after.part)

    def joined_with(self, after: "Gap") -> "Gap":
        part = OFF_DAY if OFF_DAY in (self.part, after.part) else EVENING
        known = [one.expected for one in (self, after) if one.expected is not None]
        return replace(self, end=after.end, part=part, expected=sum(known) if known else None)

    @property
    def urgency(self) -> tuple[bool, float, float, int]:
        """Weekends and evenings first, then by expected arrivals, then by length."""
        weight = WEIGHTS[self.level]
        return (
            self.part == WORKING_HOURS,
            -(self.expected or 0) * weight,
            -self.seconds * weight,
            self.start,
        )


@dataclass(frozen=True)
class Forecast:
    """How many interactions are expected until each hour of a window, from its start."""

    start: int
    until: Sequence[float]

    def between(self, start: int, end: int) -> float:
        return self._by(end) - self._by(start)

    def _by(self, second: int) -> float:
        hours, rest = divmod(second - self.start, HOUR)
        if hours >= len(self.until) - 1:
            return self.until[-1]
        return self.until[hours] + (self.until[hours + 1] - self.until[hours]) * rest / HOUR


@dataclass(frozen=True)
class Cover:
    """What a window looks like for one brand: the gaps in the order of time, and how much lies in them.

    `arrivals` is how many interactions are expected in the window, `in_gaps` how many of them where nobody or
    one person covers, `unseen` where nobody does; all None where no arrivals are known.
    """

    window: Span
    gaps: list[Gap]
    arrivals: float | None
    in_gaps: float | None
    unseen: float | None

    @property
    def share_in_gaps(self) -> float | None:
        """Of the expected interactions: more than 20 % is the diagnosis *uncovered*."""
        return share(self.in_gaps, self.arrivals)

    @property
    def share_unseen(self) -> float | None:
        return share(self.unseen, self.arrivals)

    @property
    def hours_in_gaps(self) -> float:
        return sum(gap.seconds for gap in self.gaps) / HOUR

    @property
    def share_of_time(self) -> float:
        """Of the window's time, what lies in gaps."""
        return self.hours_in_gaps * HOUR / (self.window[1] - self.window[0])

    def hours(self, level: str) -> float:
        return sum(gap.seconds for gap in self.gaps if gap.level == level) / HOUR

    @property
    def joined(self) -> list[Gap]:
        """The gaps as somebody fills them: a weekend is one with the evenings or nights beside it."""
        found: list[Gap] = []
        for gap in self.gaps:
            before = found[-1] if found else None
            if before and before.end == gap.start and before.level == gap.level and before.may_join(gap):
                found[-1] = before.joined_with(gap)
            else:
                found.append(gap)
        return found

    @property
    def by_urgency(self) -> list[Gap]:
        return sorted(self.joined, key=lambda gap: gap.urgency)


def is_enough(cover: Cover) -> bool:
    """Whether no more than a fifth of the expected interactions, or of the time where none are known, falls
    into hours with nobody.
    """
    unseen = cover.share_unseen
    if unseen is None:
        unseen = cover.hours(NOBODY) * HOUR / (cover.window[1] - cover.window[0])
    return unseen <= UNCOVERED


def share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def cover_of(
    window: Span,
    of_each: Iterable[Iterable[Span]],
    parts: Sequence[Part],
    forecast: Forecast | None,
) -> Cover:
    """`of_each` holds for each person the stretches in which they cover; `parts` divide the whole window."""
    gaps: list[Gap] = []
    number = 0
    for start, end, people in levels(of_each, window):
        if people > 1:
            continue
        level = ALONE if people else NOBODY
        while parts[number][1] <= start:
            number += 1
        at = number
        while at < len(parts) and parts[at][0] < end:
            begins, ends = max(start, parts[at][0]), min(end, parts[at][1])
            expected = forecast.between(begins, ends) if forecast else None
            gaps.append(Gap(begins, ends, level, parts[at][2], expected))
            at += 1
    if forecast is None:
        return Cover(window, gaps, None, None, None)
    return Cover(
        window,
        gaps,
        arrivals=forecast.between(*window),
        in_gaps=sum(gap.expected or 0 for gap in gaps),
        unseen=sum(gap.expected or 0 for gap in gaps if gap.level == NOBODY),
    )


def parts_of(window: Span, zone: tzinfo, weekend: Collection[int], holidays: Collection[date]) -> list[Part]:
    """The window divided by the wall: days off (ISO weekdays of the weekend, public holidays), evenings with
    nights, and the hours between; neighbours of one kind made one.
    """
    found: list[Part] = []
    for day in days_of(window, zone):
        for start, end, part in _parts_of_day(day, zone, day.isoweekday() in weekend or day in holidays):
            begins, ends = max(start, window[0]), min(end, window[1])
            if begins >= ends:
                continue
            if found and found[-1][2] == part:
                found[-1] = (found[-1][0], ends, part)
            else:
                found.append((begins, ends, part))
    return found


@lru_cache(maxsize=4096)
def _parts_of_day(day: date, zone: tzinfo, off: bool) -> tuple[Part, ...]:
    begins, ends = midnight(day, zone), midnight(date.fromordinal(day.toordinal() + 1), zone)
    if off:
        return ((begins, ends, OFF_DAY),)
    morning, nightfall = (_second_of(day, hour, zone) for hour in (MORNING, NIGHTFALL))
    return (
        (begins, morning, EVENING),
        (morning, nightfall, WORKING_HOURS),
        (nightfall, ends, EVENING),
    )


def _second_of(day: date, hour: int, zone: tzinfo) -> int:
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=zone).timestamp())


def forecast_of(by_hour: Sequence[float], window: Span, zone: tzinfo) -> Forecast:
    """From the mean week of a brand, 168 hours from Monday 00:00 by its wall; every hour that the wall shows
    in the window is expected to be like that hour of the mean week.
    """
    start = window[0] - _into_the_hour(window[0], zone)
    until, reached = [0.0], 0.0
    for hour in hours_of_week(start, -(-(window[1] - start) // HOUR), zone):
        reached += by_hour[hour]
        until.append(reached)
    return Forecast(start, until)


@lru_cache(maxsize=256)
def hours_of_week(start: int, count: int, zone: tzinfo) -> tuple[int, ...]:
    """The hour of the week that the wall shows at the beginning of each hour from a second on."""
    locals_ = (instant_at(start + number * HOUR).astimezone(zone) for number in range(count))
    return tuple(at.weekday() * 24 + at.hour for at in locals_)


def _into_the_hour(second: int, zone: tzinfo) -> int:
    local = instant_at(second).astimezone(zone)
    return local.minute * 60 + local.second
