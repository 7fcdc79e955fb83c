"""The reports of the demonstration say what its rows say."""

from datetime import UTC, datetime

import pytest

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.watch.models import Item
from cmhub.demo.loading.agency import load
from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""A Monday: of what was asked and seen three and six days ago the report of the week before tells."""


@pytest.mark.django_db
def test_a_report_counts_all_that_was_told_of_its_week() -> None:
    load(tell=str, weeks=3, only=("nyongtel",), at=AT)
    seen_in_all = 0
    for report in WeeklyReport.objects.filter(brand__slug="nyongtel"):
        week = Week.parse(report.week)
        zone = report.brand.time_zone
        within = (week.start(zone), week.end(zone))
        asked = Escalation.objects.filter(brand=report.brand, opened_at__range=within).count()
        seen = Item.objects.filter(brand=report.brand, logged_at__range=within).count()
        told = report.quantitative
        seen_in_all += seen
        assert told["escalations"]["opened"] == asked, week
        assert sum(told["watch"]["by_nature"].values()) == seen, week
    assert seen_in_all
