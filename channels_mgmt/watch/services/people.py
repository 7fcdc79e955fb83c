"""Who is told: the decision-makers of a brand and those behind them, departments, and people by name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NotRequired, TypedDict

from accounts.access import Right, roles_granting
from accounts.choices import Role
from accounts.models import Contact, Department, Membership, User
from accounts.services.presence import away_at
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.watch.choices import Rung


class Person(TypedDict):
    """Somebody to be told. `email` is empty for who can only be called; `stands_in_for` is whose deputy."""

    rung: str
    contact: int | None
    user: int | None
    name: str
    email: str
    language: str
    stands_in_for: NotRequired[str]


def chain_of(brand: Brand, at: datetime) -> list[dict[str, Any]]:
    """Those who are told of what is grave, one after the other: the decision-makers, the executives, the
    managers; nobody twice.
    """
    people = (*decision_makers(brand, at), *executives(brand, at), *managers(brand, at))
    return [dict(person) for person in each_once(people)]


def decision_makers(brand: Brand, at: datetime) -> list[Person]:
    """Those whom the strategy in force names for a crisis, in its order, then those who have the role."""
    strategy = Strategy.objects.in_force(at).filter(brand=brand).first()
    named: list[Person] = []
    if strategy:
        rows = strategy.decision_makers.select_related("user", "contact__user").order_by("position", "pk")
        for row in rows:
            if row.user and row.user.is_active:
                named.append(of_user(row.user, Rung.DECISION_MAKER))
            elif row.contact and row.contact.left_at is None:
                named += of_contacts([row.contact], Rung.DECISION_MAKER, at)
    return [*named, *_having(brand, Role.DECISION_MAKER, Rung.DECISION_MAKER, at)]


def executives(brand: Brand, at: datetime) -> list[Person]:
    return _having(brand, Role.EXECUTIVE, Rung.EXECUTIVE, at)


def managers(brand: Brand, at: datetime) -> list[Person]:
    """The agency's managers; its administrators where there is no manager."""
    members = Membership.objects.current(at).filter(agency=brand.agency_id, user__is_active=True)
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        held = members.filter(role=role).select_related("user").order_by("starts_on", "pk")
        if people := [of_user(membership.user, Rung.MANAGER) for membership in held]:
            return people
    return []


def of_department(department: Department, at: datetime) -> list[Person]:
    """The contacts of a department who are there, in order, their deputies in the place of others."""
    contacts = Contact.objects.filter(department=department, left_at=None).select_related("user")
    return of_contacts(contacts.order_by("is_head", "position", "pk"), Rung.DEPARTMENT, at)


def of_contacts(contacts: Iterable[Contact], rung: Rung, at: datetime) -> list[Person]:
    listed = list(contacts)
    absences = away_at([contact.pk for contact in listed], at) if listed else {}
    found: list[Person] = []
    for contact in listed:
        away = absences.get(contact.pk)
        if away is None:
            found.append(of_contact(contact, rung))
        elif away.deputy:
            found.append(Person(**{**of_contact(away.deputy, rung), "stands_in_for": contact.name}))
    return found


def of_contact(contact: Contact, rung: Rung) -> Person:
    user = contact.user if contact.user and contact.user.is_active else None
    return Person(
        rung=rung,
        contact=contact.pk,
        user=user.pk if user else None,
        name=contact.name,
        email=contact.email or (user.email if user else ""),
        language=user.language if user else contact.language,
    )


def of_user(user: User, rung: Rung) -> Person:
    return Person(
        rung=rung, contact=None, user=user.pk, name=user.name, email=user.email, language=user.language
    )


def each_once(people: Iterable[Person]) -> list[Person]:
    """Nobody twice, by whichever way they come in; the first way counts."""
    seen: set[str] = set()
    found: list[Person] = []
    for person in people:
        known_as = marks_of(person)
        if seen.isdisjoint(known_as):
            found.append(person)
        seen |= known_as
    return found


def marks_of(person: Person | dict[str, Any]) -> set[str]:
    """By what somebody is known again."""
    marks = {
        person["email"].casefold(),
        f"user {person['user']}" if person["user"] else "",
        f"contact {person['contact']}" if person["contact"] else "",
    }
    return marks - {""}


def may_open(brand: Brand, people: Iterable[int], at: datetime) -> set[int]:
    """Those of these users who may read the watch of the brand: others are told without a link."""
    asked = set(people)
    roles = roles_granting(Right.WATCH_VIEW)
    here = BrandRole.objects.current(at).filter(brand=brand, user__in=asked, role__in=roles)
    house = Membership.objects.current(at).filter(agency=brand.agency_id, user__in=asked, role__in=roles)
    return {*here.values_list("user_id", flat=True), *house.values_list("user_id", flat=True)}


def _having(brand: Brand, role: Role, rung: Rung, at: datetime) -> list[Person]:
    held = BrandRole.objects.current(at).filter(brand=brand, role=role, user__is_active=True)
    return [of_user(one.user, rung) for one in held.select_related("user").order_by("starts_on", "pk")]
