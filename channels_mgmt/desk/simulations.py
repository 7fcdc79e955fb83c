"""Simulations of readiness on a person's home: to be answered, and to be marked by whoever started them."""

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from channels_mgmt.desk.day import LOOKED_AT
from channels_mgmt.team.models import Simulation


def simulations_of(user: User, found: Any) -> Sequence[Simulation]:
    """Those that wait for the person, the longest waiting first, where `found` says that any does; see
    `own_of`. What they may no longer mark is left out.
    """
    if not found.has_simulations:
        return ()
    waiting = Simulation.objects.visible_to(user).waiting_for(user.pk).select_related("brand", "user")
    return list(waiting.order_by("started_at", "pk")[:LOOKED_AT])
