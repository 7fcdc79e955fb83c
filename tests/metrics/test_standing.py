"""Of several sources of one day, figure by figure, the most trusted and then the latest counts."""

from datetime import date, timedelta

import pytest

from channels_mgmt.team.models import Channel
from reporting.metrics.choices import Source
from reporting.metrics.services.standing import day_figures, lifetime_figures, plain, stocks
from tests.cast import Cast
from tests.metrics.given import NOON, performed, snapshot

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return cast.brand.channels.earliest("pk")


def test_an_export_counts_before_a_hand_and_that_before_an_estimate_however_late_they_come(
    channel: Channel,
) -> None:
    snapshot(channel, MONDAY, reach=100)
    snapshot(channel, MONDAY, source=Source.HAND, at=LATER, reach=90, likes=8)
    snapshot(channel, MONDAY, source=Source.ESTIMATE, at=LATER, reach=80, likes=7, comments=1)
    standing = day_figures([channel.pk], MONDAY, MONDAY)[channel.pk, MONDAY]
    assert plain(standing) == {"reach": 100, "likes": 8, "comments": 1}
    assert {name: said.source for name, said in standing.items()} == {
        "reach": "export",
        "likes": "hand",
        "comments": "estimate",
    }


def test_of_two_exports_of_a_day_the_one_taken_in_later_counts_and_gives_back_its_file(
    channel: Channel,
) -> None:
    late = snapshot(channel, MONDAY, series="page", at=LATER, views=12)
    snapshot(channel, MONDAY, series="account", views=11, likes=3)
    standing = day_figures([channel.pk], MONDAY, MONDAY)[channel.pk, MONDAY]
    assert plain(standing) == {"views": 12, "likes": 3}
    assert (standing["views"].snapshot, standing["views"].run) == (late.pk, late.run_id)


def test_days_posts_and_other_channels_stay_apart_and_a_day_without_figures_is_not_there(
    cast: Cast, channel: Channel
) -> None:
    snapshot(channel, MONDAY, likes=1)
    snapshot(channel, MONDAY + timedelta(days=2), likes=3)
    snapshot(cast.other_brand.channels.earliest("pk"), MONDAY, likes=50)
    post = performed(channel, NOON, {"likes": 70})
    days = day_figures([channel.pk], MONDAY, MONDAY + timedelta(days=6))
    assert {key: plain(standing) for key, standing in days.items()} == {
        (channel.pk, MONDAY): {"likes": 1},
        (channel.pk, MONDAY + timedelta(days=2)): {"likes": 3},
    }
    assert plain(lifetime_figures([post.pk])[post.pk]) == {"likes": 70}


def test_a_stock_is_the_latest_at_or_before_the_day(channel: Channel) -> None:
    snapshot(channel, MONDAY, followers=1000)
    snapshot(channel, MONDAY + timedelta(days=1), likes=5)
    snapshot(channel, MONDAY + timedelta(days=3), followers=1100)
    at_the_time = stocks([channel.pk], "followers", MONDAY + timedelta(days=2))
    assert (at_the_time[channel.pk].value, at_the_time[channel.pk].day) == (1000, MONDAY)
    assert stocks([channel.pk], "followers", MONDAY - timedelta(days=1)) == {}
