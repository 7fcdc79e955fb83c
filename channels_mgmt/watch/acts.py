"""What may be done further with an item, as rooms above know: they add to `further` in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from channels_mgmt.brands.access import Access
from channels_mgmt.watch.models import Item


@dataclass(frozen=True)
class Act:
    """A button on the item's page: what it says, where it leads, and whether it does so by a POST.

    `danger` is for what alarms people.
    """

    label: Any
    url: str
    icon: str
    post: bool = False
    danger: bool = False


further: list[Callable[[Item, Access], Act | None]] = []
"""Each gives its act, or None where the item or the person's rights do not call for it."""


def acts_of(item: Item, access: Access) -> list[Act]:
    return [act for ask in further if (act := ask(item, access)) is not None]
