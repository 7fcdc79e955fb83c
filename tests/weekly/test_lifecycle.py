import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import override

from accounts.models import AuditEntry
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report, provisional_report, renew
from reporting.weekly.services.drawing import charts_of
from tests.cast import Cast
from tests.dashboards.stored import store
from tests.inbox.making import logged

WEEK = Week.parse("2026-W45")
MONDAY = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)
WORDS = {
    "reading": {"fr": "Semaine calme.", "en": ""},
    "insights": {
        "product": [{"text": "Le forfait nuit est mal compris.", "quote": ""}],
        "service": [],
        "image": [],
    },
}


@pytest.fixture
def draft(cast: Cast) -> WeeklyReport:
    return compute_report(brand=cast.brand, week=WEEK, at=MONDAY)


@pytest.fixture
def published(cast: Cast, draft: WeeklyReport) -> WeeklyReport:
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    return lifecycle.publish(report=draft, by=cast.manager, at=MONDAY)


def test_a_report_is_not_completed_without_words(cast: Cast, draft: WeeklyReport) -> None:
    with pytest.raises(ValidationError, match="Compter"):
        lifecycle.complete(report=draft, by=cast.cm)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm)
    assert lifecycle.complete(report=draft, by=cast.cm).state == "completed"


def test_a_report_is_published_by_way_of_its_validation(cast: Cast, published: WeeklyReport) -> None:
    assert published.state == "published"
    assert published.validated_by == published.published_by == cast.manager
    verbs = list(
        AuditEntry.objects.filter(object_id=published.pk, object_type="weekly.weeklyreport").values_list(
            "verb", flat=True
        )
    )
    assert verbs == ["report.computed", "report.written", "report.completed", "report.published"]


def test_the_database_publishes_nothing_that_was_not_validated(cast: Cast, draft: WeeklyReport) -> None:
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    stored = WeeklyReport.objects.filter(pk=draft.pk)
    with pytest.raises(DatabaseError, match="completed"), transaction.atomic():
        stored.update(state="published", published_at=MONDAY)
    stored.update(state="validated")
    assert stored.update(state="published", published_at=MONDAY) == 1


def test_a_published_report_keeps_the_charts_of_that_day_in_each_language(
    cast: Cast, draft: WeeklyReport, published: WeeklyReport
) -> None:
    assert draft.charts == {}
    assert published.charts.keys() == {"fr", "en"}
    stored = WeeklyReport.objects.get(pk=published.pk)
    with override("fr"):
        drawn, shown = charts_of(draft, events=()), charts_of(stored, events=())
        assert shown == stored.charts["fr"] == drawn
        assert shown["by_day"]["title"] == "Interactions par jour"
    with override("en"):
        assert charts_of(stored)["by_day"]["title"] == "Interactions by day"

    log_interaction(
        brand=cast.brand,
        channel=cast.official,
        author="Awa",
        text="En retard",
        by=cast.cm,
        at=MONDAY,
        sent_at=WEEK.start(cast.brand.time_zone),
    )
    compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    stored.refresh_from_db()
    with override("fr"):
        assert charts_of(stored, events=()) == shown


def test_a_draft_is_not_published_before_the_cm_has_completed_it(cast: Cast, draft: WeeklyReport) -> None:
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm)
    with pytest.raises(ValidationError):
        lifecycle.publish(report=draft, by=cast.manager, at=MONDAY)


def test_a_week_that_is_not_over_is_not_published(cast: Cast) -> None:
    during = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)
    draft = compute_report(brand=cast.brand, week=WEEK, at=during)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm)
    lifecycle.complete(report=draft, by=cast.cm, at=during)
    with pytest.raises(ValidationError, match="pas terminée"):
        lifecycle.publish(report=draft, by=cast.manager, at=during)


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        (
            {"insights": {"product": [], "service": [], "image": []}},
            "^Ajoutez d’abord au moins un enseignement",
        ),
        ({"reading": {"fr": "", "en": ""}}, "^Écrivez d’abord ce que vous lisez"),
    ],
)
def test_a_refusal_asks_for_what_is_missing_alone(
    cast: Cast, draft: WeeklyReport, missing: dict[str, object], asked: str
) -> None:
    lifecycle.save_qualitative(report=draft, qualitative={**WORDS, **missing}, by=cast.cm)
    with override("fr"), pytest.raises(ValidationError) as refused:
        lifecycle.complete(report=draft, by=cast.cm)
    assert re.search(asked, " ".join(refused.value.messages))


@pytest.mark.parametrize(
    "change",
    [{"quantitative": {}}, {"qualitative": {}}, {"charts": {}}, {"revision": 7}, {"published_by": None}],
)
def test_what_is_published_cannot_be_changed_even_in_the_database(
    published: WeeklyReport, change: dict[str, object]
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        WeeklyReport.objects.filter(pk=published.pk).update(**change)


def test_what_is_published_cannot_be_deleted_or_taken_back(published: WeeklyReport) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        WeeklyReport.objects.filter(pk=published.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        WeeklyReport.objects.filter(pk=published.pk).update(state="computed")


def test_computing_again_leaves_a_published_report_alone(cast: Cast, published: WeeklyReport) -> None:
    again = compute_report(brand=cast.brand, week=WEEK)
    assert (again.pk, again.computed_at) == (published.pk, published.computed_at)


def test_computing_a_draft_again_keeps_the_words(cast: Cast, draft: WeeklyReport) -> None:
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm)
    again = compute_report(brand=cast.brand, week=WEEK)
    assert again.pk == draft.pk
    assert again.qualitative["reading"] == WORDS["reading"]


def test_a_correction_is_a_revision_that_says_what_changed(cast: Cast, published: WeeklyReport) -> None:
    with pytest.raises(ValidationError):
        lifecycle.revise(report=published, what_changed=" ", by=cast.manager)
    draft = lifecycle.revise(report=published, what_changed="Fichier arrivé en retard", by=cast.manager)
    assert (draft.revision, draft.state, draft.qualitative) == (2, "computed", published.qualitative)
    with pytest.raises(ValidationError):
        lifecycle.revise(report=published, what_changed="Encore", by=cast.manager)


def test_the_first_reading_is_recorded_and_no_other(cast: Cast, published: WeeklyReport) -> None:
    lifecycle.note_reading(report=published, by=cast.executive, at=MONDAY)
    published.refresh_from_db()
    assert (published.state, published.first_read_by) == ("read", cast.executive)
    lifecycle.note_reading(report=published, by=cast.decider)
    published.refresh_from_db()
    assert published.first_read_by == cast.executive


def test_what_is_written_while_the_figures_are_computed_is_not_lost(cast: Cast, draft: WeeklyReport) -> None:
    """The draft that the computation began with is out of date by the time that it stores its figures."""
    computed = provisional_report(brand=cast.brand, week=WEEK, at=MONDAY)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    renewed = renew(draft.pk, computed)
    assert renewed.qualitative["reading"] == WORDS["reading"]


def test_figures_that_changed_after_completion_send_the_report_back(cast: Cast, draft: WeeklyReport) -> None:
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    assert compute_report(brand=cast.brand, week=WEEK, at=MONDAY).state == "completed"
    sent_at = WEEK.start("Africa/Douala")
    log_interaction(
        brand=cast.brand,
        channel=cast.official,
        author="Awa",
        text="?",
        by=cast.cm,
        sent_at=sent_at,
        at=MONDAY,
    )
    assert compute_report(brand=cast.brand, week=WEEK, at=MONDAY).state == "computed"


def test_of_each_week_the_newest_revision_counts_the_latest_week_first(cast: Cast) -> None:
    for brand in (cast.brand, cast.other_brand):
        for week, revision in ((WEEK, 1), (WEEK, 2), (WEEK.previous, 1)):
            store(brand, week, revision=revision)
    weekly = WeeklyReport.objects.filter(brand=cast.brand).newest_of_each_week()
    assert [(one.week, one.revision) for one in weekly] == [(str(WEEK), 2), (str(WEEK.previous), 1)]
    assert len(WeeklyReport.objects.newest_of_each_week()) == 4
    last = WeeklyReport.objects.last_of_each()
    assert {(one.brand_id, one.week, one.revision) for one in last} == {
        (brand.pk, str(WEEK), 2) for brand in (cast.brand, cast.other_brand)
    }


def test_figures_of_some_days_are_not_published_as_those_of_the_week(cast: Cast) -> None:
    friday = MONDAY - timedelta(days=3)
    draft = compute_report(brand=cast.brand, week=WEEK, at=friday)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=friday)
    lifecycle.complete(report=draft, by=cast.cm, at=friday)
    with override("en"), pytest.raises(ValidationError, match="some days of the week only"):
        lifecycle.publish(report=draft, by=cast.manager, at=MONDAY)
    logged(cast, author="Awa", at=friday + timedelta(hours=20))
    draft = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    assert draft.state == "computed", "its figures are others than those that were completed"
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    assert lifecycle.publish(report=draft, by=cast.manager, at=MONDAY).state == "published"
