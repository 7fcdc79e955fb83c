"""How many people the response-time targets ask for, by the purpose of the accounts."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from statistics import median

from reporting.diagnoses.queueing import HOURS_OF_WEEK, OpenWeek, Queue, read_queue

MOST_CERTAIN = 0.99
"""No number of people is certain to answer everybody in time: 100 % is reckoned as this."""
RUSH = 3
"""A week with more than so many times the messages of the median week is left out of the pattern."""
LEAST_ARRIVALS = 20
"""With fewer messages in the weeks looked at, nothing is said of a pattern."""


@dataclass(frozen=True)
class Inflow:
    """What arrives on one account: `arrivals` are instants in hours of the wall clock from the first Monday,
    rising; `open_hours` the hours of the week in which it is open.
    """

    account: int
    purpose: str
    arrivals: Sequence[float]
    open_hours: frozenset[int]
    target_minutes: float | None


@dataclass(frozen=True)
class Answering:
    """The people whom the accounts of one purpose ask for. `queue` is None where there is no target, or too
    little arrives to tell.
    """

    purpose: str
    target_minutes: float | None
    in_time: float
    arrivals: float
    """Messages a week that wait for an answer."""
    queue: Queue | None
    full_time: float
    left_out: int = 0
    """Weeks of a rush that the pattern leaves out."""

    @property
    def people(self) -> int | None:
        """Enough for the busiest hour, and for all hours of presence in weeks of their length."""
        if self.queue is None:
            return None
        return max(self.queue.at_once, ceil(self.queue.hours / self.full_time))


def read_answering(
    inflows: Iterable[Inflow],
    *,
    weeks: int,
    in_time: float,
    handling_minutes: float,
    full_time: float,
    target_minutes: float | None = None,
) -> list[Answering]:
    """By purpose, in the order in which they come. Accounts of one purpose are answered by the same people,
    to the shortest of their targets; `target_minutes` tries another for all.
    """
    pools: dict[str, list[Inflow]] = {}
    usual, looked_at = without_rushes(list(inflows), weeks)
    for inflow in usual:
        pools.setdefault(inflow.purpose, []).append(inflow)
    certain = min(in_time, MOST_CERTAIN)
    found = []
    for purpose, pool in pools.items():
        targets = [one.target_minutes for one in pool if one.target_minutes is not None]
        target = target_minutes if target_minutes is not None and targets else min(targets, default=None)
        number = sum(len(one.arrivals) for one in pool)
        queue = None
        if target is not None and number >= LEAST_ARRIVALS:
            week = OpenWeek(frozenset[int]().union(*(one.open_hours for one in pool)))
            arrivals, backlog = merged(pool, week)
            queue = read_queue(
                arrivals,
                week,
                backlog=backlog,
                weeks=looked_at,
                handling_minutes=handling_minutes,
                target_minutes=target,
                in_time=certain,
            )
        arrive = number / looked_at if looked_at else 0.0
        found.append(Answering(purpose, target, certain, arrive, queue, full_time, weeks - looked_at))
    return found


def without_rushes(inflows: Sequence[Inflow], weeks: int) -> tuple[list[Inflow], int]:
    """The inflows without the weeks that brought more than `RUSH` times the median week, all accounts taken
    together, and how many weeks are left; the later ones move up. Nobody is there for a crisis every week.
    """
    counted = Counter(int(at // HOURS_OF_WEEK) for one in inflows for at in one.arrivals)
    usual = median(counted.get(week, 0) for week in range(weeks)) if weeks else 0
    kept = [week for week in range(weeks) if not usual or counted.get(week, 0) <= RUSH * usual]
    moved = {week: (week - number) * HOURS_OF_WEEK for number, week in enumerate(kept)}
    return [
        replace(
            one,
            arrivals=[
                at - moved[int(at // HOURS_OF_WEEK)]
                for at in one.arrivals
                if int(at // HOURS_OF_WEEK) in moved
            ],
        )
        for one in inflows
    ], len(kept)


def merged(pool: Sequence[Inflow], week: OpenWeek) -> tuple[list[float], list[float]]:
    """What arrives on several accounts, on the clock of the hours in which any is open: while its own account
    is open, and, with the opening that it waits for, while it is closed.
    """
    arrivals: list[float] = []
    backlog: list[float] = []
    for one in pool:
        ahead = next_openings(one.open_hours)
        for wall in one.arrivals:
            hour = int(wall)
            if wait := ahead[hour % HOURS_OF_WEEK]:
                backlog.append(week.at(float(hour + wait)))
            else:
                arrivals.append(week.at(wall))
    return sorted(arrivals), sorted(backlog)


def next_openings(open_hours: frozenset[int]) -> list[int]:
    """For each hour of the week, how many hours it is to the next open one; 0 in an open one."""
    return [
        next(ahead for ahead in range(HOURS_OF_WEEK) if (hour + ahead) % HOURS_OF_WEEK in open_hours)
        for hour in range(HOURS_OF_WEEK)
    ]


def hours_by_day(presence: Sequence[int]) -> list[list[int]]:
    """The 168 hours of a week as seven days of 24."""
    return [list(presence[day * 24 : day * 24 + 24]) for day in range(7)]


def total_people(answering: Iterable[Answering]) -> int | None:
    """Of all purposes; None where one of them is not known."""
    people = [one.people for one in answering]
    return None if not people or any(one is None for one in people) else sum(one or 0 for one in people)


@dataclass(frozen=True)
class Outlook:
    """What hours of presence, of so many people, make of the messages of all purposes that are known."""

    in_time: float
    """The share in time if these hours lay where most arrives: at best, that is."""
    target: float
    people_more: int
    """The fewest full-time people beside these with whom the target is met."""


def outlook_of(answering: Iterable[Answering], *, hours: float, people: int) -> Outlook | None:
    """`hours` are those of a week that `people` give; each purpose has its part of them. None where no
    purpose has a target and enough messages.
    """
    known = [one for one in answering if one.queue]
    if not known:
        return None
    full_time = known[0].full_time
    target = _mean((one.in_time, one.arrivals) for one in known)
    presence = sum(one.queue.hours for one in known if one.queue)
    most = max(
        ceil(max(0.0, presence - hours) / full_time),
        max(one.queue.at_once for one in known if one.queue) - people,
        0,
    )

    def reached(more: int) -> float:
        part = (hours + more * full_time) / presence
        return _mean(
            (one.queue.in_time_with(one.queue.hours * part, people + more), one.arrivals)
            for one in known
            if one.queue
        )

    fewest = bisect_left(range(most), True, key=lambda more: reached(more) >= target)
    return Outlook(reached(0), target, fewest)


def _mean(weighed: Iterable[tuple[float, float]]) -> float:
    values = list(weighed)
    return sum(value * weight for value, weight in values) / sum(weight for _value, weight in values)


def as_report(answering: Iterable[Answering]) -> list[Mapping[str, object]]:
    """For the weekly report's `staffing`, as JSON can say it."""
    return [
        {
            "purpose": str(one.purpose),
            "target_minutes": one.target_minutes,
            "in_time": one.in_time,
            "arrivals_per_week": round(one.arrivals, 2),
            "people": one.people,
            "at_once": one.queue.at_once if one.queue else None,
            "presence_hours": one.queue.hours if one.queue else None,
            "weeks_left_out": one.left_out,
            "replayed_in_time": round(one.queue.in_time, 4) if one.queue else None,
        }
        for one in answering
    ]
