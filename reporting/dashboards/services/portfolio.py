"""The brands that a person reads the reports of, side by side: the few numbers of each week, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.access import Right, roles_granting
from accounts.models import Agency, Membership, User
from channels_mgmt.brands.models import Brand
from cmhub.lib.text import fold
from cmhub.lib.weeks import Week
from reporting.annotations.choices import Kind
from reporting.annotations.marks import event_words, reach, weeks
from reporting.annotations.services.timeline import Event, events_by_brand
from reporting.dashboards.measures import BY_CODE, Measure
from reporting.weekly.numbers import Numbers, stored_numbers

PAGE_SIZE = 20
EVENTS_TOLD = 3
TOLD = (Kind.CRISIS, Kind.OUTAGE, Kind.STRIKE, Kind.CAMPAIGN, Kind.OTHER)
"""What is told beside a brand; the days off of its countries are the same for all of them."""
NAME = "name"


@dataclass(frozen=True)
class Line:
    """One brand over the weeks: its numbers by week, and what happened to it, what tells most first."""

    brand: Brand
    stored: dict[str, Numbers]
    events: Sequence[Event]

    def of(self, asked: Sequence[Week]) -> list[Numbers]:
        return of_weeks(self.stored, asked)

    def over(self, measure: Measure, asked: Sequence[Week]) -> list[float | None]:
        """Week by week, with a gap where there is no report."""
        found = [self.stored.get(str(week)) for week in asked]
        return [measure.read(week) if week else None for week in found]

    def since(self, asked: Sequence[Week]) -> Week | None:
        """The first of these weeks, the oldest first, of which there is a report, where that is not the first
        of all: what comes before has nothing to be held against.
        """
        first = next((week for week in asked if str(week) in self.stored), None)
        return None if not asked or first == asked[0] else first

    @property
    def told(self) -> list[str]:
        return [event_words(one) for one in self.events[:EVENTS_TOLD]]

    @property
    def more(self) -> int:
        return max(len(self.events) - EVENTS_TOLD, 0)


def brands_read(user: User, *, agency: Agency | None = None, search: str = "") -> list[Brand]:
    """The brands of which the person reads reports, by name; where that is asked, of one house alone, or
    with these letters in the name.
    """
    brands = Brand.objects.granting(user, Right.REPORT_VIEW).filter(archived_at=None)
    if agency is not None:
        brands = brands.filter(agency=agency)
    found = list(brands.only("slug", "name", "agency_id", "time_zone", "company_id").order_by("name", "pk"))
    wanted = fold(search).strip()
    return [brand for brand in found if wanted in fold(brand.name)] if wanted else found


def agencies_of(user: User) -> list[Agency]:
    """The houses of these brands: mostly one. Whoever reads the reports of a brand, and not by their place in
    its house, is told of no house.
    """
    brands = Brand.objects.granting(user, Right.REPORT_VIEW).filter(archived_at=None)
    places = Membership.objects.current().filter(user=user, role__in=roles_granting(Right.REPORT_VIEW))
    houses = Agency.objects.filter(pk__in=brands.values("agency"))
    return list(houses.filter(pk__in=places.values("agency")).order_by("name"))


def in_order(user: User, brands: list[Brand], *, by: str, shown: Sequence[Week]) -> list[Brand]:
    """By name, or by the figure that is shown of these weeks, the one that needs somebody most first: the
    worst where it is known what is good, else the most. Brands of which it is not known come last.
    """
    measure = BY_CODE.get(by)
    if measure is None:
        return brands
    stored = stored_numbers(user, [brand.pk for brand in brands], shown)
    found = {pk: measure.over(of_weeks(numbers, shown)) for pk, numbers in stored.items()}
    sign = 1 if measure.more_is_good else -1
    return sorted(
        brands, key=lambda brand: (found[brand.pk] is None, sign * (found[brand.pk] or 0), brand.name)
    )


def of_weeks(stored: Mapping[str, Numbers], asked: Sequence[Week]) -> list[Numbers]:
    """Of the weeks of which there is a report, in their order."""
    return [stored[str(week)] for week in asked if str(week) in stored]


def page_of(brands: list[Brand], number: Any) -> Page[Any]:
    return Paginator(brands, PAGE_SIZE).get_page(number)


def lines_of(
    user: User, brands: Sequence[Brand], shown: Sequence[Week], *, besides: Sequence[Week] = (), now: datetime
) -> list[Line]:
    """The brands of a page with all that is shown of them, in as many queries as one brand takes."""
    stored = stored_numbers(user, [brand.pk for brand in brands], [*shown, *besides])
    events = events_by_brand(brands, *reach(weeks(shown)), kinds=TOLD, now=now)
    return [
        Line(brand, stored[brand.pk], sorted(events[brand.pk], key=lambda one: one.order)) for brand in brands
    ]
