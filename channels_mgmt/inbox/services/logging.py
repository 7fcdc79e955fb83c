"""Logging by hand what came in, or went out, where no file brings it."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import ENDED, Direction, Priority, Source, State
from channels_mgmt.inbox.models import Interaction, Message, WaitingEpisode
from channels_mgmt.inbox.services.answers import already_recorded, state_after_reply
from channels_mgmt.inbox.services.history import lock, tell, written
from channels_mgmt.inbox.services.states import MOVED, enter
from channels_mgmt.inbox.services.waiting import TOLD_BY_MESSAGES, recount
from channels_mgmt.inbox.signals import answered, interactions_taken_in
from channels_mgmt.team.models import Channel
from cmhub.lib.instants import InstantError, check_plausible
from cmhub.lib.text import excerpt, normalise_handle

EXCERPT = 200


def log_interaction(
    *,
    brand: Brand,
    channel: Channel,
    author: str,
    text: str,
    by: User,
    sent_at: datetime | None = None,
    url: str = "",
    kind: str = "",
    theme: str = "",
    sentiment: str = "",
    language: str = "",
    priority: int = Priority.NORMAL,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Interaction:
    """Opens an interaction with a message of the public; a second post of `key` gives that of the first."""
    now = at or timezone.now()
    sent_at = _plausible(sent_at or now, now)
    author = written(author, _("Say who wrote."))
    text = written(text or url, _("Paste the text or the link."))
    if channel.brand_id != brand.pk:
        raise ValidationError(_("This channel belongs to another brand."), code="channel")
    values = {
        "brand": brand,
        "channel": channel,
        "author": author,
        "author_key": normalise_handle(author),
        "kind": kind,
        "theme": theme,
        "sentiment": sentiment,
        "language": language,
        "priority": priority,
        "source": Source.HAND,
        "opened_at": sent_at,
        "last_at": sent_at,
        "waiting_since": sent_at,
        "excerpt": excerpt(text, EXCERPT),
    }
    with transaction.atomic():
        interaction, created = (
            Interaction.objects.get_or_create(key=key, defaults=values)
            if key
            else (Interaction.objects.create(**values), True)
        )
        if not created:
            if interaction.brand_id != brand.pk:
                raise ValidationError(_("This form was used elsewhere: load the page again."), code="key")
            return interaction
        _message(
            interaction, Direction.IN, author=author, text=text, sent_at=sent_at, url=url, by=by, key=key
        )
        WaitingEpisode.objects.create(brand=brand, interaction=interaction, number=1, opened_at=sent_at)
        tell(interaction, verb="logged", by=by, at=now)
        interactions_taken_in.send(Interaction, brand=brand, interactions=[interaction.pk], at=now)
    return interaction


def log_message(
    *,
    interaction: Interaction,
    direction: str,
    text: str,
    by: User,
    author: str = "",
    sent_at: datetime | None = None,
    url: str = "",
    holding: bool = False,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Message:
    """Adds to an interaction a message seen on the network, wherever in its course it belongs.

    A message in reopens what was answered or closed if it waits; a message out counts as its author's reply.
    """
    now = at or timezone.now()
    sent_at = _plausible(sent_at or now, now)
    text = written(text or url, _("Paste the text or the link."))
    author = author.strip() or (interaction.author if direction == Direction.IN else by.name)
    with transaction.atomic():
        lock(interaction)
        if sent := already_recorded(interaction, key):
            return sent
        message = _message(
            interaction,
            direction,
            author=author,
            text=text,
            sent_at=sent_at,
            url=url,
            by=by,
            key=key,
            holding=holding and direction == Direction.OUT,
            placed=True,
        )
        before, waited = interaction.state, interaction.waiting_since
        recount(interaction)
        if direction == Direction.IN and interaction.waiting_since and not waited:
            enter(interaction, to=state_after_message(interaction), at=now)
        elif direction == Direction.OUT and waited and not interaction.waiting_since:
            _count_as_reply(interaction, holding=holding, at=now)
        interaction.save(update_fields=[*TOLD_BY_MESSAGES, *MOVED])
        tell(interaction, verb="message_logged", by=by, at=now, from_state=before, direction=direction)
        if direction == Direction.OUT:
            answered.send(
                Interaction, interaction=interaction, message=message, by=by, at=now, holding=message.holding
            )
    return message


def state_after_message(interaction: Interaction) -> str:
    """What was answered or closed comes back when the public writes again; what was set aside does not."""
    if interaction.state in (State.ANSWERED, State.CLOSED):
        return State.REOPENED
    return interaction.state


def _count_as_reply(interaction: Interaction, *, holding: bool, at: datetime) -> None:
    if interaction.state not in ENDED:
        enter(interaction, to=state_after_reply(interaction, holding=holding), at=at)


def _message(
    interaction: Interaction,
    direction: str,
    *,
    author: str,
    text: str,
    sent_at: datetime,
    url: str,
    by: User,
    key: UUID | None,
    holding: bool = False,
    placed: bool = False,
) -> Message:
    return Message.objects.create(
        brand_id=interaction.brand_id,
        channel_id=interaction.channel_id,
        interaction=interaction,
        network=interaction.channel.network,
        direction=direction,
        sent_at=sent_at,
        author=author,
        author_key=normalise_handle(author),
        text=text,
        url=url,
        holding=holding,
        source=Source.HAND,
        recorded_by=by,
        key=key,
        placed_by_person=placed,
    )


def _plausible(sent_at: datetime, now: datetime) -> datetime:
    try:
        check_plausible(sent_at, now=now)
    except InstantError as error:
        raise ValidationError(str(error), code=error.code) from error
    return sent_at
