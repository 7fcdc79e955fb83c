"""Why a brand publishes nothing of what it has planned: rooms above say so, a crisis for one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from channels_mgmt.brands.models import Brand


@dataclass(frozen=True)
class Hold:
    """A written reason, whose it is, since when, and where it is told of."""

    reason: str
    by: str
    since: datetime
    url: str = ""


Source = Callable[[Collection[int], datetime], Mapping[int, Hold]]
"""By the ids of brands, of those that are asked about: what holds them."""

sources: list[Source] = []
"""What rooms above add, in their `AppConfig.ready`."""


def holds_on(brand: Brand, at: datetime) -> list[Hold]:
    """Every reason for which nothing planned is published at that instant."""
    return holds_over([brand.pk], at).get(brand.pk, [])


def holds_over(brands: Collection[int], at: datetime) -> dict[int, list[Hold]]:
    """The same of many brands at once, by their ids; those that publish are not among them."""
    found: dict[int, list[Hold]] = {}
    for source in sources:
        for brand, hold in source(brands, at).items():
            found.setdefault(brand, []).append(hold)
    return found
