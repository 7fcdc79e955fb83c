"""What follows from a mail that did not arrive, or of which nobody knows whether it did.

It is not sent again: the log says so, and the next person is told at the next sweep.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Notification
from channels_mgmt.escalations.choices import ASKING, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.history import tell
from channels_mgmt.escalations.services.notices import THREAD, turn_key


def note_undelivered(notification: Notification, *, state: str = "", at: datetime | None = None) -> bool:
    """Writes it into the log of the escalation that the message was about, once; False where it is there.

    Only the escalation is locked, after whatever marked the message: nobody who holds it waits for mails.
    """
    pk = escalation_of(notification.thread)
    if pk is None:
        return False
    now = at or timezone.now()
    with transaction.atomic():
        held = Escalation.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if held is None or held.events.filter(verb=Verb.UNDELIVERED, details__key=notification.key).exists():
            return False
        in_turn = _is_waited_for(held, notification)
        tell(
            held,
            Verb.UNDELIVERED,
            by=None,
            at=now,
            key=notification.key,
            name=_name_in(held, notification),
            state=str(state or notification.state),
            in_turn=in_turn,
        )
        if in_turn:
            held.next_step_at = now
            held.save(update_fields=["next_step_at"])
    return True


def _is_waited_for(escalation: Escalation, notification: Notification) -> bool:
    """Whether somebody's turn rests on the message: they have not acted without it."""
    if escalation.state not in ASKING or notification.key != turn_key(escalation):
        return False
    return escalation.acknowledged_at is None or escalation.acknowledged_at < notification.created_at


def escalation_of(thread: str) -> int | None:
    """The escalation that messages of a thread are about."""
    number = thread.removeprefix(THREAD)
    return int(number) if thread.startswith(THREAD) and number.isascii() and number.isdecimal() else None


def _name_in(escalation: Escalation, notification: Notification) -> str:
    """Who the message was for; their address where they are not in the chain."""
    people = (*escalation.chain, *filter(None, escalation.stand_ins.values()))
    named = (one["name"] for one in people if one["email"].casefold() == notification.email.casefold())
    return next(named, notification.user.name if notification.user else notification.email)
