"""Rooms above the desk that quote the public: they add to `rooms` in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Message
from cmhub.lib.quoted import Quoted
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


def theirs(messages: Messages) -> Quoted:
    """What these messages give to be found in what others wrote: their words, and the name where one person
    alone wrote them. The names of many at once would be words of anybody.
    """
    written = list(messages.values_list("author_key", "author", "text"))
    is_one = len({key for key, _name, _text in written}) == 1
    names = {name for _key, name, _text in written} if is_one else set()
    return Quoted(names=names, texts=[text for _key, _name, text in written])


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
