"""Whether workers are at work, cheaply enough to be asked by every page.

A worker that beats leaves a mark in the broker's cache, which fades; no mark means that the worker or the
broker is down, and the page says that what is asked for will be done when they are back.
"""

from celery.signals import heartbeat_sent
from django.core.cache import cache
from django.utils.translation import gettext as _

MARK = "worker-at-work"
FADES_AFTER = 20  # seconds; workers beat every two


@heartbeat_sent.connect
def leave_mark(**_signal: object) -> None:
    cache.set(MARK, value=True, timeout=FADES_AFTER)


def degradation() -> str | None:
    """A sentence for the page while nobody does background work, else None."""
    if cache.get(MARK):
        return None
    return _(
        "Background work is stopped for the moment. You can go on: imports, e-mails and reports "
        "will be done as soon as it is back."
    )
