"""What can be counted of a crisis while it lasts, for who decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q
from django.db.models.functions import TruncHour

from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services.matter import on_matter
from channels_mgmt.inbox.choices import Sentiment
from channels_mgmt.inbox.models import Interaction

HOURS = 24
KEPT_FOR = 45
"""Seconds."""
BEFORE = timedelta(hours=24)
"""Interactions of the day before the opening count: that is where it began."""


@dataclass(frozen=True)
class Numbers:
    """Interactions on the matter since a day before the opening: all, answered, waiting, negative, and those
    of each of the last hours, the latest last. Reach is not known: nobody measures it by the hour.
    """

    total: int
    answered: int
    waiting: int
    negative: int
    by_hour: tuple[int, ...]
    hours: tuple[datetime, ...]

    @property
    def last_hour(self) -> int:
        return self.by_hour[-1] if self.by_hour else 0


def numbers_lately(crisis: Crisis, at: datetime) -> Numbers | None:
    """The same, as counted within the last moments: for homes, which many people have open in a crisis and
    which ask again and again. What changes the matter or the level counts anew.
    """
    if crisis.drill:
        return None
    key = f"crisis-numbers:{crisis.pk}:{crisis.edition}:{crisis.level}:{crisis.state}"
    kept = cache.get(key)
    if isinstance(kept, dict):
        return Numbers(**kept)
    counted = numbers_of(crisis, at)
    if counted is not None:
        cache.set(key, vars(counted), KEPT_FOR)
    return counted


def numbers_of(crisis: Crisis, at: datetime) -> Numbers | None:
    """None for a drill, of which nothing is counted, and as long as nobody has said what the matter is: all
    that is written to the brand is no measure of the crisis.
    """
    if crisis.drill or not crisis.says_its_matter:
        return None
    until = crisis.ended_at or at
    matter = Interaction.objects.filter(
        on_matter(crisis),
        brand=crisis.brand_id,
        opened_at__gte=crisis.opened_at - BEFORE,
        opened_at__lt=until,
    )
    told: dict[str, Any] = matter.aggregate(
        total=Count("pk"),
        answered=Count("pk", filter=Q(first_response_at__isnull=False)),
        waiting=Count("pk", filter=Q(waiting_since__isnull=False, needs_answer=True)),
        negative=Count("pk", filter=Q(sentiment=Sentiment.NEGATIVE)),
    )
    first = until - timedelta(hours=HOURS)
    counted = matter.filter(opened_at__gte=first).annotate(hour=TruncHour("opened_at")).values("hour")
    found = dict(counted.annotate(number=Count("pk")).order_by().values_list("hour", "number"))
    top = until.replace(minute=0, second=0, microsecond=0)
    hours = tuple(top - timedelta(hours=back) for back in range(HOURS - 1, -1, -1))
    by_hour = tuple(next((n for hour, n in found.items() if hour == one), 0) for one in hours)
    return Numbers(by_hour=by_hour, hours=hours, **told)
