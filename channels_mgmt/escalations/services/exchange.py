"""What a department reads of an exchange, and whom it can call about it."""

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import Contact
from channels_mgmt.brands.white_label import Asker, asker_shown
from channels_mgmt.escalations.choices import RemarkKind, Verb
from channels_mgmt.escalations.models import Carried, Escalation, Remark
from channels_mgmt.inbox.models import Message
from channels_mgmt.watch.models import ItemPicture

LONGEST_THREAD = 200
ANEW = (RemarkKind.FURTHER, RemarkKind.REOPENED)
"""By what a department that has answered is asked again."""


def asked_by(escalation: Escalation) -> Asker | None:
    """Whoever passed it on, or has what it is about in hand; None where nobody does."""
    return asker_shown(escalation.opened_by or escalation.in_hand_of, escalation.brand)


def thread(escalation: Escalation) -> list[Message]:
    """The messages of all who ask this, oldest first, the latest ones of a very long exchange.

    A department's contact reads them without any right on the inbox: they belong to what is asked. What
    was said after the answer went out is of other things, and not for them.
    """
    carried = Carried.objects.there().filter(escalation=escalation, interaction=OuterRef("interaction"))
    until = Q(relayed_at=None) | Q(relayed_at__gte=OuterRef("sent_at"))
    latest = Message.objects.filter(Exists(carried.filter(until))).order_by("-sent_at", "-pk")
    return list(latest[:LONGEST_THREAD])[::-1]


def seen(escalation: Escalation) -> list[ItemPicture]:
    """The screenshots of what it asks about, which a contact sees without any right on the watch."""
    return list(ItemPicture.objects.filter(item=escalation.item_id or 0).order_by("pk"))


def remarks_of(escalation: Escalation) -> list[Remark]:
    """What both sides said beside question and answer, oldest first; of what was said while another
    department was asked, whoever wrote it down, that which may be published.
    """
    remarks = list(Remark.objects.filter(escalation=escalation).select_related("by", "contact"))
    for remark in remarks:
        if remark.department_id != escalation.department_id:
            remark.internal = ""
    return [remark for remark in remarks if remark.text or remark.internal]


def asked_anew(escalation: Escalation) -> Remark | None:
    """What the department is asked now, where it was asked again since it answered."""
    anew = escalation.remarks.filter(kind__in=ANEW)
    return anew.select_related("by", "contact").order_by("pk").last()


def said_anew() -> Subquery:
    """The words of that remark, of each escalation of a query."""
    anew = Remark.objects.filter(escalation=OuterRef("pk"), kind__in=ANEW).order_by("-pk")
    return Subquery(anew.values("text")[:1])


def zone_of(escalation: Escalation) -> str:
    """The department's time zone, in which its people are told the time."""
    return (escalation.department or escalation.brand).time_zone


def has_declined(escalation: Escalation, contact: Contact) -> bool:
    """Whether the contact said of the question that it is for another department."""
    said = escalation.events.filter(verb=Verb.NOT_OURS, details__has_key="to")
    return said.filter(details__contact=contact.name, details__from=contact.department_id).exists()
