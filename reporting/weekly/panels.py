"""What the report's figures tell on the page of communities: the life of the brand's own, week by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.urls import reverse
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.panels import Panel
from cmhub.lib.svg import Chart
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.services.timeline import events_of
from reporting.figures.community import community_of
from reporting.metrics.services.members import activity_of, latest_weeks
from reporting.weekly.models import WeeklyReport

WEEKS_SHOWN = 8


def reported_by_networks(brand: Brand, weeks: Sequence[Week]) -> dict[str, dict[str, int | None]]:
    """Followers and comments of all channels together, as stored reports have them from exports, by week."""
    by_channel = KeyTransform("by_channel", KeyTransform("audience", "quantitative"))
    reports = WeeklyReport.objects.filter(brand=brand, week__in=[str(week) for week in weeks])
    found = {}
    for week, channels in reports.newest_of_each_week().values_list("week", by_channel):
        told = list((channels or {}).values())
        found[week] = {name: _together(told, name) for name in ("followers", "comments")}
    return found


def _together(channels: Iterable[Mapping[str, Any]], name: str) -> int | None:
    """The sum over the channels of which it is known; None where it is of none."""
    known = [channel[name] for channel in channels if channel.get(name) is not None]
    return sum(known) if known else None


def own_community(brand: Brand, at: datetime) -> Panel | None:
    """Nothing for a brand of which nobody has written yet."""
    weeks = latest_weeks(brand, at, WEEKS_SHOWN)
    activities = activity_of(brand, weeks)
    if not activities[-1].known:
        return None
    reported = reported_by_networks(brand, weeks)
    rows = [
        {
            "week": week,
            "back": one.back if one.known else None,
            **community_of(one),
            **reported.get(str(week), {}),
        }
        for week, one in zip(weeks, activities, strict=True)
    ]
    chart = Chart(
        id="own-community",
        labels=[str(week.number) for week in weeks],
        values=[row["active"] for row in rows],
        before=[row["returning"] for row in rows],
        title=_("Members who wrote"),
        values_label=_("active"),
        before_label=_("of them returning"),
        decimals=0,
    )
    inbox = reverse("inbox:list", args=[brand.slug])
    known = [row for row in reversed(rows) if row["active"] is not None]
    spans = marks.weeks(weeks)
    chart = marks.on_shown(chart, marks.placed(events_of(brand, *marks.reach(spans)), spans))
    told = {"chart": chart, "rows": known, "present": weeks[-1], "inbox": inbox}
    return Panel("weekly/own_community.html", told)
