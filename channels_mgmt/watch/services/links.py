"""Signed links: by one of them a contact without an access reads one item, says that they have it, and says
what is to be done.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import signed_links
from accounts.services.signed_links import LinkState
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.watch.models import Telling, TellingLink
from channels_mgmt.watch.services.history import audit
from cmhub.lib.links import digest_of
from cmhub.lib.scope import everything

VALID_FOR = timedelta(days=14)
"""How long a link opens after the last message that carried it."""
AFTER_END = timedelta(days=7)
"""How long it still opens what was decided."""
NEEDED = (
    "telling__contact__user",
    "telling__contact__department",
    "telling__item__brand__agency",
    "telling__item__brand__company",
    "telling__item__logged_by",
    "telling__item__decided_by",
)
"""What the page behind a link reads besides the link itself."""


def may_have_one(telling: Telling) -> bool:
    """Whether they are asked to decide, and no login of theirs stands for it: who only is to know reads all
    of it in the message.
    """
    return telling.expects and telling.contact_id is not None


def link_for(telling: Telling, *, at: datetime, by: User | None = None) -> TellingLink:
    """The one link of whoever was told: the one that stands, prolonged, else a new one."""
    wanted = TellingLink(telling=telling, made_by=by, expires_at=at + VALID_FOR)
    rows = TellingLink.objects.unrevoked().filter(telling=telling)
    return signed_links.standing_links(rows, {telling.pk: wanted}, _key_of, at=at)[telling.pk]


def _key_of(link: TellingLink) -> int:
    return link.telling_id


def renew(*, telling: Telling, by: User, at: datetime | None = None) -> TellingLink:
    """A new link in the place of the one that they had, which opens nothing any more."""
    now = at or timezone.now()
    with transaction.atomic():
        for old in TellingLink.objects.unrevoked().filter(telling=telling):
            revoke(link=old, by=by, at=now)
        link = link_for(telling, by=by, at=now)
        _audit("watch_item.link_made", telling, by=by, at=now)
    return link


def revoke(*, link: TellingLink, by: User, at: datetime | None = None) -> None:
    """The link opens nothing any more, for good; one that was revoked before stays as it is."""
    now = at or timezone.now()
    with transaction.atomic():
        if signed_links.take_back(TellingLink.objects.all(), link.pk, by=by, at=now):
            _audit("watch_item.link_revoked", link.telling, by=by, at=now)


def find_link(token: str) -> TellingLink | None:
    """What a link is about; None for one that was never sent."""
    with everything():  # the link is all that whoever has it needs
        return TellingLink.objects.select_related(*NEEDED).filter(digest=digest_of(token)).first()


def state_of(link: TellingLink, at: datetime) -> LinkState:
    item = link.telling.item
    decided = item.decided_at
    if item.brand.archived_at or not item.is_grave or (decided and at >= decided + AFTER_END):
        return LinkState.OVER
    if link.revoked_at:
        return LinkState.REVOKED
    if not is_asked(link.telling, at):
        return LinkState.ELSEWHERE
    return LinkState.EXPIRED if at >= link.expires_at else LinkState.LIVE


def is_asked(telling: Telling, at: datetime) -> bool:
    """Whether the contact still decides for the brand: they are there, and the strategy in force names them,
    or somebody in whose place they were told.
    """
    contact = telling.contact
    if contact is None or contact.left_at or (contact.user and not contact.user.is_active):
        return False
    if telling.stands_in_for:
        return True
    named = Strategy.objects.in_force(at).filter(brand=telling.brand_id, decision_makers__contact=contact)
    return named.exists()


def note_opening(link: TellingLink, *, at: datetime | None = None) -> None:
    """A browser has opened the link: that says nothing of what its person makes of it."""
    with everything():
        signed_links.count_opening(link, at=at or timezone.now())


def note_shown(link: TellingLink, *, by: User, at: datetime) -> None:
    """Somebody of the brand's people has the link before their eyes."""
    _audit("watch_item.link_shown", link.telling, by=by, at=at)


def _audit(verb: str, telling: Telling, *, by: User, at: datetime) -> None:
    details: dict[str, Any] = {"telling": telling.pk, "contact": telling.contact_id}
    audit(verb, telling.item, by=by, at=at, **details)
