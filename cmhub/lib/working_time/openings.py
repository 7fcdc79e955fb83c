"""From hours on the wall to opened stretches of time, in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cmhub.lib.working_time.calendar import Calendar, Piece

DAY = timedelta(days=1)


def openings(calendar: Calendar, since: datetime, until: datetime) -> Iterator[Piece]:
    """Whole opened stretches that end after ``since`` and begin before ``until``, in order, joined.

    A calendar that never closes gives one stretch as long as the search, which ends some days after
    ``until``.
    """
    first, last = local_date(calendar, since) - 2 * DAY, local_date(calendar, until) + DAY
    if calendar.always_open:
        yield midnight_of(calendar, first), midnight_of(calendar, last + DAY)
        return
    days = (first + number * DAY for number in range((last - first).days + 1))
    pieces = joined(sorted(piece for day in days for piece in pieces_of_day(calendar, day)))
    for opens, closes in without(pieces, leaves_in_utc(calendar)) if calendar.leaves else pieces:
        if since < closes and opens < until:
            yield opens, closes


def without(pieces: Iterable[Piece], closed: Sequence[Piece]) -> Iterator[Piece]:
    """What is left of sorted pieces where others, sorted too, are taken out of them."""
    for opens, closes in pieces:
        for begins, ends in closed:
            if begins >= closes:
                break
            if opens < begins:
                yield opens, begins
            opens = max(opens, min(ends, closes))
        if opens < closes:
            yield opens, closes


def leaves_in_utc(calendar: Calendar) -> list[Piece]:
    """The leaves from midnight to midnight of the wall."""
    return [
        (midnight_of(calendar, leave.first), midnight_of(calendar, leave.back_on))
        for leave in calendar.leaves
    ]


def midnight_of(calendar: Calendar, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=calendar.zone).astimezone(UTC)


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Sorted pieces, those that touch or overlap made one."""
    current: Piece | None = None
    for opens, closes in pieces:
        if current and opens <= current[1]:
            current = (current[0], max(current[1], closes))
            continue
        if current:
            yield current
        current = (opens, closes)
    if current:
        yield current


def local_date(calendar: Calendar, instant: datetime) -> date:
    return instant.astimezone(calendar.zone).date()


def pieces_of_day(calendar: Calendar, day: date) -> tuple[Piece, ...]:
    """The opened stretches of the intervals that begin on this local date, sorted."""
    known = calendar.pieces.get(day)
    if known is None:
        midnight = datetime.combine(day, time())  # of the wall: it gets its offset below
        known = tuple(
            sorted(
                piece
                for opens, closes in calendar.intervals_on(day)
                for piece in on_the_wall(
                    calendar.zone, midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)
                )
            )
        )
        calendar.pieces[day] = known
    return known


def on_the_wall(zone: ZoneInfo, opens: datetime, closes: datetime) -> list[Piece]:
    """When a clock on a wall of this zone shows a time in ``[opens, closes)``, both without zone.

    One piece on all days but those on which the clock is moved within the interval: there the hour that is
    skipped is left out, and the one that comes twice is counted twice.
    """
    offsets = {offset_of(zone, moment, fold) for moment in (opens, closes) for fold in (0, 1)}
    if len(offsets) == 1:
        (offset,) = offsets
        return [((opens - offset).replace(tzinfo=UTC), (closes - offset).replace(tzinfo=UTC))]
    begin = (opens - max(offsets)).replace(tzinfo=UTC)
    end = (closes - min(offsets)).replace(tzinfo=UTC)
    moved = moment_of_change(zone, begin - timedelta(hours=3), end + timedelta(hours=3))
    before, after = offset_at(zone, moved - timedelta(seconds=1)), offset_at(zone, moved)
    pieces = [
        ((opens - before).replace(tzinfo=UTC), min((closes - before).replace(tzinfo=UTC), moved)),
        (max((opens - after).replace(tzinfo=UTC), moved), (closes - after).replace(tzinfo=UTC)),
    ]
    return [(start, stop) for start, stop in pieces if start < stop]


def offset_of(zone: ZoneInfo, wall: datetime, fold: int) -> timedelta:
    return wall.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta()


def offset_at(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def moment_of_change(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The second at which the offset of ``early`` ends; one change lies between the two."""
    old = offset_at(zone, early)
    low, high = 0, int((late - early).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if offset_at(zone, early + timedelta(seconds=middle)) == old:
            low = middle
        else:
            high = middle
    return early + timedelta(seconds=high)
