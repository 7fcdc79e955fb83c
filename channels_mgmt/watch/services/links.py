"""Signed links: by one of them a contact without an access reads one item, says that they have it, and says
what is to be done.
"""

from datetime import datetime

from accounts.models import Contact, User
from accounts.services.told_links import AFTER_END, ToldLinks
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.watch.models import Telling, TellingLink
from channels_mgmt.watch.services.history import audit

NEEDED = ("logged_by", "decided_by")


def may_have_one(telling: Telling) -> bool:
    """Whether they are asked to decide, and no login of theirs stands for it: who only is to know reads all
    of it in the message.
    """
    return telling.expects and telling.contact_id is not None


def _is_over(telling: Telling, at: datetime) -> bool:
    item, decided_at = telling.item, telling.item.decided_at
    return not item.is_grave or (decided_at is not None and at >= decided_at + AFTER_END)


def _is_asked(telling: Telling, at: datetime, contact: Contact) -> bool:
    """Whether the strategy in force names the contact, or they were told in the place of somebody else."""
    if telling.stands_in_for:
        return True
    named = Strategy.objects.in_force(at).filter(brand=telling.brand_id, decision_makers__contact=contact)
    return named.exists()


def _audit(act: str, telling: Telling, by: User, at: datetime) -> None:
    told = {"telling": telling.pk, "contact": telling.contact_id}
    audit(f"watch_item.link_{act}", telling.item, by=by, at=at, **told)


LINKS = ToldLinks(TellingLink, "item", NEEDED, may_have_one, _is_over, _is_asked, _audit)
