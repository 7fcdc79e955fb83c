"""People find that one interaction is two."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.choices import Direction, Source, State
from channels_mgmt.inbox.models import Approval, Directed, Interaction, Message, ModerationAct, Promise
from channels_mgmt.inbox.services.history import lock, refuse_ended, tell
from channels_mgmt.inbox.services.placing import TOLD_BY_FIRST, pin, refuse_channels, take_name_of_first
from channels_mgmt.inbox.services.states import MOVED, put
from channels_mgmt.inbox.services.waiting import TOLD_BY_MESSAGES, in_order, recount, told_state
from cmhub.lib.keys import made_with

FOLLOWS_MESSAGES = (State.NEW, State.ANSWERED, State.REOPENED)
"""States that the messages alone decide."""


def split(
    *,
    interaction: Interaction,
    messages: Collection[Message],
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Interaction:
    """The messages become an interaction of their own; what waits is counted anew in both. Once for a `key`.

    What hangs on a message that goes, a promise, an act of moderation, goes with it. Raises ValidationError
    unless a message in goes and one stays, and where the interaction is over or not the person's to work on.
    """
    now = at or timezone.now()
    with transaction.atomic():
        lock(interaction)
        if made := made_with(key, Interaction, brand_id=interaction.brand_id):
            return made
        refuse_ended(interaction)
        refuse_channels(by, interaction.brand, [interaction.channel])
        going = _checked(interaction, messages)
        fresh = _open(interaction, going, key)
        _move(interaction, fresh, [message.pk for message in going])
        before = interaction.state
        for each in (interaction, fresh):
            pin(each)
            recount(each)
            take_name_of_first(each)
        fresh.state = told_state(fresh)
        fresh.save()
        if interaction.state in FOLLOWS_MESSAGES:
            put(interaction, to=told_state(interaction), at=now)
        interaction.save(update_fields=[*TOLD_BY_MESSAGES, *TOLD_BY_FIRST, *MOVED])
        tell(interaction, verb="split", by=by, at=now, from_state=before, into=fresh.pk)
        tell(fresh, verb="split_off", by=by, at=now, out_of=interaction.pk)
    return fresh


def _checked(interaction: Interaction, messages: Collection[Message]) -> list[Message]:
    """The messages that go, in their order."""
    chosen = {message.pk for message in messages}
    all_of_it = in_order(Message.objects.filter(interaction=interaction))
    going = [message for message in all_of_it if message.pk in chosen]
    if len(going) != len(chosen):
        raise ValidationError(_("This message is not of this interaction."), code="message")
    if not any(message.direction == Direction.IN for message in going):
        told = _("Choose at least one message of the public: an interaction begins with one.")
        raise ValidationError(told, code="none")
    if not any(message.direction == Direction.IN for message in all_of_it if message.pk not in chosen):
        raise ValidationError(_("At least one message of the public stays."), code="all")
    return going


def _open(interaction: Interaction, going: list[Message], key: UUID | None) -> Interaction:
    """The new interaction, as far as it is known before its messages are counted."""
    received = [message for message in going if message.direction == Direction.IN]
    return Interaction.objects.create(
        brand_id=interaction.brand_id,
        channel=interaction.channel,
        author=received[0].author,
        author_key=received[0].author_key,
        language=interaction.language,
        priority=interaction.priority,
        holder_id=interaction.holder_id,
        source=Source.HAND,
        opened_at=received[0].sent_at,
        last_at=received[0].sent_at,
        key=key,
    )


def _move(interaction: Interaction, fresh: Interaction, going: list[int]) -> None:
    Message.objects.filter(pk__in=going).update(interaction=fresh)
    for model in (Promise, Approval, ModerationAct, Directed):
        model._default_manager.filter(interaction=interaction, message__in=going).update(interaction=fresh)
