"""When interactions of many brands arrive, for rooms below that plan who is there."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count, F, Func, IntegerField, Min

from channels_mgmt.inbox.models import Interaction
from channels_mgmt.team.arrivals import HOURS_OF_A_WEEK, LOOKED_BACK, WEEKS, Arrivals

WEEK = timedelta(weeks=1)


class HourOfWeek(Func):
    """The hour of the week that it is at an instant in a time zone, 0 = Monday 00:00: 1970 began on the
    clocks of every zone with the first hour of a Thursday, the 72nd.
    """

    template = "mod(floor(extract(epoch FROM timezone(%(expressions)s)) / 3600)::int + 72, 168)"
    output_field = IntegerField()


def count_arrivals(brands: Collection[int], at: datetime) -> dict[int, Arrivals]:
    """Opened interactions by brand and hour of the week in the brand's time, in one query over the index
    (brand, opened_at).
    """
    rows = (
        Interaction.objects.filter(brand__in=brands, opened_at__gte=at - LOOKED_BACK, opened_at__lt=at)
        .order_by()
        .annotate(hour=HourOfWeek(F("brand__time_zone"), F("opened_at")))
        .values_list("brand", "hour")
        .annotate(Count("pk"), Min("opened_at"))
    )
    counts: dict[int, list[int]] = defaultdict(lambda: [0] * HOURS_OF_A_WEEK)
    first: dict[int, datetime] = {}
    for brand, hour, number, earliest in rows:
        counts[brand][hour] = number
        first[brand] = min(first.get(brand, earliest), earliest)
    return {brand: mean_of(hours, at - first[brand]) for brand, hours in counts.items()}


def mean_of(counts: list[int], since_first: timedelta) -> Arrivals:
    """A brand on which the first arrived less than eight weeks ago is measured by the weeks that it has."""
    weeks = min(WEEKS, max(1, -(-since_first // WEEK)))
    return Arrivals(tuple(number / weeks for number in counts), sum(counts))
