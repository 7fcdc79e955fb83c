"""What the two sides ask of each other between the question and the answer, and after it."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import ASKED_ANEW, RemarkKind, State, Verb
from channels_mgmt.escalations.models import Carried, Escalation, Remark
from channels_mgmt.escalations.services.beginning import (
    begin,
    deadlines_told,
    keep_answer,
    place_of_answerer,
    refuse_foreign,
    refuse_passage,
    tell_first,
)
from channels_mgmt.escalations.services.clock.clocks import next_step
from channels_mgmt.escalations.services.clock.deadlines import RESUMED, calendar_of, resume
from channels_mgmt.escalations.services.history import audit, hold, said_by, tell
from channels_mgmt.escalations.services.owning import own_time
from channels_mgmt.escalations.services.people import contact_of
from channels_mgmt.escalations.services.remark_notices import (
    tell_asker_of_question,
    tell_department_further,
    tell_department_given,
)
from channels_mgmt.escalations.services.waiting import make_wait
from channels_mgmt.inbox.choices import ENDED
from cmhub.lib.keys import made_with
from cmhub.lib.text import written


def ask_back(
    *,
    escalation: Escalation,
    text: str,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> Escalation:
    """The department needs to know more: its clock stands still until we have told it.

    Asking acknowledges as well. Once for a `key`. Raises ValidationError for an empty text, and where the
    department has answered, or waits for information already.
    """
    now = at or timezone.now()
    said = written(text, _("Write what you need to know."))
    with transaction.atomic():
        held = hold(escalation)
        if made_with(key, Remark, escalation_id=held.pk):
            return held
        _refuse_moved(held, escalation)
        refuse_passage(held, State.INFORMATION_ASKED)
        refuse_foreign(held, contact)
        who = contact or contact_of(held, by)
        held.state = State.INFORMATION_ASKED
        held.acknowledged_at = held.acknowledged_at or now
        held.next_step_at = None
        held.save(update_fields=["state", "acknowledged_at", "next_step_at"])
        remark = _say(held, RemarkKind.ASKED_BACK, said, by=by, contact=who, at=now, key=key)
        tell(
            held,
            Verb.INFORMATION_ASKED,
            by=by,
            at=now,
            to_state=State.INFORMATION_ASKED,
            remark=remark.pk,
            **said_by(who, via),
            **own_time(held, now),
        )
        audit("escalation.information_asked", held, by=by, at=now)
        tell_asker_of_question(held, remark, at=now)
        signals.changed.send(Escalation, escalation=held, verb=Verb.INFORMATION_ASKED, by=by, at=now)
    return held


def give_information(
    *,
    escalation: Escalation,
    text: str,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> Escalation:
    """We have told the department what it needed: its clock runs on, and its deadline is put off by the
    working time for which it waited. Once for a `key`. Raises ValidationError where nothing is asked for.
    """
    now = at or timezone.now()
    said = written(text, _("Write what the department asked for."))
    with transaction.atomic():
        held = hold(escalation)
        if made_with(key, Remark, escalation_id=held.pk):
            return held
        if held.state != State.INFORMATION_ASKED:
            raise ValidationError(
                _("Nobody waits for information any more: somebody gave it, or the question went on."),
                code="meanwhile",
            )
        before = held.answer_by
        waited = resume(held, now)
        held.state = State.ACKNOWLEDGED
        held.next_step_at = next_step(held, now)
        held.save(update_fields=["state", "next_step_at", *RESUMED])
        remark = _say(held, RemarkKind.GIVEN, said, by=by, contact=contact, at=now, key=key)
        tell(
            held,
            Verb.INFORMATION_GIVEN,
            by=by,
            at=now,
            to_state=State.ACKNOWLEDGED,
            remark=remark.pk,
            waited=waited,
            before=before.isoformat(),
            answer_by=held.answer_by.isoformat(),
            **said_by(contact, via),
        )
        audit("escalation.information_given", held, by=by, at=now)
        tell_department_given(held, remark, at=now)
        signals.changed.send(Escalation, escalation=held, verb=Verb.INFORMATION_GIVEN, by=by, at=now)
    return held


def ask_further(
    *,
    escalation: Escalation,
    text: str,
    by: User | None,
    contact: Contact | None = None,
    via: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> Escalation:
    """The answer leaves something open: the department is asked again, with deadlines from now on.

    The answer that it gave stays as an earlier one. Whoever answered is asked first. Those who have been
    given the answer wait again, unless some still wait for the first one. Once for a `key`.
    """
    now = at or timezone.now()
    said = written(text, _("Write what you still need to know."))
    with transaction.atomic():
        held = hold(escalation)
        if made_with(key, Remark, escalation_id=held.pk):
            return held
        if held.state == State.CLOSED:
            raise ValidationError(_("This question is closed: reopen it to ask again."), code="closed")
        if held.is_unanswered:
            raise ValidationError(_("The department has not answered yet."), code="unanswered")
        ask_anew(
            held,
            kind=RemarkKind.FURTHER,
            verb=Verb.ASKED_FURTHER,
            text=said,
            by=by,
            key=key,
            at=now,
            **said_by(contact, via),
        )
    return held


def ask_anew(
    held: Escalation,
    *,
    kind: RemarkKind,
    verb: Verb,
    text: str,
    by: User | None,
    key: UUID | None,
    at: datetime,
    **details: str,
) -> None:
    """Asks the department again about an escalation that the caller holds."""
    refuse_passage(held, *sorted(ASKED_ANEW))
    _refuse_over(held)
    before = deadlines_told(held)
    was_relayed = held.state != State.ANSWERED
    place = place_of_answerer(held)
    keep_answer(held)
    passed_over = begin(held, calendar=calendar_of(held, at), at=at, place=place)
    if was_relayed:
        there = Carried.objects.there().filter(escalation=held).exclude(interaction__state__in=ENDED)
        there.update(relayed_at=None, relayed_message=None)
    remark = _say(held, kind, text, by=by, contact=None, at=at, key=key)
    tell(held, verb, by=by, at=at, to_state=held.state, remark=remark.pk, **before, **details)
    audit(f"escalation.{verb.value}", held, by=by, at=at)
    make_wait(held, by=by, at=at)
    tell_first(held, passed_over, at=at, message=lambda one: tell_department_further(one, remark, at=at))
    signals.changed.send(Escalation, escalation=held, verb=verb, by=by, at=at)


def _say(
    held: Escalation,
    kind: RemarkKind,
    text: str,
    *,
    by: User | None,
    contact: Contact | None,
    at: datetime,
    key: UUID | None,
) -> Remark:
    return Remark.objects.create(
        escalation=held,
        department_id=held.department_id,
        kind=kind,
        text=text,
        by=by,
        contact=contact,
        at=at,
        key=key,
    )


def _refuse_moved(held: Escalation, seen: Escalation) -> None:
    if held.department_id != seen.department_id:
        raise ValidationError(
            _("This question went elsewhere meanwhile. Your text is kept; it was not sent."), code="moved"
        )


def _refuse_over(held: Escalation) -> None:
    """Somebody must be left who waits for the answer; about an item we do."""
    if held.item_id:
        return
    there = Carried.objects.there().filter(escalation=held)
    if not there.exclude(interaction__state__in=ENDED).exists():
        raise ValidationError(
            _("The interaction is over: reopen it before asking the department again."), code="ended"
        )
