"""What the end of an interaction, and an answer to it, mean for the questions that carry it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import UNANSWERED, State, Verb
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services.acts import end
from channels_mgmt.escalations.services.history import audit, lock_carrying, tell
from channels_mgmt.escalations.services.joining import leave
from channels_mgmt.inbox.choices import Source
from channels_mgmt.inbox.models import Interaction, Message


def mark_relayed(*, interaction: Interaction, message: Message, by: User | None) -> None:
    """After an answer to the public: it relays what departments had answered by then.

    What is written here comes after all that was answered before it, though the clock was put back since; of
    what was sent elsewhere its own time tells. An escalation is relayed once all who wait for its answer have
    it.
    """
    with transaction.atomic():
        answered = _carrying(interaction).filter(state=State.ANSWERED)
        if message.source != Source.REPLY:
            answered = answered.filter(answered_at__lte=message.sent_at)
        for escalation in answered:
            at = max(message.sent_at, escalation.answered_at or message.sent_at)
            mine = Carried.objects.to_relay().filter(escalation=escalation, interaction=interaction)
            if not mine.update(relayed_at=at, relayed_message=message):
                continue
            if not _settle(escalation, by=by, at=at, interaction=interaction.pk):
                tell(escalation, Verb.RELAYED, by=by, at=at, interaction=interaction.pk)


def end_questions(*, interaction: Interaction, by: User | None, at: datetime) -> None:
    """Nobody waits for a department's answer about an interaction that is over.

    Where others wait for the same answer, only this one leaves.
    """
    for escalation in _carrying(interaction).filter(state__in=(*UNANSWERED, State.ANSWERED)):
        others = Carried.objects.there().filter(escalation=escalation).exclude(interaction=interaction)
        if others.exists():
            leave(escalation, [interaction.pk], by=by, why=_("the interaction was ended"), at=at)
            escalation.save(update_fields=["joins"])
            _settle(escalation, by=by, at=at)
        elif escalation.state != State.ANSWERED:
            end(escalation, by=by, at=at, reason=_("The interaction was ended."))


def leave_unrelayed(held: Escalation, interaction: Interaction, *, by: User, why: str, at: datetime) -> None:
    """Leaves out one who needs the answer no more; the caller holds the interaction and the escalation."""
    leave(held, [interaction.pk], by=by, why=why, at=at)
    held.save(update_fields=["joins"])
    _settle(held, by=by, at=at)


def _carrying(interaction: Interaction) -> QuerySet[Escalation]:
    """Those that carry it, locked; whoever asks holds the interaction."""
    lock_carrying([interaction.pk])
    carrying = Carried.objects.to_relay().filter(interaction=interaction).values("escalation")
    return Escalation.objects.select_related("brand").filter(pk__in=carrying).order_by("pk")


def _settle(held: Escalation, *, by: User | None, at: datetime, interaction: int = 0) -> bool:
    """Takes an escalation that the caller holds to `relayed` once nobody waits for its answer any more."""
    carried = Carried.objects.there().filter(escalation=held)
    if held.state != State.ANSWERED or carried.to_relay().exists() or not carried.exists():
        return False
    held.state = State.RELAYED
    held.relayed_at = at
    held.save(update_fields=["state", "relayed_at"])
    details = {"interaction": interaction} if interaction else {}
    tell(held, Verb.RELAYED, by=by, at=at, to_state=State.RELAYED, **details)
    audit("escalation.relayed", held, by=by, at=at)
    signals.changed.send(Escalation, escalation=held, verb=Verb.RELAYED, by=by, at=at)
    return True
