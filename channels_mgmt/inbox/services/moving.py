"""To the right account: the interaction moves there, or the person is told to write there.

On one network an interaction that came in on the wrong account moves, with its history, and its clock keeps
running. From one network to another nothing can be moved: there the person is directed, and their arrival is
linked. Who never arrives is counted.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import APPROVED, ApprovalState
from channels_mgmt.inbox.models import Approval, Directed, Interaction, Message
from channels_mgmt.inbox.models.directed import EXPECTED_WITHIN
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.history import lock, refuse_ended, tell
from channels_mgmt.inbox.services.placing import pin, refuse_channels
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.team.choices import ChannelState
from channels_mgmt.team.models import Channel
from cmhub.lib.keys import made_with


def hand_over_channel(
    *,
    interaction: Interaction,
    to_channel: Channel,
    by: User,
    told: Draft | None = None,
    key: UUID | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Interaction:
    """The interaction goes on in another account of its network, with its history; its clock keeps running.

    Nobody holds it there before somebody of that account takes it. `told`, where there is one, is the reply
    that tells the person who answers from now on: it holds, and takes the way of every reply. Raises
    ValidationError for another brand or network, an account that is closed, what is over, and where the
    person does not work on both accounts.
    """
    now = at or timezone.now()
    with transaction.atomic():
        lock(interaction)
        if interaction.channel_id == to_channel.pk:
            return interaction
        refuse_ended(interaction)
        _refuse_target(interaction, to_channel, by)
        if interaction.channel.network != to_channel.network:
            told_so = _("On another network nothing can be moved: tell the person where to write.")
            raise ValidationError(told_so, code="network")
        if told is not None:
            if key is None:
                raise ValueError("a reply is given with the key of its form")
            reply(
                interaction=interaction,
                draft=replace(told, holding=True, promised_for=None),
                by=by,
                key=key,
                seen=seen,
                at=now,
            )
        came_from, held_by = interaction.channel_id, interaction.holder_id
        interaction.channel, interaction.holder = to_channel, None
        interaction.save(update_fields=["channel", "holder"])
        pin(interaction)
        tell(
            interaction,
            verb="channel_changed",
            by=by,
            at=now,
            from_channel=came_from,
            to_channel=to_channel.pk,
            held_by=held_by,
        )
    return interaction


def direct(
    *,
    interaction: Interaction,
    to_channel: Channel,
    told: Draft,
    by: User,
    key: UUID,
    seen: int | None = None,
    at: datetime | None = None,
) -> Directed:
    """Tells the person to write on another channel, and waits for them there. Once for a `key`.

    The words take the way of every reply: where they wait for a second person, the person of the public is
    expected from when they are published. Raises ValidationError as `hand_over_channel` and `reply` do.
    """
    now = at or timezone.now()
    with transaction.atomic():
        lock(interaction)
        if kept := made_with(key, Directed, interaction_id=interaction.pk):
            return kept
        refuse_ended(interaction)
        _refuse_target(interaction, to_channel, by)
        if interaction.channel_id == to_channel.pk:
            raise ValidationError(_("The person has written on this channel already."), code="same")
        given = reply(interaction=interaction, draft=told, by=by, key=key, seen=seen, at=now)
        directed = Directed.objects.create(
            brand_id=interaction.brand_id,
            interaction=interaction,
            to_channel=to_channel,
            author_key=interaction.author_key,
            message=given if isinstance(given, Message) else None,
            approval=given if isinstance(given, Approval) else None,
            by=by,
            at=now,
            key=key,
        )
        tell(interaction, verb="directed", by=by, at=now, to_channel=to_channel.pk, direction=directed.pk)
    return directed


def _refuse_target(interaction: Interaction, to_channel: Channel, by: User) -> None:
    refuse_channels(by, interaction.brand, [interaction.channel, to_channel])
    if to_channel.state == ChannelState.CLOSED:
        raise ValidationError(_("This channel is closed."), code="closed")


def note_told(*, interaction: Interaction, message: Message) -> None:
    """Words that waited for a second person were published: from now on the person is expected."""
    waiting = Directed.objects.filter(
        interaction=interaction,
        message=None,
        approval__state__in=(*APPROVED, ApprovalState.ALONE),
        approval__message=None,
        approval__text=message.text,
    ).first()
    if waiting:
        waiting.message, waiting.at = message, message.sent_at
        waiting.save(update_fields=["message", "at"])


def link_arrivals(*, brand: Brand, interactions: Iterable[int], at: datetime) -> int:
    """Who was told to write elsewhere and has done so within the time is linked; returns how many.

    Looks at the directions that are open, of which there are few, not at what was taken in, of which a file
    brings much. The same handle on the right channel is the same person.
    """
    arrived = set(interactions)
    awaited = list(
        Directed.objects.told()
        .filter(brand=brand, arrived=None)
        .exclude(author_key="")
        .select_for_update(of=("self",))
        .order_by("at", "pk")
    )
    if not awaited or not arrived:
        return 0
    come = Interaction.objects.filter(
        brand=brand,
        author_key__in={each.author_key for each in awaited},
        channel__in={each.to_channel_id for each in awaited},
    ).order_by("opened_at", "pk")
    by_place: dict[tuple[str, int], list[Interaction]] = {}
    for interaction in come:
        if interaction.pk in arrived:
            place = (interaction.author_key, interaction.channel_id)
            by_place.setdefault(place, []).append(interaction)
    linked = 0
    for directed in awaited:
        there = by_place.get((directed.author_key, directed.to_channel_id), [])
        found = next((one for one in there if _fits(directed, one)), None)
        if found:
            _link(directed, found, by=None, at=at)
            linked += 1
    return linked


def link_arrival(
    *, directed: Directed, arrived: Interaction, by: User, at: datetime | None = None
) -> Directed:
    """A person knows that this interaction is the one that was waited for, under another name perhaps.

    Raises ValidationError for one of another brand or channel, older than the words, or the same one.
    """
    now = at or timezone.now()
    with transaction.atomic():
        lock(directed.interaction)
        held = Directed.objects.select_for_update(of=("self",)).get(pk=directed.pk)
        if held.arrived_id is not None:
            return held
        if arrived.brand_id != held.brand_id or arrived.pk == held.interaction_id:
            raise ValidationError(_("This is not another interaction of the brand."), code="brand")
        if arrived.channel_id != held.to_channel_id:
            told = _("This interaction is not on the channel to which the person was directed.")
            raise ValidationError(told, code="channel")
        if arrived.opened_at < held.at:
            raise ValidationError(_("This interaction is older than the words that directed."), code="older")
        _link(held, arrived, by=by, at=now)
    return held


def _fits(directed: Directed, arrived: Interaction) -> bool:
    elsewhere = arrived.pk != directed.interaction_id
    return elsewhere and directed.at <= arrived.opened_at < directed.at + EXPECTED_WITHIN


def _link(directed: Directed, arrived: Interaction, *, by: User | None, at: datetime) -> None:
    directed.arrived, directed.arrived_at, directed.linked_by = arrived, arrived.opened_at, by
    directed.save(update_fields=["arrived", "arrived_at", "linked_by"])
    tell(directed.interaction, verb="arrived", by=by, at=at, arrived=arrived.pk)
    tell(arrived, verb="came_directed", by=by, at=at, came_from=directed.interaction_id)
