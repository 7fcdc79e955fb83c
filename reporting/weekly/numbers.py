"""The few numbers of stored reports that pages over many weeks need: nothing else of a report is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from accounts.models import User
from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport

Numbers = dict[str, float | None]
Stored = dict[int, dict[str, Numbers]]
"""By brand and week."""


def stored_numbers(user: User, brands: Collection[int], weeks: Iterable[Week]) -> Stored:
    """Of each of these brands and weeks, the newest revision that the person may read; a week of which there
    is none is not there. One query.
    """
    newest = (
        WeeklyReport.objects.visible_to(user)
        .filter(brand__in=list(brands), week__in=[str(week) for week in weeks])
        .newest_of_each_week()
    )
    found: Stored = {brand: {} for brand in brands}
    for brand, week, numbers in newest.values_list("brand_id", "week", "numbers"):
        found[brand][week] = numbers
    return found
