"""How many of those who were told to write elsewhere did; see docs/metrics.md."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Directed
from channels_mgmt.inbox.models.directed import EXPECTED_WITHIN

LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True)
class Arrivals:
    """Of those told in the last ninety days: how many, who arrived, who is still expected, who never came."""

    told: int
    arrived: int
    expected: int

    @property
    def never(self) -> int:
        return self.told - self.arrived - self.expected

    @property
    def rate(self) -> float | None:
        """Arrived, of those whose time is over or who came; None where there is nobody."""
        settled = self.told - self.expected
        return self.arrived / settled if settled else None


def figures_of(brand: Brand, at: datetime) -> Arrivals:
    told = Directed.objects.told().filter(brand=brand, at__gt=at - LOOKED_BACK, at__lte=at)
    counted: dict[str, int] = told.aggregate(
        told=Count("pk"),
        came=Count("arrived"),
        awaited=Count("pk", filter=Q(arrived=None, at__gt=at - EXPECTED_WITHIN)),
    )
    return Arrivals(told=counted["told"], arrived=counted["came"], expected=counted["awaited"])
