"""The figures that an objective can be about: rooms above know them, and add theirs when they are ready."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Direction
from cmhub.lib.durations import duration_words
from cmhub.lib.numbers import number_words, short_percent


class Unit(models.TextChoices):
    """In what a figure is kept: a fraction of 1, seconds, or how many. People write percent and minutes."""

    RATE = "rate", "%"
    SECONDS = "seconds", pgettext_lazy("unit", "minutes")
    COUNT = "count", pgettext_lazy("unit", "a week")
    OWN = "own", _("unit of its own")

    @property
    def factor(self) -> Decimal:
        """What one of what people write is worth of what is kept."""
        return {Unit.RATE: Decimal("0.01"), Unit.SECONDS: Decimal(60)}.get(self, Decimal(1))

    def words(self, value: Decimal | float, own: str = "") -> str:
        """A kept value as people read it."""
        if self is Unit.RATE:
            return short_percent(value)
        if self is Unit.SECONDS:
            return duration_words(float(value))
        short = Decimal(str(value)).normalize()
        decimals = max(0, -int(short.as_tuple().exponent))
        return f"{number_words(short, min(decimals, 2))} {own}".strip()


@dataclass(frozen=True)
class Metric:
    """A figure of the product by its code, the path at which the weekly report has it where it has it so."""

    code: str
    label: Any
    unit: Unit
    good: Direction
    """The way that is for the better."""


@dataclass(frozen=True)
class Point:
    """What a figure was in the week that began on this Monday, or on the day when somebody entered it."""

    day: date
    value: float
    goes_on: bool = False
    """Whether the week is not over: what it says changes, and is compared with no whole week."""


Series = list[Point]
Reader = Callable[[Brand, Collection[str], datetime], dict[str, Series]]
"""Gives, of a brand, the series of the metrics asked for by code, the oldest point first."""

metrics: dict[str, Metric] = {}
_readers: list[tuple[frozenset[str], Reader]] = []


def register(known: Iterable[Metric], read: Reader) -> None:
    """Makes figures known that one reader can give, all those asked for at once."""
    added = {metric.code: metric for metric in known}
    metrics.update(added)
    _readers.append((frozenset(added), read))


def series_of(brand: Brand, codes: Collection[str], at: datetime) -> dict[str, Series]:
    """What is known of each of these figures by an instant; nothing of one that nobody knows."""
    found: dict[str, Series] = {code: [] for code in codes}
    for known, read in _readers:
        if asked := known.intersection(codes):
            found |= read(brand, asked, at)
    return found
