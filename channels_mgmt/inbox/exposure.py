"""How much abuse each person reads, so that they are looked after; and who is moderated again and again."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from accounts.models import User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import ABUSIVE, AGAINST_AUTHORS, Direction
from channels_mgmt.inbox.models import Message, ModerationAct

SPAN = timedelta(weeks=4)
MUCH = 25
"""Abusive messages in four weeks from which on somebody is to be asked how they are, and relieved."""

REPEATED_WITHIN = timedelta(days=90)
REPEATED_FROM = 3
SHOWN = 50


@dataclass(frozen=True)
class Exposed:
    """A person, and the messages confirmed as abuse that they handled in the last four weeks."""

    person: User
    messages: int

    @property
    def is_much(self) -> bool:
        return self.messages >= MUCH


@dataclass(frozen=True)
class Offender:
    """An author of the public against whom was acted three times or more in ninety days."""

    author: str
    author_key: str
    acts: int
    last_at: datetime


def exposure_of(brand: Brand, at: datetime) -> list[Exposed]:
    """Who handled how many messages confirmed as abuse that were sent in the last four weeks, the most first.

    Handled is what somebody did anything to: took, sorted, moderated. A message counts once for a person.
    """
    handled = (
        Message.objects.filter(
            brand=brand,
            sent_at__gt=at - SPAN,
            sent_at__lte=at,
            direction=Direction.IN,
            interaction__kind=Kind.ABUSE,
            interaction__events__by__isnull=False,
        )
        .order_by()
        .values_list("interaction__events__by")
        .annotate(Count("pk", distinct=True))
    )
    counts = Counter(dict(handled))
    single = ModerationAct.objects.standing().lately(at, SPAN).filter(brand=brand, reason__in=ABUSIVE)
    apart = single.filter(message__isnull=False).exclude(interaction__kind=Kind.ABUSE)
    counts.update(dict(apart.order_by().values_list("by").annotate(Count("message", distinct=True))))
    people = User.objects.in_bulk(counts)
    exposed = [Exposed(people[person], number) for person, number in counts.items() if person in people]
    return sorted(exposed, key=lambda one: (-one.messages, one.person.name))


def offenders_of(brand: Brand, at: datetime) -> list[Offender]:
    """Authors against whom acts stand, by their handle whatever its spelling, the busiest first."""
    rows = (
        ModerationAct.objects.standing()
        .lately(at, REPEATED_WITHIN)
        .filter(Q(act__in=AGAINST_AUTHORS), brand=brand)
        .order_by()
        .values("author_key")
        .annotate(acts=Count("pk"), last_at=Max("at"), author=Max("author"))
        .filter(acts__gte=REPEATED_FROM)
        .order_by("-acts", "-last_at")[:SHOWN]
    )
    return [Offender(**row) for row in rows]
