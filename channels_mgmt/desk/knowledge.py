"""The knowledge of the house for a brand: strategy, charter, protocol, directory, briefings and rota, read
together and searched together, each part only for who has its right.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.access import Right
from accounts.models import Contact, Department, Expert, User
from accounts.models.period import DayThere
from accounts.services.lines import Line, lines_of
from channels_mgmt.brands.access import Access
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.directory import departments_of, experts_of
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.strategy.models import Briefing, BriefingReading, Strategy, StrategyReading
from channels_mgmt.strategy.services.charter import Line as DutyLine
from channels_mgmt.strategy.services.charter import lines_of as charter_lines
from channels_mgmt.strategy.services.document import Document, document_of
from channels_mgmt.team.models import ReadinessCheck, Shift
from channels_mgmt.team.services.oncall import OnCall, on_call

BRIEFINGS_READ = 50
SITUATIONS_READ = 300
SHIFTS_AHEAD = timedelta(days=7)
SHIFTS_READ = 20


@dataclass
class House:
    """What the person may know of a brand. None, or nothing, where they may not, or where nothing is."""

    brand: Brand
    rights: Collection[str]
    strategy: Document | None = None
    charter: list[DutyLine] = field(default_factory=list)
    latitude: ReadinessCheck | None = None
    """The person's own last check, which says what they may answer alone."""
    situations: list[EntryVersion] = field(default_factory=list)
    briefings: list[Briefing] = field(default_factory=list)
    now: OnCall | None = None
    shifts: list[Shift] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    experts: list[Expert] = field(default_factory=list)

    @property
    def to_read(self) -> int:
        """How many briefings wait to be read by the person."""
        return sum(briefing.is_waiting for briefing in self.briefings)  # type: ignore[attr-defined]

    def may(self, right: Right) -> bool:
        return right in self.rights


def house_of(access: Access, user: User, at: datetime, *, searched: bool = False) -> House:
    """What is shown, or what is `searched`: then with the departments, contacts and experts of the directory
    and without who is on call now and what the person may answer alone. In seven queries, or eight.
    """
    house = House(access.brand, access.rights)
    if house.may(Right.STRATEGY_VIEW):
        house.strategy = _strategy(house.brand, user)
        house.charter = charter_lines(house.brand, user)
        house.briefings = _briefings(house.brand, user, at)
    if house.may(Right.PROTOCOL_VIEW):
        house.situations = _situations(house.brand, user, at)
    if house.may(Right.TEAM_VIEW):
        house.now = None if searched else on_call(house.brand, at)
        house.latitude = None if searched else _own_check(house.brand, user)
        house.shifts = _shifts(house.brand, user, at)
    if searched and house.may(Right.DIRECTORY_VIEW):
        house.departments = departments_of(house.brand)
        house.contacts = contacts_of(house.departments)
        house.experts = experts_of(house.brand)
    return house


def contacts_of(departments: Sequence[Department]) -> list[Contact]:
    """In the order in which they are asked, the heads last."""
    here = Contact.objects.filter(department__in=departments, left_at=None)
    return list(here.select_related("department").order_by("department", "is_head", "position", "pk"))


def direct_lines(contacts: Iterable[Contact], department: Department) -> list[tuple[Contact, list[Line]]]:
    """Who is asked first in a department, each with their direct lines."""
    asked = [contact for contact in contacts if contact.department_id == department.pk]
    return [(contact, lines_of(contact, department.country)) for contact in asked]


def _strategy(brand: Brand, user: User) -> Document | None:
    read = StrategyReading.objects.filter(strategy=OuterRef("pk"), user=user)
    versions = Strategy.objects.visible_to(user).in_force().filter(brand=brand)
    return document_of(versions.annotate(is_read=Exists(read)))


def _own_check(brand: Brand, user: User) -> ReadinessCheck | None:
    return ReadinessCheck.objects.visible_to(user).filter(brand=brand, user=user).first()


def _briefings(brand: Brand, user: User, at: datetime) -> list[Briefing]:
    """Those that hold and that the person may see: what they must read first, by when it is due."""
    read = BriefingReading.objects.filter(briefing=OuterRef("pk"), user=user)
    addressed = Briefing.objects.filter(pk=OuterRef("pk")).addressed_to(user.pk, at)
    rows = Briefing.objects.visible_to(user).standing().filter(brand=brand)
    found: list[Any] = list(
        rows.annotate(is_read=Exists(read), is_addressed=Exists(addressed)).order_by("-written_at", "-pk")[
            :BRIEFINGS_READ
        ]
    )
    for briefing in found:
        briefing.is_waiting = briefing.is_addressed and not briefing.is_read
    waiting = sorted((one for one in found if one.is_waiting), key=lambda one: one.due_at)
    return [*waiting, *(one for one in found if not one.is_waiting)]


def _situations(brand: Brand, user: User, at: datetime) -> list[EntryVersion]:
    today: Any = DayThere("brand__agency__time_zone", at)
    valid = EntryVersion.objects.visible_to(user).filter(brand=brand).valid_on(today)
    return list(valid.select_related("department").order_by("situation", "pk")[:SITUATIONS_READ])


def _shifts(brand: Brand, user: User, at: datetime) -> list[Shift]:
    coming = Shift.objects.visible_to(user).standing().between(at, at + SHIFTS_AHEAD).filter(brand=brand)
    return list(coming.select_related("user").order_by("starts_at", "-kind")[:SHIFTS_READ])
