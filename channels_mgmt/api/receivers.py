"""What the room does when it hears of others: it writes down what webhooks are to be told."""

from datetime import datetime
from typing import Any

from channels_mgmt.api.choices import Event
from channels_mgmt.api.services.deliveries import WAKES, tell_of, tell_opened
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.signals import changed, opened
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.signals import answered, ended, interactions_taken_in


def connect() -> None:
    interactions_taken_in.connect(note_opened, dispatch_uid="api.note_opened")
    answered.connect(note_answered, dispatch_uid="api.note_answered")
    ended.connect(note_closed, dispatch_uid="api.note_closed")
    opened.connect(note_escalated, dispatch_uid="api.note_escalated")
    changed.connect(note_escalation, dispatch_uid="api.note_escalation")


def note_opened(*, brand: Brand, interactions: list[int], at: datetime, **_signal: Any) -> None:
    tell_opened(brand=brand, interactions=interactions, at=at)


def note_answered(
    *, interaction: Interaction, message: Message, at: datetime, holding: bool = False, **_signal: Any
) -> None:
    if message.sent_at >= at - WAKES:
        tell_of(
            Event.ANSWERED,
            interaction=interaction,
            at=at,
            message=message.pk,
            sent_at=message.sent_at.isoformat(),
            holding=holding,
        )


def note_closed(*, interaction: Interaction, at: datetime, **_signal: Any) -> None:
    tell_of(Event.CLOSED, interaction=interaction, at=at)


def note_escalated(*, escalation: Escalation, at: datetime, **_signal: Any) -> None:
    if escalation.interaction is None:
        return  # these are events of interactions
    tell_of(
        Event.ESCALATED,
        interaction=escalation.interaction,
        at=at,
        escalation=escalation.pk,
        acknowledge_by=escalation.acknowledge_by.isoformat(),
        answer_by=escalation.answer_by.isoformat(),
    )


def note_escalation(*, escalation: Escalation, verb: str, at: datetime, **_signal: Any) -> None:
    if escalation.interaction is None:
        return
    tell_of(
        Event.ESCALATION,
        interaction=escalation.interaction,
        at=at,
        escalation=escalation.pk,
        escalation_state=escalation.state,
        verb=str(verb),
        acknowledge_by=escalation.acknowledge_by.isoformat(),
        answer_by=escalation.answer_by.isoformat(),
    )
