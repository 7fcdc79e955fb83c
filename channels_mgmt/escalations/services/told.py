"""The log of an escalation, as far as it says whose the question is, in the order in which it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import EscalationEvent

CHANGES_HANDS = frozenset(
    {
        Verb.OPENED,
        Verb.INFORMATION_ASKED,
        Verb.INFORMATION_GIVEN,
        Verb.TRANSFERRED,
        Verb.NOT_OURS,
        Verb.ANSWERED,
        Verb.PUT_IN_TOUCH,
        Verb.RELAYED,
        Verb.ASKED_FURTHER,
        Verb.REOPENED,
        Verb.CLOSED,
    }
)


class Told(Protocol):
    """As much of an event as says whose an escalation is."""

    @property
    def at(self) -> datetime: ...
    @property
    def verb(self) -> str: ...
    @property
    def to_state(self) -> str: ...
    @property
    def details(self) -> Mapping[str, Any]: ...


def told_of(escalations: Iterable[int]) -> QuerySet[EscalationEvent]:
    """Those events of the escalations, by id."""
    events = EscalationEvent.objects.filter(escalation__in=list(escalations), verb__in=CHANGES_HANDS)
    return events.order_by("pk")


def in_order(events: Iterable[Told]) -> Iterator[tuple[datetime, Told]]:
    """Those of the events, given as they were written, each with its moment.

    What a clock that was put back dates before an earlier one happened at the moment of that: nothing is
    given before it was asked for.
    """
    latest: datetime | None = None
    for event in events:
        if event.verb in CHANGES_HANDS:
            latest = max(latest or event.at, event.at)
            yield latest, event
