"""Who does what until when, and what those who decide are asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.crisis.choices import Side, Verb
from channels_mgmt.crisis.models import Crisis, CrisisTask, Decision, Telling
from channels_mgmt.crisis.services import mails
from channels_mgmt.crisis.services.log import LINK, hold, hold_running, tell
from channels_mgmt.crisis.services.people import people_to_tell, refuse_outside
from cmhub.lib.keys import made_with
from cmhub.lib.text import written


def give_task(
    *,
    crisis: Crisis,
    what: str,
    who: User,
    until: datetime,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> CrisisTask:
    """Somebody is to do something, and is told. Once for a `key`; raises ValidationError for who has nothing
    to do with the brand, for who is of the client in a drill, and for a time that has passed.
    """
    now = at or timezone.now()
    said = written(what, _("Say what is to be done."))
    with transaction.atomic():
        held = hold_running(crisis)
        if made := made_with(key, CrisisTask, crisis_id=held.pk):
            return made
        refuse_outside(held, who, "who")
        task = CrisisTask(
            crisis=held, what=said[:250], who=who, until=until, given_by=by, given_at=now, key=key
        )
        task.full_clean(exclude=["done_by"])
        task.save()
        tell(held, Verb.TASK_GIVEN, by=by, at=now, task=task.pk, who=who.name, until=until.isoformat())
        mails.give_task(task, at=now)
    return task


def finish_task(*, task: CrisisTask, by: User, at: datetime | None = None) -> CrisisTask:
    """It is done; a second time changes nothing. Raises ValidationError once the crisis is over: what was
    left then was named, and is closed with it.
    """
    now = at or timezone.now()
    with transaction.atomic():
        crisis = hold(task.crisis)
        held = CrisisTask.objects.get(pk=task.pk)
        if held.done_at is None:
            crisis = hold_running(crisis)
            held.done_at, held.done_by = now, by
            held.save(update_fields=["done_at", "done_by"])
            tell(crisis, Verb.TASK_DONE, by=by, at=now, task=held.pk)
    return held


def ask_decision(
    *,
    crisis: Crisis,
    question: str,
    answers: Sequence[str] = (),
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Decision:
    """Those who decide are asked, and told; without `answers` they say yes or no. Once for a `key`."""
    now = at or timezone.now()
    said = written(question, _("Say what is to be decided."))
    offered = list(dict.fromkeys(one.strip()[:80] for one in answers if one.strip())) or yes_or_no()
    with transaction.atomic():
        held = hold_running(crisis)
        if made := made_with(key, Decision, crisis_id=held.pk):
            return made
        decision = Decision(
            crisis=held, question=said[:250], answers=offered, asked_by=by, asked_at=now, key=key
        )
        decision.full_clean(exclude=["decided_by", "decided_contact", "answer"])
        decision.save()
        tell(held, Verb.DECISION_ASKED, by=by, at=now, decision=decision.pk)
        for told in _deciding(held, now):
            if told.user is None:
                mails.ask_contact(decision, told, at=now)
            elif told.user != by:
                mails.ask_decision(decision, told.user, at=now)
    return decision


def _deciding(crisis: Crisis, at: datetime) -> list[Telling]:
    """Those who were told as deciding, and are there still."""
    there = {person.who for person in people_to_tell(crisis.brand, at, drill=crisis.drill)}
    told = crisis.tellings.select_related("user", "contact")
    return [one for one in told if one.who in there and Side.DECIDING in one.sides]


def yes_or_no() -> list[str]:
    """The answers to a decision for which none were given, in the active language."""
    return [_("Yes"), _("No")]


def withdraw_decision(*, decision: Decision, by: User, at: datetime | None = None) -> None:
    """Nobody is asked any more; the log keeps that it was asked, and that it was withdrawn. A second time
    changes nothing. Raises ValidationError once somebody has decided.
    """
    now = at or timezone.now()
    with transaction.atomic():
        crisis = hold(decision.crisis)
        held = Decision.objects.filter(pk=decision.pk).first()
        if held is None:
            return
        if held.decided_at:
            raise ValidationError(_("It is decided already: ask for another decision."), code="decided")
        said = _("The decision is not asked for any more: %(question)s") % {"question": held.question}
        tell(crisis, Verb.ENTRY, by=by, at=now, text=said)
        held.delete()


def decide(
    *,
    decision: Decision,
    answer: str,
    by: User | None,
    told: Telling | None = None,
    at: datetime | None = None,
) -> Decision:
    """The first answer stands. Raises ValidationError for who does not decide, an answer that was not
    offered, and where somebody else decided otherwise meanwhile.

    Who has no login, and answers by their link, is `told`, and nobody is `by`.
    """
    now = at or timezone.now()
    with transaction.atomic():
        crisis = hold(decision.crisis)
        held = Decision.objects.select_related("decided_by", "decided_contact").get(pk=decision.pk)
        contact = told.contact if told else None
        if held.decided_at:
            if held.answer == answer and (held.decided_by, held.decided_contact) == (by, contact):
                return held
            words = _("%(name)s has decided meanwhile: %(answer)s.")
            raise ValidationError(words % {"name": held.decider, "answer": held.answer}, code="meanwhile")
        if not may_decide(crisis, by, told):
            raise ValidationError(_("Only who decides in a crisis of the brand answers this."), code="right")
        if answer not in held.answers:
            raise ValidationError(_("Choose one of the answers."), code="answer")
        held.answer, held.decided_by, held.decided_contact, held.decided_at = answer, by, contact, now
        held.save(update_fields=["answer", "decided_by", "decided_contact", "decided_at"])
        way: dict[str, Any] = {"contact": told.name, "via": LINK} if told else {}
        tell(crisis, Verb.DECISION_TAKEN, by=by, at=now, decision=held.pk, **way)
    return held


def may_decide(crisis: Crisis, person: User | None, told: Telling | None = None) -> bool:
    """Whether the person decides in the crisis: as decision-maker or executive, because the strategy names
    them, or as a manager where there is nobody else. In a drill nobody of the client does: managers do.
    Who has no login is `told`.
    """
    rows = crisis.tellings.filter(pk=told.pk) if told else crisis.tellings.filter(user=person)
    telling = rows.first() if told or person else None
    if telling and Side.DECIDING in telling.sides:
        return True
    if person is None:
        return False
    return not crisis.drill and bool(
        rights_of(person, crisis.brand).roles & {Role.DECISION_MAKER, Role.EXECUTIVE}
    )
