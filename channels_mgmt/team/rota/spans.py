"""Stretches of time, half-open, in whole seconds since 1970."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from heapq import merge
from operator import itemgetter

Span = tuple[int, int]

BEGINNING, END = 0, 1 << 40
"""Stand for “always was” and “for good”."""


def seconds_of(at: datetime) -> int:
    return int(at.timestamp())


def instant_at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@lru_cache(maxsize=4096)
def midnight(day: date, zone: tzinfo) -> int:
    """The second at which a day begins on the clocks of a zone."""
    return seconds_of(datetime.combine(day, time(), tzinfo=zone))


def of_days(starts_on: date, ends_on: date | None, zone: tzinfo) -> Span:
    """The time of the days from one until another, which is not part of it, or open-ended."""
    return midnight(starts_on, zone), midnight(ends_on, zone) if ends_on else END


def days_of(span: Span, zone: tzinfo) -> Iterator[date]:
    """Every day of a zone of which the stretch has an instant."""
    day, last = (instant_at(second).astimezone(zone).date() for second in (span[0], span[1] - 1))
    while day <= last:
        yield day
        day += timedelta(days=1)


def united(spans: Iterable[Span]) -> list[Span]:
    """The stretches in order, those that touch or overlap made one; empty ones left out."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def within(spans: Iterable[Span], bounds: Iterable[Span]) -> list[Span]:
    """What lies in both; each side united."""
    left, right = united(spans), united(bounds)
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What is left of the stretches where the holes are taken out."""
    cut = united(holes)
    return within(spans, _between(cut)) if cut else united(spans)


def _between(cut: list[Span]) -> list[Span]:
    edges = [BEGINNING, *(second for span in cut for second in span), END]
    return [(edges[n], edges[n + 1]) for n in range(0, len(edges), 2) if edges[n] < edges[n + 1]]


def total(spans: Iterable[Span]) -> int:
    """Seconds, of stretches that do not overlap."""
    return sum(end - start for start, end in spans)


def levels(of_each: Iterable[Iterable[Span]], window: Span) -> list[tuple[int, int, int]]:
    """How many of several have a stretch at each time of the window: (from, until, how many), in order.

    The stretches of each are united, so that nobody counts twice.
    """
    edges = merge(
        *([edge for start, end in united(spans) for edge in ((start, 1), (end, -1))] for spans in of_each),
        key=itemgetter(0),
    )
    found: list[tuple[int, int, int]] = []
    since, count = window[0], 0
    for second, step in edges:
        if second > window[0] and second > since and since < window[1]:
            _add(found, since, min(second, window[1]), count)
        since = max(since, min(second, window[1]))
        count += step
    _add(found, since, window[1], count)
    return found


def _add(found: list[tuple[int, int, int]], start: int, end: int, count: int) -> None:
    if start >= end:
        return
    if found and found[-1][2] == count:
        found[-1] = (found[-1][0], end, count)
    else:
        found.append((start, end, count))
