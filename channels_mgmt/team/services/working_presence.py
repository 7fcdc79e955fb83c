"""When people who are assigned to brands are there in working hours; docs/rota.md says what that means."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from accounts.models import Employment
from channels_mgmt.team.choices import ChannelState
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.rota.spans import Span, days_of, of_days, seconds_of, within
from channels_mgmt.team.services.availability import DAY, WORKING_ROLES, Availability, Place
from cmhub.lib.working_time import Calendar, weekly_hours
from cmhub.lib.working_time.openings import pieces_of_day

Hours = Mapping[str, Any]
OFFICE = ("08:00", "17:00")
"""The hours of who is assigned to a channel for which none are written: nobody works around the clock."""


@dataclass
class Presence:
    """By brand, the people assigned to it, with the stretches in which each is there."""

    of_brand: dict[int, dict[int, list[Span]]] = field(default_factory=lambda: defaultdict(dict))

    def team(self, brand: int) -> list[int]:
        return list(self.of_brand.get(brand, ()))


def presence_of(
    places: Mapping[int, Place],
    holidays: Mapping[int, Collection[date]],
    available: Availability,
    start: datetime,
    end: datetime,
) -> Presence:
    """Of many brands between two instants, in two queries, three where somebody is assigned to all channels
    of a brand.
    """
    first, last = start.date() - DAY, end.date() + DAY
    window = seconds_of(start), seconds_of(end)
    assigned: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    assignments = Assignment.objects.filter(
        brand__in=places, role__in=WORKING_ROLES, under_supervision=False
    ).overlapping(first, last)
    for assignment in assignments.select_related("channel"):
        assigned[assignment.brand_id, assignment.user_id].append(assignment)
    hours = _hours_of(places, [row for rows in assigned.values() for row in rows])
    employed = _employments({place.agency for place in places.values()}, first, last)
    found = Presence()
    for (brand, user), rows in assigned.items():
        place = places[brand]
        days = _days_worked(place, employed.get((place.agency, user), []), holidays[brand], window)
        spans: list[Span] = []
        for row in rows:
            held = of_days(row.starts_on, row.ends_on, place.house_zone)
            open_then = [
                span
                for kept in _hours_held(row, hours[brand])
                for day in days
                for span in opened(kept, place.zone.key, day)
            ]
            spans += within(open_then, [held])
        found.of_brand[brand][user] = available.there(place, user, within(spans, [window]))
    return found


def _hours_of(places: Mapping[int, Place], assignments: Collection[Assignment]) -> dict[int, dict[int, str]]:
    """By brand and channel, the hours of each that somebody is assigned to, as JSON; 0 stands for none."""
    usual = {brand: json.dumps(office_hours(place.weekend)) for brand, place in places.items()}
    found = {brand: {0: usual[brand]} for brand in places}
    channels = {row.channel_id: row.channel for row in assignments if row.channel is not None}
    if widely := {row.brand_id for row in assignments if row.channel_id is None}:
        channels |= {one.pk: one for one in Channel.objects.filter(brand__in=widely).order_by()}
    for pk, channel in channels.items():
        if pk is not None and channel.state == ChannelState.OPEN:
            hours = json.dumps(channel.hours, sort_keys=True) if channel.hours else usual[channel.brand_id]
            found[channel.brand_id][pk] = hours
    return found


def office_hours(weekend: Collection[int]) -> Hours:
    return weekly_hours(*OFFICE, days=[day for day in range(1, 8) if day not in weekend])


def _hours_held(assignment: Assignment, hours: Mapping[int, str]) -> Iterable[str]:
    """Those of the assignment's channel, or of all channels of the brand; each once."""
    if assignment.channel_id is not None:
        return {hours[assignment.channel_id]} if assignment.channel_id in hours else ()
    return {of_one for pk, of_one in hours.items() if pk} or {hours[0]}


def _employments(
    agencies: Collection[int], first: date, last: date
) -> dict[tuple[int, int], list[Employment]]:
    found: dict[tuple[int, int], list[Employment]] = defaultdict(list)
    for row in Employment.objects.filter(agency__in=agencies).overlapping(first, last):
        found[row.agency_id, row.user_id].append(row)
    return found


def _days_worked(
    place: Place, employments: Collection[Employment], holidays: Collection[date], window: Span
) -> list[date]:
    """The days of the brand on which the person works there; whose days are not written works on those that
    are no weekend.
    """
    days = [day for day in days_of(window, place.zone) if day not in holidays]
    if not employments:
        return [day for day in days if day.isoweekday() not in place.weekend]
    return [day for day in days if any(_is_worked(day, row) for row in employments)]


def _is_worked(day: date, employment: Employment) -> bool:
    lasts = employment.ends_on is None or employment.ends_on > day
    return employment.starts_on <= day and lasts and day.isoweekday() in employment.working_days


@lru_cache(maxsize=1024)
def _calendar(hours: str, time_zone: str) -> Calendar:
    return Calendar.build(hours=json.loads(hours), time_zone=time_zone)


@lru_cache(maxsize=16_384)
def opened(hours: str, time_zone: str, day: date) -> tuple[Span, ...]:
    """The stretches of these hours, as JSON, that begin on a day."""
    pieces = pieces_of_day(_calendar(hours, time_zone), day)
    return tuple((seconds_of(begins), seconds_of(ends)) for begins, ends in pieces)
