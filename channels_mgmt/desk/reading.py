"""What a person is to read and confirm, and to decide on: briefings and strategies of their brands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from channels_mgmt.desk.day import LOOKED_AT, NOTHING, Section
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services.briefings import unread_briefings
from channels_mgmt.strategy.services.reading import to_validate, unread_strategies


@dataclass(frozen=True)
class ToRead:
    """Briefings, the first due first, and strategies in force that the person has not confirmed reading."""

    briefings: Section
    strategies: Sequence[Strategy]


def to_read_of(user: User, found: Any, brands: list[int], *, at: datetime) -> ToRead | None:
    """What waits to be read on these brands, where `found` says that anything does; see `own_of`."""
    if not (found.has_briefings or found.has_strategies):
        return None
    briefings = unread_briefings(user.pk, brands, at)[:LOOKED_AT] if found.has_briefings else None
    strategies = unread_strategies(user.pk, brands, at) if found.has_strategies else ()
    return ToRead(NOTHING if briefings is None else Section.of(briefings), list(strategies))


def to_decide_of(user: User, found: Any, brands: list[int], *, at: datetime) -> list[Strategy]:
    """The versions on these brands that wait for the person to validate them, where `found` says so."""
    return list(to_validate(user.pk, brands, at)) if found.has_decisions else []
