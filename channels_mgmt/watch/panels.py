"""What rooms above show on an item's page: they add to `sources` in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from channels_mgmt.brands.access import Access
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services.timeline import Line


@dataclass(frozen=True)
class Panel:
    """A part of the page: its template, what that reads under `told`, and what goes to the timeline."""

    template: str
    told: Mapping[str, Any]
    lines: Sequence[Line] = ()


sources: list[Callable[[Item, User, Access], Panel | None]] = []
"""Each gives its part, or None where there is nothing to show to the person."""


def panels_of(item: Item, person: User, access: Access) -> list[Panel]:
    return [panel for ask in sources if (panel := ask(item, person, access)) is not None]
