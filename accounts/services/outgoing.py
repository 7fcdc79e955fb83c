"""What all lines of the outbox have in common: claimed, put back, tried again, over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from accounts.choices import NotificationState
from accounts.models.outgoing import Outgoing

O = TypeVar("O", bound=Outgoing)  # noqa: E741 - a row of any outbox

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""Waits after each refusal; the refusal after the last one is final."""

UNREACHED_FOR = timedelta(minutes=1)
"""Until somebody who was not there is tried again: however long that lasts, it costs a line no attempt."""

UNCLEAR_AFTER = timedelta(minutes=10)
"""Longer than any attempt lasts: what has been claimed for so long was interrupted."""

WORKS_FOR = 240.0
"""Seconds that one task sends before it lets others of its queue come first."""

INTERRUPTED = "interrupted while sending"
NOBODY = "the person may not log in any more"

OVER = {NotificationState.SENT, NotificationState.REFUSED, NotificationState.UNKNOWN}
"""Nothing of these is sent again."""


def claim_first(due: QuerySet[O], now: datetime) -> O | None:
    """Takes the line that has been due longest, so that no other worker sends it."""
    with transaction.atomic():
        line = due.order_by("next_attempt_at", "pk").select_for_update(of=("self",), skip_locked=True).first()
        if line is not None:
            line.state = NotificationState.SENDING
            line.claimed_at = now
            line.attempts += 1
            line.save(update_fields=["state", "claimed_at", "attempts"])
    return line


def again_after_refusal(
    line: Outgoing, now: datetime, error: str, *, wait: timedelta | None = None
) -> dict[str, Any]:
    """What to mark a line with that was refused: to be tried again, no sooner than after `wait`, or over."""
    if line.attempts > len(RETRY_AFTER):
        return {"state": NotificationState.REFUSED, "error": error}
    pause = max(RETRY_AFTER[line.attempts - 1], wait or timedelta())
    return {"state": NotificationState.PENDING, "next_attempt_at": now + pause, "error": error}


def put_back(line: Outgoing, *, until: datetime, error: str = "") -> None:
    """The line waits again as if nobody had tried."""
    still_held(line).update(
        state=NotificationState.PENDING, attempts=line.attempts - 1, next_attempt_at=until, error=error
    )


def still_held(line: O) -> QuerySet[O]:
    """The line, unless somebody else has meanwhile marked what became of it."""
    every: Any = type(line)._default_manager
    held: QuerySet[O] = every.filter(pk=line.pk, state=NotificationState.SENDING, attempts=line.attempts)
    return held


def in_words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:1000].replace("\x00", "")
