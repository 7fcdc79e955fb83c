"""Rooms above the desk that quote the public: they add to `rooms` in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Message
from cmhub.lib.text import normalise_handle

Messages = QuerySet[Message]


@dataclass(frozen=True)
class Room:
    """How a room tells what it quotes of some messages, as JSON can say it, and erases it; it is asked to
    while the messages still have their words.
    """

    copy_of: Callable[[Messages], list[dict[str, Any]]]
    erase: Callable[[Brand, Messages], None]


rooms: list[Room] = []


def written_by(brand: Brand, handle: str) -> Messages:
    key = normalise_handle(handle)
    return Message.objects.filter(brand=brand, author_key=key, direction=Direction.IN)


def written_in(interactions: Collection[int]) -> Messages:
    return Message.objects.filter(interaction__in=interactions, direction=Direction.IN)


def copies_of(messages: Messages) -> list[dict[str, Any]]:
    return [told for room in rooms for told in room.copy_of(messages)]


def erase(brand: Brand, messages: Messages) -> None:
    for room in rooms:
        room.erase(brand, messages)
