"""Signed links: by one of them somebody opens one thing and acts on it, without a login.

The token is a keyed digest of the row's salt, made anew whenever a message is written, so that a reminder
carries the link of the first message and none of them is kept. A leaked database holds salts and digests,
which open nothing without the installation's key; whoever has the key alone lacks the salts.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from enum import StrEnum
from secrets import token_hex
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Contact, User
from accounts.models.signed_link import SignedLink
from cmhub.lib.links import digest_of, link_to
from cmhub.lib.scope import everything

L = TypeVar("L", bound=SignedLink)
K = TypeVar("K", bound=Hashable)


class LinkState(StrEnum):
    """What a link leads to."""

    LIVE = "live"
    OVER = "over"
    """Nothing more is asked of anybody: it has ended, or the brand is archived."""
    ELSEWHERE = "elsewhere"
    """Somebody else is asked now, or the person has left or was locked out."""
    REVOKED = "revoked"
    EXPIRED = "expired"


def standing_links(
    rows: QuerySet[L], wanted: Mapping[K, L], key_of: Callable[[L], K], *, at: datetime
) -> dict[K, L]:
    """Each one's link: the one that stands, prolonged where the wanted one would last longer, else a new one,
    as `wanted` has it but for its token. `rows` are the links, not revoked, that may be the wanted ones.

    One that has expired, or whose key is gone, opens nothing any more.
    """
    if not wanted:
        return {}
    every: Any = rows.model._default_manager
    # Whoever has a message sent may not see links.
    with everything(), transaction.atomic(savepoint=False):
        held = _by_key(rows.select_for_update(of=("self",)), wanted, key_of)
        dead = [key for key, link in held.items() if link.expires_at <= at or token_of(link) is None]
        every.filter(pk__in=[held.pop(key).pk for key in dead]).update(revoked_at=at)
        later = [link for key, link in held.items() if link.expires_at < wanted[key].expires_at]
        for link in later:
            link.expires_at = wanted[key_of(link)].expires_at
        every.bulk_update(later, ["expires_at"])
        missing = [link for key, link in wanted.items() if key not in held]
        if not missing:
            return held
        for link in missing:
            link.made_at, link.salt = at, token_hex()
            link.digest = digest_of(_token(link, settings.SECRET_KEY))
        # Of two that are made at once the first stands.
        every.bulk_create(missing, ignore_conflicts=True)
        return _by_key(rows.all(), wanted, key_of)


def take_back(rows: QuerySet[L], pk: int, *, by: User | None, at: datetime) -> L | None:
    """The link, which opens nothing any more, for good; None for one that was taken back before."""
    link: L = rows.select_for_update(of=("self",)).get(pk=pk)
    if link.revoked_at:
        return None
    link.revoked_at, link.revoked_by = at, by
    link.save(update_fields=["revoked_at", "revoked_by"])
    return link


def find(rows: QuerySet[L], token: str) -> L | None:
    """What a link is about; None for one that was never sent."""
    with everything():  # the link is all that whoever has it needs
        return rows.filter(digest=digest_of(token)).first()


def state_of(
    link: SignedLink, contact: Contact | None, at: datetime, *, over: bool, asked: Callable[[Contact], bool]
) -> LinkState:
    """What the link of a contact leads to: `asked` says whether one who is there still is among the asked."""
    if over:
        return LinkState.OVER
    if link.revoked_at:
        return LinkState.REVOKED
    if contact is None or not _is_there(contact) or not asked(contact):
        return LinkState.ELSEWHERE
    return LinkState.EXPIRED if at >= link.expires_at else LinkState.LIVE


def _is_there(contact: Contact) -> bool:
    return contact.left_at is None and (contact.user is None or contact.user.is_active)


def opens(link: SignedLink, state: LinkState) -> bool:
    """Whether it can be sent to somebody."""
    return state == LinkState.LIVE and token_of(link) is not None


def count_opening(link: SignedLink, *, at: datetime | None = None) -> bool:
    """A browser has opened the link, which says nothing of what its person makes of it; whether it was the
    first time.
    """
    now = at or timezone.now()
    rows: Any = type(link)._default_manager
    this = rows.filter(pk=link.pk)
    if this.filter(opened=0).update(opened=1, first_opened_at=now, last_opened_at=now):
        return True
    this.update(opened=F("opened") + 1, last_opened_at=now)
    return False


def address_of(link: SignedLink) -> str:
    """The whole address. Raises ValueError for a link whose key is gone."""
    token = token_of(link)
    if token is None:
        raise ValueError(f"the key of link {link.pk} is gone")
    return link_to(link.page, token)


def token_of(link: SignedLink) -> str | None:
    """The token, where the key with which it was made is still known."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = _token(link, key)
        if digest_of(token) == link.digest:
            return token
    return None


def _token(link: SignedLink, key: str | bytes) -> str:
    drawn = salted_hmac(link.purpose, link.salt, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(drawn).rstrip(b"=").decode()


def _by_key(rows: QuerySet[L], wanted: Mapping[K, L], key_of: Callable[[L], K]) -> dict[K, L]:
    return {key: link for link in rows if (key := key_of(link)) in wanted}
