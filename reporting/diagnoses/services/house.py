"""Which teams of a house are enough: every brand with the last reading that was kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from accounts.access import Right
from accounts.models import Agency, User
from channels_mgmt.brands.models import Brand, BrandTerritory
from cmhub.lib.weeks import Week
from reporting.diagnoses.models import StaffingReading

OVERLOADED, UNKNOWN, ENOUGH, NEVER_READ = range(4)
"""The order of the list: who lacks most comes first."""


@dataclass(frozen=True)
class BrandStanding:
    """One brand, with its `places` (id and name of each territory), and the last that was kept of it."""

    brand: Any
    reading: StaffingReading | None

    @cached_property
    def whole(self) -> dict[str, Any] | None:
        """What was read of the whole brand, as the report's JSON has it."""
        return self.reading.readings[0] if self.reading and self.reading.readings else None

    @property
    def week(self) -> Week | None:
        return Week.parse(self.reading.week) if self.reading else None

    @property
    def is_least_certain(self) -> bool:
        """Whether the hours that are needed are those that are known, and may be more."""
        return self.whole is not None and self.whole["needed_hours"] is None

    @property
    def needed(self) -> float | None:
        if self.whole is None:
            return None
        known: float = self.whole["known_hours"]
        return known if self.whole["needed_hours"] is None else self.whole["needed_hours"]

    @property
    def in_time(self) -> tuple[float, float] | None:
        """The share of messages to be expected in time with the people that it takes, and the share aimed at:
        of all purposes of which anything is known, each by its messages.
        """
        known = [
            one
            for one in (self.whole or {}).get("answering", ())
            if one["replayed_in_time"] is not None and one["arrivals_per_week"]
        ]
        arrivals = sum(one["arrivals_per_week"] for one in known)
        if not arrivals:
            return None
        expected, target = (
            sum(one[name] * one["arrivals_per_week"] for one in known) / arrivals
            for name in ("replayed_in_time", "in_time")
        )
        return expected, target

    @property
    def too_few(self) -> list[str]:
        """The territories that fewer than two people serve."""
        rows = self.reading.readings[1:] if self.reading else []
        return [row["territory"] for row in rows if row["fewer_than_two"]]

    @property
    def order(self) -> tuple[int, float, str]:
        if self.whole is None:
            return NEVER_READ, 0, self.brand.name
        overloaded, ratio = self.whole["overloaded"], self.whole["ratio"]
        group = UNKNOWN if overloaded is None else OVERLOADED if overloaded else ENOUGH
        lacking = ratio if ratio is not None else (self.needed or 0) - self.whole["given_hours"]
        return group, -lacking, self.brand.name


def standings_of(agency: Agency, user: User) -> list[BrandStanding]:
    """The brands of the house that the person may see so, the most lacking first, in two queries."""
    here = BrandTerritory.objects.filter(brand=OuterRef("pk")).order_by("position")
    places = here.values(told=JSONObject(id="territory", name="territory__name"))
    seen = Brand.objects.granting(user, Right.STAFFING_VIEW).filter(agency=agency, archived_at=None)
    brands = seen.select_related("company").annotate(places=ArraySubquery(places))
    latest = StaffingReading.objects.visible_to(user).filter(brand__agency=agency).last_of_each()
    kept = {reading.brand_id: reading for reading in latest}
    found = [BrandStanding(brand, kept.get(brand.pk)) for brand in brands]
    return sorted(found, key=lambda standing: standing.order)


def within(standings: Iterable[BrandStanding], *, company: int, territory: int) -> list[BrandStanding]:
    """Those of a company and of a territory; 0 asks for neither."""
    return [
        one
        for one in standings
        if company in (0, one.brand.company_id)
        and (not territory or territory in {place["id"] for place in one.brand.places})
    ]
