"""Time by duty: logged in minutes or by a timer, corrected by its owner while the week is fresh."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.services.audit import changes, record
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel, TimeEntry, Timer
from channels_mgmt.team.models.time import MINUTES_OF_A_DAY
from cmhub.lib.keys import made_with
from cmhub.lib.weeks import Week

FORGOTTEN = timedelta(hours=10)
"""A timer that has run for longer was forgotten: it is asked about, and logs nothing by itself."""
FIELDS = ("channel", "duty", "day", "minutes")


def log_time(
    *,
    brand: Brand,
    user: User,
    duty: str,
    minutes: int,
    day: date | None = None,
    channel: Channel | None = None,
    note: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> TimeEntry:
    """Minutes that a person gave to a duty, today unless another day is said; a key makes it once.

    Raises ValidationError, in words, for a day to come or before last week, and for more than the day has.
    """
    now = at or timezone.now()
    with transaction.atomic():
        _one_at_a_time(user)
        if earlier := made_with(key, TimeEntry, user_id=user.pk):
            return earlier
        entry = TimeEntry(
            brand=brand,
            user=user,
            duty=duty,
            minutes=minutes,
            day=day or brand.agency.day_of(now),
            channel=channel,
            note=note,
            key=key,
            logged_at=now,
        )
        _check(entry, now)
        entry.save()
        _tell(entry, "time.logged", user, now, after=_said(entry))
    return entry


def change_time(*, entry: TimeEntry, by: User, at: datetime | None = None, **values: Any) -> TimeEntry:
    """Corrects what the person logged this week or last. Raises ValidationError in words."""
    now = at or timezone.now()
    with transaction.atomic():
        _one_at_a_time(by)
        held = TimeEntry.objects.select_for_update(of=("self",)).select_related("brand__agency", "user")
        found: TimeEntry = held.get(pk=entry.pk)
        _refuse_old(found, by, now)
        for name, value in values.items():
            setattr(found, name, value)
        _check(found, now)
        changed = changes(found, FIELDS)
        found.save()
        if changed["after"]:
            _tell(found, "time.changed", by, now, **changed)
    return found


def remove_time(*, entry: TimeEntry, by: User, at: datetime | None = None) -> None:
    """Takes back what the person logged this week or last; gone already is as good."""
    now = at or timezone.now()
    with transaction.atomic():
        rows = TimeEntry.objects.select_for_update(of=("self",)).select_related("brand__agency", "user")
        found = rows.filter(pk=entry.pk).first()
        if found is None:
            return
        _refuse_old(found, by, now)
        _tell(found, "time.removed", by, now, before=_said(found))
        found.delete()


def start_timer(
    *, brand: Brand, user: User, duty: str, at: datetime | None = None
) -> tuple[Timer, list[TimeEntry]]:
    """Begins to count: what ran before stops and is logged, and is given back. The same once more goes on.

    Raises ValidationError, in words, while a forgotten one waits to be told how long it was.
    """
    now = at or timezone.now()
    with transaction.atomic():
        _one_at_a_time(user)
        logged: list[TimeEntry] = []
        running = timer_of(user)
        if running is not None:
            if (running.brand_id, running.duty) == (brand.pk, duty):
                return running, logged
            logged = stop_timer(timer=running, at=now)
        else:
            Timer.objects.filter(user=user).delete()  # one of a brand that is theirs no more
        timer = Timer(brand=brand, user=user, duty=duty, started_at=now)
        timer.full_clean()
        timer.save()
    return timer, logged


def stop_timer(*, timer: Timer, minutes: int | None = None, at: datetime | None = None) -> list[TimeEntry]:
    """Stops it and logs what it ran, day by day; or the minutes that the person says it was, on the day on
    which it began. Less than half a minute is nothing. Gone already is as good.

    Raises ValidationError for a forgotten one of which no minutes are said.
    """
    now = at or timezone.now()
    with transaction.atomic():
        _one_at_a_time(timer.user)
        rows = Timer.objects.select_for_update(of=("self",)).select_related("brand__agency", "user")
        held = rows.filter(pk=timer.pk).first()
        if held is None:
            return []
        zone = ZoneInfo(held.brand.agency.time_zone)
        if minutes is None and is_forgotten(held, now):
            raise ValidationError(
                _("This timer has run for more than ten hours: say how long it really was."), code="forgotten"
            )
        parts = by_day(held.started_at, now, zone) if minutes is None else [(held.started_at, minutes)]
        logged = [
            _log_ran(held, started.astimezone(zone).date(), length, now)
            for started, length in parts
            if length
        ]
        held.delete()
    return logged


def drop_timer(*, timer: Timer) -> None:
    """Stops it and logs nothing."""
    Timer.objects.filter(pk=timer.pk).delete()


def timer_of(user: User) -> Timer | None:
    return Timer.objects.filter(user=user).select_related("brand", "user").first()


def is_forgotten(timer: Timer, at: datetime) -> bool:
    return at - timer.started_at > FORGOTTEN


def by_day(started: datetime, stopped: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    """The minutes between two instants as they fall on the days of a time zone, each with its beginning.

    Whole minutes, that add up to the whole.
    """
    given, at = 0, started
    while at < stopped:
        following = at.astimezone(zone).date() + timedelta(days=1)
        end = min(stopped, datetime.combine(following, time.min, zone))
        whole = round((end - started).total_seconds() / 60)
        yield at, whole - given
        given, at = whole, end


def first_open_day(agency: Agency, at: datetime) -> date:
    """The first day of which time is still logged and corrected: the Monday of last week."""
    return Week.of(agency.day_of(at)).previous.monday


def _log_ran(timer: Timer, day: date, minutes: int, now: datetime) -> TimeEntry:
    return log_time(
        brand=timer.brand,
        user=timer.user,
        duty=timer.duty,
        minutes=minutes,
        day=day,
        at=now,
    )


def _one_at_a_time(user: User) -> None:
    """What one person logs at once in two windows is counted together."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _check(entry: TimeEntry, now: datetime) -> None:
    entry.full_clean(exclude=["key"])
    if entry.channel is not None and entry.channel.brand_id != entry.brand_id:
        raise ValidationError({"channel": _("This channel belongs to another brand.")})
    _refuse_day(entry.brand.agency, entry.day, now)
    others = TimeEntry.objects.filter(user=entry.user_id, day=entry.day).exclude(pk=entry.pk)
    given = others.aggregate(given=Sum("minutes"))["given"] or 0
    if given + entry.minutes > MINUTES_OF_A_DAY:
        raise ValidationError(
            {
                "minutes": _(
                    "This day already has %(given)d min: with %(minutes)d more it would pass 24 hours."
                )
                % {"given": given, "minutes": entry.minutes}
            }
        )


def _refuse_day(agency: Agency, day: date, now: datetime) -> None:
    if day > agency.day_of(now):
        raise ValidationError({"day": _("This day has not come yet.")})
    if day < first_open_day(agency, now):
        raise ValidationError({"day": _("Time is logged and corrected for this week and last week.")})


def _refuse_old(entry: TimeEntry, by: User, now: datetime) -> None:
    if entry.user_id != by.pk:
        raise ValidationError(_("Time is corrected by whoever logged it."))
    _refuse_day(entry.brand.agency, entry.day, now)


def _said(entry: TimeEntry) -> dict[str, Any]:
    return {"channel_id": entry.channel_id} | {name: getattr(entry, name) for name in FIELDS[1:]}


def _tell(entry: TimeEntry, verb: str, by: User, at: datetime, **said: Any) -> None:
    record(
        verb=verb,
        what=entry,
        by=by,
        at=at,
        agency_id=entry.brand.agency_id,
        brand_id=entry.brand_id,
        **said,
    )
