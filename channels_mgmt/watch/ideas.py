"""How an item becomes a post idea: the room that keeps ideas is beside this one, and joined from above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from accounts.models import User
from channels_mgmt.watch.models import Item


class Made(Protocol):
    """What is told of an idea that was made: the page on which it stands."""

    @property
    def url(self) -> str: ...


Maker = Callable[[Item, User, datetime], Made]

makers: list[Maker] = []
"""At most one: it makes the idea in the caller's transaction, once for an item."""
