"""What is to be said of a day before something is published on it: in words, each with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.calendar.marks import Mark
from channels_mgmt.publishing.calendar.rhythm import Hole, Light, of_sector
from channels_mgmt.publishing.calendar.spans import Span
from channels_mgmt.publishing.holds import Hold
from channels_mgmt.publishing.models import Post
from channels_mgmt.team.models import Channel
from cmhub.lib.moments import date_words, time_words
from cmhub.lib.scope import beyond_the_page

CLOSE = timedelta(hours=1)
"""Two posts that are nearer to each other than this take attention from one another."""
A_DAY = timedelta(days=1)
OTHERS_READ = 2_000


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on a day, with an icon and a tone, as notices have them."""

    text: str
    icon: str
    tone: str = "wait"


@dataclass(frozen=True)
class Told:
    """What notes are made of. Only what is still to come is told: the past is for diagnoses."""

    brand: Brand
    span: Span
    today: date
    now: datetime
    channels: Sequence[Channel]
    lights: Sequence[Light]

    @property
    def to_come(self) -> list[Light]:
        return [
            one
            for one in self.lights
            if not one.is_done and one.at >= self.now and self.span.first <= one.day <= self.span.last
        ]


def notes_of(
    told: Told, *, holes: Iterable[Hole], marks: Iterable[Mark], holds: Sequence[Hold], viewer: User
) -> dict[date, list[Note]]:
    found: dict[date, list[Note]] = {}

    def say(day: date, note: Note) -> None:
        notes = found.setdefault(day, [])
        if note not in notes:
            notes.append(note)

    to_come = told.to_come
    if holds:
        for day in sorted({one.day for one in to_come}):
            say(day, Note(_("Publishing is suspended: nothing planned goes out."), "lock", "danger"))
    for day, note in _close_together(told):
        say(day, note)
    for day, note in _others_of_the_sector(told, to_come, viewer):
        say(day, note)
    for day, note in _on_holidays(to_come, marks):
        say(day, note)
    for hole in holes:
        say(hole.first, Note(hole_words(hole), "circle-minus"))
    return found


def hole_words(hole: Hole) -> str:
    said = {"channel": hole.channel.name, "first": date_words(hole.first, year=False)}
    if hole.first == hole.last:
        return _("Nothing on %(channel)s on %(first)s") % said
    return _("Nothing on %(channel)s from %(first)s to %(last)s") % {
        **said,
        "last": date_words(hole.last, year=False),
    }


def _close_together(told: Told) -> Iterable[tuple[date, Note]]:
    names = {channel.pk: channel.name for channel in told.channels}
    zone = ZoneInfo(told.brand.time_zone)
    of_channel: dict[int, list[Light]] = {}
    for light in told.lights:
        of_channel.setdefault(light.channel, []).append(light)
    for channel, lights in of_channel.items():
        for one, other in pairwise(lights):
            if other.at - one.at < CLOSE and not other.is_done and other.at >= told.now:
                said = {
                    "channel": names.get(channel, ""),
                    "first": time_words(one.at.astimezone(zone)),
                    "second": time_words(other.at.astimezone(zone)),
                }
                text = _("Two posts within an hour on %(channel)s: %(first)s and %(second)s") % said
                yield other.day, Note(text, "alert")


def _others_of_the_sector(told: Told, to_come: Sequence[Light], viewer: User) -> Iterable[tuple[date, Note]]:
    """Other brands of the house in the same sector, as far as the person may see them: who works for one of
    two competitors is not told what the other plans.
    """
    if not told.brand.sector.strip() or not to_come:
        return
    zone = ZoneInfo(told.brand.time_zone)
    with beyond_the_page():
        rows = Post.objects.visible_to(viewer).planned().filter(of_sector(told.brand))
        within = rows.filter(planned_at__gte=to_come[0].at - A_DAY, planned_at__lte=to_come[-1].at + A_DAY)
        others: list[Any] = list(
            within.order_by("planned_at").values_list("brand__name", "planned_at")[:OTHERS_READ]
        )
    mine: dict[date, list[Light]] = {}
    for light in to_come:
        mine.setdefault(light.day, []).append(light)
    for name, at in others:
        local = at.astimezone(zone)
        here = mine.get(local.date(), [])
        said = {"brand": name, "time": time_words(local)}
        if any(abs(one.at - at) < CLOSE for one in here):
            text = _("%(brand)s, of the same sector, publishes at the same hour: %(time)s") % said
            yield local.date(), Note(text, "alert", "danger")
        elif here:
            yield (
                local.date(),
                Note(_("%(brand)s, of the same sector, publishes that day too") % said, "users", ""),
            )


def _on_holidays(to_come: Iterable[Light], marks: Iterable[Mark]) -> Iterable[tuple[date, Note]]:
    planned: dict[date, int] = {}
    for light in to_come:
        planned[light.day] = planned.get(light.day, 0) + 1
    for mark in marks:
        if mark.is_holiday and (number := planned.get(mark.date)):
            text = ngettext(
                "%(count)d post planned on a public holiday: %(name)s",
                "%(count)d posts planned on a public holiday: %(name)s",
                number,
            )
            yield mark.date, Note(text % {"count": number, "name": mark.name}, "flag")
