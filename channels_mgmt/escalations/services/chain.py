"""Whom an escalation turns to, one after the other, written down when it opens."""

from typing import Any, TypedDict

from accounts.choices import Role
from accounts.models import Contact, Department, Membership, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import Rung


class Link(TypedDict):
    """One person of the chain. `email` is empty for somebody who can only be called."""

    rung: str
    contact: int | None
    user: int | None
    name: str
    email: str
    language: str


def chain_for(brand: Brand, department: Department | None) -> list[dict[str, Any]]:
    """The department's contacts in order, its head, then the agency's managers; nobody twice."""
    links = _contacts(department) if department else []
    links += [_manager(user) for user in _managers(brand)]
    seen: set[str] = set()
    chain: list[dict[str, Any]] = []
    for link in links:
        person = link["email"].casefold() or f"contact {link['contact']}"
        if person not in seen:
            seen.add(person)
            chain.append(dict(link))
    return chain


def next_reachable(chain: list[dict[str, Any]], after: int = -1) -> int | None:
    """The place in the chain of the next person who has an e-mail address."""
    return next((n for n in range(after + 1, len(chain)) if chain[n]["email"]), None)


def _contacts(department: Department) -> list[Link]:
    present = (
        Contact.objects.filter(department=department, left_at=None)
        .select_related("user")
        .order_by("is_head", "position", "pk")
    )
    return [_contact(contact) for contact in present]


def _contact(contact: Contact) -> Link:
    user = contact.user if contact.user and contact.user.is_active else None
    return Link(
        rung=Rung.HEAD if contact.is_head else Rung.CONTACT,
        contact=contact.pk,
        user=user.pk if user else None,
        name=contact.name,
        email=contact.email or (user.email if user else ""),
        language=user.language if user else contact.language,
    )


def _managers(brand: Brand) -> list[User]:
    """The agency's managers; its administrators where there is no manager."""
    members = Membership.objects.current().filter(agency=brand.agency_id, user__is_active=True)
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        held = members.filter(role=role).select_related("user").order_by("starts_on", "pk")
        if managers := [membership.user for membership in held]:
            return managers
    return []


def _manager(user: User) -> Link:
    return Link(
        rung=Rung.MANAGER,
        contact=None,
        user=user.pk,
        name=user.name,
        email=user.email,
        language=user.language,
    )
