"""The sweep of each minute, and what it leaves for pages to say whether it goes on."""

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.clock.climbing import Taken, climb
from cmhub.lib.ticks import SWEEP, has_stopped, last_tick, leave_tick

logger = logging.getLogger(__name__)

SLOW = 30
"""Seconds after which the log says how long a sweep took."""


@dataclass(frozen=True)
class Health:
    """The last sweep as an agency is told of it: `moved` and `failed` are its own escalations."""

    at: datetime
    seconds: float
    moved: int
    failed: int
    has_stopped: bool


def sweep(at: datetime | None = None) -> Taken:
    """Moves what is due, and leaves word of it."""
    began, now = time.monotonic(), at or timezone.now()
    due = Escalation.objects.due_to_climb(now).count()
    taken = climb(at=now)
    seconds = time.monotonic() - began
    if seconds > SLOW or taken.failed:
        logger.warning(
            "the sweep moved %d of %d due in %.1f s; %d failed", taken.number, due, seconds, len(taken.failed)
        )
    moved = {str(agency): number for agency, number in taken.moved.items()}
    failed: dict[str, int] = {}
    for agency in taken.failed.values():
        failed[str(agency)] = failed.get(str(agency), 0) + 1
    leave_tick(SWEEP, timezone.now(), seconds=round(seconds, 2), due=due, moved=moved, failed=failed)
    return taken


def health_of(agency: int, now: datetime) -> Health | None:
    """Of the last sweep; None where nothing is known of any, as after the broker was emptied."""
    tick = last_tick(SWEEP)
    if not tick:
        return None
    return Health(
        at=datetime.fromtimestamp(tick["at"], UTC),
        seconds=tick["seconds"],
        moved=tick["moved"].get(str(agency), 0),
        failed=tick["failed"].get(str(agency), 0),
        has_stopped=has_stopped(tick, now),
    )
