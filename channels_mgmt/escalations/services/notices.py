"""What escalations tell people by e-mail. Nothing in it names the agency."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.outbox import Message, notify_many, wakes_people
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.exchange import zone_of
from channels_mgmt.escalations.services.links import links_for, secret_of
from cmhub.lib.links import link_to
from cmhub.lib.moments import city_of, moment_words
from cmhub.lib.text import excerpt

QUESTION_LENGTH = 600
ASKED, ABSENT, UNDELIVERED = "asked", "absent", "undelivered"
THREAD = "escalation."
"""Before the number of the escalation, in the name of its thread."""
REMINDER = "escalation:reminder"
"""How the keys of the daily reminders begin, before the number of the brand."""
IN_SUBJECT = 50
"""Characters of the question in a subject, by which the questions of a department are told apart."""
LISTED = 20
"""How many late questions a manager's reminder lists; the page behind its link has them all."""


@dataclass(frozen=True)
class Draft:
    """A message about an escalation to a person, but for the address in it: addresses are made for many."""

    escalation: Escalation
    person: Mapping[str, Any]
    write: Callable[[str], Message]


def written(drafts: Iterable[Draft | Message], *, at: datetime) -> list[Message]:
    """The messages, in as many statements however many they are."""
    listed = list(drafts)
    unwritten = [draft for draft in listed if isinstance(draft, Draft)]
    links = iter(links_for([(draft.escalation, draft.person) for draft in unwritten], at=at))
    return [draft.write(next(links)) if isinstance(draft, Draft) else draft for draft in listed]


def tell_person_in_turn(
    escalation: Escalation, *, at: datetime, reason: str = ASKED, wake: bool = True
) -> bool:
    """Puts the message to the person whose turn it is in the outbox; False when nothing is sent.

    `reason` is why it came to them: `asked`, the lateness for which it climbed, `absent` or `undelivered` for
    whoever was told before. However often it is called, a person is told once of a step.
    """
    draft = message_in_turn(escalation, at=at, reason=reason)
    return draft is not None and bool(notify_many(written([draft], at=at), wake=wake))


def message_in_turn(escalation: Escalation, *, at: datetime, reason: str = ASKED) -> Draft | None:
    """What `tell_person_in_turn` tells; None without an address, or where it is too old to wake anybody."""
    person = escalation.turned_to
    if not person or not person["email"] or not wakes_people(at):
        return None
    key = turn_key(escalation)

    def write(link: str) -> Message:
        with override(person["language"]):
            subject = _subjects(escalation)[reason]
            body = render_to_string("escalations/mail/asked.txt", _context(escalation, person, reason, link))
        return _to(escalation, person, key, subject, body, link, at)

    return Draft(escalation, person, write)


def warning_in_turn(escalation: Escalation, *, at: datetime, deadline: datetime) -> Draft | None:
    """Tells the person whose turn it is that a deadline comes near."""
    person = escalation.turned_to
    if not person or not person["email"] or not wakes_people(at):
        return None
    of_answer = deadline == escalation.answer_by
    key = f"{_key(escalation)}:warned:{deadline:%Y%m%d%H%M}:{_mailbox(person)}"

    def write(link: str) -> Message:
        with override(person["language"]):
            context = {**_context(escalation, person, "", link), "of_answer": of_answer}
            subject = (
                _("%(brand)s: answer by %(deadline)s (%(department)s): “%(question)s”")
                if of_answer
                else _("%(brand)s: acknowledge by %(deadline)s (%(department)s): “%(question)s”")
            ) % {**_names(escalation), "deadline": _words(escalation, deadline)}
            body = render_to_string("escalations/mail/warning.txt", context)
        return _to(escalation, person, key, subject, body, link, at)

    return Draft(escalation, person, write)


def warning_for_asker(escalation: Escalation, *, at: datetime) -> Message | None:
    """Tells whoever asked, or holds the interaction, that the answer is about to be late: they may call."""
    user = asker_of(escalation)
    person = escalation.turned_to
    if user is None or not user.is_active or not wakes_people(at):
        return None
    with override(user.language):
        link = page_of(escalation)
        context = {**_context(escalation, {"name": user.name}, "", link), "turned_to": person}
        subject = _("%(brand)s: no answer yet, due by %(deadline)s (%(department)s): “%(question)s”") % {
            **_names(escalation),
            "deadline": _words(escalation, escalation.answer_by),
        }
        body = render_to_string("escalations/mail/warning_asker.txt", context)
    key = f"{_key(escalation)}:warned-asker:{escalation.answer_by:%Y%m%d%H%M}:{user.pk}"
    return _to(escalation, _as_person(user), key, subject, body, link, at)


def reminder_for(brand: Brand, manager: User, *, at: datetime) -> Message | None:
    """The daily message to a manager: what is late on a brand though all who can be told were told.

    It says where the questions are, not what they ask: it is of many, and no erasure would find it.
    """
    if not wakes_people(at):
        return None
    late = Escalation.objects.filter(brand=brand).late(at).select_related("department", "brand")
    with override(manager.language):
        link = link_to("escalations:late", brand.slug)
        rows = [
            {
                "department": department_name(one),
                "due": _words(one, one.due),
                "link": page_of(one),
            }
            for one in late.order_by("answer_by")[:LISTED]
        ]
        context = {"person": manager, "brand": brand, "rows": rows, "link": link}
        subject = _("%(brand)s: questions to departments are late and nobody answers") % {"brand": brand.name}
        body = render_to_string("escalations/mail/reminder.txt", context)
    day = at.astimezone(ZoneInfo(brand.time_zone)).date()
    return Message(
        key=f"{REMINDER}:{brand.pk}:{manager.pk}:{day}",
        agency=brand.agency,
        user_id=manager.pk,
        email=manager.email,
        subject=subject,
        body=body,
        language=manager.language,
        sender_name=brand.name,
        at=at,
        thread=f"escalations.late.{brand.pk}",
        urgency=Urgency.NORMAL,
        topic=Topic.ESCALATION,
        link=link,
    )


def tell_asker(escalation: Escalation, *, at: datetime) -> bool:
    """Tells whoever passed it on, or has it in hand, that the department has answered."""
    user = asker_of(escalation)
    if user is None or not user.is_active or not wakes_people(at) or user == escalation.answered_by:
        return False
    with override(user.language):
        link = page_of(escalation)
        context = _context(escalation, {"name": user.name}, "", link)
        subject, template = _("%(brand)s: %(department)s has answered: “%(question)s”"), "answered"
        if escalation.state == State.PUT_IN_TOUCH:  # which is not to be published
            subject = _("%(brand)s: %(department)s has contacted the person: “%(question)s”")
            template = "put_in_touch"
        subject %= _names(escalation)
        body = render_to_string(f"escalations/mail/{template}.txt", context)
    key = answered_key(escalation, user)
    message = _to(escalation, _as_person(user), key, subject, body, link, at)
    return bool(notify_many([message]))


def turn_key(escalation: Escalation) -> str:
    """What names the message to the person whose turn it is: the step, of this time round, and them."""
    person = escalation.turned_to or {}
    return f"{_key(escalation)}:step:{escalation.step}:{_mailbox(person)}"[:200]


def answered_key(escalation: Escalation, asker: User) -> str:
    return f"{_key(escalation)}:answered:{asker.pk}"


def _key(escalation: Escalation) -> str:
    """Of the escalation, and of the time round where it began anew."""
    leg = f":leg:{escalation.leg}" if escalation.leg > 1 else ""
    return f"escalation:{escalation.pk}{leg}"


def thread_of(escalation: Escalation) -> str:
    """What keeps the messages of one escalation together in a mailbox."""
    return f"{THREAD}{escalation.pk}"


def department_name(escalation: Escalation) -> str:
    return escalation.department.name if escalation.department else _("the manager")


def page_of(escalation: Escalation) -> str:
    """Where people of the house read the exchange."""
    return link_to("escalations:detail", escalation.pk)


def asker_of(escalation: Escalation) -> User | None:
    """Who hears of an answer: whoever passed it on, else whoever has in hand what it is about."""
    return escalation.opened_by or escalation.in_hand_of


def _as_person(user: User) -> dict[str, Any]:
    return {"name": user.name, "user": user.pk, "email": user.email, "language": user.language}


def _mailbox(person: Mapping[str, Any]) -> str:
    return str(person.get("email", "")).casefold()


def _to(
    escalation: Escalation,
    person: Mapping[str, Any],
    key: str,
    subject: str,
    body: str,
    link: str,
    at: datetime,
) -> Message:
    return Message(
        key=key[:200],
        agency=escalation.brand.agency,
        user_id=person["user"],
        email=person["email"],
        subject=subject,
        body=body,
        language=person["language"],
        sender_name=escalation.brand.name,
        at=at,
        thread=thread_of(escalation),
        urgency=Urgency.URGENT if escalation.may_wake else Urgency.NORMAL,
        topic=Topic.ESCALATION,
        link=link,
        secret=secret_of(link),
        page=link_to("escalations:detail", escalation.pk),
    )


def _subjects(escalation: Escalation) -> dict[str, str]:
    deadlines = {
        **_names(escalation),
        "acknowledge_by": _words(escalation, escalation.acknowledge_by),
        "answer_by": _words(escalation, escalation.answer_by),
    }
    asked = _("%(brand)s: question for %(department)s, by %(answer_by)s: “%(question)s”") % deadlines
    return {
        ASKED: asked,
        ABSENT: asked,
        UNDELIVERED: asked,
        Verb.LATE_TO_ACKNOWLEDGE: _(
            "%(brand)s: not acknowledged, due %(acknowledge_by)s (%(department)s): “%(question)s”"
        )
        % deadlines,
        Verb.LATE_TO_ANSWER: _("%(brand)s: answer late, due %(answer_by)s (%(department)s): “%(question)s”")
        % deadlines,
    }


def _names(escalation: Escalation) -> dict[str, str]:
    return {
        "brand": escalation.brand.name,
        "department": department_name(escalation),
        "question": in_subject(escalation.question),
    }


def in_subject(question: str) -> str:
    """The beginning of a question, on one line."""
    return " ".join(excerpt(question, IN_SUBJECT).split())


def _words(escalation: Escalation, moment: datetime) -> str:
    return moment_words(moment, zone_of(escalation))


def _context(escalation: Escalation, person: Mapping[str, Any], reason: str, link: str) -> dict[str, Any]:
    """Who comes next is not asked to acknowledge by a time that has passed."""
    asker: User | None = escalation.opened_by
    is_past = reason in (Verb.LATE_TO_ACKNOWLEDGE, Verb.LATE_TO_ANSWER)
    return {
        "city": city_of(zone_of(escalation)),
        "person": person,
        "brand": escalation.brand,
        "department": department_name(escalation),
        "reason": reason,
        "question": excerpt(escalation.question, QUESTION_LENGTH),
        "item": seen_in_mail(escalation),
        "acknowledge_by": None
        if escalation.acknowledged_at or is_past
        else _words(escalation, escalation.acknowledge_by),
        "answer_by": _words(escalation, escalation.answer_by),
        "asker": asker.name if asker else "",
        "answerer": _answerer(escalation),
        "link": link,
    }


def seen_in_mail(escalation: Escalation) -> dict[str, str] | None:
    """What was seen and the department is asked about, without what the question says of it already."""
    if escalation.item is None:
        return None
    item = escalation.item
    said = (part for part in (item.title, excerpt(item.text, QUESTION_LENGTH)) if part)
    return {
        "text": "\n\n".join(part for part in said if part not in escalation.question),
        "url": item.url,
        "at": _words(escalation, item.seen_at),
    }


def _answerer(escalation: Escalation) -> str:
    who = escalation.answered_contact or escalation.answered_by
    return who.name if who else ""
