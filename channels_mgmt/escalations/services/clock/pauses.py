"""When a department's clock stood still because it waited for us: derived from the log, from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.told import Told, in_order, told_of

ENDS = frozenset(
    {
        Verb.INFORMATION_GIVEN,
        Verb.ANSWERED,
        Verb.PUT_IN_TOUCH,
        Verb.TRANSFERRED,
        Verb.REOPENED,
        Verb.ASKED_FURTHER,
        Verb.CLOSED,
    }
)
"""What ends a pause: the information, or whatever takes the question elsewhere or on."""


@dataclass(frozen=True)
class Pause:
    """Half-open: from the moment at which information was asked for; `until` is None while it is awaited."""

    since: datetime
    until: datetime | None = None


def pauses_in(events: Iterable[Told]) -> list[Pause]:
    """The pauses that the events, as they were written, tell of; only the last can be open.

    Asked twice before it is given, it is one pause, from the first time on.
    """
    found: list[Pause] = []
    since: datetime | None = None
    for at, event in in_order(events):
        if event.verb == Verb.INFORMATION_ASKED:
            since = since or at
        elif since is not None and ends_a_pause(event):
            found.append(Pause(since, at))
            since = None
    if since is not None:
        found.append(Pause(since))
    return found


def ends_a_pause(event: Told) -> bool:
    """A department that says that it is not theirs ends it only where the question went elsewhere."""
    return event.verb in ENDS or (event.verb == Verb.NOT_OURS and "to" in event.details)


def pauses_of(escalation: Escalation) -> list[Pause]:
    return pauses_in(told_of([escalation.pk]))
