"""Many ask the same: their interactions become part of one question, and its answer goes to all of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.escalations import signals
from channels_mgmt.escalations.choices import UNANSWERED, State, Verb
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services.beginning import interaction_of
from channels_mgmt.escalations.services.history import audit, hold, tell
from channels_mgmt.escalations.services.waiting import asked_elsewhere, stop_waiting
from channels_mgmt.inbox.choices import ENDED
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.bulk import refuse_number
from channels_mgmt.inbox.services.states import may_move, move

TAKES_MORE = (*UNANSWERED, State.ANSWERED)
"""States in which others may still become part of the question: their answer is on its way, or there."""


@dataclass
class Outcome:
    """What came of it: the ids that joined, those that were part of it already, and why others did not."""

    joined: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def join(
    *,
    escalation: Escalation,
    interactions: Iterable[Interaction | int],
    by: User | None,
    at: datetime | None = None,
) -> Outcome:
    """Makes the interactions part of the question; they wait for its answer.

    What one of them refuses leaves the others alone. Done twice, it changes nothing. Raises ValidationError
    where the question takes no more or is about a watch item, for none, and for more than can be acted on at
    once.
    """
    now = at or timezone.now()
    ids = sorted({one if isinstance(one, int) else one.pk for one in interactions})
    refuse_number(len(ids))
    with transaction.atomic():
        held = hold(escalation, besides=ids)
        interaction_of(held)
        if held.state not in TAKES_MORE:
            raise ValidationError(
                _("This question is “%(state)s”: nothing joins it any more.")
                % {"state": held.get_state_display()},
                code="passage",
            )
        outcome = _sort(held, ids, by)
        for pk in outcome.joined:
            _add(held, pk, by=by, at=now)
        if outcome.joined:
            held.joins += len(outcome.joined)
            held.save(update_fields=["joins"])
            audit("escalation.joined", held, by=by, at=now, interactions=outcome.joined)
            signals.changed.send(Escalation, escalation=held, verb=Verb.JOINED, by=by, at=now)
    return outcome


def take_out(
    *,
    escalation: Escalation,
    interaction: Interaction,
    by: User | None,
    why: str = "",
    at: datetime | None = None,
) -> Escalation:
    """The interaction is no part of the question any more, and goes on by itself.

    Raises ValidationError for the last one: the question is closed instead.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(escalation)
        there = Carried.objects.there().filter(escalation=held)
        mine = there.filter(interaction=interaction).first()
        if mine is None:
            return held
        others = there.exclude(pk=mine.pk).order_by("joined_at", "pk")
        if not others.exists():
            raise ValidationError(_("Nobody else waits for this answer: close the question instead."))
        if held.interaction_id == interaction.pk:
            held.interaction = others.select_related("interaction")[0].interaction
        leave(held, [mine.interaction_id], by=by, why=why, at=now)
        held.save(update_fields=["interaction", "joins"])
        stop_waiting(Interaction.objects.get(pk=mine.interaction_id), verb="moved", by=by, at=now)
    return held


def leave(
    held: Escalation, interactions: Collection[int], *, by: User | None, why: str, at: datetime
) -> None:
    """Takes the interactions out of the escalation, which the caller holds and saves (`joins`)."""
    there = Carried.objects.to_relay().filter(escalation=held, interaction__in=interactions)
    gone = list(there.order_by("interaction_id").values_list("interaction_id", flat=True))
    there.update(left_at=at)
    held.joins += len(gone)
    for pk in gone:
        tell(held, Verb.LEFT, by=by, at=at, interaction=pk, why=why)
    if gone:
        audit("escalation.left", held, by=by, at=at, interactions=gone)


def _sort(held: Escalation, ids: Collection[int], by: User | None) -> Outcome:
    outcome = Outcome()
    rows = Interaction.objects.filter(pk__in=ids, brand=held.brand_id).select_related("channel")
    found = {one.pk: one for one in rows}
    part = set(Carried.objects.there().filter(escalation=held).values_list("interaction_id", flat=True))
    asked = asked_elsewhere(ids, held.department_id, besides=held.pk) if held.is_unanswered else {}
    access = rights_of(by, held.brand) if by else None
    for pk in ids:
        one = found.get(pk)
        if one is None or (access and not access.works_on(one.channel)):
            outcome.refused[pk] = _("It is no longer there.")
        elif pk in part:
            outcome.known.append(pk)
        elif one.state in ENDED:
            outcome.refused[pk] = _("It is over: reopen it first.")
        elif pk in asked:
            outcome.refused[pk] = _("This department has already been asked about this.")
        else:
            outcome.joined.append(pk)
    return outcome


def _add(held: Escalation, pk: int, *, by: User | None, at: datetime) -> None:
    Carried.objects.update_or_create(
        escalation=held,
        interaction_id=pk,
        defaults={"left_at": None, "relayed_at": None, "relayed_message": None},
        create_defaults={
            "brand_id": held.brand_id,
            "joined_at": at,
            "joined_by": by,
        },
    )
    tell(held, Verb.JOINED, by=by, at=at, interaction=pk)
    interaction = Interaction.objects.select_related("channel", "brand").get(pk=pk)
    if held.is_unanswered:
        to = InteractionState.WAITING_ESCALATED
    elif interaction.state == InteractionState.NEW:
        to = InteractionState.IN_PROGRESS  # its answer is there, and is to be given
    else:
        return
    if may_move(interaction, to):
        move(interaction=interaction, to=to, verb="joined_question", by=by, at=at)
