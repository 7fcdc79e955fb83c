"""What rooms above tell of the brand's own community: they add to `of_communities` in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from channels_mgmt.brands.models import Brand


@dataclass(frozen=True)
class Panel:
    """A part of the page: its template, and what that reads under `told`."""

    template: str
    told: Mapping[str, Any]


of_communities: list[Callable[[Brand, datetime], Panel | None]] = []
"""Each gives its part, or None where there is nothing to show."""


def panels_beside_communities(brand: Brand, at: datetime) -> list[Panel]:
    return [panel for ask in of_communities if (panel := ask(brand, at)) is not None]
