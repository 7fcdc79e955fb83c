"""What the messages of one interaction say about it: waiting episodes, times, counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from channels_mgmt.inbox.choices import Direction, State
from channels_mgmt.inbox.models import Interaction, Message, WaitingEpisode

TOLD_BY_MESSAGES = (
    "opened_at",
    "last_at",
    "waiting_since",
    "first_response_at",
    "substantive_at",
    "message_count",
)
"""Columns of an interaction that its messages decide."""


@dataclass(frozen=True)
class Episode:
    """A wait: from the oldest unanswered message in to the next message out that is no robot's."""

    opened_at: datetime
    ended_at: datetime | None = None
    ended_by: str = ""


def in_order(messages: Iterable[Message]) -> list[Message]:
    """By time; at equal times a message in comes before a message out."""
    return sorted(messages, key=lambda m: (m.sent_at, m.direction == Direction.OUT, m.pk))


def episodes_of(messages: Sequence[Message]) -> list[Episode]:
    """The waiting episodes of one interaction, of which only the last can be open; messages in order."""
    episodes: list[Episode] = []
    opened_at: datetime | None = None
    for message in messages:
        if message.direction == Direction.IN:
            opened_at = opened_at or message.sent_at
        elif opened_at and not message.automatic:
            episodes.append(Episode(opened_at, message.sent_at, message.author))
            opened_at = None
    if opened_at:
        episodes.append(Episode(opened_at))
    return episodes


def substantive_at(messages: Sequence[Message]) -> datetime | None:
    """When the first answer came that was neither a robot's nor a holding reply; messages in order."""
    asked = False
    for message in messages:
        if message.direction == Direction.IN:
            asked = True
        elif asked and not message.automatic and not message.holding:
            return message.sent_at
    return None


def told_state(interaction: Interaction) -> str:
    """The state that the messages give to what nobody has taken in hand, once they are counted."""
    if not interaction.waiting_since:
        return State.ANSWERED
    came_back = interaction.first_response_at or interaction.reopened
    return State.REOPENED if came_back else State.NEW


def recount(interaction: Interaction) -> None:
    """Sets what the messages decide and rewrites the episodes; the caller holds the row and saves it.

    Where the public turned out to have written nothing, there is no episode, and it opened when it did.
    """
    messages = in_order(Message.objects.filter(interaction=interaction))
    episodes = episodes_of(messages)
    received = [m.sent_at for m in messages if m.direction == Direction.IN]
    interaction.opened_at = received[0] if received else interaction.opened_at
    interaction.last_at = max(messages[-1].sent_at, interaction.opened_at)
    interaction.message_count = len(messages)
    last = episodes[-1] if episodes else None
    interaction.waiting_since = last.opened_at if last and last.ended_at is None else None
    interaction.first_response_at = episodes[0].ended_at if episodes else None
    interaction.substantive_at = substantive_at(messages)
    _rewrite_episodes(interaction, episodes)


def _rewrite_episodes(interaction: Interaction, episodes: list[Episode]) -> None:
    kept = {row.number: row for row in WaitingEpisode.objects.filter(interaction=interaction)}
    surplus = [row.pk for number, row in kept.items() if number > len(episodes)]
    if surplus:
        WaitingEpisode.objects.filter(pk__in=surplus).delete()
    # From the first on: only the last may be open, so each is ended before the next one opens.
    for number, episode in enumerate(episodes, start=1):
        row = kept.get(number) or WaitingEpisode(
            brand_id=interaction.brand_id, interaction=interaction, number=number
        )
        if row.pk and Episode(row.opened_at, row.ended_at, row.ended_by) == episode:
            continue
        row.opened_at, row.ended_at, row.ended_by = episode.opened_at, episode.ended_at, episode.ended_by
        row.save()
