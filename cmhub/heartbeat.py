"""Whether workers are at work, cheaply enough to be asked by every page.

A worker that beats leaves a mark in the broker's cache for each queue it serves, which fades; no mark means
that the queue's worker or the broker is down, and the page says that what is asked for will be done when
they are back.
"""

from typing import Any

from celery.signals import heartbeat_sent
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from cmhub.celery import app
from cmhub.lib.ticks import SWEEP, has_stopped
from cmhub.queues import CLOCKS, LONG, PUSHES, QUEUES, QUICK

MARKS = {queue: f"worker-at-work-{queue}" for queue in QUEUES}
FADES_AFTER = 20  # seconds; workers beat every two


@heartbeat_sent.connect
def leave_marks(**_signal: object) -> None:
    served = app.amqp.queues.consume_from
    cache.set_many({mark: True for queue, mark in MARKS.items() if queue in served}, timeout=FADES_AFTER)


def unserved() -> list[str]:
    """The queues that no worker serves at the moment."""
    return _unserved(cache.get_many(MARKS.values()))


def _unserved(seen: dict[str, Any]) -> list[str]:
    return [queue for queue, mark in MARKS.items() if mark not in seen]


def degradation() -> str | None:
    """A sentence for the page while nobody does background work, or a part of it, else None."""
    seen = cache.get_many([*MARKS.values(), SWEEP])
    stopped = _unserved(seen)
    if not stopped and has_stopped(seen.get(SWEEP), timezone.now()):
        return _(
            "Reminders of deadlines have stopped: nobody is told that an escalation is late. "
            "Whoever runs CM Hub should look at the schedule (beat). You can go on."
        )
    if not stopped:
        return None
    if stopped == [LONG]:
        return _(
            "Imports and reports are stopped for the moment. You can go on: those you ask for "
            "will be done as soon as possible."
        )
    if stopped == [PUSHES]:
        return _(
            "Notifications in browsers are held back for the moment. You can go on: they will be shown as "
            "soon as possible, and e-mails leave."
        )
    if stopped == [QUICK]:
        return _(
            "E-mails and reminders are held back for the moment. You can go on: they "
            "will leave as soon as possible."
        )
    if stopped == [CLOCKS]:
        return _(
            "Deadlines are stopped for the moment: nothing climbs to the next person. You can go on: what is "
            "late climbs as soon as possible."
        )
    return _(
        "Background work is stopped for the moment. You can go on: imports, e-mails and reports "
        "will be done as soon as it is back."
    )
