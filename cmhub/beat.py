"""The schedule, on several hosts and on clocks that are set.

Several may run it at once: each tick is sent by whoever claims it first. Where a clock is set back it goes
on: Celery's own would stand still until the clock has reached again what it remembers, for an hour after a
machine was an hour ahead.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from celery.beat import PersistentScheduler, ScheduleEntry
from django.core.cache import cache
from django.utils import timezone

TOLERATED = timedelta(seconds=5)
KEPT_FOR = 600
"""Seconds for which a claim is remembered: longer than clocks of two hosts are apart."""


class Scheduler(PersistentScheduler):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.me = uuid4().hex
        super().__init__(*args, **kwargs)

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        if self.claim(str(entry.name), timezone.now()):
            super().apply_entry(entry, producer=producer)

    def claim(self, name: str, at: datetime) -> bool:
        """Whether nobody else has sent this entry in this minute; of one's own, the minute has come again.
        While the cache is down everybody may: tasks are safe to run twice.
        """
        key = f"beat-{name}-{at:%Y%m%d%H%M}"
        return bool(cache.add(key, self.me, KEPT_FOR)) or cache.get(key, self.me) == self.me

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        if self.forget_the_future():
            self._heap = None  # it is ordered by the times that were
        return super().tick(*args, **kwargs)

    def forget_the_future(self) -> bool:
        """Whether something counts as done later than now; it was done now, and is next due as ever."""
        ahead = False
        for entry in self.schedule.values():
            now = entry.default_now()
            if entry.last_run_at and entry.last_run_at - now > TOLERATED:
                entry.last_run_at, ahead = now, True
        return ahead
