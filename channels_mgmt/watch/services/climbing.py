"""What is grave and nobody acknowledges goes to the next person, one step at a time."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.services.outbox import wake_sender
from channels_mgmt.watch.choices import Verb
from channels_mgmt.watch.models import Item, ItemEvent
from channels_mgmt.watch.services.history import NEEDED, tell
from channels_mgmt.watch.services.people import chain_of
from channels_mgmt.watch.services.transmitting import settle, turn_to_next

logger = logging.getLogger(__name__)

AT_ONCE = 1_000
"""How many one sweep looks at; the next one, a minute later, goes on from there."""


def climb_due(at: datetime | None = None) -> int:
    """Takes one step with each item that is due, each in a transaction of its own; returns how many.

    What another sweep holds is left to it. One that fails stays as it was, and keeps none of the others.
    """
    now = at or timezone.now()
    due = Item.objects.due_to_climb(now).order_by("next_step_at", "pk").values_list("pk", "next_step_at")
    taken = 0
    for pk, seen in due[:AT_ONCE]:
        try:
            taken += _climb_one(pk, seen or now, now)
        except Exception:
            logger.exception("watch item %s did not climb", pk)
    if taken:
        wake_sender()
    return taken


def _climb_one(pk: int, seen: datetime, at: datetime) -> bool:
    """The step of one item, unless somebody is taking it or it has moved since it was seen."""
    with transaction.atomic():
        locked = Item.objects.select_for_update(of=("self",), skip_locked=True).select_related(*NEEDED)
        held = locked.filter(pk=pk, next_step_at=seen).first()
        if held is None:
            return False
        _step(held, at)
    return True


def _step(held: Item, at: datetime) -> None:
    if not held.waits_for_receipt:
        held.next_step_at = None
        held.save(update_fields=["next_step_at"])
        return
    if not held.chain:
        held.chain, held.step = chain_of(held.brand, at), 0
    late = bool(held.acknowledge_by and held.acknowledge_by < at)
    if late and not ItemEvent.objects.filter(item=held, verb=Verb.LATE).exists():
        deadline = held.acknowledge_by.isoformat() if held.acknowledge_by else ""
        tell(held, Verb.LATE, by=None, at=at, deadline=deadline)
    settle(held, turn_to_next(held, at=at, late=True, wake=False), at=at)
