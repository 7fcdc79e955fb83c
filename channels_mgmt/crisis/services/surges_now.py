"""Which possible crises nobody has decided on: asked on every page of a brand, and so kept in the cache.

There are few of them in the whole installation, mostly none: one line of the cache holds them all, the same
whoever asks. Pages show of it what the person may see.
"""

from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from django.core.cache import cache
from django.db import transaction

from channels_mgmt.crisis.models import Surge
from cmhub.lib.scope import everything

KEY = "surges:now"
KEPT_FOR = 300
"""Seconds, after which it is read anew whatever happened."""
DROPPED_FOR = 15
"""Seconds in which nobody keeps what they may have read before a change."""
DROPPED = "dropped"


class Possible(NamedTuple):
    """A surge that waits for somebody to say what it is."""

    pk: int
    brand: int
    since: float
    zone: str = "UTC"

    @property
    def from_at(self) -> datetime:
        return datetime.fromtimestamp(self.since, UTC)


def possible_of(brand: int) -> list[Possible]:
    """Those of a brand, the newest first."""
    return [one for one in possible_crises() if one.brand == brand]


def possible_crises() -> list[Possible]:
    """All of them, the newest first, from the cache where that has them."""
    kept = cache.get(KEY)
    if isinstance(kept, list):
        return [Possible(*row) for row in kept]
    with everything():  # kept for whoever asks next
        undecided = Surge.objects.undecided().select_related("brand").order_by("-detected_at", "-pk")
        found = [
            Possible(one.pk, one.brand_id, one.from_at.timestamp(), one.brand.time_zone) for one in undecided
        ]
    if kept is None:
        # Added, not set: where a change has dropped it meanwhile, what was read is too old to be kept.
        cache.add(KEY, [tuple(one) for one in found], KEPT_FOR)
    return found


def forget() -> None:
    """What is kept is dropped, at once and again when the transaction is committed."""
    drop()
    transaction.on_commit(partial(drop), robust=True)


def drop() -> None:
    cache.set(KEY, DROPPED, DROPPED_FOR)
