"""Answering the public."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.choices import Direction, Source, State
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.history import lock, refuse_ended, tell
from channels_mgmt.inbox.services.states import MOVED, enter
from channels_mgmt.inbox.services.waiting import TOLD_BY_MESSAGES, recount
from channels_mgmt.inbox.signals import answered
from cmhub.lib.erased import name_shown
from cmhub.lib.keys import made_with
from cmhub.lib.text import normalise_handle, written

WAITING = (State.WAITING_ESCALATED, State.WAITING_APPROVAL)


class WrittenMeanwhileError(ValidationError):
    """Something was written since the person loaded the page: they read it before they answer."""


def published_at(interactions: Collection[Interaction]) -> dict[int, str]:
    """Where a reply to each is published, by id: beside the last of its messages of which that is known, else
    where its channel is; empty where neither is.
    """
    placed = Message.objects.filter(interaction__in=[one.pk for one in interactions]).exclude(url="")
    latest = placed.order_by("interaction", "-sent_at", "-pk").distinct("interaction")
    known = dict(latest.values_list("interaction_id", "url"))
    return {one.pk: known.get(one.pk) or one.channel.url for one in interactions}


def answer_interaction(
    *,
    interaction: Interaction,
    text: str,
    by: User,
    at: datetime | None = None,
    holding: bool = False,
    key: UUID | None = None,
    seen: int | None = None,
    told_by: User | None = None,
) -> Message:
    """Records a reply of the brand, which ends the waiting; the interaction is updated in place.

    It counts as written by `by`; the thread and the record name `told_by` where somebody else says that it
    was published.

    A holding reply says that an answer will come: it stops the first-response clock, not the one to the
    substantive answer, and leaves an interaction that waits for a department waiting. The second post of a
    `key` gives the reply of the first. `seen` is the number of messages the writer had before them: where
    there are others now, raises WrittenMeanwhileError.
    """
    now = at or timezone.now()
    text = written(text, _("Write the answer first."))
    with transaction.atomic():
        lock(interaction)
        if sent := made_with(key, Message, interaction_id=interaction.pk):
            return sent
        refuse_ended(interaction)
        refuse_unseen(interaction, seen)
        message = Message.objects.create(
            brand_id=interaction.brand_id,
            channel_id=interaction.channel_id,
            interaction=interaction,
            network=interaction.channel.network,
            direction=Direction.OUT,
            sent_at=now,
            author=by.name,
            author_key=normalise_handle(by.name),
            text=text,
            holding=holding,
            source=Source.REPLY,
            recorded_by=by,
            placed_by_person=True,
            key=key,
        )
        _settle(interaction, by=by, told_by=told_by or by, at=now, holding=holding)
        answered.send(Interaction, interaction=interaction, message=message, by=by, at=now, holding=holding)
    return message


def _settle(interaction: Interaction, *, by: User, told_by: User, at: datetime, holding: bool) -> None:
    before = interaction.state
    recount(interaction)
    enter(interaction, to=state_after_reply(interaction, holding=holding), at=at)
    interaction.holder = interaction.holder or by
    interaction.save(update_fields=[*TOLD_BY_MESSAGES, *MOVED, "holder"])
    tell(
        interaction,
        verb="holding_reply" if holding else "answered",
        by=told_by,
        at=at,
        from_state=before,
    )


def state_after_reply(interaction: Interaction, *, holding: bool) -> str:
    """Answered, unless the reply only holds or a message of the public is later than it."""
    if holding and interaction.state in WAITING:
        return interaction.state
    if holding or interaction.waiting_since:
        return State.IN_PROGRESS
    return State.ANSWERED


def refuse_unseen(interaction: Interaction, seen: int | None) -> None:
    if seen is None or interaction.message_count == seen:
        return
    last = interaction.messages.order_by("-pk").first()
    if last and last.direction == Direction.OUT:
        sentence = _("%(name)s answered meanwhile. Your text is kept: read the thread before sending it.")
    else:
        sentence = _("%(name)s wrote again meanwhile. Your text is kept: read the thread before sending it.")
    raise WrittenMeanwhileError(
        sentence % {"name": name_shown(last.author if last else interaction.author)}, code="meanwhile"
    )
