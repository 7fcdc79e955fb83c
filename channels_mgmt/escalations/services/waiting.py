"""The interactions that an escalation carries wait for its answer, and go on once it is there."""

from collections.abc import Collection, Iterable
from datetime import datetime

from accounts.models import User
from channels_mgmt.escalations.choices import UNANSWERED
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.inbox.choices import ENDED
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.states import may_move, move


def stop_waiting(interaction: Interaction, *, verb: str, by: User | None, at: datetime) -> None:
    """Hands the interaction back to the community manager once no department is asked any more."""
    _hand_back([interaction], verb=verb, by=by, at=at)


def release(held: Escalation, *, verb: str, by: User | None, at: datetime) -> None:
    """The same for all that an escalation carries; the caller holds it, and them."""
    _hand_back(_carried_by(held), verb=verb, by=by, at=at)


def make_wait(held: Escalation, *, by: User | None, at: datetime) -> None:
    """What has not been given the answer waits for the department; the caller holds it, and them."""
    for interaction in _carried_by(held, to_relay=True):
        if may_move(interaction, InteractionState.WAITING_ESCALATED):
            move(
                interaction=interaction,
                to=InteractionState.WAITING_ESCALATED,
                verb="escalated",
                by=by,
                at=at,
            )


def asked_elsewhere(
    interactions: Collection[int], department: int | None, *, besides: int = 0
) -> dict[int, int]:
    """Of these interactions those about which the department is asked already, each with the escalation."""
    rows = Carried.objects.there().filter(
        interaction__in=interactions, escalation__department=department, escalation__state__in=UNANSWERED
    )
    return dict(rows.exclude(escalation=besides).values_list("interaction_id", "escalation_id"))


def asked_otherwise(held: Escalation, department: int | None) -> bool:
    """Whether another question asks the department already about what this one carries."""
    if held.item_id:
        asked = Escalation.objects.unanswered().filter(item=held.item_id, department=department)
        return asked.exclude(pk=held.pk).exists()
    carried = Carried.objects.there().filter(escalation=held).values_list("interaction_id", flat=True)
    return bool(asked_elsewhere(list(carried), department, besides=held.pk))


def _carried_by(held: Escalation, *, to_relay: bool = False) -> Iterable[Interaction]:
    carried = Carried.objects.filter(escalation=held)
    there = carried.to_relay() if to_relay else carried.there()
    rows = Interaction.objects.filter(pk__in=there.values("interaction")).exclude(state__in=ENDED)
    return list(rows.select_related("channel", "brand").order_by("pk"))


def _hand_back(interactions: Iterable[Interaction], *, verb: str, by: User | None, at: datetime) -> None:
    waiting = {one.pk: one for one in interactions if one.state == InteractionState.WAITING_ESCALATED}
    if not waiting:
        return
    asked = Carried.objects.there().filter(interaction__in=waiting, escalation__state__in=UNANSWERED)
    still = set(asked.values_list("interaction_id", flat=True))
    for pk, interaction in waiting.items():
        if pk not in still:
            move(interaction=interaction, to=InteractionState.IN_PROGRESS, verb=verb, by=by, at=at)
