"""What the two sides tell each other about an escalation by message. Nothing in it names the agency."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.outbox import notify, wakes_people
from channels_mgmt.escalations.models import Escalation, Remark
from channels_mgmt.escalations.services.links import link_for, secret_of
from channels_mgmt.escalations.services.notices import department_name, thread_of
from cmhub.lib.links import link_to
from cmhub.lib.moments import moment_words
from cmhub.lib.text import excerpt

QUESTION_LENGTH = 600
TEXT_LENGTH = 2_000
ASKED_BACK, GIVEN, FURTHER, REOPENED, TRANSFERRED = (
    "asked_back",
    "given",
    "further",
    "reopened",
    "transferred",
)


@dataclass(frozen=True)
class Addressee:
    name: str
    email: str
    language: str
    user_id: int | None
    contact: int | None = None
    """Who answers for a department: by a link of their own."""


def tell_asker_of_question(escalation: Escalation, remark: Remark, *, at: datetime) -> bool:
    """Tells whoever passed the interaction on, or holds it, that the department needs to know more."""
    addressees = _our_side(escalation, besides=remark.by_id)
    return _send(escalation, ASKED_BACK, addressees, f"remark:{remark.pk}", remark.text, remark.author, at)


def tell_department_given(escalation: Escalation, remark: Remark, *, at: datetime) -> bool:
    """Tells the person in turn, and who asked for it, that the information is there."""
    asked = escalation.remarks.filter(kind="asked_back").select_related("contact__user", "by").last()
    addressees = [*_in_turn(escalation), *_who_said(asked)]
    return _send(escalation, GIVEN, addressees, f"remark:{remark.pk}", remark.text, remark.author, at)


def tell_department_further(escalation: Escalation, remark: Remark, *, at: datetime) -> bool:
    """Tells the person in turn what is still to be answered, or why they are asked again."""
    kind = REOPENED if remark.kind == REOPENED else FURTHER
    event = f"leg:{escalation.leg}:step:{escalation.step}"
    return _send(escalation, kind, _in_turn(escalation), event, remark.text, remark.author, at)


def tell_of_transfer(escalation: Escalation, *, by: User | None, why: str, at: datetime) -> bool:
    """Tells whoever passed the interaction on that another department has it now, unless they did that."""
    addressees = _our_side(escalation, besides=by.pk if by else None)
    event = f"transferred:{escalation.leg}"
    return _send(escalation, TRANSFERRED, addressees, event, why, by.name if by else "", at)


def _our_side(escalation: Escalation, *, besides: int | None) -> list[Addressee]:
    holder, asker = escalation.in_hand_of, escalation.opened_by
    users = {user.pk: user for user in (holder, asker) if user and user.is_active and user.pk != besides}
    return [Addressee(user.name, user.email, user.language, user.pk) for user in users.values()]


def _in_turn(escalation: Escalation) -> list[Addressee]:
    person = escalation.turned_to
    if not person or not person["email"]:
        return []
    return [Addressee(person["name"], person["email"], person["language"], person["user"], person["contact"])]


def _who_said(remark: Remark | None) -> list[Addressee]:
    if remark is None:
        return []
    contact, user = remark.contact, remark.by
    if contact and contact.left_at is None and (contact.email or contact.user):
        own = contact.user if contact.user and contact.user.is_active else None
        email = contact.email or (own.email if own else "")
        language = own.language if own else contact.language
        return (
            [Addressee(contact.name, email, language, own.pk if own else None, contact.pk)] if email else []
        )
    if user and user.is_active:
        return [Addressee(user.name, user.email, user.language, user.pk)]
    return []


def _send(
    escalation: Escalation,
    kind: str,
    addressees: Iterable[Addressee],
    event: str,
    text: str,
    author: str,
    at: datetime,
) -> bool:
    """One message for each of them, once; False where nobody is told."""
    if not wakes_people(at):
        return False
    sent = False
    for person in {each.email.casefold(): each for each in addressees}.values():
        link = link_for(escalation, asdict(person), at=at)
        with override(person.language):
            body = render_to_string(
                "escalations/mail/remark.txt", _context(escalation, kind, person, text, author, link)
            )
            subject = _subject(escalation, kind)
        sent |= notify(
            key=f"escalation:{escalation.pk}:{event}:{person.email.casefold()}"[:200],
            agency=escalation.brand.agency,
            user_id=person.user_id,
            email=person.email,
            subject=subject,
            body=body,
            language=person.language,
            sender_name=escalation.brand.name,
            at=at,
            thread=thread_of(escalation),
            urgency=Urgency.NORMAL,
            topic=Topic.ESCALATION,
            link=link,
            secret=secret_of(link),
            page=link_to("escalations:detail", escalation.pk),
        )
    return sent


def _subject(escalation: Escalation, kind: str) -> str:
    said = {
        ASKED_BACK: _("%(brand)s: %(department)s needs to know more"),
        GIVEN: _("%(brand)s: what you asked for is there"),
        FURTHER: _("%(brand)s: one more question for %(department)s"),
        REOPENED: _("%(brand)s: a question for %(department)s comes back"),
        TRANSFERRED: _("%(brand)s: a question went to %(department)s"),
    }[kind]
    return said % {"brand": escalation.brand.name, "department": department_name(escalation)}


def _context(
    escalation: Escalation, kind: str, person: Addressee, text: str, author: str, link: str
) -> dict[str, object]:
    department = escalation.department
    zone = department.time_zone if department else escalation.brand.time_zone
    return {
        "person": person,
        "brand": escalation.brand,
        "department": department_name(escalation),
        "kind": kind,
        "question": excerpt(escalation.question, QUESTION_LENGTH),
        "item": bool(escalation.item_id),
        "text": excerpt(text, TEXT_LENGTH),
        "author": author,
        "answer_by": moment_words(escalation.answer_by, zone),
        "link": link,
    }
