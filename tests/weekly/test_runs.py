from datetime import UTC, datetime, timedelta

import pytest

from channels_mgmt.brands.models import Brand
from cmhub.lib.weeks import Week
from reporting.weekly.models import ReportRun, WeeklyReport
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.runs import ask_for_report, finish_run, forget_runs, note_due_reports
from reporting.weekly.tasks import compute_due, compute_run
from tests.cast import Cast
from tests.inbox.making import logged
from tests.waiting import wait_until
from tests.weekly.making import WORDS

LAST_WEEK = "2026-W46"


@pytest.fixture(autouse=True)
def _old_brands(cast: Cast) -> None:
    Brand.objects.update(created_at=datetime(2026, 1, 5, tzinfo=UTC))


def due(at: datetime) -> set[str]:
    note_due_reports(at=at)
    return set(ReportRun.objects.filter(week=LAST_WEEK).values_list("brand__slug", flat=True))


def test_reports_are_due_on_monday_morning_of_each_brand(cast: Cast) -> None:
    assert due(datetime(2026, 11, 16, 3, 59, tzinfo=UTC)) == set()
    douala_and_algiers = {"wouri", "sanaga", "oasis"}
    assert due(datetime(2026, 11, 16, 4, 0, tzinfo=UTC)) == douala_and_algiers
    assert due(datetime(2026, 11, 16, 5, 0, tzinfo=UTC)) == {*douala_and_algiers, "teranga"}


def test_a_monday_that_was_missed_is_made_up_for(cast: Cast) -> None:
    assert due(datetime(2026, 11, 19, 2, 0, tzinfo=UTC)) == {"wouri", "sanaga", "oasis", "teranga"}


def test_a_brand_of_this_week_has_no_report_of_the_last(cast: Cast) -> None:
    Brand.objects.filter(slug="wouri").update(created_at=datetime(2026, 11, 16, 1, 0, tzinfo=UTC))
    assert "wouri" not in due(datetime(2026, 11, 17, 9, 0, tzinfo=UTC))


def test_a_draft_of_some_days_is_computed_anew_once_the_week_is_over(cast: Cast) -> None:
    """With the words that people wrote in the meantime."""
    wednesday, monday = (datetime(2026, 11, day, 9, 0, tzinfo=UTC) for day in (11, 16))
    week = Week.parse(LAST_WEEK)
    draft = compute_report(brand=cast.brand, week=week, at=wednesday)
    words = WORDS | {"reading": {"fr": "Mardi fut long.", "en": ""}}
    lifecycle.save_qualitative(report=draft, qualitative=words, by=cast.cm, at=wednesday)
    logged(cast, author="Awa", at=wednesday + timedelta(days=2))
    assert "wouri" in due(monday)
    finish_run(run=ReportRun.objects.get(brand=cast.brand), at=monday)
    report = WeeklyReport.objects.get(brand=cast.brand)
    assert report.quantitative["interactions"]["opened"] == 1
    assert report.qualitative["reading"]["fr"] == "Mardi fut long."
    ReportRun.objects.all().delete()
    assert "wouri" not in due(monday)


def test_asking_twice_is_asking_once_and_computing_twice_gives_one_report(cast: Cast) -> None:
    week = Week.parse(LAST_WEEK)
    first = ask_for_report(brand=cast.brand, week=week, by=cast.cm)
    assert ask_for_report(brand=cast.brand, week=week, by=cast.manager) == first
    finish_run(run=first)
    finish_run(run=first)
    assert WeeklyReport.objects.filter(brand=cast.brand, week=LAST_WEEK).count() == 1
    compute_run(first.pk + 1000)


def test_what_failed_is_told_and_can_be_asked_again(cast: Cast) -> None:
    run = ReportRun.objects.create(brand=cast.brand, week="nonsense", asked_at=datetime.now(UTC))
    finish_run(run=run)
    run.refresh_from_db()
    assert run.finished_at
    assert "nonsense" in run.error


@pytest.mark.django_db(transaction=True)
def test_the_worker_computes_what_is_due(cast: Cast, celery_worker: object) -> None:
    # Early on a Monday nothing is due yet, but what was asked for before is done.
    note_due_reports(at=datetime.now(UTC).replace(hour=12))
    compute_due.delay()
    done = ReportRun.objects.filter(finished_at__isnull=False)
    wait_until(lambda: done.count() == 4, what="all four reports")
    assert WeeklyReport.objects.filter(state="computed").count() == 4
    assert not ReportRun.objects.exclude(error="").exists()


def test_wishes_that_were_done_long_ago_are_forgotten(cast: Cast) -> None:
    asked = datetime(2026, 8, 3, 6, tzinfo=UTC)
    done = ask_for_report(brand=cast.brand, week=Week.parse("2026-W31"), by=None, at=asked)
    ReportRun.objects.filter(pk=done.pk).update(finished_at=asked)
    waits = ask_for_report(brand=cast.brand, week=Week.parse("2026-W32"), by=None, at=asked)
    assert forget_runs(at=asked + timedelta(days=90)) == 0
    assert forget_runs(at=asked + timedelta(days=91)) == 1
    assert list(ReportRun.objects.all()) == [waits]
