"""When interactions arrive, by the hour of the week. Who knows is above: the inbox fills `counters`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

HOURS_OF_A_WEEK = 168
WEEKS = 8
LOOKED_BACK = timedelta(weeks=WEEKS)


@dataclass(frozen=True)
class Arrivals:
    """Interactions that arrived on a brand in the last eight weeks, or since its first one where that is
    less: `by_hour` is the mean of a week for each of its 168 hours in the brand's time, index 0 = Monday
    00:00; `counted` is how many there were in all.
    """

    by_hour: tuple[float, ...]
    counted: int

    @property
    def a_week(self) -> float:
        return sum(self.by_hour)


Counter = Callable[[Collection[int], datetime], Mapping[int, Arrivals]]

counters: list[Counter] = []
"""What rooms above add in their `AppConfig.ready`: called with the ids of all brands at once."""


def arrivals_of(brands: Collection[int], at: datetime) -> dict[int, Arrivals]:
    """By the brands' ids; brands where nothing arrived are left out."""
    found: dict[int, Arrivals] = {}
    for counter in counters if brands else ():
        for brand, arrivals in counter(brands, at).items():
            known = found.get(brand)
            found[brand] = plus(known, arrivals) if known else arrivals
    return found


def plus(one: Arrivals, other: Arrivals) -> Arrivals:
    hours = tuple(a + b for a, b in zip(one.by_hour, other.by_hour, strict=True))
    return Arrivals(hours, one.counted + other.counted)
