"""On a person's home: replies to approve, to publish and to write anew, and what they promised the public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from accounts.models import User
from channels_mgmt.desk.day import LOOKED_AT
from channels_mgmt.inbox.models import Approval, Promise


def replies_of(user: User, found: Any, *, at: datetime) -> Sequence[Approval]:
    """Those that wait for the person, the first due first, where `found` says that any does; see `own_of`."""
    if not found.has_replies:
        return ()
    waiting = Approval.objects.visible_to(user).waiting_for(user.pk, at)
    related = waiting.select_related("brand", "interaction__channel", "asked_by", "decided_by")
    return list(related.order_by("due_at", "pk")[:LOOKED_AT])


def promises_of(user: User, found: Any) -> Sequence[Promise]:
    """What the person owes the public, the first due first, where `found` says that there is any."""
    if not found.has_promises:
        return ()
    owed = Promise.objects.visible_to(user).owed_by(user.pk).select_related("brand", "interaction")
    return list(owed.order_by("due_at", "pk")[:LOOKED_AT])
