"""The audience of a weekly report, out of the figures of its days."""

from datetime import date, timedelta
from typing import Any

import pytest

from channels_mgmt.inbox.models import Interaction
from cmhub.lib.weeks import Week
from reporting.figures.by_name import ACCOUNT_LABELS
from reporting.metrics.choices import Scope, Source
from reporting.metrics.services.entering import enter_figures
from reporting.weekly.files.sections import sections_of
from reporting.weekly.leads import leads_of
from reporting.weekly.services.computing import compute_report, figures_of_week
from reporting.weekly.views.reports import audience_lines
from tests.cast import Cast, client_of
from tests.metrics.given import NOON, snapshot

pytestmark = pytest.mark.django_db
WEEK = Week.parse("2026-W10")
MONDAY = date(2026, 3, 2)
AFTER = NOON + timedelta(days=8)


def audience(cast: Cast, week: Week = WEEK) -> dict:
    return figures_of_week(cast.brand, week, at=AFTER)["audience"]


def test_the_week_of_a_channel_by_hand(cast: Cast) -> None:
    channel = cast.official
    snapshot(channel, MONDAY - timedelta(days=1), followers=1000, impressions=9_999, likes=99)
    snapshot(channel, MONDAY, impressions=400, reach=300, likes=10, comments=2)
    snapshot(channel, MONDAY, source=Source.HAND, impressions=450, shares=4)
    snapshot(channel, MONDAY + timedelta(days=6), followers=1030, impressions=600, reach=500, likes=20)
    snapshot(channel, MONDAY + timedelta(days=7), followers=2000, impressions=9_999)
    assert audience(cast)["by_channel"] == {
        "wouri-official": {
            "followers": 1030,
            "followers_before": 1000,
            "growth": 30,
            "reach": None,
            "impressions": 1000,
            "likes": 30,
            "comments": 2,
            "shares": 4,
            "engagement_rate": 0.036,
        }
    }


def test_the_reach_of_the_whole_week_is_told_where_somebody_gives_it_and_no_other(cast: Cast) -> None:
    sunday = MONDAY + timedelta(days=6)
    said: dict[str, Any] = {"brand": cast.brand, "channel": cast.official, "by": cast.cm, "at": AFTER}
    for day in (MONDAY, sunday):
        enter_figures(**said, day=day, figures={"reach": 300}, source=Source.HAND)
    for day, reach in ((sunday - timedelta(days=1), 700), (sunday - timedelta(days=7), 900)):
        enter_figures(**said, day=day, figures={"reach": reach}, source=Source.HAND, scope=Scope.WEEK)
    assert audience(cast)["by_channel"]["wouri-official"]["reach"] is None
    enter_figures(**said, day=sunday, figures={"reach": 800}, source=Source.ESTIMATE, scope=Scope.WEEK)
    enter_figures(**said, day=sunday, figures={"reach": 520}, source=Source.HAND, scope=Scope.WEEK)
    told = audience(cast)["by_channel"]["wouri-official"]
    assert told["reach"] == 520
    assert told["impressions"] is None


def test_a_channel_of_which_only_the_reach_is_known_has_its_line(cast: Cast) -> None:
    enter_figures(
        brand=cast.brand,
        channel=cast.official,
        day=MONDAY + timedelta(days=6),
        figures={"reach": 520},
        source=Source.HAND,
        scope=Scope.WEEK,
        by=cast.cm,
        at=AFTER,
    )
    report = compute_report(brand=cast.brand, week=WEEK, at=AFTER)
    told = report.quantitative["audience"]["by_channel"]
    assert {slug: one["reach"] for slug, one in told.items()} == {"wouri-official": 520}
    assert "520" in client_of(cast.manager).get("/b/wouri/reports/2026-W10/").text


def test_a_week_in_which_nobody_counted_followers_has_no_growth_of_nought(cast: Cast) -> None:
    snapshot(cast.official, MONDAY - timedelta(days=20), followers=1000)
    told = audience(cast)["by_channel"]["wouri-official"]
    assert (told["followers"], told["followers_before"], told["growth"]) == (1000, None, None)
    assert told["impressions"] is None
    assert told["engagement_rate"] is None


def test_the_report_compares_and_shows_it_and_gives_other_channels_no_line(cast: Cast) -> None:
    for days, followers in ((-8, 900), (-1, 1000), (3, 1030)):
        snapshot(cast.official, MONDAY + timedelta(days=days), followers=followers, views=1000, likes=25)
    Interaction.objects.create(
        brand=cast.brand,
        channel=cast.official,
        author="Awa",
        author_key="awa",
        sentiment="negative",
        opened_at=NOON,
        last_at=NOON,
    )
    report = compute_report(brand=cast.brand, week=WEEK, at=AFTER)
    assert list(report.quantitative["audience"]["by_channel"]) == ["wouri-official"]
    before = report.quantitative["compared"]["previous_week"]["audience"]["by_channel"]["wouri-official"]
    assert (before["followers"], before["growth"], before["engagement_rate"]) == (1000, 100, 0.025)
    page = client_of(cast.manager).get("/b/wouri/reports/2026-W10/?lang=fr").text
    assert "Taux d’engagement groupé" in page
    assert "2,50" in page
    assert "négatifs\xa0: 1" in page


def test_files_and_the_page_call_the_figures_of_an_account_alike(cast: Cast) -> None:
    snapshot(cast.official, MONDAY + timedelta(days=3), followers=1030, views=1000, likes=25)
    report = compute_report(brand=cast.brand, week=WEEK, at=AFTER)
    (row,) = audience_lines(report, leads_of(report, ()))
    (section,) = [one for one in sections_of(report) if one.code == "audience"]
    labels = [name for name, _kind in section.columns]
    assert labels[1:] == [str(label) for label in ACCOUNT_LABELS.values()]
    assert [str(label) for label, _value in row["counts"]] == labels[1:-1]
    assert section.rows[0][-1] == row["rate"] == 0.025
