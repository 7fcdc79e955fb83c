"""Who is on call for a brand now: asked on every page of it, and so kept in the cache.

What is kept are the stretches of some days in which somebody covers, roles and leaves taken into account; the
same whoever asks. A change of shifts, leaves or roles drops it once it is committed (`forget`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.choices import DirectLine
from accounts.models import Leave, Membership, User
from accounts.services.lines import lines_of
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.team.models import Shift
from channels_mgmt.team.models.rota import ShiftQuerySet
from channels_mgmt.team.rota.spans import Span, instant_at, of_days, seconds_of, within, without
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.availability import WORKING_ROLES, place_in_house
from cmhub.lib.scope import everything

KEPT_AHEAD = timedelta(days=3)
KEPT_FOR = 600
"""Seconds, after which it is read anew whatever happened."""
DROPPED_FOR = 15
"""Seconds in which nobody keeps what they may have read before a change."""
DROPPED = "dropped"
INSTANT = timedelta(microseconds=1)


class Person(NamedTuple):
    """Somebody on call: `pk` is the user's id, `href` opens their telephone, or else a mail to them."""

    pk: int
    name: str
    href: str


class Stretch(NamedTuple):
    """Time, in seconds since 1970, in which a person covers a brand."""

    start: int
    end: int
    kind: str
    person: Person


@dataclass(frozen=True)
class OnCall:
    """Who is on call for a brand at an instant, and until when that holds: None where nothing changes in
    the days ahead that are known.
    """

    primary: Person | None
    backup: Person | None
    until: datetime | None

    @property
    def is_anybody(self) -> bool:
        return self.primary is not None or self.backup is not None


def on_call(brand: Brand, at: datetime) -> OnCall:
    """Who covers the brand by its rota at an instant; whoever is on leave or has lost their role does not."""
    now = seconds_of(at)
    here = [stretch for stretch in stretches_of(brand.pk, at) if stretch.end > now]
    running = {stretch.kind: stretch for stretch in here if stretch.start <= now}
    edges = [stretch.end for stretch in running.values()]
    edges += [stretch.start for stretch in here if stretch.start > now]
    primary, backup = running.get(ShiftKind.PRIMARY), running.get(ShiftKind.BACKUP)
    return OnCall(
        primary.person if primary else None,
        backup.person if backup else None,
        instant_at(min(edges)) if edges else None,
    )


def stretches_of(brand: int, at: datetime) -> list[Stretch]:
    """Those around an instant, from the cache where that has them."""
    kept = cache.get(key_of(brand))
    if isinstance(kept, tuple):
        since, until, rows = kept
        if since <= seconds_of(at) < until:
            return [Stretch(start, end, kind, Person(*person)) for start, end, kind, person in rows]
    until_then = at + KEPT_AHEAD
    rows = read_stretches(brand, at, until_then)
    if kept is None:
        plain = [(start, end, str(kind), tuple(person)) for start, end, kind, person in rows]
        # Added, not set: where a change has dropped it meanwhile, what was read is too old to be kept.
        cache.add(key_of(brand), (seconds_of(at), seconds_of(until_then), plain), KEPT_FOR)
    return rows


def read_stretches(brand: int, start: datetime, end: datetime) -> list[Stretch]:
    """From the shifts that stand, with their people's roles and leaves, in one query."""
    with everything():  # kept for whoever asks next
        shifts = list(with_people(Shift.objects.standing().between(start, end).filter(brand=brand)))
    return [Stretch(*span, shift.kind, person_of(shift.user)) for shift in shifts for span in there_in(shift)]


def person_of(user: User) -> Person:
    lines = {line.kind: line.href for line in lines_of(user, "")}
    return Person(user.pk, user.name, lines.get(DirectLine.PHONE, lines[DirectLine.EMAIL]))


def with_people(shifts: ShiftQuerySet) -> Any:
    """Adds what says when their people are there: see `there_in`."""
    same = {"user": OuterRef("user")}
    of_house = {"agency": OuterRef("brand__agency"), **same}
    days: dict[str, Any] = {"starts_on": "starts_on", "ends_on": "ends_on"}
    roles = BrandRole.objects.filter(brand=OuterRef("brand"), role__in=WORKING_ROLES, department=None, **same)
    places = Membership.objects.filter(**of_house)
    return shifts.select_related("user").annotate(
        house_zone=F("brand__agency__time_zone"),
        own_roles=ArraySubquery(roles.values(told=JSONObject(**days))),
        places=ArraySubquery(places.values(told=JSONObject(**days, role="role"))),
        leaves=ArraySubquery(Leave.objects.filter(**of_house).values(told=JSONObject(**days))),
    )


def is_on_call(user: int, at: datetime) -> bool:
    """Whether somebody covers a brand by its rota at an instant, whichever: asked before they are woken."""
    with everything():  # whoever writes to them
        shifts = list(with_people(Shift.objects.standing().between(at, at + INSTANT).filter(user=user)))
    now = seconds_of(at)
    return any(start <= now < end for shift in shifts for start, end in there_in(shift))


def there_in(shift: Any) -> list[Span]:
    """The stretches of a shift in which its person has a working role on the brand and is not on leave."""
    zone = ZoneInfo(shift.house_zone)
    roles, places, leaves = (
        [Held.of(told) for told in rows] for rows in (shift.own_roles, shift.places, shift.leaves)
    )
    working = [one.span(zone) for one in places if one.role in WORKING_ROLES]
    for role in roles:
        working += within([role.span(zone)], place_in_house(role, places, zone))
    on_duty = within([(seconds_of(shift.starts_at), seconds_of(shift.ends_at))], working)
    return without(on_duty, [leave.span(zone) for leave in leaves])


class Held(NamedTuple):
    """Something that holds from a day until another, read as JSON."""

    starts_on: date
    ends_on: date | None
    role: str = ""

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Held":
        starts_on, ends_on = told["starts_on"], told["ends_on"]
        until = date.fromisoformat(ends_on) if ends_on else None
        return cls(date.fromisoformat(starts_on), until, told.get("role", ""))

    def span(self, zone: ZoneInfo) -> Span:
        return of_days(self.starts_on, self.ends_on, zone)


def forget(brands: Iterable[int]) -> None:
    """What is kept of these brands is dropped, at once and again when the transaction is committed."""
    listed = sorted(set(brands))
    drop(listed)
    transaction.on_commit(partial(drop, listed), robust=True)


def forget_of(people: Collection[int]) -> None:
    """The same of the brands for which these people are on call soon."""
    with everything():
        shifts = Shift.objects.standing().filter(user__in=people, ends_at__gt=timezone.now())
        forget(shifts.order_by().values_list("brand", flat=True).distinct())


def drop(brands: Iterable[int]) -> None:
    if dropped := {key_of(brand): DROPPED for brand in brands}:
        cache.set_many(dropped, DROPPED_FOR)


def key_of(brand: int) -> str:
    return f"on-call:{brand}"
