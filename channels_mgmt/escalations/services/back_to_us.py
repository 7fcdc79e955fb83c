"""What comes back from a department beside its answer, told to whoever asked and to those who decide."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic
from accounts.models import User
from accounts.services.outbox import notify, wakes_people
from channels_mgmt.escalations.choices import Rung
from channels_mgmt.escalations.models import Escalation, EscalationEvent, Remark
from channels_mgmt.escalations.services.notices import department_name, thread_of
from cmhub.lib.links import link_to
from cmhub.lib.text import excerpt

EXCERPT = 600


def tell_not_ours(escalation: Escalation, event: EscalationEvent, *, at: datetime) -> int:
    """Whoever asked, and the managers of the chain, read that a department declines; returns how many."""
    managers = [link["user"] for link in escalation.chain if link["rung"] == Rung.MANAGER]
    people = [*_asker(escalation), *User.objects.filter(pk__in=managers, is_active=True)]
    told = {"who": event.details.get("contact", ""), "words": excerpt(event.details["why"], EXCERPT)}
    return sum(
        _tell(
            escalation,
            user,
            f"escalation:{escalation.pk}:not_ours:{event.pk}:{user.pk}",
            "not_ours",
            told,
            at,
        )
        for user in dict.fromkeys(people)
    )


def tell_added(escalation: Escalation, remark: Remark, *, at: datetime) -> int:
    """Whoever asked reads that the department said more than its answer; returns how many."""
    told = {"who": remark.author}
    return sum(
        _tell(escalation, user, f"escalation:{escalation.pk}:added:{remark.pk}:{user.pk}", "added", told, at)
        for user in _asker(escalation)
    )


def _asker(escalation: Escalation) -> list[User]:
    user = escalation.opened_by or escalation.in_hand_of
    return [user] if user and user.is_active else []


def _subject(kind: str) -> str:
    return {
        "not_ours": _("%(brand)s: not for %(department)s"),
        "added": _("%(brand)s: %(department)s has added something"),
    }[kind]


def _tell(
    escalation: Escalation, user: User, key: str, kind: str, told: dict[str, str], at: datetime
) -> bool:
    """One message; nothing where the act is too old to wake anybody, or the person was told."""
    if not wakes_people(at):
        return False
    link = link_to("escalations:detail", escalation.pk)
    with override(user.language):
        names = {"brand": escalation.brand.name, "department": department_name(escalation)}
        context = {
            "name": user.name,
            "brand": escalation.brand,
            "department": names["department"],
            "question": excerpt(escalation.question, EXCERPT),
            "link": link,
            **told,
        }
        subject = _subject(kind) % names
        body = render_to_string(f"escalations/mail/{kind}.txt", context)
    return notify(
        key=key,
        agency=escalation.brand.agency,
        user=user,
        email=user.email,
        subject=subject,
        body=body,
        language=user.language,
        sender_name=escalation.brand.name,
        at=at,
        thread=thread_of(escalation),
        topic=Topic.ESCALATION,
        link=link,
    )
