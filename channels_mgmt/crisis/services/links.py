"""Signed links: by one of them a contact who decides, and has no login that opens it, reads how a crisis
stands, acknowledges it, and answers what is asked of them.
"""

from datetime import datetime

from accounts.models import Contact, User
from accounts.services.told_links import AFTER_END, ToldLinks
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.crisis.models import Telling, TellingLink
from channels_mgmt.crisis.services.people import people_to_tell


def _may_have_one(telling: Telling) -> bool:
    return telling.contact_id is not None


def _is_over(telling: Telling, at: datetime) -> bool:
    ended_at = telling.crisis.ended_at
    return ended_at is not None and at >= ended_at + AFTER_END


def _is_asked(telling: Telling, at: datetime, contact: Contact) -> bool:
    """Whether the contact still decides in a crisis of the brand: by today's strategy, or as the deputy of
    one who does.
    """
    people = people_to_tell(telling.crisis.brand, at, drill=telling.crisis.drill)
    return any(person.who in (telling.who, ("user", contact.user_id)) for person in people)


def _audit(act: str, telling: Telling, by: User, at: datetime) -> None:
    crisis, verb = telling.crisis, f"crisis.link_{act}"
    record_of(crisis.brand, what=crisis, verb=verb, by=by, at=at, contact=telling.contact_id)


LINKS = ToldLinks(TellingLink, "crisis", ("opened_by",), _may_have_one, _is_over, _is_asked, _audit)
