"""How many people answer in time what comes in: Erlang's waiting formula hour by hour, put right by a replay.

The week is cut into its open hours. In each, messages arrive at random at the mean rate of that hour over the
weeks looked at, whoever is there handles one at a time, and handling takes a random time of known mean: the
queue M/M/c, whose probability of waiting is Erlang's C (A. K. Erlang, 1917; Gross, Shortle, Thompson and
Harris, “Fundamentals of Queueing Theory”, 4th edition, § 2.3). Treating each hour by itself is the
“stationary independent period by period” approximation (Green, Kolesar and Whitt, “Coping with time-varying
demand when setting staffing requirements for a service system”, Production and Operations Management 16,
2007), good where handling is short beside the hour and the target beside both. Where it is not, the replay
tells: it runs the arrivals as they really were against that presence, and adds people where they came late.

Pages compute with it: neither NumPy nor pandas, which take longer to import than a page may.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from math import ceil, exp, floor, inf
from random import Random

HOURS_OF_WEEK = 168
MOST_SERVERS = 10_000
ROUNDING = 1e-9
FAR = 10_000
"""Hours after the last arrival beyond which a replay waits no longer."""
LIGHT = 0.5
"""Below this load (erlangs) one person need not be there in every hour, where the target leaves time."""
USABLE = 0.8
"""The part of such a person's hour that is reckoned with."""
ROUNDS = 6
"""How often a presence is put right by a replay."""
REPLAYED = 4000
"""The most arrivals that are replayed: the last whole weeks of them."""
BACKLOG = 4.0
"""Open hours after an opening in which what came before it is to be answered, where the target is shorter."""
SEED = 20261121


def erlang_c(servers: int, load: float) -> float:
    """The probability that who arrives has to wait.

    `load` is arrivals × mean handling time in the same unit (erlangs, not negative). 1 where the load is
    not less than the servers: the queue then grows without end. Raises ValueError for a negative load or no
    server.
    """
    if servers < 1 or load < 0:
        raise ValueError("a queue has at least one server and a load of 0 or more")
    if load >= servers:
        return 1.0
    blocked = 1.0  # Erlang's B, by its recurrence: stable for any number of servers
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def late_share(servers: int, load: float, patience: float) -> float:
    """The share that waits longer than `patience`, given in mean handling times (not negative)."""
    if load == 0:
        return 0.0
    return erlang_c(servers, load) * exp(-max(servers - load, 0.0) * patience)


def servers_needed(load: float, patience: float, in_time: float) -> int:
    """The fewest servers with which at least the share `in_time` (0 ≤ … < 1) waits no longer than
    `patience`.

    0 where nothing arrives. Raises ValueError where `in_time` asks for everybody: no number ever suffices.
    """
    if not 0 <= in_time < 1:
        raise ValueError("the share in time is at least 0 and less than 1")
    if load == 0:
        return 0
    servers = floor(load) + 1
    while late_share(servers, load, patience) > 1 - in_time:
        servers += 1
        if servers > MOST_SERVERS:
            raise ValueError("no reasonable number of people handles this load")
    return servers


class OpenWeek:
    """The hours of the week (0 = Monday from midnight) that are open, as a clock of their own.

    Time stands still on it while it is closed, so that a wait over a night is as long as it is open.
    """

    def __init__(self, hours: Collection[int]) -> None:
        """Raises ValueError for a week that never opens and for an hour that no week has."""
        self.hours = tuple(sorted(set(hours)))
        if not self.hours or not 0 <= self.hours[0] <= self.hours[-1] < HOURS_OF_WEEK:
            raise ValueError("of the 168 hours of a week one at least is open")
        self._open = [hour in set(self.hours) for hour in range(HOURS_OF_WEEK)]
        self._before = [sum(self._open[:hour]) for hour in range(HOURS_OF_WEEK)]

    @property
    def length(self) -> int:
        return len(self.hours)

    def at(self, wall: float) -> float:
        """The open hours from the first Monday to an instant given in hours from it; of one that is closed,
        to the next opening.
        """
        week, hour = divmod(wall, HOURS_OF_WEEK)
        whole = floor(hour)
        return week * self.length + self._before[whole] + (hour - whole if self._open[whole] else 0.0)


def mean_arrivals(
    arrivals: Sequence[float], length: int, weeks: int, backlog: Sequence[float] = (), spread: int = 1
) -> list[float]:
    """The mean arrivals in each of a week's `length` open hours, from instants on its clock over so many
    weeks; what waits at an opening is spread evenly over so many hours from it.

    Raises ValueError for no week.
    """
    if weeks < 1:
        raise ValueError("a mean needs at least one week")
    counted = Counter(int(at) % length for at in arrivals)
    waiting = Counter(int(at) % length for at in backlog)
    return [
        (counted[hour] + sum(waiting[(hour - back) % length] for back in range(spread)) / spread) / weeks
        for hour in range(length)
    ]


def presence_needed(
    arrivals: Sequence[float], *, handling_minutes: float, target_minutes: float, in_time: float
) -> list[int]:
    """How many people each open hour of the week needs so that the share `in_time` of what arrives is taken
    up within the target.

    Half of the target evens out what comes in rushes, in whole hours: the load of an hour is the mean of it
    and of those before it. The other half is left to chance, in Erlang's formula. Where half of the target is
    less than an hour, all of it is left to chance. Raises ValueError for nonsense.
    """
    if handling_minutes <= 0 or target_minutes < 0:
        raise ValueError("handling takes time, and a target is not negative")
    slack = min(floor(target_minutes / 120), len(arrivals) - 1)
    patience = (target_minutes - 60 * slack) / handling_minutes
    loads = [rate * handling_minutes / 60 for rate in evened_out(arrivals, slack)]
    presence = [servers_needed(load, patience, in_time) for load in loads]
    return looked_in_on(presence, loads, arrivals, handling_minutes, slack) if slack else presence


def evened_out(arrivals: Sequence[float], slack: int) -> list[float]:
    """The mean of each hour and of the `slack` hours before it, round the week."""
    return [
        sum(arrivals[hour - back] for back in range(slack + 1)) / (slack + 1) for hour in range(len(arrivals))
    ]


def looked_in_on(
    presence: list[int], loads: Sequence[float], arrivals: Sequence[float], handling: float, slack: int
) -> list[int]:
    """The same presence, but in quiet stretches somebody only looks in: in the busiest hours of each, as
    often as its work asks for.
    """
    thinned, hour = list(presence), 0
    while hour < len(presence):
        stretch: list[int] = []
        while hour < len(presence) and presence[hour] == 1 and loads[hour] < LIGHT and len(stretch) <= slack:
            stretch.append(hour)
            hour += 1
        if not stretch:
            hour += 1
            continue
        looks = max(1, ceil(sum(arrivals[one] for one in stretch) * handling / 60 / USABLE))
        busiest = sorted(stretch, key=lambda one: (-arrivals[one], one))[:looks]
        for one in stretch:
            thinned[one] = int(one in busiest)
    return thinned


def replayed_waits(
    arrivals: Sequence[float],
    handling: Sequence[float],
    presence: Sequence[int],
    patience: Sequence[float] | None = None,
    *,
    late_last: bool = False,
) -> list[float]:
    """The waits, in hours, of arrivals served by whoever is present: what is due first goes first, and so in
    their order where all have the same `patience`, in hours.

    `arrivals` rise and are in hours from the beginning, `handling` is in hours, `presence` gives the number
    of people hour by hour, over and over. Work begun is finished, also past the end of a presence. Who is
    never taken up has an infinite wait. With `late_last` what is too late already waits for what is not.
    """
    number, length = len(arrivals), len(presence)
    waits = [inf] * number
    if not any(presence) or not arrivals:
        return waits
    waiting: list[tuple[float, int]] = []
    overdue: deque[int] = deque()
    busy: list[float] = []
    at, coming, end = 0.0, 0, arrivals[-1] + FAR
    while (waiting or overdue or coming < number) and at < end:
        if not waiting and not overdue:
            at = max(at, arrivals[coming])
        while coming < number and arrivals[coming] <= at:
            due = arrivals[coming] + (patience[coming] if patience else 0.0)
            heapq.heappush(waiting, (due, coming))
            coming += 1
        while busy and busy[0] <= at:
            heapq.heappop(busy)
        if len(busy) < presence[int(at) % length]:
            while late_last and waiting and waiting[0][0] < at - ROUNDING:
                overdue.append(heapq.heappop(waiting)[1])
            taken = heapq.heappop(waiting)[1] if waiting else overdue.popleft()
            waits[taken] = at - arrivals[taken]
            heapq.heappush(busy, at + handling[taken])
        else:
            at = min(busy[0], int(at) + 1.0) if busy else int(at) + 1.0
    return waits


Coming = Sequence[tuple[float, float]]
"""When each comes, and how long it may wait, in hours."""


@dataclass(frozen=True)
class Queue:
    """What a presence, in people by open hour of the week, makes of the arrivals that there really were."""

    week: OpenWeek
    presence: tuple[int, ...]
    by_formula: float
    """The share of the replayed arrivals in time with the presence of the formula alone."""
    in_time: float
    """The same with this presence, which is put right where that was too little."""
    replayed: int
    coming: Coming = field(default=(), repr=False, compare=False)
    handling: Sequence[float] = field(default=(), repr=False, compare=False)

    def in_time_with(self, hours: float, people: int) -> float:
        """The share of the replayed arrivals in time if no more than so many hours a week of this presence
        were there, and never more than so many people at once: the first people of the hours in which most
        arrives, who leave what is late for last.
        """
        if hours >= self.hours and people >= self.at_once:
            return self.in_time
        presence = thinned_to([min(one, people) for one in self.presence], hours, self.coming)
        late = late_hours(self.coming, self.handling, presence, late_last=True)
        return 1 - len(late) / len(self.coming) if self.coming else 1.0

    @property
    def at_once(self) -> int:
        """The most people who are there together."""
        return max(self.presence)

    @property
    def hours(self) -> int:
        """Hours of presence a week, of all together."""
        return sum(self.presence)

    def by_hour_of_week(self) -> list[int]:
        """The presence in each of the 168 hours of the wall clock."""
        found = [0] * HOURS_OF_WEEK
        for hour, people in zip(self.week.hours, self.presence, strict=True):
            found[hour] = people
        return found


def read_queue(
    arrivals: Sequence[float],
    week: OpenWeek,
    *,
    weeks: int,
    handling_minutes: float,
    target_minutes: float,
    in_time: float,
    backlog: Sequence[float] = (),
) -> Queue:
    """The presence that answers the share `in_time` within the target, from arrivals of so many weeks:
    instants on the clock of `week` that rise, and those openings, once for each, at which something waited.

    What waits at an opening has `BACKLOG` hours, where the target is shorter. Handling times of the replay
    are drawn from an exponential distribution, always the same ones.
    """
    target = target_minutes / 60
    spread = 1 if target >= BACKLOG else min(floor(BACKLOG), week.length)
    presence = presence_needed(
        mean_arrivals(arrivals, week.length, weeks, backlog, spread),
        handling_minutes=handling_minutes,
        target_minutes=target_minutes,
        in_time=in_time,
    )
    coming = sorted([*((at, target) for at in arrivals), *((at, max(target, BACKLOG)) for at in backlog)])
    chosen = last_weeks(coming, week.length)
    chance = Random(SEED)
    handling = [chance.expovariate(60 / handling_minutes) for _ in chosen]
    replayed_weeks = floor(chosen[-1][0] / week.length) + 1 if chosen else 1
    each = replayed_weeks * (target_minutes / handling_minutes + 1)
    first: float | None = None
    for attempt in range(ROUNDS):
        late = late_hours(chosen, handling, presence)
        share = 1 - len(late) / len(chosen) if chosen else 1.0
        first = share if first is None else first
        if share >= in_time or attempt == ROUNDS - 1:
            break
        presence = strengthened(presence, late, each=each)
    return Queue(week, tuple(presence), first or 0.0, share, len(chosen), chosen, handling)


def thinned_to(presence: Sequence[int], hours: float, coming: Coming) -> list[int]:
    """So many hours of a presence, in people by open hour: each where most arrives for one more person."""
    arriving = Counter(int(at) % len(presence) for at, _may in coming)
    places = [
        (-arriving[hour] / one, hour) for hour, most in enumerate(presence) for one in range(1, most + 1)
    ]
    thinned = [0] * len(presence)
    for _share, hour in sorted(places)[: floor(hours)]:
        thinned[hour] += 1
    return thinned


def late_hours(
    coming: Coming, handling: Sequence[float], presence: Sequence[int], *, late_last: bool = False
) -> list[int]:
    """The hour of the week in which each of those came who waited too long."""
    arrivals, patience = [at for at, _may in coming], [may for _at, may in coming]
    waits = replayed_waits(arrivals, handling, presence, patience, late_last=late_last)
    told = zip(arrivals, waits, patience, strict=True)
    return [int(at) % len(presence) for at, wait, may in told if wait > may + ROUNDING]


def last_weeks(coming: Coming, length: int) -> list[tuple[float, float]]:
    """Those of the last weeks that have no more than `REPLAYED`, counted from the first of these weeks; of
    the last week alone where it has more.
    """
    if not coming:
        return []
    week = floor(coming[-1][0] / length)
    while week > 0 and sum(1 for at, _may in coming if at >= (week - 1) * length) <= REPLAYED:
        week -= 1
    return [(at - week * length, may) for at, may in coming if at >= week * length]


def strengthened(presence: Sequence[int], late: Sequence[int], *, each: float) -> list[int]:
    """More people in the hours in which half of those came who were taken up too late: one for as many of
    these as one person could have taken up in time.
    """
    stronger, seen = list(presence), 0
    for hour, times in Counter(late).most_common():
        if seen * 2 >= len(late) and seen:
            break
        stronger[hour] += ceil(times / each)
        seen += times
    return stronger
