"""The calendar over all brands of a person: the first posts of each day, and how many more there are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import CharField, F, Window
from django.db.models.functions import Lag, Lower, Trim, TruncDate
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
from channels_mgmt.publishing.holds import holds_over
from channels_mgmt.publishing.models import MarkedDay, Post, PostQuerySet
from cmhub.lib.scope import narrow_to

SECTORS_NAMED = 2
"""Sectors whose brands meet that a day names; of the others it says how many there are."""

MET = """
    select day, sector, count(*) from ({rows}) planned
    where before_brand <> brand_id and planned_at - before_at < %s
    group by day, sector order by day, count(*) desc, sector
"""


def house_page(query: QueryDict, *, viewer: User, now: datetime) -> dict[str, Any]:
    """The context of `publishing/calendar/house.html`, in the time of whoever reads it."""
    zone = timezone.get_current_timezone_name()
    today = timezone.localdate(now)
    span = Span.asked(query.get("view", ""), query.get("day", ""), today)
    granted = Brand.objects.granting(viewer, Right.PUBLISHING_VIEW).filter(archived_at=None)
    brands = list(granted.only("slug", "name", "agency_id"))
    filters = Filters(query, {**of_house(brands), "state": states()})
    ids = [brand.pk for brand in brands if filters.value("brand") in ("", brand.slug)]
    narrow_to(ids)
    posts = Post.objects.filter(brand__in=ids) if ids else Post.objects.none()
    marks = marks_of(ids, brands, span)
    notes = meetings(posts, span, zone, now)
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


def meetings(posts: PostQuerySet, span: Span, zone: str, now: datetime) -> dict[date, list[Note]]:
    """The days on which brands of one house and sector publish within an hour of each other. One query."""
    start, end = max(span.start(zone), now), span.end(zone)
    if posts.query.is_empty() or end <= start:
        return {}
    planned = posts.planned().filter(planned_at__gte=start, planned_at__lt=end).exclude(brand__sector="")
    rows = planned.annotate(
        sector=Lower(Trim("brand__sector"), output_field=CharField()),
        day=TruncDate("planned_at", tzinfo=ZoneInfo(zone)),
    ).annotate(before_at=_before("planned_at"), before_brand=_before("brand_id"))
    sql, params = rows.values(
        "day", "sector", "brand_id", "planned_at", "before_at", "before_brand"
    ).query.sql_with_params()
    with connection.cursor() as cursor:
        given: list[Any] = [*params, CLOSE]
        cursor.execute(MET.format(rows=sql), given)
        met = cursor.fetchall()
    found: dict[date, list[tuple[str, int]]] = defaultdict(list)
    for day, sector, number in met:
        found[day].append((sector, number))
    return {day: [Note(_meeting_words(sectors), "alert")] for day, sectors in found.items()}


def _before(field: str) -> Window:
    of_sector = [F("brand__agency_id"), F("sector")]
    return Window(Lag(field), partition_by=of_sector, order_by=["planned_at", "pk"])


def _meeting_words(sectors: list[tuple[str, int]]) -> str:
    named = ", ".join(sector for sector, _number in sectors[:SECTORS_NAMED])
    more = len(sectors) - SECTORS_NAMED
    if more > 0:
        said = ngettext("%(named)s and %(count)d other", "%(named)s and %(count)d others", more)
        named = said % {"named": named, "count": more}
    return _("Brands of one sector within an hour: %(sectors)s") % {"sectors": named}
