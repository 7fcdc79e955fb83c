"""Signed links: by one of them a contact reads one escalation and answers it, without a login."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Contact, User
from accounts.services import signed_links
from accounts.services.signed_links import LinkState, address_of
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import AnswerLink, Escalation
from channels_mgmt.escalations.services.history import audit, tell
from cmhub.lib.links import link_to

Person = Mapping[str, Any]
"""One of a chain: see `services.chain.Link`."""
Key = tuple[int, int | None]
"""The ids of an escalation and of a contact."""
VALID_FOR = timedelta(days=14)
"""How long after the deadline for the answer a link still opens."""
AFTER_RELAY = timedelta(days=2)
"""How long after the answer has gone out: whoever gave it may still add to it."""
NEEDED = (
    "contact__user",
    "escalation__brand__agency",
    "escalation__brand__company",
    "escalation__interaction__channel",
    "escalation__interaction__holder",
    "escalation__item__logged_by",
    "escalation__department",
    "escalation__opened_by",
    "escalation__answered_by",
    "escalation__answered_contact",
)
"""What the page behind a link reads besides the link itself."""


def link_for(escalation: Escalation, person: Person, *, at: datetime) -> str:
    """The whole address by which a person of the chain opens the escalation; see `links_for`."""
    return links_for([(escalation, person)], at=at)[0]


def links_for(asked: Sequence[tuple[Escalation, Person]], *, at: datetime) -> list[str]:
    """The addresses for persons of chains, in the order given; in four statements, however many they are.

    For whoever answers for a department it is signed, and the same in each message as long as it stands; for
    people of the house it is the page behind the login. `secret_of` says what of it must not be kept.
    """
    standing = standing_links([each for each in asked if each[1].get("contact")], by=None, at=at)
    found = (standing.get((escalation.pk, person.get("contact"))) for escalation, person in asked)
    return [
        address_of(link) if link else link_to("escalations:detail", escalation.pk)
        for (escalation, _person), link in zip(asked, found, strict=True)
    ]


def standing_links(
    asked: Sequence[tuple[Escalation, Person]], *, by: User | None, at: datetime
) -> dict[Key, AnswerLink]:
    """Each contact's one link to an escalation, by their ids: the one that stands, prolonged with the
    deadline, else a new one.
    """
    wanted = {
        (escalation.pk, person["contact"]): _wanted(escalation, person, by, at)
        for escalation, person in asked
    }
    escalations, contacts = ({key[place] for key in wanted} for place in (0, 1))
    rows = AnswerLink.objects.unrevoked().filter(escalation__in=escalations, contact__in=contacts)
    return signed_links.standing_links(rows, wanted, _key_of, at=at)


def _key_of(link: AnswerLink) -> Key:
    return link.escalation_id, link.contact_id


def renew(
    *, escalation: Escalation, contact: Contact, by: User | None, at: datetime | None = None
) -> AnswerLink:
    """A new link for the contact, in the place of the one that they had, which opens nothing any more."""
    now = at or timezone.now()
    with transaction.atomic():
        old = AnswerLink.objects.filter(escalation=escalation, contact=contact, revoked_at=None).first()
        if old:
            revoke(link=old, by=by, at=now)
        link = standing_links([(escalation, as_person(contact))], by=by, at=now)[escalation.pk, contact.pk]
        audit("escalation.link_made", escalation, by=by, at=now, link=link.pk, contact=contact.pk)
    return link


def revoke(*, link: AnswerLink, by: User | None, at: datetime | None = None) -> None:
    """The link opens nothing any more, for good; one that was revoked before stays as it is."""
    now = at or timezone.now()
    with transaction.atomic():
        rows = AnswerLink.objects.select_related("escalation__brand")
        if one := signed_links.take_back(rows, link.pk, by=by, at=now):
            tell(one.escalation, Verb.LINK_REVOKED, by=by, at=now, contact=one.name, link=one.pk)
            audit("escalation.link_revoked", one.escalation, by=by, at=now, link=one.pk)


def find_link(token: str) -> AnswerLink | None:
    return signed_links.find(AnswerLink.objects.select_related(*NEEDED), token)


def state_of(link: AnswerLink, at: datetime) -> LinkState:
    over, asked = is_over(link.escalation, at), partial(is_asked, link.escalation)
    return signed_links.state_of(link, link.contact, at, over=over, asked=asked)


def is_over(escalation: Escalation, at: datetime) -> bool:
    """Whether nothing more is asked of any department here."""
    if escalation.state == State.CLOSED or escalation.brand.archived_at:
        return True
    sent = escalation.relayed_at if escalation.state == State.RELAYED else None
    return sent is not None and at >= sent + AFTER_RELAY


def is_asked(escalation: Escalation, contact: Contact) -> bool:
    """Whether the contact still answers here: one of the department, or of those to turn to for it."""
    people = (*escalation.chain, *filter(None, escalation.stand_ins.values()))
    return contact.department_id == escalation.department_id or any(
        person["contact"] == contact.pk for person in people
    )


def who_may_have_one(escalation: Escalation) -> QuerySet[Contact]:
    """The contacts who answer for it: those of the department, and those of the chain from elsewhere."""
    people = (*escalation.chain, *filter(None, escalation.stand_ins.values()))
    named = [person["contact"] for person in people if person["contact"]]
    return (
        Contact.objects.filter(Q(pk__in=named) | Q(department=escalation.department_id), left_at=None)
        .exclude(user__is_active=False)
        .select_related("user", "department")
        .order_by("is_head", "position", "pk")
    )


def note_shown(link: AnswerLink, *, by: User, at: datetime) -> None:
    """Somebody of the house has the link before their eyes."""
    audit("escalation.link_shown", link.escalation, by=by, at=at, link=link.pk)


def note_opening(link: AnswerLink, *, at: datetime | None = None) -> None:
    """A browser has opened the link. The first time is a line of the escalation's log; it stops no clock."""
    now = at or timezone.now()
    with transaction.atomic():
        if signed_links.count_opening(link, at=now):
            tell(link.escalation, Verb.LINK_OPENED, by=None, at=now, contact=link.name, link=link.pk)


def secret_of(address: str) -> str:
    """The part of such an address that opens something; nothing of a page behind the login."""
    before, _token, after = link_to("escalations:by_link", "TOKEN").partition("TOKEN")
    if not address.startswith(before):
        return ""
    return address.removeprefix(before).removesuffix(after)


def _until(escalation: Escalation, at: datetime) -> datetime:
    return max(escalation.answer_by, at) + VALID_FOR


def as_person(contact: Contact) -> Person:
    """A contact as one of the chain."""
    user = contact.user if contact.user and contact.user.is_active else None
    return {
        "contact": contact.pk,
        "name": contact.name,
        "email": contact.email or (user.email if user else ""),
        "language": user.language if user else contact.language,
    }


def _wanted(escalation: Escalation, person: Person, by: User | None, at: datetime) -> AnswerLink:
    return AnswerLink(
        brand_id=escalation.brand_id,
        escalation=escalation,
        contact_id=person["contact"],
        name=person["name"],
        email=person["email"],
        language=person["language"],
        made_by=by,
        expires_at=_until(escalation, at),
    )
