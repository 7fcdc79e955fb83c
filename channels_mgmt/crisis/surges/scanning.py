"""Whether a brand's stream holds a rush at an instant; `statistic` says what is computed, and after whom."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from typing import NamedTuple

from channels_mgmt.crisis.surges.rhythm import Rhythm
from channels_mgmt.crisis.surges.statistic import surprise

MINUTE, HOUR = 60.0, 3600.0
WINDOWS = (15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR)
LOOKED_BACK = 12 * HOUR
"""Files come every few hours: windows end at the whole hours of so long too, not only now."""

FEWEST = 6
"""Different people who complain, below which nothing is a rush, however quiet the night."""
TIMES = 2.0
"""As many times what is expected it must be: what is merely significant is no crisis."""
THRESHOLD = 4.5
"""The statistic from which on a rush of complaints is raised: 3 chances in 100,000 for a window."""
FEWEST_OF_ALL, TIMES_OF_ALL, THRESHOLD_OF_ALL = 25, 3.0, 9.0
"""The same for people of whatever mood: more of them, as a good day is no crisis."""
SHARE_SPREAD = 0.05
"""Relative variance of the share that complains, beyond that of how many write."""


class Stream(StrEnum):
    COMPLAINTS = "complaints"
    VOLUME = "volume"


class Heard(NamedTuple):
    """One message of the public: when, in seconds since 1970, by whom, and whether it is negative, abusive or
    a signal of a crisis, which `confirmed` tells from what the machine alone says.
    """

    at: float
    person: str
    bad: bool
    confirmed: bool = False
    message: int = 0


@dataclass(frozen=True)
class Alarm:
    """A window in which more people wrote than can be expected; `level` is the statistic, 1 at the threshold.

    `suggested` of the people who complain do so by the machine's reading alone.
    """

    stream: Stream
    start: float
    end: float
    statistic: float
    level: float
    expected: float
    observed: int
    suggested: int = 0

    @property
    def window(self) -> float:
        return self.end - self.start


def scan(
    heard: Iterable[Heard],
    rhythm: Rhythm,
    zone: tzinfo,
    *,
    ends: Sequence[float],
    lenient: float = 1.0,
    campaign: bool = False,
) -> Alarm | None:
    """The most improbable window that ends at one of these instants and is a rush; None where there is none.

    The order in which messages come does not matter, and a person counts once in a window however much they
    write. Complaints are held against the share that complains of those who can be expected, or who came with
    another mood if these are more: a match or a new rhythm brings both. On the day of a campaign the volume
    alone raises nothing. `lenient` below 1 asks whether a rush that was found still lasts.
    """
    rows = sorted(heard)
    times = [one.at for one in rows]
    found: list[Alarm] = []
    for end in ends:
        last = bisect_right(times, end)
        for window in WINDOWS:
            inside = rows[bisect_right(times, end - window, hi=last) : last]
            if len(inside) >= FEWEST * lenient:
                found += judge(inside, rhythm, zone, (end - window, end), lenient, campaign)
    return max(found, key=lambda alarm: (alarm.level, alarm.end, -alarm.start), default=None)


def judge(
    inside: Sequence[Heard],
    rhythm: Rhythm,
    zone: tzinfo,
    span: tuple[float, float],
    lenient: float,
    campaign: bool,
) -> list[Alarm]:
    """The alarms of one window, by stream."""
    start, end = span
    everybody = {one.person for one in inside}
    complaining = {one.person for one in inside if one.bad}
    confirmed = {one.person for one in inside if one.bad and one.confirmed}
    usual = rhythm.expected(start, end, zone)
    spread = rhythm.spread_for(end - start, usual)
    wanted = rhythm.share * max(usual, len(everybody - complaining) / (1 - rhythm.share))
    alarms = []
    if len(complaining) >= max(FEWEST, TIMES * wanted) * lenient:
        found = surprise(len(complaining), wanted, spread + SHARE_SPREAD)
        alarms.append((Stream.COMPLAINTS, found, THRESHOLD, wanted, len(complaining)))
    if not campaign and len(everybody) >= max(FEWEST_OF_ALL, TIMES_OF_ALL * usual) * lenient:
        found = surprise(len(everybody), usual, spread)
        alarms.append((Stream.VOLUME, found, THRESHOLD_OF_ALL, usual, len(everybody)))
    suggested = len(complaining - confirmed)
    return [
        Alarm(stream, start, end, statistic, statistic / threshold, expected, observed, suggested)
        for stream, statistic, threshold, expected, observed in alarms
        if statistic >= threshold * lenient
    ]


def ends_until(at: float) -> list[float]:
    """Where windows end: now, and at the whole hours before it, for what a file brought late."""
    last = at // HOUR * HOUR
    count = int(LOOKED_BACK // HOUR)
    return [at, *(last - number * HOUR for number in range(count) if last - number * HOUR < at)]
