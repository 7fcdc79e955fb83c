"""What escalations tell people by e-mail. Nothing in it names the agency."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic
from accounts.models import User
from accounts.services.outbox import notify, wakes_people
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.links import link_for, secret_of
from cmhub.lib.links import link_to
from cmhub.lib.moments import moment_words
from cmhub.lib.text import excerpt

QUESTION_LENGTH = 600
ASKED = "asked"


def tell_person_in_turn(
    escalation: Escalation, *, at: datetime, reason: str = ASKED, wake: bool = True
) -> bool:
    """Puts the message to the person whose turn it is in the outbox; False when nothing is sent.

    `reason` is `asked`, or the lateness for which it climbed to them. However often it is called, a
    person is told once of a step.
    """
    person = escalation.turned_to
    if not person or not person["email"] or not wakes_people(at):
        return False
    link = link_for(escalation, person, at=at)
    with override(person["language"]):
        subject = _subjects(escalation)[reason]
        body = render_to_string("escalations/mail/asked.txt", _context(escalation, person, reason, link))
    return notify(
        key=f"{begun(escalation)}:step:{escalation.step}:{person['email'].casefold()}"[:200],
        agency=escalation.brand.agency,
        user_id=person["user"],
        email=person["email"],
        subject=subject,
        body=body,
        language=person["language"],
        sender_name=escalation.brand.name,
        at=at,
        thread=thread_of(escalation),
        wake=wake,
        secret=secret_of(link),
        topic=Topic.ESCALATION,
        link=link,
    )


def tell_asker(escalation: Escalation, *, at: datetime) -> bool:
    """Tells whoever passed the interaction on, or holds it, that the department has answered."""
    user = escalation.opened_by or escalation.interaction.holder
    if user is None or not user.is_active or not wakes_people(at) or user == escalation.answered_by:
        return False
    link = link_to("escalations:detail", escalation.pk)
    with override(user.language):
        subject = _("%(brand)s: %(department)s has answered") % _names(escalation)
        body = render_to_string(
            "escalations/mail/answered.txt", _context(escalation, {"name": user.name}, "", link)
        )
    return notify(
        key=f"{begun(escalation)}:answered:{user.pk}",
        agency=escalation.brand.agency,
        user=user,
        email=user.email,
        subject=subject,
        body=body,
        language=user.language,
        sender_name=escalation.brand.name,
        at=at,
        thread=thread_of(escalation),
    )


def begun(escalation: Escalation) -> str:
    """What the keys of its messages begin with: one that begins anew tells everybody anew."""
    leg = f":leg:{escalation.leg}" if escalation.leg > 1 else ""
    return f"escalation:{escalation.pk}{leg}"


def thread_of(escalation: Escalation) -> str:
    """What keeps the messages of one escalation together in a mailbox."""
    return f"escalation.{escalation.pk}"


def department_name(escalation: Escalation) -> str:
    return escalation.department.name if escalation.department else _("the manager")


def _subjects(escalation: Escalation) -> dict[str, str]:
    names = _names(escalation)
    return {
        ASKED: _("%(brand)s: a question for %(department)s") % names,
        Verb.LATE_TO_ACKNOWLEDGE: _("%(brand)s: nobody has acknowledged a question for %(department)s")
        % names,
        Verb.LATE_TO_ANSWER: _("%(brand)s: the answer of %(department)s is late") % names,
    }


def _names(escalation: Escalation) -> dict[str, str]:
    return {"brand": escalation.brand.name, "department": department_name(escalation)}


def _context(escalation: Escalation, person: dict[str, Any], reason: str, link: str) -> dict[str, Any]:
    department = escalation.department
    zone = department.time_zone if department else escalation.brand.time_zone
    asker: User | None = escalation.opened_by
    return {
        "person": person,
        "brand": escalation.brand,
        "department": department_name(escalation),
        "reason": reason,
        "question": excerpt(escalation.question, QUESTION_LENGTH),
        "acknowledge_by": None
        if escalation.acknowledged_at
        else moment_words(escalation.acknowledge_by, zone),
        "answer_by": moment_words(escalation.answer_by, zone),
        "asker": asker.name if asker else "",
        "answerer": _answerer(escalation),
        "link": link,
    }


def _answerer(escalation: Escalation) -> str:
    who = escalation.answered_contact or escalation.answered_by
    return who.name if who else ""
