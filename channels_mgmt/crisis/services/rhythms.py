"""Each brand's rhythm, counted anew each night, and where a file has brought much of the past."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Mod
from django.utils import timezone

from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.models import BrandRhythm
from channels_mgmt.crisis.services.streams import judged, reading_of
from channels_mgmt.crisis.surges.evidence import usual_words
from channels_mgmt.crisis.surges.rhythm import GUARD, LOOKED_BACK, learn
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.suggestions.learning import teachable
from cmhub.lib.locks import try_advisory_lock

logger = logging.getLogger(__name__)

COUNTED_EVERY, TOO_OLD = timedelta(hours=20), timedelta(hours=30)
"""At night all are counted that were not since the last night; by day, those that a night has missed."""
WORKS_FOR = 360.0
"""Seconds: well within the time of a task, however many brands there are."""
SAMPLED = 400
"""Messages of a brand that the machine reads to learn which share of its public complains."""
KNOWN_WORDS = 400
MUCH = 200
"""Interactions that come in at once and can hold a past of which the rhythm knows nothing."""

PEOPLE = """
    select hour, sum(people) from (
        select date_trunc('hour', timezone(%(zone)s, sent_at)) as hour,
            count(distinct author) as people
        from inbox_message
        where brand_id = %(brand)s and sent_at >= %(since)s and sent_at < %(until)s and direction = 'in'
        group by 1, floor(extract(epoch from sent_at) / 900)
    ) quarters
    group by hour
"""
"""People of each hour by the brand's clocks, each counted once a quarter of an hour, as in short windows.
From the index `message_week` alone.
"""


class Sampled(NamedTuple):
    person: str
    text: str
    kind: str
    sentiment: str


def due(at: datetime, older_than: timedelta = COUNTED_EVERY) -> QuerySet[Brand]:
    """Brands whose rhythm is not known, was not counted for so long, or not since much came in."""
    fresh = BrandRhythm.objects.filter(brand=OuterRef("pk"), stale=False, counted_at__gt=at - older_than)
    return Brand.objects.filter(~Exists(fresh), archived_at=None).order_by("pk")


def count_due(at: datetime | None = None, *, works_for: float = WORKS_FOR) -> int:
    """Counts the rhythms that are due; how many. One run at a time; one that fails keeps no other. What time
    does not suffice for is due in the next run.
    """
    now, until = at or timezone.now(), time.monotonic() + works_for
    counted = 0
    with try_advisory_lock("rhythms") as taken:
        for brand in due(now) if taken else ():
            if counted and time.monotonic() > until:
                break
            try:
                count_rhythm(brand, at=now)
                counted += 1
            except Exception:
                logger.exception("the rhythm of brand %s was not counted", brand.pk)
    return counted


def count_rhythm(brand: Brand, *, at: datetime) -> BrandRhythm:
    """What the last eight weeks show, but for the last hours, in which a rush may have begun."""
    until = at - GUARD
    zone = ZoneInfo(brand.time_zone)
    since = first_message(brand, until)
    sample = list(sampled(brand, until)) if since else []
    bad = sum(judged(one.kind, one.sentiment, machine_reads(brand, one))[0] for one in sample)
    rhythm = learn(
        people_by_hour(brand, until),
        until=until.astimezone(zone).replace(tzinfo=None),
        since=since.astimezone(zone).replace(tzinfo=None) if since else None,
        complaints=bad,
        read=len(sample),
    )
    told: dict[str, Any] = {
        "counted_at": at,
        "stale": False,
        "rates": [round(rate, 4) for rate in rhythm.rates],
        "share": rhythm.share,
        "spread": rhythm.spread,
        "spread_of_blocks": rhythm.spread_of_blocks,
        "weeks": rhythm.weeks,
        "words": usual_words(((one.person, teachable(one.text)) for one in sample), KNOWN_WORDS),
    }
    kept, _made = BrandRhythm.objects.update_or_create(brand=brand, defaults=told)
    return kept


def people_by_hour(brand: Brand, until: datetime) -> dict[datetime, float]:
    given: dict[str, Any] = {
        "brand": brand.pk,
        "zone": brand.time_zone,
        "since": until - LOOKED_BACK,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, given)
        return {hour: float(people) for hour, people in cursor.fetchall()}


def received(brand: Brand, until: datetime) -> QuerySet[Message]:
    return Message.objects.filter(brand=brand, sent_at__lt=until, direction=Direction.IN).order_by()


def first_message(brand: Brand, until: datetime) -> datetime | None:
    return received(brand, until).order_by("sent_at").values_list("sent_at", flat=True).first()


def sampled(brand: Brand, until: datetime) -> Iterable[Sampled]:
    """Messages of the span, spread over it evenly: the ids of one remainder."""
    span = received(brand, until).filter(sent_at__gte=until - LOOKED_BACK, interaction__isnull=False)
    step = max(1, span.count() // SAMPLED)
    some = span.annotate(rest=Mod(F("pk"), step, output_field=BigIntegerField())).filter(rest=0)
    rows = some.values_list("author_key", "text", "interaction__kind", "interaction__sentiment")
    return (Sampled(*row) for row in rows[: 2 * SAMPLED])


def machine_reads(brand: Brand, one: Sampled) -> str:
    return "" if one.sentiment else reading_of(brand.pk, one.text)


def doubt_rhythm(brand: Brand, came: int) -> None:
    """Has the rhythm counted anew, before a rush is looked for, where a file has brought much at once."""
    if came >= MUCH:
        BrandRhythm.objects.filter(brand=brand).update(stale=True)


def known(among: Iterable[int] | None = None) -> dict[int, BrandRhythm]:
    """The rhythms by which brands can be judged, by brand."""
    chosen = Q(stale=False) if among is None else Q(stale=False, brand__in=among)
    return {one.brand_id: one for one in BrandRhythm.objects.filter(chosen).defer("words")}
