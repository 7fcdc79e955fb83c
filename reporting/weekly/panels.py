"""What the report's figures tell on the page of communities: the life of the brand's own, week by week."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.panels import Panel
from cmhub.lib.svg import Chart
from reporting.figures.community import community_of
from reporting.weekly.community import activity_of, latest_weeks

WEEKS_SHOWN = 8


def own_community(brand: Brand, at: datetime) -> Panel | None:
    """Nothing for a brand of which nobody has written yet."""
    weeks = latest_weeks(brand, at, WEEKS_SHOWN)
    activities = activity_of(brand, weeks)
    if not activities[-1].known:
        return None
    rows = [
        {"week": week, "back": one.back if one.known else None, **community_of(one)}
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
    told = {"chart": chart, "rows": known, "present": weeks[-1], "inbox": inbox}
    return Panel("weekly/own_community.html", told)
