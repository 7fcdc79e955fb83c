"""What a calendar at a secret address can hold: shifts, and what rooms above add."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from icalendar import Event

from accounts.access import Right
from channels_mgmt.brands.models import Brand

BEHIND, AHEAD = timedelta(weeks=4), timedelta(weeks=26)


@dataclass(frozen=True)
class FeedKind:
    """`right` is needed on the brand, `events` gives what stands in a `CalendarFeed` at an instant.

    `title` is the name of the calendar, `offer` that of the line where one makes an address, `refusal` what
    somebody without the right is told. Only a kind that is `of_person` has a calendar of all brands.
    """

    code: str
    right: Right
    file: str
    title: Callable[[Brand | None], str]
    offer: Callable[[Brand | None], str]
    refusal: Any
    events: Callable[[Any, datetime], Iterable[Event]]
    of_person: bool = False


kinds: dict[str, FeedKind] = {}
"""By their codes, in the order in which they are offered: added in the `AppConfig.ready` of each room."""


def add_kind(kind: FeedKind) -> None:
    kinds[kind.code] = kind
