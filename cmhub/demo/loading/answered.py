"""How departments answer on the first brand: from a signed link that was opened, and by calling the person.

Safe to run again: a brand on which a link was opened is left as it is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.choices import DepartmentKind
from accounts.models import Contact, User
from channels_mgmt.brands.choices import Kind, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import ContactedBy, Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.escalations.services.acts import acknowledge
from channels_mgmt.escalations.services.links import as_person, note_opening, standing_links
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.put_in_touch import put_in_touch
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.models import Channel
from cmhub.demo.loading.readiness import CM, FIRST

REFUND = "J’ai rechargé 10 000 F par erreur sur un autre numéro, peut-on me rembourser ?"
REFUND_ASKED = "Peut-on rembourser une recharge faite sur un mauvais numéro ?"
CUT_OFF = "Ma ligne est coupée alors que j’ai payé hier, et je suis à la maternité. Aidez-moi !"
CUT_OFF_ASKED = "Cliente à la maternité, ligne coupée malgré le paiement : pouvez-vous la rappeler ?"
RECALLED = "Rappelée à 9 h 40 : ligne rétablie, geste commercial de 1 000 F. Elle remercie."


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    opened = EscalationEvent.objects.filter(escalation__brand=brand, verb=Verb.LINK_OPENED)
    if brand.slug != FIRST or opened.exists():
        return
    by = people[CM]
    _from_a_link(brand, by, at - timedelta(hours=2))
    _put_in_touch(brand, by, at - timedelta(hours=4))


def _from_a_link(brand: Brand, by: User, at: datetime) -> None:
    """Opened on a telephone, received by one tap, and not answered yet."""
    asked = _ask(brand, "Odile Mvondo", REFUND, REFUND_ASKED, by, at)
    contact = _first_contact(asked)
    link = standing_links([(asked, as_person(contact))], by=None, at=asked.opened_at)[asked.pk, contact.pk]
    note_opening(link, at=at + timedelta(minutes=32))
    acknowledge(escalation=asked, by=None, contact=contact, via="link", at=at + timedelta(minutes=33))


def _put_in_touch(brand: Brand, by: User, at: datetime) -> None:
    """The department called the person itself; the interaction waits to be closed."""
    asked = _ask(brand, "Estelle Biya’a", CUT_OFF, CUT_OFF_ASKED, by, at)
    put_in_touch(
        escalation=asked,
        words=RECALLED,
        how=ContactedBy.PHONE,
        contacted_at=at + timedelta(minutes=50),
        by=None,
        contact=_first_contact(asked),
        via="link",
        at=at + timedelta(minutes=58),
    )


def _ask(brand: Brand, author: str, text: str, question: str, by: User, at: datetime) -> Escalation:
    official = Channel.objects.lively().filter(brand=brand, purpose=Purpose.OFFICIAL).earliest("pk")
    department = brand.company.departments.filter(closed_at=None, kind=DepartmentKind.CUSTOMER_SERVICE)
    wrote = log_interaction(
        brand=brand,
        channel=official,
        author=author,
        text=text,
        sent_at=at,
        kind=Kind.COMPLAINT,
        by=by,
        key=_key(brand, author),
        at=at,
    )
    return open_escalation(
        interaction=wrote,
        question=question,
        by=by,
        department=department.earliest("pk"),
        at=at + timedelta(minutes=5),
        key=_key(brand, question),
    )


def _first_contact(asked: Escalation) -> Contact:
    """Whose turn it is, who may be somebody's deputy."""
    turned_to = asked.turned_to or {}
    return Contact.objects.select_related("user", "department").get(pk=turned_to["contact"])


def _key(brand: Brand, name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo-answered:{brand.slug}:{name}")
