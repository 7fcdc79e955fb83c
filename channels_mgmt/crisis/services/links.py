"""Signed links: by one of them a contact who decides, and has no login, reads how a crisis stands,
acknowledges it, and answers what is asked of them.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import signed_links
from accounts.services.signed_links import LinkState
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.crisis.models import Telling, TellingLink
from channels_mgmt.crisis.services.people import people_to_tell
from cmhub.lib.links import digest_of
from cmhub.lib.scope import everything

VALID_FOR = timedelta(days=14)
"""How long a link opens after the last message that carried it."""
AFTER_END = timedelta(days=7)
"""How long it still says that the crisis is over."""
NEEDED = (
    "telling__contact__user",
    "telling__contact__department",
    "telling__crisis__brand__agency",
    "telling__crisis__brand__company",
    "telling__crisis__opened_by",
)
"""What the page behind a link reads besides the link itself."""


def link_for(telling: Telling, *, at: datetime, by: User | None = None) -> TellingLink:
    """The one link of a contact who was told: the one that stands, prolonged, else a new one."""
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
        _audit("crisis.link_made", telling, by=by, at=now)
    return link


def revoke(*, link: TellingLink, by: User, at: datetime | None = None) -> None:
    """The link opens nothing any more, for good; one that was revoked before stays as it is."""
    now = at or timezone.now()
    with transaction.atomic():
        if signed_links.take_back(TellingLink.objects.all(), link.pk, by=by, at=now):
            _audit("crisis.link_revoked", link.telling, by=by, at=now)


def find_link(token: str) -> TellingLink | None:
    """What a link is about; None for one that was never sent."""
    with everything():  # the link is all that whoever has it needs
        return TellingLink.objects.select_related(*NEEDED).filter(digest=digest_of(token)).first()


def state_of(link: TellingLink, at: datetime) -> LinkState:
    crisis = link.telling.crisis
    if crisis.brand.archived_at or (crisis.ended_at and at >= crisis.ended_at + AFTER_END):
        return LinkState.OVER
    if link.revoked_at:
        return LinkState.REVOKED
    if not is_asked(link.telling, at):
        return LinkState.ELSEWHERE
    return LinkState.EXPIRED if at >= link.expires_at else LinkState.LIVE


def is_asked(telling: Telling, at: datetime) -> bool:
    """Whether the contact still decides in a crisis of the brand: by today's strategy, there, not locked
    out, or as the deputy of one who is.
    """
    contact = telling.contact
    if contact is None or contact.left_at or (contact.user and not contact.user.is_active):
        return False
    who = ("user", contact.user_id) if contact.user else telling.who
    people = people_to_tell(telling.crisis.brand, at, drill=telling.crisis.drill)
    return any(person.who == who for person in people)


def note_opening(link: TellingLink, *, at: datetime | None = None) -> None:
    """A browser has opened the link: that acknowledges nothing."""
    with everything():
        signed_links.count_opening(link, at=at or timezone.now())


def note_shown(link: TellingLink, *, by: User, at: datetime) -> None:
    """Somebody of the brand's people has the link before their eyes."""
    _audit("crisis.link_shown", link.telling, by=by, at=at)


def _audit(verb: str, telling: Telling, *, by: User, at: datetime) -> None:
    crisis = telling.crisis
    record_of(crisis.brand, what=crisis, verb=verb, by=by, at=at, contact=telling.contact_id)
