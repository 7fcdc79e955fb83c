"""All that the page of the installation shows, and what of it somebody should see to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from cmhub.lib.scope import everything
from cmhub.lib.ticks import LATE_AFTER
from cmhub.operations.failed_tasks import is_known, listed
from cmhub.operations.models import FailedTask
from cmhub.operations.state import machine
from cmhub.operations.state.clocks import Clocks, clocks
from cmhub.operations.state.outbox import MAIL, PUSH, WEBHOOK, Way, ways
from cmhub.operations.state.queues import Queue, queues
from cmhub.queues import CLOCKS, LONG, PUSHES, QUICK

SHOWN = 50
"""Failed tasks on the page; the number is of all."""
WAITED_LONG = 15 * 60
"""Seconds after which what waits in a queue or the outbox is more than a rush."""
BACKED_UP_WITHIN = timedelta(days=2)
WRITTEN_DOWN_TO = 60
"""Seconds to which durations are told: a page that differs by less is the same."""


@dataclass(frozen=True)
class Overview:
    """`queues` is None while the queue does not answer."""

    at: datetime
    queues: list[Queue] | None
    ways: list[Way]
    clocks: Clocks
    failed: list[tuple[FailedTask, bool]]
    failed_number: int
    versions: dict[str, str]
    migration: str
    disk: machine.Disk
    connections: machine.Connections
    time_off: float

    @property
    def has_stopped(self) -> bool:
        """Whether the sweep of each minute has been silent for long; unknown counts as no."""
        return self.clocks.swept_at is not None and self.at - self.clocks.swept_at > LATE_AFTER

    @cached_property
    def version(self) -> str:
        """What is the same for as long as the page would say the same."""
        waited = [one.oldest and one.oldest // WRITTEN_DOWN_TO for one in (*(self.queues or ()), *self.ways)]
        counts = [(one.name, one.waiting, one.in_hand, one.is_served) for one in self.queues or ()]
        sent = [(one.name, one.waiting, one.failed) for one in self.ways]
        failed = [(task.pk, task.times) for task, _can in self.failed]
        told = (
            self.queues is None,
            waited,
            counts,
            sent,
            failed,
            self.clocks,
            self.troubles,
            self.failed_number,
        )
        return sha256(repr(told).encode()).hexdigest()[:16]

    @cached_property
    def troubles(self) -> list[str]:
        """What somebody should see to, in words."""
        return [*self._of_queues(), *self._of_clocks(), *self._of_the_rest()]

    def _of_queues(self) -> list[str]:
        if self.queues is None:
            return [_("The queue does not answer: work after the page is held back.")]
        stopped = [label_of(one.name) for one in self.queues if not one.is_served]
        slow = [
            label_of(one.name) for one in self.queues if one.is_served and (one.oldest or 0) > WAITED_LONG
        ]
        told = [_("No worker serves this queue: %(queue)s.") % {"queue": name} for name in stopped]
        return told + [
            _("Work has waited for long in this queue: %(queue)s.") % {"queue": name} for name in slow
        ]

    def _of_clocks(self) -> list[str]:
        told = []
        if self.has_stopped:
            told.append(_("The sweep of the escalations has stopped: nobody is told that one is late."))
        if self.clocks.findings:
            told.append(_("The auditor of the clocks found what it could not put right."))
        if self.clocks.backed_up_at and self.at - self.clocks.backed_up_at > BACKED_UP_WITHIN:
            told.append(_("The last backup is more than two days old."))
        return told

    def _of_the_rest(self) -> list[str]:
        told = [
            _("Messages have waited for long on this way: %(way)s.") % {"way": label_of(one.name)}
            for one in self.ways
            if (one.oldest or 0) > WAITED_LONG
        ]
        if self.disk.is_short:
            told.append(_("The disk of the files is almost full."))
        if abs(self.time_off) > machine.TIME_OFF_BY:
            told.append(_("The time of this server is not the database's."))
        if self.failed_number:
            words = ngettext("%(n)s task has failed.", "%(n)s tasks have failed.", self.failed_number)
            told.append(words % {"n": self.failed_number})
        return told


def label_of(name: str) -> str:
    """What runs in a queue, or goes a way, in words."""
    return {
        CLOCKS: _("deadlines"),
        QUICK: _("mails and small tasks"),
        LONG: _("files, reports and feeds"),
        PUSHES: _("browsers and webhooks"),
        MAIL: _("mails"),
        PUSH: _("browsers"),
        WEBHOOK: _("webhooks"),
    }[name]


def overview(now: datetime) -> Overview:
    try:
        waiting = queues()
    except (RedisError, OSError):
        waiting = None
    failed, number = listed(SHOWN)
    with everything():
        return Overview(
            at=now,
            queues=waiting,
            ways=ways(now),
            clocks=clocks(now),
            failed=[(one, is_known(one)) for one in failed],
            failed_number=number,
            versions=machine.versions(),
            migration=machine.latest_migration(),
            disk=machine.disk(),
            connections=machine.connections(),
            time_off=machine.time_off(),
        )
