"""The whole house as plain values: brands, accounts, who holds them, and everybody's hours over all brands.

Read in a handful of statements, whatever its size.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from accounts.models import Agency, Membership, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.team.choices import SPOKESPERSONS
from channels_mgmt.team.load import Overload, Span, hours_on, overload, works_on
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.presence import FIELDS, Presence, presence, with_presence
from channels_mgmt.team.readiness import standing_of
from channels_mgmt.team.services.readiness import latest_checks
from cmhub.lib.scope import narrow_to
from cmhub.lib.sorting import alphabetical


class BrandName(NamedTuple):
    pk: int
    slug: str
    name: str


class Held(NamedTuple):
    """One assignment, current or to come."""

    pk: int
    brand: int
    channel: int | None
    user: int
    role: str
    is_lead: bool
    under_supervision: bool
    hours: int
    starts_on: date
    ends_on: date | None


class Account(NamedTuple):
    """One channel that is not closed."""

    pk: int
    brand: int
    slug: str
    name: str
    network: str
    purpose: str
    state: str


@dataclass
class Person:
    """Somebody of the house with their hours, leave and load."""

    pk: int
    name: str
    places: list[Span] = field(default_factory=list)
    given: list[Span] = field(default_factory=list)
    presence: Presence = field(default_factory=Presence)
    works: int | None = None
    load: int = 0
    excess: Overload | None = None


class House:
    """The agency's brands, accounts, assignments and people, as plain values."""

    def __init__(self, agency: Agency, user: User, now: datetime) -> None:
        self.agency, self.now = agency, now
        self.today = agency.day_of(now)
        rows = Brand.objects.visible_to(user).filter(agency=agency, archived_at=None)
        self.brands = {one[0]: BrandName(*one) for one in rows.values_list("pk", "slug", "name")}
        narrow_to(self.brands)
        self.accounts = _accounts(list(self.brands))
        self.held = _held(list(self.brands), self.today)
        self.people = _people(agency, self.today)
        self._weigh()

    def _weigh(self) -> None:
        """Adds to the people what they are given, over all brands."""
        for one in self.held:
            if person := self.people.get(one.user):
                person.given.append(Span(one.starts_on, one.ends_on, one.hours))
        for person in self.people.values():
            person.works = works_on(person.places, self.today)
            person.load = hours_on(person.given, self.today)
            person.excess = overload(person.given, person.places, hours=0, starts_on=self.today, ends_on=None)

    def supervised(self, held: Iterable[Held]) -> set[int]:
        """The ids of those of these assignments that are under supervision: as was decided, or for want of a
        readiness check that counts.
        """
        held = list(held)
        speaking = [one for one in held if one.role in SPOKESPERSONS and not one.under_supervision]
        brands, people = {one.brand for one in speaking}, {one.user for one in speaking}
        strategies = dict(
            Strategy.objects.in_force(self.now).filter(brand__in=brands).values_list("brand", "pk")
        )
        of_these = [Brand(pk=pk) for pk in brands]
        checks = {(one.brand_id, one.user_id): one for one in latest_checks(of_these, people, self.now)}
        unready = {
            one.pk
            for one in speaking
            if not self._is_ready(checks.get((one.brand, one.user)), strategies.get(one.brand))
        }
        return unready | {one.pk for one in held if one.under_supervision}

    def _is_ready(self, check: Any, in_force: int | None) -> bool:
        if check is None or in_force is None:
            return False
        done_on = self.agency.day_of(check.done_at)
        standing = standing_of(check, done_on=done_on, noes=check.noes, in_force=in_force, today=self.today)
        return standing.is_ready


def _accounts(brands: list[int]) -> dict[int, Account]:
    rows = Channel.objects.open().filter(brand__in=brands).values_list(*Account._fields)
    return {row[0]: Account(*row) for row in rows}


def _held(brands: list[int], today: date) -> list[Held]:
    rows = Assignment.objects.lasting(today).filter(brand__in=brands).order_by()
    fields = (
        "pk", "brand", "channel", "user", "role", "is_lead", "under_supervision",
        "hours_per_week", "starts_on", "ends_on",
    )  # fmt: skip
    return [Held(*row) for row in rows.values_list(*fields)]


def _people(agency: Agency, today: date) -> dict[int, Person]:
    """Who works for the agency, in the order of their names, with their leave of now or soon."""
    here = Membership.objects.lasting(today).filter(agency=agency, user__is_active=True)
    rows = with_presence(here, agency, "user", today).order_by(*alphabetical("user__name"))
    people: dict[int, Person] = {}
    fields = ("user", "user__name", "starts_on", "ends_on", "hours_per_week", *FIELDS)
    for user, name, starts_on, ends_on, hours, *told in rows.values_list(*fields):
        person = people.setdefault(user, Person(user, name, presence=presence(*told)))
        person.places.append(Span(starts_on, ends_on, hours))
    return people
