"""What becomes of crises when interactions turn out to be one."""

from collections.abc import Mapping

from channels_mgmt.crisis.choices import RUNNING
from channels_mgmt.crisis.models import Crisis


def follow_merge(survivors: Mapping[int, int]) -> int:
    """Takes the crises of absorbed interactions to those that survive; returns how many.

    Where a crisis runs on the survivor already, the other goes on without an interaction.
    """
    moving = list(Crisis.objects.select_for_update().filter(interaction__in=survivors).order_by("pk"))
    for crisis in moving:
        home: int | None = survivors[crisis.interaction_id or 0]
        rivals = Crisis.objects.filter(interaction=home, state__in=RUNNING, drill=False)
        if crisis.is_running and not crisis.drill and rivals.exclude(pk=crisis.pk).exists():
            home = None
        crisis.interaction_id = home
        crisis.save(update_fields=["interaction"])
    return len(moving)
