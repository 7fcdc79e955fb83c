"""Logging by hand what came in, or went out, where no file brings it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.links import Link
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import ENDED, Direction, Priority, Source, State
from channels_mgmt.inbox.models import Interaction, Message, WaitingEpisode
from channels_mgmt.inbox.services.answers import WAITING, state_after_reply
from channels_mgmt.inbox.services.attachments import attach
from channels_mgmt.inbox.services.history import lock, tell
from channels_mgmt.inbox.services.known import KnownError, known_by
from channels_mgmt.inbox.services.states import MOVED, put
from channels_mgmt.inbox.services.waiting import TOLD_BY_MESSAGES, recount, told_state
from channels_mgmt.inbox.signals import answered, interactions_taken_in, messages_taken_in
from channels_mgmt.team.models import Channel
from cmhub.lib.instants import InstantError, check_plausible
from cmhub.lib.keys import made_with
from cmhub.lib.pictures import Picture
from cmhub.lib.text import excerpt, normalise_handle, written
from cmhub.lib.weeks import Week

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
    picture: Picture | None = None,
    unless_known: Link | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Interaction:
    """Opens an interaction with a message of the public; a second post of `key` gives that of the first.

    Raises KnownError where the same person's message of the link `unless_known` is there already.
    """
    now = at or timezone.now()
    sent_at = _not_ahead(sent_at or now, now)
    author = written(author, _("Say who wrote."))
    text = written(text or url, _("Paste the text or the link."))
    _refuse_channel_of_another(brand, channel)
    sorted_as = {"kind": kind, "theme": theme, "sentiment": sentiment, "language": language}
    with transaction.atomic():
        if made := made_with(key, Interaction, brand_id=brand.pk):
            return made
        if unless_known:
            _refuse_known(unless_known, brand, author)
        interaction = _open(channel, author, text, sent_at=sent_at, key=key, priority=priority, **sorted_as)
        message = _message(
            interaction, Direction.IN, author=author, text=text, sent_at=sent_at, url=url, by=by, key=key
        )
        if picture:
            attach(message=message, picture=picture, by=by, key=key or uuid4(), at=now)
        WaitingEpisode.objects.create(brand=brand, interaction=interaction, number=1, opened_at=sent_at)
        tell(interaction, verb="logged", by=by, at=now)
        interactions_taken_in.send(Interaction, brand=brand, interactions=[interaction.pk], at=now)
        messages_taken_in.send(Message, brand=brand, weeks=[Week.of(sent_at, brand.time_zone)], at=now)
    return interaction


def _refuse_known(link: Link, brand: Brand, author: str) -> None:
    if known := known_by(link, brand=brand, author=author):
        raise KnownError(known)


def _refuse_channel_of_another(brand: Brand, channel: Channel) -> None:
    if channel.brand_id != brand.pk:
        raise ValidationError(_("This channel belongs to another brand."), code="channel")


def _open(channel: Channel, author: str, text: str, *, sent_at: datetime, **said: Any) -> Interaction:
    """The interaction that waits since its message was written."""
    return Interaction.objects.create(
        brand_id=channel.brand_id,
        channel=channel,
        author=author,
        author_key=normalise_handle(author),
        source=Source.HAND,
        opened_at=sent_at,
        last_at=sent_at,
        waiting_since=sent_at,
        excerpt=excerpt(text, EXCERPT),
        **said,
    )


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

    A message in that waits reopens what was answered or closed; a message out counts as its author's reply.
    """
    now = at or timezone.now()
    sent_at = _not_ahead(sent_at or now, now)
    text = written(text or url, _("Paste the text or the link."))
    author = author.strip() or (interaction.author if direction == Direction.IN else by.name)
    with transaction.atomic():
        lock(interaction)
        if sent := made_with(key, Message, interaction_id=interaction.pk):
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
        put(interaction, to=state_after_message(interaction, message, waited=bool(waited)), at=now)
        interaction.save(update_fields=[*TOLD_BY_MESSAGES, *MOVED])
        tell(interaction, verb="message_logged", by=by, at=now, from_state=before, direction=direction)
        week = Week.of(sent_at, interaction.brand.time_zone)
        messages_taken_in.send(Message, brand=interaction.brand, weeks=[week], at=now)
        if direction == Direction.OUT:
            answered.send(
                Interaction, interaction=interaction, message=message, by=by, at=now, holding=message.holding
            )
    return message


def state_after_message(interaction: Interaction, message: Message, *, waited: bool) -> str:
    """The state once the message is counted: the one that a file bringing it would give.

    What was closed comes back when the public asks again, and what was set aside or moderated stays. A file
    does not say what is a holding reply, nor that what waits for a department is settled: a person does.
    `waited` tells whether the public waited before this message.
    """
    state, waits = interaction.state, interaction.waiting_since
    if state in ENDED:
        asks = message.direction == Direction.IN and waits and message.sent_at >= waits
        return State.REOPENED if state == State.CLOSED and asks else state
    replies = message.direction == Direction.OUT
    if state in WAITING or message.holding:
        ended_wait = replies and waited and not waits
        return state_after_reply(interaction, holding=message.holding) if ended_wait else state
    if state == State.IN_PROGRESS and (waits or not replies):
        return state
    return told_state(interaction)


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


def _not_ahead(sent_at: datetime, now: datetime) -> datetime:
    """When it was written, as a person says it: a clock some hours ahead is taken for now."""
    try:
        check_plausible(sent_at, now=now)
    except InstantError as error:
        raise ValidationError(str(error), code=error.code) from error
    return min(sent_at, now)
