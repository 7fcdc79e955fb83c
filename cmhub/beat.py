"""The schedule, safe to be run by several at once: each tick is sent by whoever claims it first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery.beat import PersistentScheduler, ScheduleEntry
from django.core.cache import cache
from django.utils import timezone

KEPT_FOR = 3600
"""Seconds for which a claim is remembered: longer than clocks of two hosts are apart."""


def claim(name: str, at: datetime) -> bool:
    """Whether nobody has sent this entry in this minute. While the cache is down everybody may: tasks are
    safe to run twice.
    """
    return bool(cache.add(f"beat-{name}-{at:%Y%m%d%H%M}", True, KEPT_FOR))


class SharedScheduler(PersistentScheduler):
    """Celery's, with a claim before each tick, so that a host with a beat may be lost."""

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        if claim(str(entry.name), timezone.now()):
            super().apply_entry(entry, producer=producer)
