"""The figures of the watch in a weekly report: what is grave is timed, everything is counted."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from channels_mgmt.watch.choices import Nature
from channels_mgmt.watch.services import acts
from channels_mgmt.watch.services.logging import log_item
from cmhub.lib.weeks import Week
from reporting.weekly.services.computing import compute_report, figures_of_week
from tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_counted_by_nature_and_timed_where_it_is_grave(cast: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        for number, nature in enumerate((Nature.STRATEGIC, Nature.CRISIS_PRONE, Nature.ROUTINE)):
            seen_at = MONDAY - timedelta(minutes=10 * number)
            item = log_item(
                brand=cast.brand, title=f"Vu {number}", nature=nature, seen_at=seen_at, by=cast.cm
            )
            clock.shift(timedelta(minutes=30))
            acts.acknowledge(item=item, by=cast.decider)
            clock.move_to(MONDAY)
        log_item(brand=cast.brand, title="Avant", by=cast.cm, at=MONDAY - timedelta(days=2))
    week = Week.parse("2026-W10")
    figures = figures_of_week(cast.brand, week, at=MONDAY + timedelta(days=7))["watch"]
    assert figures == {
        "by_nature": {"crisis_prone": 1, "routine": 1, "strategic": 1},
        "transmit_seconds": {"n": 2, "median": 300, "p90": 540},
        "acknowledge_seconds": {"n": 2, "median": 1800, "p90": 1800},
    }
    compute_report(brand=cast.brand, week=week, at=MONDAY + timedelta(days=7))
    page = client_of(cast.manager).get("/b/wouri/reports/2026-W10/").text
    assert "/b/wouri/watch/?state=all&period=2026-W10&nature=strategic" in page.replace("&amp;", "&")


def test_of_a_week_in_which_nothing_was_seen_there_is_nothing(cast: Cast) -> None:
    figures = figures_of_week(cast.brand, Week.parse("2026-W10"), at=MONDAY)["watch"]
    nothing = {"n": 0, "median": None, "p90": None}
    assert figures == {"by_nature": {}, "transmit_seconds": nothing, "acknowledge_seconds": nothing}
