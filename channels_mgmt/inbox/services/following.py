"""Several interactions turn out to be one: what hangs on them moves to it."""

from collections.abc import Mapping
from datetime import datetime

from channels_mgmt.inbox.choices import ApprovalState
from channels_mgmt.inbox.models import Approval, Directed, ModerationAct, Promise, Satisfaction
from channels_mgmt.protocol.services import uses


def follow_survivors(*, survivors: Mapping[int, int], at: datetime) -> None:
    """`survivors` is the id that stays by the id that goes. Of several replies that wait, the one asked for
    first goes on waiting; the others are withdrawn.
    """
    waiting: set[int] = set(
        Approval.objects.waiting()
        .filter(interaction__in=survivors.values())
        .values_list("interaction", flat=True)
    )
    moved = Approval.objects.select_for_update().filter(interaction__in=survivors).order_by("asked_at", "pk")
    for approval in moved:
        home = survivors[approval.interaction_id]
        if approval.state == ApprovalState.ASKED and home in waiting:
            approval.state, approval.decided_at = ApprovalState.WITHDRAWN, at
        elif approval.state == ApprovalState.ASKED:
            waiting.add(home)
        approval.interaction_id = home
        approval.save(update_fields=["interaction", "state", "decided_at"])
    uses.follow_survivors(survivors=survivors)
    for gone, stays in survivors.items():
        Promise.objects.filter(interaction=gone).update(interaction=stays)
        ModerationAct.objects.filter(interaction=gone).update(interaction=stays)
        Satisfaction.objects.filter(interaction=gone).update(interaction=stays)
        # Who was told to write elsewhere, and turns out to have written here, has not arrived anywhere.
        Directed.objects.filter(interaction=gone, arrived=stays).update(arrived=None, arrived_at=None)
        Directed.objects.filter(interaction=stays, arrived=gone).update(arrived=None, arrived_at=None)
        Directed.objects.filter(interaction=gone).update(interaction=stays)
        Directed.objects.filter(arrived=gone).update(arrived=stays)
