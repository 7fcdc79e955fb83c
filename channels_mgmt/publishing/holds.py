"""Why a brand publishes nothing of what it has planned: rooms above say so, a crisis for one."""

from collections.abc import Callable
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


Source = Callable[[Brand, datetime], Hold | None]

sources: list[Source] = []
"""What rooms above add, in their `AppConfig.ready`."""


def holds_on(brand: Brand, at: datetime) -> list[Hold]:
    """Every reason for which nothing planned is published at that instant."""
    return [hold for source in sources if (hold := source(brand, at))]
