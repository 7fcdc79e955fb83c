"""A brand that is at home in another territory from the middle of a week on, and so in another time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine
from django.utils.translation import override

from accounts.models import Notification
from channels_mgmt.brands.services.presences import enter_territory, move_up
from reporting.weekly.contract import as_contract
from reporting.weekly.files.pdf import paper_of
from reporting.weekly.models import RevisionOffer, WeeklyReport
from reporting.weekly.services import lifecycle, offers
from reporting.weekly.services.computing import compute_report
from reporting.weekly.tasks import work_out_offer
from reporting.weekly.told import told_of
from tests.cast import Cast, client_of
from tests.inbox.making import logged
from tests.weekly.busier import DAY
from tests.weekly.busy import BEGINS, COMPUTED, HOUR, WEEK
from tests.weekly.making import WORDS

PAGE = f"/b/wouri/reports/{WEEK}/"
WEDNESDAY = BEGINS + 2 * DAY + 11 * HOUR
BETWEEN = BEGINS + HOUR / 2
"""Monday in Douala already, and Sunday still in Dakar."""


def publish(cast: Cast, at: datetime) -> WeeklyReport:
    report = compute_report(brand=cast.brand, week=WEEK.previous, at=at)
    lifecycle.save_qualitative(report=report, qualitative=WORDS, by=cast.cm, at=at)
    lifecycle.complete(report=report, by=cast.cm, at=at)
    return lifecycle.publish(report=report, by=cast.manager, at=at)


def move_to_dakar(cast: Cast) -> None:
    place = enter_territory(brand=cast.brand, country="SN", by=cast.manager, at=WEDNESDAY)
    move_up(brand=cast.brand, territory=place, by=cast.manager, at=WEDNESDAY)
    cast.brand.refresh_from_db()
    assert cast.brand.time_zone == "Africa/Dakar"


def opened_on(report: WeeklyReport) -> list[int]:
    days: list[int] = report.quantitative["interactions"]["by_day"]
    return days


def test_the_report_says_in_whose_time_it_and_the_week_before_were_counted(cast: Cast) -> None:
    for when in (BETWEEN - DAY, BETWEEN, BETWEEN + DAY):
        logged(cast, author=f"Awa {when}", at=when)
    publish(cast, BEGINS + 6 * HOUR)
    provisional = compute_report(brand=cast.brand, week=WEEK, at=WEDNESDAY - HOUR)
    assert (provisional.time_zone, opened_on(provisional)[:2]) == ("Africa/Douala", [1, 1])
    move_to_dakar(cast)
    report = compute_report(brand=cast.brand, week=WEEK, at=COMPUTED)
    assert report.pk == provisional.pk
    told = as_contract(report)
    assert told["timezone"] == "Africa/Dakar"
    assert (told["from"], told["until"]) == (
        datetime(2026, 11, 2, tzinfo=UTC),
        datetime(2026, 11, 9, tzinfo=UTC),
    )
    # What was written around midnight is in neither week, and the next night's on the day of the new place.
    assert opened_on(report) == [1, 0, 0, 0, 0, 0, 0]
    assert told["quantitative"]["compared"]["previous_week"]["interactions"]["opened"] == 1
    assert told_of(report).zone_before == "Africa/Douala"
    page = client_of(cast.manager).get(PAGE, headers={"accept-language": "en"}).text
    assert "Africa/Douala" in page
    assert "Africa/Dakar" in page
    with override("en"):
        assert "Africa/Dakar" in paper_of(report, zone="Africa/Douala")


def test_the_week_after_is_compared_without_a_word(cast: Cast) -> None:
    publish(cast, BEGINS + 6 * HOUR)
    move_to_dakar(cast)
    compute_report(brand=cast.brand, week=WEEK, at=COMPUTED)
    after = compute_report(brand=cast.brand, week=WEEK.next, at=COMPUTED + timedelta(weeks=1))
    assert (after.time_zone, told_of(after).zone_before) == ("Africa/Dakar", "")


def test_what_was_published_stays_and_is_offered_anew_only_for_what_came_in(cast: Cast) -> None:
    """A published week is looked at again in the time in which it was counted."""
    logged(cast, author="Awa", at=BETWEEN - DAY)
    before = publish(cast, BEGINS + 6 * HOUR)
    move_to_dakar(cast)

    def night() -> list[RevisionOffer]:
        with time_machine.travel(COMPUTED, tick=False):
            for pk in offers.note_changed():
                work_out_offer(pk)
        return list(RevisionOffer.objects.standing())

    assert night() == []
    assert not Notification.objects.filter(key__startswith="report_revision:").exists()
    kept = WeeklyReport.objects.get(pk=before.pk)
    assert (kept.time_zone, opened_on(kept)) == ("Africa/Douala", opened_on(before))
    logged(cast, author="Ali", at=BETWEEN - 2 * DAY)
    (offer,) = night()
    assert offer.quantitative["interactions"]["by_day"] == [0, 0, 0, 0, 0, 1, 1]
    cast.brand.refresh_from_db()
    assert cast.brand.time_zone == "Africa/Dakar"
