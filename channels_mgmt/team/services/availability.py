"""Who may be on call for which brand and when: a working role on it that day, and no leave.

Days begin at midnight where the agency is. Many brands are read at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from accounts.access import roles_granting
from accounts.models import HolidayCorrection, Leave, Membership, User
from accounts.services.holidays import Corrected
from channels_mgmt.brands.access import WORKING
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.team.rota.spans import BEGINNING, END, Span, of_days, united, within, without
from cmhub.lib.sorting import alphabetical

DAY = timedelta(days=1)
SATURDAY_AND_SUNDAY = (6, 7)
WORKING_ROLES = tuple(roles_granting(WORKING))


@dataclass(frozen=True)
class Place:
    """What the rota of a brand needs to know of where it is."""

    brand: int
    agency: int
    zone: ZoneInfo
    """In which its shifts are written and its gaps are told."""
    house_zone: ZoneInfo
    """In which days of roles and leaves begin: the agency's."""
    country: str
    region: str
    weekend: tuple[int, ...]
    corrections: tuple[Corrected, ...]
    """What people of the agency said of the public holidays there."""


def places_of(brands: Collection[int]) -> dict[int, Place]:
    """By the brands' ids, in one query; the first territory says the country and the weekend."""
    said = HolidayCorrection.objects.filter(
        agency=OuterRef("agency"),
        country=OuterRef("presences__territory__country"),
        region__in=["", OuterRef("presences__territory__region")],
    )
    rows = (
        Brand.objects.filter(pk__in=brands)
        .order_by("pk", "presences__position")
        .distinct("pk")
        .values_list(
            "pk",
            "agency_id",
            "time_zone",
            "agency__time_zone",
            "presences__territory__country",
            "presences__territory__region",
            "presences__territory__weekend",
            ArraySubquery(
                said.order_by("date", "pk").values(
                    told=JSONObject(date="date", kind="kind", moved_to="moved_to", name="name")
                )
            ),
        )
    )
    return {
        pk: Place(
            pk,
            agency,
            ZoneInfo(zone),
            ZoneInfo(house),
            country or "",
            region or "",
            tuple(weekend or SATURDAY_AND_SUNDAY),
            tuple(map(_corrected, corrections)),
        )
        for pk, agency, zone, house, country, region, weekend, corrections in rows
    }


def _corrected(told: Mapping[str, str]) -> Corrected:
    moved_to = told["moved_to"]
    return Corrected(
        date.fromisoformat(told["date"]),
        told["kind"],
        date.fromisoformat(moved_to) if moved_to else None,
        told["name"],
    )


@dataclass
class Availability:
    """Since when and until when people work on brands, and their leaves, as stretches of time."""

    roles: dict[tuple[int, int], list[Span]] = field(default_factory=dict)
    """By brand and person."""
    wide: dict[tuple[int, int], list[Span]] = field(default_factory=dict)
    """By agency and person: roles on all of its brands."""
    leaves: dict[tuple[int, int], list[Span]] = field(default_factory=dict)
    """By agency and person."""

    def works(self, place: Place, user: int) -> list[Span]:
        """When the person has a working role on the brand, on leave or not."""
        own, wide = self.roles.get((place.brand, user)), self.wide.get((place.agency, user))
        return united([*(own or ()), *(wide or ())])

    def away(self, place: Place, user: int) -> list[Span]:
        return self.leaves.get((place.agency, user), [])

    def there(self, place: Place, user: int, spans: Iterable[Span]) -> list[Span]:
        """The part of these stretches in which the person works on the brand and is not on leave."""
        return without(within(spans, self.works(place, user)), self.away(place, user))


def availability_of(
    places: Collection[Place], start: datetime, end: datetime, people: Collection[int] | None = None
) -> Availability:
    """Of all people of these brands, or of some, between two instants; three queries for however many."""
    zones = {place.agency: place.house_zone for place in places}
    of_people = Q() if people is None else Q(user__in=people)
    first, last = start.date() - DAY, end.date() + DAY
    memberships: dict[tuple[int, int], list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(of_people, agency__in=zones):
        memberships[membership.agency_id, membership.user_id].append(membership)
    found = Availability()
    for (agency, user), rows in memberships.items():
        wide = [_days(row, zones[agency]) for row in rows if row.role in WORKING_ROLES]
        if wide:
            found.wide[agency, user] = united(wide)
    roles = BrandRole.objects.filter(
        of_people, brand__in=[place.brand for place in places], role__in=WORKING_ROLES, department=None
    ).overlapping(first, last)
    where = {place.brand: place for place in places}
    for role in roles:
        place = where[role.brand_id]
        span = _days(role, place.house_zone)
        own = memberships[place.agency, role.user_id]
        held = within([span], place_in_house(role, own, place.house_zone))
        found.roles.setdefault((role.brand_id, role.user_id), []).extend(held)
    for leave in Leave.objects.filter(of_people, agency__in=zones).overlapping(first, last):
        span = _days(leave, zones[leave.agency_id])
        found.leaves.setdefault((leave.agency_id, leave.user_id), []).append(span)
    return found


def who_works_on(brand: Brand, at: datetime) -> QuerySet[User]:
    """Who has a working role on the brand, of today or to come: those who can be put on call."""
    roles = BrandRole.objects.lasting(at.date()).filter(brand=brand, role__in=WORKING_ROLES, department=None)
    wide = Membership.objects.lasting(at.date()).filter(agency=brand.agency_id, role__in=WORKING_ROLES)
    either = Q(pk__in=roles.values("user")) | Q(pk__in=wide.values("user"))
    return User.objects.filter(either, is_active=True).order_by(*alphabetical("name"), "pk")


class Held(Protocol):
    """What holds from a day until another: a role, a place in the agency, a leave."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date | None: ...


def _days(period: Held, zone: ZoneInfo) -> Span:
    return of_days(period.starts_on, period.ends_on, zone)


def place_in_house(role: Held, memberships: Sequence[Held], zone: ZoneInfo) -> list[Span]:
    """When a role is not lapsed with the person's place in the agency; see `BrandRoleQuerySet.on`."""
    over = [m.ends_on for m in memberships if m.ends_on is not None and m.ends_on > role.starts_on]
    until_first_end = of_days(min(over), None, zone)[0] if over else END
    return [(BEGINNING, until_first_end), *(_days(m, zone) for m in memberships)]
