"""What happened in a time, of brands: campaigns, crises, days off and days of their own by themselves, and
what people wrote down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from channels_mgmt.brands.models import Brand, BrandTerritory
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.publishing.calendar.marks import marks_between, places_of
from channels_mgmt.publishing.models import Campaign, MarkedDay
from reporting.annotations.choices import Kind
from reporting.annotations.models import Annotation

ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Event:
    """Something on the time line of a brand; `last` is a day of it too. `pk` is of what people wrote."""

    kind: Kind
    words: str
    first: date
    last: date
    url: str = ""
    pk: int | None = None

    @property
    def order(self) -> tuple[int, date, str]:
        """What tells most about figures comes first."""
        return ORDER[self.kind], self.first, self.words


def events_of(brand: Brand, first: date, last: date, *, now: datetime | None = None) -> list[Event]:
    """What happened to one brand on these days, both ends included, in the order of the first days."""
    return events_by_brand([brand], first, last, now=now)[brand.pk]


def events_by_brand(
    brands: Sequence[Brand],
    first: date,
    last: date,
    *,
    kinds: Collection[Kind] = tuple(Kind),
    now: datetime | None = None,
) -> dict[int, list[Event]]:
    """The same of several; without days off, in as many queries as of one."""
    by_id = {brand.pk: brand for brand in brands}
    found: dict[int, list[Event]] = {pk: [] for pk in by_id}
    happened = [
        *_campaigns(by_id, first, last),
        *_crises(by_id, first, last, now or timezone.now()),
        *_written(by_id, first, last),
    ]
    if not {Kind.HOLIDAY, Kind.DAY}.isdisjoint(kinds):
        happened += _days(by_id, first, last)
    for pk, event in happened:
        if event.kind in kinds:
            found[pk].append(event)
    return {pk: sorted(events, key=lambda one: (one.first, one.order)) for pk, events in found.items()}


Found = Iterable[tuple[int, Event]]


def _campaigns(brands: dict[int, Brand], first: date, last: date) -> Found:
    """Those that say when they begin. One that somebody ended is over that day."""
    begun = Campaign.objects.filter(brand__in=list(brands), starts_on__lte=last)
    for row in begun.filter(Q(ends_on=None) | Q(ends_on__gte=first)).order_by("pk"):
        brand = brands[row.brand_id]
        ends = [last] if row.ends_on is None else [row.ends_on]
        if row.ended_at is not None:
            ends.append(row.ended_at.astimezone(ZoneInfo(brand.time_zone)).date())
        if (over := min(ends)) >= first and row.starts_on is not None:
            url = reverse("publishing:campaign", args=[brand.slug, row.pk])
            yield (
                row.brand_id,
                Event(Kind.CAMPAIGN, row.name, row.starts_on, max(over, row.starts_on), url),
            )


def _crises(brands: dict[int, Brand], first: date, last: date, now: datetime) -> Found:
    """Those that were no drill."""
    margin = timedelta(days=1)
    bounds = [datetime.combine(day, time(), ZoneInfo("UTC")) for day in (first - margin, last + 2 * margin)]
    rows = Crisis.objects.real().filter(brand__in=list(brands), opened_at__lt=bounds[1])
    for row in rows.filter(Q(ended_at=None) | Q(ended_at__gte=bounds[0])).order_by("pk"):
        brand = brands[row.brand_id]
        zone = ZoneInfo(brand.time_zone)
        begun, over = row.opened_at.astimezone(zone).date(), (row.ended_at or now).astimezone(zone).date()
        if begun <= last and over >= first:
            url = reverse("crisis:detail", args=[row.pk])
            yield row.brand_id, Event(Kind.CRISIS, row.title, begun, max(begun, over), url)


def _written(brands: dict[int, Brand], first: date, last: date) -> Found:
    for row in Annotation.objects.standing().between(first, last).filter(brand__in=list(brands)):
        yield row.brand_id, Event(Kind(row.kind), row.words, row.starts_on, row.ends_on, pk=row.pk)


def _days(brands: dict[int, Brand], first: date, last: date) -> Found:
    """Public holidays where the brand is, and the days that its house or its people added. Days that the
    product knows for everybody are left out: there is one every week.
    """
    territories = defaultdict(list)
    for presence in BrandTerritory.objects.filter(brand__in=list(brands)).select_related("territory"):
        territories[presence.brand_id].append(presence.territory)
    said = _said(brands.values())
    for pk, brand in brands.items():
        rows = [row for row in said[brand.agency_id] if row.brand_id in (None, pk)]
        marks = marks_between(
            first, last, agency=brand.agency_id, places=places_of(territories[pk]), said=rows
        )
        for mark in marks:
            if mark.is_holiday:
                yield pk, Event(Kind.HOLIDAY, mark.name, mark.date, mark.date)
            elif not mark.code:
                yield pk, Event(Kind.DAY, mark.name, mark.date, mark.date)


def _said(brands: Collection[Brand]) -> dict[int, list[MarkedDay]]:
    found: dict[int, list[MarkedDay]] = defaultdict(list)
    agencies = {brand.agency_id for brand in brands}
    for row in MarkedDay.objects.filter(Q(brand=None) | Q(brand__in=list(brands)), agency__in=agencies):
        found[row.agency_id].append(row)
    return found
