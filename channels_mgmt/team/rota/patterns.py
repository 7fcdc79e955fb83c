"""The shifts that a pattern wants: which week is whose, by the clock on the brand's wall."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil.rrule import WEEKLY, rrule

from channels_mgmt.team.rota.spans import Span, instant_at, seconds_of, united, without
from channels_mgmt.team.rota.wall import instant_of

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
DAYS_A_WEEK = 7
SUNDAY = 7


@dataclass(frozen=True)
class Slot:
    """A shift of the pattern's week, by ISO weekdays and times of the wall: until a time that is not later on
    the same day it lasts until that time a week later.
    """

    weekday: int
    starts: time
    ends_weekday: int
    ends: time

    @property
    def lasts(self) -> timedelta:
        """By the clock on the wall."""
        days = (self.ends_weekday - self.weekday) % DAYS_A_WEEK
        length = days * DAY + _since_midnight(self.ends) - _since_midnight(self.starts)
        return length if length > timedelta() else length + WEEK


def _since_midnight(of_day: time) -> timedelta:
    return timedelta(hours=of_day.hour, minutes=of_day.minute)


@dataclass(frozen=True)
class Plan:
    """A pattern as a value; `people` are ids in the order of their turns, and `ends_on` is not part of it.

    On `holidays`, which are empty for a pattern that does not heed them, what `rest_day` has covered by the
    wall is covered as well.
    """

    slots: Sequence[Slot]
    people: Sequence[int]
    starts_on: date
    ends_on: date | None = None
    weeks_each: int = 1
    days_left_out: Collection[date] = ()
    holidays: Collection[date] = ()
    rest_day: int = SUNDAY


@dataclass(frozen=True)
class Planned:
    """A shift that a pattern wants; `people` are all of its order, whose turn it is first.

    Where only the rest of a shift is wanted, `since` is when the pattern has it begin.
    """

    starts_at: datetime
    ends_at: datetime
    people: tuple[int, ...] = field(compare=False)
    since: datetime | None = None

    @property
    def planned_start(self) -> datetime:
        return self.since or self.starts_at

    @property
    def span(self) -> Span:
        return seconds_of(self.starts_at), seconds_of(self.ends_at)


def planned(plan: Plan, zone: ZoneInfo, first: date, until: date) -> list[Planned]:
    """The shifts that begin on the days from `first` until `until`, which is not part of it, in order.

    Wall times hold when clocks are put forward or back; a shift that falls whole into the hour that is
    skipped is left out. Raises ValueError for a pattern without people.
    """
    if not plan.people:
        raise ValueError("a pattern needs people")
    # What begins before may reach into a holiday.
    early = first - WEEK - DAY
    usual = [one for slot in plan.slots for one in _of_slot(plan, slot, zone, early, until)]
    shifts = [one for one in usual if _begins_on(one, zone) >= first]
    for day in sorted(plan.holidays):
        if first <= day < until and _is_of(plan, day) and day.isoweekday() != plan.rest_day:
            shifts += _extra(plan, zone, day, usual)
    return sorted(shifts, key=lambda one: one.starts_at)


def running(plan: Plan, zone: ZoneInfo, at: datetime) -> Planned | None:
    """The rest of the shift that runs at an instant, from its minute on, also where it began before the
    pattern did: whoever has the first week has it then.
    """
    today = at.astimezone(zone).date()
    if not _holds_on(plan, today):
        return None
    first = today - WEEK - DAY
    older = replace(plan, starts_on=min(plan.starts_on, first - 2 * WEEK))
    for one in planned(older, zone, first, today + DAY):
        if one.starts_at <= at < one.ends_at:
            people = turn_of(plan, max(_begins_on(one, zone), plan.starts_on))
            return Planned(at.replace(second=0, microsecond=0), one.ends_at, people, since=one.starts_at)
    return None


def _begins_on(one: Planned, zone: ZoneInfo) -> date:
    return one.starts_at.astimezone(zone).date()


def _is_of(plan: Plan, day: date) -> bool:
    return _holds_on(plan, day) and day not in plan.days_left_out


def _holds_on(plan: Plan, day: date) -> bool:
    return plan.starts_on <= day and (plan.ends_on is None or day < plan.ends_on)


def _of_slot(plan: Plan, slot: Slot, zone: ZoneInfo, first: date, until: date) -> list[Planned]:
    beginnings = rrule(
        WEEKLY,
        dtstart=datetime.combine(max(first, plan.starts_on), slot.starts),
        until=datetime.combine(until - DAY, time.max),
        byweekday=slot.weekday - 1,
    )
    found = []
    for begins in beginnings:
        if not _is_of(plan, begins.date()):
            continue
        starts_at, ends_at = instant_of(begins, zone), instant_of(begins + slot.lasts, zone)
        if starts_at < ends_at:
            found.append(Planned(starts_at, ends_at, turn_of(plan, begins.date())))
    return found


def _extra(plan: Plan, zone: ZoneInfo, holiday: date, usual: Sequence[Planned]) -> list[Planned]:
    """What the rest day has covered on the wall and the holiday has not."""
    midnight_before = datetime.combine(holiday, time())
    wanted = [
        (instant_of(midnight_before + begins, zone), instant_of(midnight_before + ends, zone))
        for begins, ends in on_rest_day(plan)
    ]
    spans = [(seconds_of(begins), seconds_of(ends)) for begins, ends in wanted]
    missing = without(spans, [one.span for one in usual])
    people = turn_of(plan, holiday)
    return [Planned(instant_at(start), instant_at(end), people) for start, end in missing]


def on_rest_day(plan: Plan) -> list[tuple[timedelta, timedelta]]:
    """The stretches of the rest day that the slots cover, after its midnight by the wall."""
    minutes = []
    for slot in plan.slots:
        begins = (slot.weekday - plan.rest_day) % DAYS_A_WEEK * DAY + _since_midnight(slot.starts)
        for start in (begins, begins - WEEK):
            inside = max(start, timedelta()), min(start + slot.lasts, DAY)
            minutes.append((int(inside[0].total_seconds()), int(inside[1].total_seconds())))
    return [(timedelta(seconds=start), timedelta(seconds=end)) for start, end in united(minutes)]


def turn_of(plan: Plan, day: date) -> tuple[int, ...]:
    """The people in the order in which they are asked for a day's week: whose turn it is first."""
    monday = plan.starts_on - timedelta(days=plan.starts_on.weekday())
    number = ((day - monday).days // DAYS_A_WEEK) // plan.weeks_each % len(plan.people)
    return (*plan.people[number:], *plan.people[:number])


def overlapping_slots(slots: Sequence[Slot]) -> tuple[Slot, Slot] | None:
    """Two shifts of a week that share a minute, if there are any."""
    placed = sorted(
        (int(begins.total_seconds()), int(slot.lasts.total_seconds()), n)
        for n, slot in enumerate(slots)
        for begins in [(slot.weekday - 1) * DAY + _since_midnight(slot.starts)]
    )
    around = int(WEEK.total_seconds())
    ring = [*placed, *((start + around, length, n) for start, length, n in placed[:1])]
    for (start, length, one), (after, _length, other) in pairwise(ring):
        if start + length > after and one != other:
            return slots[one], slots[other]
    return None
