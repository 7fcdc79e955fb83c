"""Signed links: by one of them a contact reads one escalation and answers it, without a login.

The token is a keyed digest of the row's salt, made anew whenever a message is written, so that a reminder
carries the link of the first message and none of them is kept. A leaked database holds salts and digests,
which open nothing without the installation's key; whoever has the key alone lacks the salts.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Contact, User
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import AnswerLink, Escalation
from channels_mgmt.escalations.services.history import audit, tell
from cmhub.lib.links import digest_of, link_to
from cmhub.lib.scope import everything

Person = Mapping[str, Any]
"""One of a chain: see `services.chain.Link`."""
VALID_FOR = timedelta(days=14)
"""How long after the deadline for the answer a link still opens."""
AFTER_RELAY = timedelta(days=2)
"""How long after the answer has gone out: whoever gave it may still add to it."""
PURPOSE = "cmhub.escalations.answer_link"
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


class LinkState(StrEnum):
    """What a link leads to."""

    LIVE = "live"
    OVER = "over"
    """Nothing more is asked: it has ended, the answer went out some time ago, the brand is archived."""
    ELSEWHERE = "elsewhere"
    """Somebody else is asked now: it went to another department, or the person has left or was locked out."""
    REVOKED = "revoked"
    EXPIRED = "expired"


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
) -> dict[tuple[int, int | None], AnswerLink]:
    """Each contact's one link to an escalation, by their ids: the one that stands, prolonged with the
    deadline, else a new one. One that has expired, or whose key is gone, opens nothing any more.
    """
    wanted = {(escalation.pk, person["contact"]): (escalation, person) for escalation, person in asked}
    if not wanted:
        return {}
    with everything(), transaction.atomic():  # a department's contact may act, who may not see links
        held = _unrevoked(wanted, AnswerLink.objects.select_for_update())
        dead = [key for key, link in held.items() if link.expires_at <= at or token_of(link) is None]
        AnswerLink.objects.filter(pk__in=[held.pop(key).pk for key in dead]).update(revoked_at=at)
        untils = {key: _until(wanted[key][0], at) for key in held}
        later = [link for key, link in held.items() if link.expires_at < untils[key]]
        for link in later:
            link.expires_at = untils[link.escalation_id, link.contact_id]
        AnswerLink.objects.bulk_update(later, ["expires_at"])
        missing = [wanted[key] for key in wanted if key not in held]
        if not missing:
            return held
        # Of two that are made at once the first stands.
        made = [_new(escalation, person, by, at) for escalation, person in missing]
        AnswerLink.objects.bulk_create(made, ignore_conflicts=True)
        return _unrevoked(wanted, AnswerLink.objects.all())


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
        held = AnswerLink.objects.select_for_update(of=("self",)).select_related("escalation__brand")
        one = held.get(pk=link.pk)
        if one.revoked_at:
            return
        one.revoked_at, one.revoked_by = now, by
        one.save(update_fields=["revoked_at", "revoked_by"])
        tell(one.escalation, Verb.LINK_REVOKED, by=by, at=now, contact=one.name, link=one.pk)
        audit("escalation.link_revoked", one.escalation, by=by, at=now, link=one.pk)


def find_link(token: str) -> AnswerLink | None:
    """What a link is about; None for one that was never sent."""
    with everything():  # the link is all that whoever has it needs
        return AnswerLink.objects.select_related(*NEEDED).filter(digest=digest_of(token)).first()


def state_of(link: AnswerLink, at: datetime) -> LinkState:
    if is_over(link.escalation, at):
        return LinkState.OVER
    if link.revoked_at:
        return LinkState.REVOKED
    if not is_asked(link.escalation, link.contact):
        return LinkState.ELSEWHERE
    return LinkState.EXPIRED if at >= link.expires_at else LinkState.LIVE


def is_over(escalation: Escalation, at: datetime) -> bool:
    """Whether nothing more is asked of any department here."""
    if escalation.state == State.CLOSED or escalation.brand.archived_at:
        return True
    sent = escalation.relayed_at if escalation.state == State.RELAYED else None
    return sent is not None and at >= sent + AFTER_RELAY


def is_asked(escalation: Escalation, contact: Contact) -> bool:
    """Whether the contact still answers here: one of the department, or of those to turn to for it."""
    if contact.left_at or (contact.user and not contact.user.is_active):
        return False
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
    this = AnswerLink.objects.filter(pk=link.pk)
    with everything(), transaction.atomic():
        first = this.filter(opened=0).update(opened=1, first_opened_at=now, last_opened_at=now)
        if first:
            tell(link.escalation, Verb.LINK_OPENED, by=None, at=now, contact=link.name, link=link.pk)
        else:
            this.update(opened=F("opened") + 1, last_opened_at=now)


def address_of(link: AnswerLink) -> str:
    """The whole address. Raises ValueError for a link whose key is gone."""
    token = token_of(link)
    if token is None:
        raise ValueError(f"the key of link {link.pk} is gone")
    return link_to("escalations:by_link", token)


def secret_of(address: str) -> str:
    """The part of such an address that opens something; nothing of a page behind the login."""
    before, _token, after = link_to("escalations:by_link", "TOKEN").partition("TOKEN")
    if not address.startswith(before):
        return ""
    return address.removeprefix(before).removesuffix(after)


def token_of(link: AnswerLink) -> str | None:
    """The token, where the key with which it was made is still known."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = _token(link.salt, key)
        if digest_of(token) == link.digest:
            return token
    return None


def _token(salt: str, key: str | bytes) -> str:
    drawn = salted_hmac(PURPOSE, salt, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(drawn).rstrip(b"=").decode()


def _unrevoked(
    wanted: Iterable[tuple[int, int | None]], links: QuerySet[AnswerLink]
) -> dict[tuple[int, int | None], AnswerLink]:
    keys = set(wanted)
    escalations, contacts = ({key[place] for key in keys} for place in (0, 1))
    found = links.filter(escalation__in=escalations, contact__in=contacts, revoked_at=None).order_by("pk")
    by_key = {(link.escalation_id, link.contact_id): link for link in found}
    return {key: link for key, link in by_key.items() if key in keys}


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


def _new(escalation: Escalation, person: Person, by: User | None, at: datetime) -> AnswerLink:
    salt = token_hex()
    return AnswerLink(
        brand_id=escalation.brand_id,
        escalation=escalation,
        contact_id=person["contact"],
        name=person["name"],
        email=person["email"],
        language=person["language"],
        salt=salt,
        digest=digest_of(_token(salt, settings.SECRET_KEY)),
        made_at=at,
        made_by=by,
        expires_at=_until(escalation, at),
    )
