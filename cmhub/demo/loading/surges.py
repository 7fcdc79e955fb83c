"""A rush of the past, of which somebody said that it was no crisis.

It is found by the product's own eyes in what the demonstration's public wrote: nothing is invented here.
Safe to run again: a brand that has a surge is left as it is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.models import Surge
from channels_mgmt.crisis.services.rhythms import MUCH, count_rhythm, doubt_rhythm
from channels_mgmt.crisis.services.surges import detect, dismiss
from channels_mgmt.inbox.models import Message
from cmhub.demo.loading.readiness import CM, FIRST

WHY = "Panne connue, déjà annoncée sur toutes nos pages : le retour à la normale est en vue."
LOOKED_AT = timedelta(weeks=8)
LONGEST = timedelta(hours=30)
"""How long after its worst hour a rush is followed until it is calm."""
STEP = timedelta(minutes=30)


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    if brand.slug != FIRST or Surge.objects.filter(brand=brand).exists():
        return
    if worst := worst_hour(brand, at):
        count_rhythm(brand, at=worst - timedelta(hours=6))
        if relive(brand, worst):
            surge = Surge.objects.filter(brand=brand).latest("detected_at")
            dismiss(surge=surge, why=WHY, by=people[CM], at=surge.detected_at + timedelta(minutes=18))
        # What was learnt up to then is old: the worker counts it anew, like that of the other brands.
        doubt_rhythm(brand, MUCH)


def worst_hour(brand: Brand, at: datetime) -> datetime | None:
    """The end of the hour in which most was written, of the last weeks but for the newest days."""
    written = Message.objects.filter(
        brand=brand, direction="in", sent_at__gte=at - LOOKED_AT, sent_at__lt=at - timedelta(days=4)
    )
    hours: dict[datetime, int] = {}
    for sent_at in written.values_list("sent_at", flat=True):
        hour = sent_at.replace(minute=0, second=0, microsecond=0)
        hours[hour] = hours.get(hour, 0) + 1
    worst = max(hours, key=lambda hour: (hours[hour], hour), default=None)
    return worst + timedelta(hours=1) if worst else None


def relive(brand: Brand, worst: datetime) -> bool:
    """Looks at the stream as it was then, until it is calm; whether anything was raised."""
    raised, now = False, worst - timedelta(hours=2)
    while now <= worst + LONGEST:
        raised = bool(detect(now, among=[brand.pk])) or raised
        if raised and not Surge.objects.lasting().filter(brand=brand).exists():
            break
        now += STEP
    return raised
