"""The calendar over all brands of a person: the first posts of each day, and how many more there are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Right
from accounts.models import Territory, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.calendar.cells import cards_of, cells_of, weeks_of
from channels_mgmt.publishing.calendar.filters import Filters, of_house
from channels_mgmt.publishing.calendar.marks import Mark, by_day, marks_between, places_of
from channels_mgmt.publishing.calendar.notes import CLOSE, Note
from channels_mgmt.publishing.calendar.page import states, ways
from channels_mgmt.publishing.calendar.spans import LIST, Span
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.holds import holds_over
from channels_mgmt.publishing.models import MarkedDay, Post
from cmhub.lib.text import fold

SECTORS_NAMED = 2
"""Sectors whose brands meet that a day names; of the others it says how many there are."""

MET = """
    select width_bucket(planned_at, %(beginnings)s::timestamptz[]) as cell, sector, count(*)
    from (
        select post.planned_at, post.brand_id, told.sector,
            lag(post.planned_at) over beside as before_at, lag(post.brand_id) over beside as before_brand
        from publishing_post post
        join unnest(%(brands)s::bigint[], %(sectors)s::int[]) told (brand, sector)
            on told.brand = post.brand_id
        where post.brand_id = any(%(brands)s::bigint[]) and not post.state = any(%(ended)s)
            and post.planned_at >= %(start)s and post.planned_at < %(end)s
        window beside as (partition by told.sector order by post.planned_at, post.id)
    ) planned
    where before_brand <> brand_id and planned_at - before_at < %(close)s
    group by cell, sector order by cell, count(*) desc, sector
"""


def house_page(query: QueryDict, *, viewer: User, now: datetime) -> dict[str, Any]:
    """The context of `publishing/calendar/house.html`, in the time of whoever reads it."""
    zone = timezone.get_current_timezone_name()
    today = timezone.localdate(now)
    span = Span.asked(query.get("view", ""), query.get("day", ""), today)
    granted = Brand.objects.granting(viewer, Right.PUBLISHING_VIEW).filter(archived_at=None)
    brands = list(granted.only("slug", "name", "agency_id", "sector"))
    filters = Filters(query, {**of_house(brands), "state": states()})
    shown = [brand for brand in brands if filters.value("brand") in ("", brand.slug)]
    ids = [brand.pk for brand in shown]
    posts = Post.objects.filter(brand__in=ids) if ids else Post.objects.none()
    marks = marks_of(ids, brands, span)
    notes = meetings(shown, span, zone, now)
    cards = cards_of(filters.apply(posts), span, zone=zone, now=now)
    cells = cells_of(span, cards, by_day(marks), notes, today)
    held = holds_over(ids, now)
    return {
        "span": span,
        "weeks": weeks_of(cells) if span.view != LIST else [cells],
        "filters": filters,
        "zone": zone,
        "brands": brands,
        "held": [brand for brand in brands if brand.pk in held],
        "is_empty": not cards,
        **ways(query, span, filters, reverse("publishing:all")),
    }


def marks_of(ids: Sequence[int], brands: Sequence[Brand], span: Span) -> list[Mark]:
    """Public holidays and days of all houses in which the person has brands; those of one brand stand in its
    own calendar.
    """
    territories = Territory.objects.filter(presences__brand__in=ids).distinct()
    by_agency: dict[int, list[Territory]] = defaultdict(list)
    for territory in territories:
        by_agency[territory.agency_id].append(territory)
    said: dict[int, list[MarkedDay]] = defaultdict(list)
    for row in MarkedDay.objects.filter(agency__in=by_agency, brand=None):
        said[row.agency_id].append(row)
    found: dict[tuple[date, str], Mark] = {}
    for agency, here in by_agency.items():
        marks = marks_between(span.first, span.last, agency=agency, places=places_of(here), said=said[agency])
        for mark in marks:
            found.setdefault((mark.date, mark.name), mark)
    return list(found.values())


def meetings(brands: Sequence[Brand], span: Span, zone: str, now: datetime) -> dict[date, list[Note]]:
    """The days on which brands of one house and sector publish within an hour of each other. One query."""
    of_sector: dict[tuple[int, str], list[Brand]] = defaultdict(list)
    for brand in brands:
        if sector := fold(brand.sector).strip():
            of_sector[brand.agency_id, sector].append(brand)
    shared = [here for here in of_sector.values() if len(here) > 1]
    start, end = max(span.start(zone), now), span.end(zone)
    if not shared or end <= start:
        return {}
    given: dict[str, Any] = {
        "brands": [brand.pk for here in shared for brand in here],
        "sectors": [number for number, here in enumerate(shared) for _brand in here],
        "beginnings": span.beginnings(zone)[:-1],
        "ended": [str(PostState.PUBLISHED), str(PostState.DROPPED)],
        "start": start,
        "end": end,
        "close": CLOSE,
    }
    with connection.cursor() as cursor:
        cursor.execute(MET, given)
        met = cursor.fetchall()
    found: dict[date, list[str]] = defaultdict(list)
    for cell, sector, _number in met:
        found[span.days[cell - 1]].append(shared[sector][0].sector.strip())
    return {day: [Note(_meeting_words(sectors), "alert")] for day, sectors in found.items()}


def _meeting_words(sectors: list[str]) -> str:
    named = ", ".join(sectors[:SECTORS_NAMED])
    more = len(sectors) - SECTORS_NAMED
    if more > 0:
        said = ngettext("%(named)s and %(count)d other", "%(named)s and %(count)d others", more)
        named = said % {"named": named, "count": more}
    return _("Brands of one sector within an hour: %(sectors)s") % {"sectors": named}
