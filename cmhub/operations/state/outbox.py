"""What is on its way to people and programs, by the way that it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from accounts.choices import NotificationState
from accounts.models import Notification, PushMessage
from accounts.models.outgoing import UNDELIVERED
from channels_mgmt.api.choices import DeliveryState
from channels_mgmt.api.models import Delivery
from cmhub.lib.scope import everything

MAIL, PUSH, WEBHOOK = "mail", "push", "webhook"
LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Way:
    """`oldest` is for how many seconds the line waits that is due for longest, or was tried in vain; None
    where none is. `failed` counts those of the last 24 hours.
    """

    name: str
    waiting: int
    oldest: float | None
    failed: int


def ways(now: datetime) -> list[Way]:
    """Two short queries for each, through indexes of what waits and of what failed."""
    with everything():
        return [
            *(_outgoing(name, model, now) for name, model in ((MAIL, Notification), (PUSH, PushMessage))),
            _webhooks(now),
        ]


def _outgoing(name: str, model: Any, now: datetime) -> Way:
    rows: QuerySet[Any] = model.objects.all()
    held_up = Q(next_attempt_at__lte=now) | ~Q(error="")
    failed = rows.filter(state__in=UNDELIVERED, created_at__gte=now - LATELY)
    return _way(name, rows.filter(state=NotificationState.PENDING), "created_at", held_up, failed, now)


def _webhooks(now: datetime) -> Way:
    rows = Delivery.objects.all()
    held_up = Q(next_attempt_at__lte=now) | Q(attempts__gt=0)
    failed = rows.filter(state=DeliveryState.FAILED, ended_at__gte=now - LATELY)
    return _way(WEBHOOK, rows.filter(state=DeliveryState.PENDING), "at", held_up, failed, now)


def _way(
    name: str, waiting: QuerySet[Any], since: str, held_up: Q, failed: QuerySet[Any], now: datetime
) -> Way:
    told = waiting.aggregate(number=Count("pk"), oldest=Min(since, filter=held_up))
    oldest = max(0.0, (now - told["oldest"]).total_seconds()) if told["oldest"] else None
    return Way(name, told["number"], oldest, failed.count())


def failed_in(ways: Iterable[Way]) -> int:
    return sum(way.failed for way in ways)
