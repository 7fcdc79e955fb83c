"""What a person is to read and confirm, and to decide on: briefings and strategies of their brands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.day import LOOKED_AT, Section
from channels_mgmt.strategy.models import Briefing, Strategy
from channels_mgmt.strategy.services.briefings import unread_briefings
from channels_mgmt.strategy.services.reading import to_validate, unread_strategies
from cmhub.lib.kept import kept

SOON = timedelta(days=2)

OfABrand = TypeVar("OfABrand", Briefing, Strategy)


@dataclass(frozen=True)
class ToRead:
    """Briefings, the first due first, and strategies in force that the person has not confirmed reading."""

    briefings: Section
    strategies: Sequence[Strategy]
    presses: bool = False
    """Whether any is due soon, or was."""

    @property
    def rows(self) -> list[Any]:
        return [*self.briefings.rows, *self.strategies]


def to_read_of(user: User, found: Any, brands: Sequence[Brand], *, at: datetime) -> ToRead | None:
    """What waits to be read on these brands, where `found` says that anything does; see `own_of`."""
    if not (found.has_briefings or found.has_strategies):
        return None
    given: dict[str, Any] = {"person": user.pk, "brands": [brand.pk for brand in brands], "at": at}
    briefings = with_brands(_briefings(**given), brands) if found.has_briefings else []
    strategies = with_brands(_strategies(**given), brands) if found.has_strategies else []
    presses = any(briefing.due_at < at + SOON for briefing in briefings)
    return ToRead(Section.of(briefings), strategies, presses)


@kept
def _briefings(person: int, brands: list[int], at: datetime) -> QuerySet[Briefing]:
    return unread_briefings(person, brands, at).select_related(None)[:LOOKED_AT]


@kept
def _strategies(person: int, brands: list[int], at: datetime) -> QuerySet[Strategy]:
    return unread_strategies(person, brands, at).select_related(None)


def with_brands(rows: list[OfABrand], brands: Sequence[Brand]) -> list[OfABrand]:
    by_id = {brand.pk: brand for brand in brands}
    for row in rows:
        row.brand = by_id[row.brand_id]
    return rows


def to_decide_of(user: User, found: Any, brands: list[int], *, at: datetime) -> list[Strategy]:
    """The versions on these brands that wait for the person to validate them, where `found` says so."""
    return list(to_validate(user.pk, brands, at)) if found.has_decisions else []
