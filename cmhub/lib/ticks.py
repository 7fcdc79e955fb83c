"""When scheduled work was last done, and how: for pages that say whether clocks go on.

Kept where it may be lost: who finds nothing knows nothing, and the next run writes it again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache

KEPT_FOR = 24 * 3600
"""Seconds: what has been silent for longer is told by other signs."""
SWEEP, CLOCK_AUDIT, BACKUP = "tick-escalations-sweep", "tick-escalations-audit", "tick-backup"
"""The works of which a tick is left."""
LATE_AFTER = timedelta(minutes=5)
"""A work of each minute that has been silent for so long has stopped."""


def leave_tick(name: str, at: datetime, *, kept_for: int = KEPT_FOR, **told: Any) -> None:
    cache.set(name, {**told, "at": at.timestamp()}, timeout=kept_for)


def last_tick(name: str) -> dict[str, Any]:
    """What the last run told of itself, with its end in `at`, in seconds; empty where nothing is known."""
    kept = cache.get(name)
    return kept if isinstance(kept, dict) else {}


def has_stopped(tick: dict[str, Any] | None, now: datetime) -> bool:
    """Whether work that is done each minute has not been for long; unknown counts as no."""
    return tick is not None and now.timestamp() - tick.get("at", 0) > LATE_AFTER.total_seconds()
