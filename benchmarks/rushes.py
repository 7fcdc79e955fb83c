"""Detectors of rushes on a stream: ours, and the two that one would write first, to compare with."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import fmean, pstdev

from benchmarks.streams import DAY, HOUR, WEEK
from channels_mgmt.crisis.surges import scanning
from channels_mgmt.crisis.surges.rhythm import GUARD, LOOKED_BACK, Rhythm, learn
from channels_mgmt.crisis.surges.scanning import Heard, scan

QUIET = 7 * HOUR
"""So long after the last sign of a rush another one is counted apart: an hour of quiet, and the cool-down."""
Detector = Callable[[Sequence[Heard], float, float], Iterator[float]]
"""Of a stream, the instants between two at which it finds too much, in the order of time."""


def rhythm_at(heard: Sequence[Heard], at: float) -> Rhythm:
    """What is learnt at an instant from the stream before it, as the product learns it each night."""
    times = [one.at for one in heard]
    end = at - GUARD.total_seconds()
    known = heard[bisect_right(times, end - LOOKED_BACK.total_seconds()) : bisect_right(times, end)]
    quarters: dict[int, set[str]] = defaultdict(set)
    for one in known:
        quarters[int(one.at // 900)].add(one.person)
    counts: Counter[datetime] = Counter()
    for quarter, people in quarters.items():
        counts[local(quarter // 4 * HOUR)] += len(people)
    step = max(1, len(known) // 400)
    read = known[::step]
    return learn(
        counts,
        until=local(end),
        since=local(heard[0].at) if heard else None,
        complaints=sum(one.bad for one in read),
        read=len(read),
    )


def local(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC).replace(tzinfo=None)


def ours(heard: Sequence[Heard], start: float, end: float) -> Iterator[float]:
    """The product's own, asked at each message rather than each minute, with the rhythm of each night."""
    times = [one.at for one in heard]
    bad_times = [one.at for one in heard if one.bad]
    night, rhythm = -1.0, None
    usual: dict[int, float] = {}
    for at in times[bisect_right(times, start) : bisect_right(times, end)]:
        if rhythm is None or at // DAY != night:
            night, rhythm, usual = at // DAY, rhythm_at(heard, at // DAY * DAY), {}
        if not could_be(times, bad_times, at, rhythm, usual):
            continue
        inside = heard[bisect_right(times, at - scanning.WINDOWS[-1]) : bisect_right(times, at)]
        if scan(inside, rhythm, UTC, ends=[at]):
            yield at


def could_be(
    times: list[float], bad_times: list[float], at: float, rhythm: Rhythm, usual: dict[int, float]
) -> bool:
    """Whether there are messages enough in any window, so that it is worth looking who wrote them."""
    for window in scanning.WINDOWS:
        key = int(window * 1e7 + at // 900)
        if key not in usual:
            begun = at // 900 * 900
            usual[key] = rhythm.expected(begun - window, begun, UTC) * 0.7
        bad = bisect_right(bad_times, at) - bisect_right(bad_times, at - window)
        everything = bisect_right(times, at) - bisect_right(times, at - window)
        wanted = max(scanning.FEWEST, scanning.TIMES * usual[key] * rhythm.share)
        if bad >= wanted or everything >= max(scanning.FEWEST_OF_ALL, scanning.TIMES_OF_ALL * usual[key]):
            return True
    return False


def fixed(limit: int) -> Detector:
    """So many negative messages or more in the last hour."""

    def detect(heard: Sequence[Heard], start: float, end: float) -> Iterator[float]:
        times = [one.at for one in heard if one.bad]
        for at in times[bisect_right(times, start) : bisect_right(times, end)]:
            if bisect_right(times, at) - bisect_right(times, at - HOUR) >= limit:
                yield at

    return detect


def z_score(limit: float) -> Detector:
    """Negative messages of the last hour, so many standard deviations above the hours of the last week."""

    def detect(heard: Sequence[Heard], start: float, end: float) -> Iterator[float]:
        times = [one.at for one in heard if one.bad]
        kept = -1.0
        mean = deviation = 0.0
        for at in times[bisect_right(times, start) : bisect_right(times, end)]:
            if at // HOUR != kept:
                kept = at // HOUR
                mean, deviation = hours_before(times, kept * HOUR)
            number = bisect_right(times, at) - bisect_right(times, at - HOUR)
            if number >= mean + limit * max(deviation, 1.0):
                yield at

    return detect


def hours_before(times: list[float], at: float) -> tuple[float, float]:
    edges = [bisect_right(times, at - WEEK + number * HOUR) for number in range(169)]
    numbers = [after - before for before, after in pairwise(edges)]
    return fmean(numbers), pstdev(numbers)


def alarms(detector: Detector, heard: Sequence[Heard], start: float, end: float) -> list[float]:
    """The rushes that are raised, each at its first instant: what goes on is not raised again."""
    raised: list[float] = []
    last = -timedelta(days=365).total_seconds()
    for at in detector(heard, start, end):
        if at - last > QUIET:
            raised.append(at)
        last = at
    return raised


def first_after(detector: Detector, heard: Sequence[Heard], start: float, lasts: float) -> float | None:
    """Minutes from the beginning of a rush to the first alarm in it; None where it passes unseen."""
    at = next(detector(heard, start, start + lasts), None)
    return None if at is None else (at - start) / 60
