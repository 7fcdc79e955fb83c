"""Working time as anybody would define it: ask every minute whether the clock on the wall says open.

Slow, and with nothing in common with the code under test but the definition.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def minutes_of(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def intervals_beginning_on(data: dict[str, Any], day: date) -> list[list[str]]:
    if day.isoformat() in data["exceptions"]:
        return data["exceptions"][day.isoformat()]
    if day.isoformat() in data["holidays"]:
        return []
    return data["hours"].get(str(day.isoweekday()), [])


def is_open(data: dict[str, Any], instant: datetime) -> bool:
    wall = instant.astimezone(ZoneInfo(data["time_zone"]))
    if any(first <= wall.date().isoformat() < back_on for first, back_on, *_name in data.get("leaves", [])):
        return False
    minute = wall.hour * 60 + wall.minute
    for opens, closes in intervals_beginning_on(data, wall.date()):
        begin, end = minutes_of(opens), minutes_of(closes)
        if begin <= minute and (minute < end or end <= begin):
            return True
    for opens, closes in intervals_beginning_on(data, wall.date() - timedelta(days=1)):
        begin, end = minutes_of(opens), minutes_of(closes)
        if end <= begin and minute < end:
            return True
    return False


def seconds_between(data: dict[str, Any], a: datetime, b: datetime) -> float:
    """Between two whole minutes."""
    total, at = 0, a.astimezone(UTC)
    while at < b:
        total += 60 * is_open(data, at)
        at += MINUTE
    return float(total)


def add_minutes(data: dict[str, Any], start: datetime, minutes: int) -> datetime:
    """From a whole minute."""
    at = start.astimezone(UTC)
    while minutes:
        minutes -= is_open(data, at)
        at += MINUTE
    return at


def told_between(data: dict[str, Any], start: datetime, end: datetime) -> list[tuple[str, str]]:
    """What a person with a watch notes between two whole minutes, the second of which ends open time.

    Closing, opening, and the clock moved while it is open, each with what the clock on the wall shows.
    """
    zone = ZoneInfo(data["time_zone"])
    noted, was_open, at = [], True, start.astimezone(UTC)
    while at < end:
        now_open, wall = is_open(data, at), at.astimezone(zone)
        before = (at - MINUTE).astimezone(zone)
        if was_open and now_open and at > start and wall.utcoffset() != before.utcoffset():
            noted.append(("moved", shown(before + MINUTE) + " becomes " + shown(wall)))
        if was_open != now_open:
            noted.append(("open" if now_open else "closed", shown(wall)))
        was_open, at = now_open, at + MINUTE
    return noted


def shown(wall: datetime) -> str:
    return f"{wall.hour}:{wall.minute:02d}"
