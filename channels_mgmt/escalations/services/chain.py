"""Whom an escalation turns to, one after the other: written down when it opens, absences kept beside."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict

from django.db.models import Q
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Contact, Department, Membership, User
from accounts.services.presence import Away, away_at
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import Rung

Absences = Mapping[int, Away]
"""Who is absent, by the contact's id."""


class Link(TypedDict):
    """One person of the chain. `email` is empty for somebody who can only be called; `stands_in_for` is
    whose deputy they are."""

    rung: str
    contact: int | None
    user: int | None
    name: str
    email: str
    language: str
    stands_in_for: NotRequired[str]


@dataclass(frozen=True)
class PassedOver:
    """Somebody who was not there when it was their turn, and who was turned to instead, if anybody."""

    name: str
    back_on: date | None
    deputy: str = ""
    has_left: bool = False

    def as_details(self) -> dict[str, Any]:
        back_on = self.back_on.isoformat() if self.back_on else ""
        details = {"name": self.name, "back_on": back_on, "deputy": self.deputy}
        return {**details, "left": "yes"} if self.has_left else details


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: a place in the chain, None where nobody can be asked now, and who deputises there."""

    step: int | None
    deputy: Link | None
    passed_over: tuple[PassedOver, ...]


def chain_for(
    brand: Brand, department: Department | None, *, at: datetime | None = None
) -> list[dict[str, Any]]:
    """The department's contacts in order, its head, then the agency's managers; nobody twice.

    In the place of whoever is absent stands their deputy, or nobody.
    """
    return written_down(brand, department, at=at)[0]


def written_down(
    brand: Brand, department: Department | None, *, at: datetime | None = None
) -> tuple[list[dict[str, Any]], list[PassedOver]]:
    """The chain, and who is absent from it."""
    present = _contacts(department) if department else []
    absences = away_at([contact.pk for contact in present], at or timezone.now()) if present else {}
    chain: list[dict[str, Any]] = []
    absent: list[PassedOver] = []
    seen: set[str] = set()

    def add(link: Link | None) -> bool:
        if link is None or person_of(link) in seen:
            return False
        seen.add(person_of(link))
        chain.append(dict(link))
        return True

    for contact in present:
        away = absences.get(contact.pk)
        if away is None:
            add(_contact(contact))
            continue
        deputy = deputy_of(away, contact.name, _rung(contact))
        absent.append(
            PassedOver(contact.name, away.back_on, deputy["name"] if add(deputy) and deputy else "")
        )
    for user in managers_of(brand.agency_id):
        add(_manager(user))
    return chain, absent


def next_reachable(chain: list[dict[str, Any]], after: int = -1) -> int | None:
    """The place in the chain of the next person who has an e-mail address."""
    return next((n for n in range(after + 1, len(chain)) if chain[n]["email"]), None)


def deputies_in(links: Iterable[Mapping[str, Any]]) -> list[int]:
    """The ids of those among deputies who log in: what is asked of them, they may open."""
    return sorted({link["user"] for link in links if link.get("stands_in_for") and link["user"]})


def next_turn(
    chain: list[dict[str, Any]],
    stand_ins: Mapping[str, Any],
    step: int,
    absences: Absences,
    gone: Collection[str] = (),
) -> Turn:
    """Whose turn comes after a step: the next of the chain who has an e-mail address and was not asked yet.

    For whoever has become absent, their deputy; where there is none who can be asked, the one after them.
    Those who are `gone`, by their names for `person_of`, have left since the chain was written down.
    """
    asked = asked_already(chain, stand_ins, step)
    passed_over: list[PassedOver] = []
    for place in range(step + 1, len(chain)):
        link = chain[place]
        if not link["email"] or person_of(link) in asked:
            continue
        if person_of(link) in gone:
            passed_over.append(PassedOver(link["name"], None, has_left=True))
            continue
        away = absences.get(link["contact"])
        if away is None:
            return Turn(place, None, tuple(passed_over))
        deputy = deputy_of(away, link["name"], link["rung"])
        if deputy and deputy["email"] and person_of(deputy) not in asked:
            passed_over.append(PassedOver(link["name"], away.back_on, deputy["name"]))
            return Turn(place, deputy, tuple(passed_over))
        passed_over.append(PassedOver(link["name"], away.back_on))
    return Turn(None, None, tuple(passed_over))


def is_anybody_left(
    chain: list[dict[str, Any]], stand_ins: Mapping[str, Any], step: int, gone: Collection[str] = ()
) -> bool:
    """Whether the chain has somebody who was not asked yet, absent today or not, and not `gone`."""
    asked = {*asked_already(chain, stand_ins, step), *gone}
    return any(link["email"] and person_of(link) not in asked for link in chain[step + 1 :])


def asked_already(chain: list[dict[str, Any]], stand_ins: Mapping[str, Any], step: int) -> set[str]:
    """Those who were turned to up to a step; where nobody was, `stand_ins` has None."""
    turned_to = (stand_ins.get(str(place), link) for place, link in enumerate(chain[: step + 1]))
    return {person_of(link) for link in turned_to if link and link["email"]}


def absences_in(chains: Iterable[list[dict[str, Any]]], at: datetime) -> dict[int, Away]:
    """Those of the chains who are absent at an instant, in one query, in none where there is no contact."""
    contacts = {link["contact"] for chain in chains for link in chain if link["contact"]}
    return away_at(contacts, at) if contacts else {}


def gone_from(chains: Iterable[tuple[int, list[dict[str, Any]]]]) -> dict[int, set[str]]:
    """Those of the chains, as `person_of` names them, who have left their company or the agency since.

    The chains are given, and those who are gone returned, by the id of the agency.
    """
    links = [(agency, link) for agency, chain in chains for link in chain if link["email"]]
    contacts = {link["contact"] for _agency, link in links if link["contact"]}
    users = {link["user"] for _agency, link in links if link["user"] and not link["contact"]}
    out = Q(left_at__isnull=False) | Q(user__is_active=False)
    left = set(Contact.objects.filter(out, pk__in=contacts).values_list("pk", flat=True))
    members = Membership.objects.current().filter(user__in=users, user__is_active=True)
    there = set(members.values_list("agency_id", "user_id")) if users else set()
    gone: dict[int, set[str]] = defaultdict(set)
    for agency, link in links:
        is_gone = link["contact"] in left if link["contact"] else (agency, link["user"]) not in there
        if is_gone:
            gone[agency].add(person_of(link))
    return gone


def person_of(link: Mapping[str, Any]) -> str:
    """Who it is, however they come into the chain."""
    return link["email"].casefold() or f"contact {link['contact']}"


def deputy_of(away: Away, name: str, rung: str) -> Link | None:
    """The deputy on the rung of the absent person, whose `name` is said."""
    if away.deputy is None or (away.deputy.user and not away.deputy.user.is_active):
        return None
    return Link(**{**_contact(away.deputy), "rung": rung, "stands_in_for": name})


def _contacts(department: Department) -> list[Contact]:
    return list(
        Contact.objects.filter(department=department, left_at=None)
        .exclude(user__is_active=False)
        .select_related("user")
        .order_by("is_head", "position", "pk")
    )


def _contact(contact: Contact) -> Link:
    user = contact.user if contact.user and contact.user.is_active else None
    return Link(
        rung=_rung(contact),
        contact=contact.pk,
        user=user.pk if user else None,
        name=contact.name,
        email=contact.email or (user.email if user else ""),
        language=user.language if user else contact.language,
    )


def _rung(contact: Contact) -> str:
    return Rung.HEAD if contact.is_head else Rung.CONTACT


def managers_of(agency: int) -> list[User]:
    """The agency's managers; its administrators where there is no manager."""
    members = Membership.objects.current().filter(agency=agency, user__is_active=True)
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
