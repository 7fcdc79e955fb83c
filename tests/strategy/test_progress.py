"""How far objectives have come: on the page, in the weekly report, and for the brand's own figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.means import hours_of
from channels_mgmt.strategy.metrics import Point, metrics, series_of
from channels_mgmt.strategy.models import OwnMetricValue, Strategy
from channels_mgmt.strategy.outlook import Pace
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.objectives import enter_value, own_metric, save_objectives
from channels_mgmt.strategy.services.progress import standings_of
from cmhub.lib.weeks import Week
from reporting.weekly.measures import METRICS
from reporting.weekly.models import WeeklyReport
from reporting.weekly.objectives import lines_of, response_target
from reporting.weekly.services.computing import compute_report
from tests.cast import BEGINNING, STRATEGY, Cast, client_of

RATE = "responsiveness.response_rate"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
WEEK = Week.parse("2026-W09")


@pytest.fixture
def strategy(shop: Cast) -> Strategy:
    """In force since the beginning, with one objective on a figure of the product and one of its own."""
    draft = writing.begin(brand=shop.brand, by=shop.strategist, at=BEGINNING)
    for section, content in STRATEGY.items():
        writing.save_section(strategy=draft, section=section, by=shop.strategist, at=BEGINNING, **content)
    rows = [
        {"metric": RATE, "start": Decimal("0.5"), "target": Decimal("0.9"), "due": date(2026, 6, 30)},
        {"own_name": "Ventes", "own_unit": "cartes", "start": 100, "target": 50, "due": date(2026, 6, 30)},
    ]
    save_objectives(strategy=draft, rows=rows, by=shop.strategist, at=BEGINNING)
    life.submit(strategy=draft, by=shop.strategist, at=BEGINNING)
    return life.validate(strategy=draft, by=shop.executive, at=BEGINNING)


def stored(shop: Cast, week: Week, rate: float | None, revision: int = 1) -> WeeklyReport:
    return WeeklyReport.objects.create(
        brand=shop.brand,
        week=str(week),
        revision=revision,
        starts_at=week.start(shop.brand.time_zone),
        ends_at=week.end(shop.brand.time_zone),
        time_zone=shop.brand.time_zone,
        quantitative={"responsiveness": {"response_rate": rate}},
        computed_at=NOW,
    )


def write_and_answer(shop: Cast, at: datetime, answered: int, asked: int) -> None:
    for number in range(asked):
        one = log_interaction(
            brand=shop.brand,
            channel=shop.brand.channels.get(slug="teranga-official"),
            author=f"Awa {number}",
            text="Bonjour ?",
            sent_at=at + timedelta(minutes=number),
            by=shop.cm,
            key=uuid4(),
            at=at + timedelta(minutes=number),
        )
        if number < answered:
            type(one).objects.filter(pk=one.pk).update(
                first_response_at=one.opened_at + timedelta(minutes=30)
            )


# --- Figures of the product -------------------------------------------------------------------------


def test_every_metric_is_a_figure_of_the_report(shop: Cast, strategy: Strategy) -> None:
    assert {metric.code for metric in METRICS} == set(metrics)
    report = compute_report(brand=shop.brand, week=WEEK, at=NOW)
    for metric in METRICS:
        code = {"escalations.answered_late_share": "escalations.opened"}.get(metric.code, metric.code)
        place = report.quantitative
        for key in code.replace("negative_share", "by_sentiment").split("."):
            assert key in place, metric.code
            place = place[key]


def test_the_series_is_that_of_stored_reports_the_latest_revision_of_each_week(
    shop: Cast, strategy: Strategy
) -> None:
    for number, rate in ((4, 0.5), (3, 0.6), (2, None), (1, 0.7)):
        stored(shop, WEEK - number, rate)
    for state in ("completed", "validated", "published"):
        WeeklyReport.objects.filter(week=str(WEEK - 1)).update(state=state, published_at=NOW)
    stored(shop, WEEK - 1, 0.75, revision=2)
    (points,) = series_of(shop.brand, [RATE], NOW).values()
    assert [point.value for point in points] == [0.5, 0.6, 0.75]
    assert points[-1].day == (WEEK - 1).monday


def test_the_week_that_goes_on_counts_from_the_rows_as_they_stand(shop: Cast, strategy: Strategy) -> None:
    write_and_answer(shop, NOW - timedelta(hours=5), answered=3, asked=4)
    median = "responsiveness.first_response_seconds.median"
    found = series_of(shop.brand, [RATE, median, "interactions.opened"], NOW)
    assert [point.value for point in found[RATE]] == [0.75]
    assert [point.value for point in found[median]] == [1800]
    assert found["interactions.opened"] == [], "a week that is not over is no week yet"
    assert found[RATE][0].day == Week.of(NOW, shop.brand.time_zone).monday


def test_a_figure_that_nobody_knows_has_no_series(shop: Cast) -> None:
    assert series_of(shop.brand, ["gone.for.good"], NOW) == {"gone.for.good": []}


def test_standings_say_how_far_and_whether_it_is_a_dream(shop: Cast, strategy: Strategy) -> None:
    for number in range(6):
        stored(shop, WEEK - number, 0.60 - number * 0.005)
    with time_machine.travel(NOW, tick=False):
        first, own = standings_of(shop.brand, strategy.objectives.all(), NOW)
    assert first.progress == pytest.approx((0.6 - 0.5) / 0.4)
    assert first.outlook.past == pytest.approx(0.005)
    assert first.outlook.pace == Pace.DREAM
    assert (own.progress, own.outlook.pace) == (None, Pace.UNKNOWN)


def test_the_page_and_the_report_hold_the_same_week_against_the_target(
    shop: Cast, strategy: Strategy
) -> None:
    """Many of a week that goes on wait for an answer yet: it stands beside the last whole week."""
    monday = WEEK.start(shop.brand.time_zone)
    write_and_answer(shop, monday + timedelta(hours=10), answered=3, asked=4)
    enter_value(
        metric=own_metric(brand=shop.brand, name="Ventes"),
        day=WEEK.monday,
        value=Decimal(90),
        by=shop.manager,
        at=NOW,
    )
    report = compute_report(brand=shop.brand, week=WEEK, at=NOW)
    write_and_answer(shop, NOW - timedelta(hours=5), answered=1, asked=2)
    standings = standings_of(shop.brand, strategy.objectives.all(), NOW)
    told = [(one.label, one.actual_words, one.progress) for one in standings]
    assert told == [(one.label, one.actual, one.progress) for one in lines_of(report)]
    assert told[1][1] == "90 cartes"
    assert standings[0].so_far == Point(Week.of(NOW, shop.brand.time_zone).monday, 0.5, goes_on=True)
    assert standings[0].period_words == WEEK.label()
    assert standings[1].so_far is None


def test_the_page_says_so_in_words(shop: Cast, strategy: Strategy) -> None:
    for number in range(6):
        stored(shop, WEEK - number, 0.60 - number * 0.005)
    with time_machine.travel(NOW, tick=False):
        page = client_of(shop.cm).get("/b/teranga/strategy/").content.decode()
    assert "25" in page
    assert 'max="100"' in page
    assert "point" in page


# --- The brand's own --------------------------------------------------------------------------------


def test_values_are_entered_by_hand_and_corrected(shop: Cast, strategy: Strategy) -> None:
    metric = own_metric(brand=shop.brand, name="Ventes")
    assert metric.unit == "cartes"
    enter_value(metric=metric, day=date(2026, 2, 1), value=Decimal(90), by=shop.manager, at=NOW)
    enter_value(metric=metric, day=date(2026, 3, 1), value=Decimal(80), by=shop.manager, at=NOW)
    enter_value(metric=metric, day=date(2026, 3, 1), value=Decimal(75), by=shop.strategist, at=NOW)
    own = standings_of(shop.brand, strategy.objectives.filter(metric=""), NOW)[0]
    assert [point.value for point in own.series] == [90, 75]
    assert own.progress == pytest.approx(0.5)
    corrected = AuditEntry.objects.filter(verb="objective.value_entered").latest("pk")
    assert (corrected.before, corrected.by) == ({"value": "80.0000"}, shop.strategist)
    with pytest.raises(ValidationError):
        enter_value(metric=metric, day=date(2026, 3, 5), value=Decimal(1), by=shop.manager, at=NOW)


def test_values_are_entered_on_a_page(shop: Cast, strategy: Strategy) -> None:
    page = f"/b/teranga/strategy/figures/{own_metric(brand=shop.brand, name='Ventes').pk}/"
    client = client_of(shop.strategist)
    assert client.post(page, {"day": "2026-03-01", "value": "80,5"}).status_code == 303
    assert OwnMetricValue.objects.get().value == Decimal("80.5")
    assert "80,5" in client.get(page).content.decode()
    later = (timezone.localdate() + timedelta(days=3)).isoformat()
    for wrong in (
        {"day": later, "value": "1"},
        {"day": "x", "value": "1"},
        {"day": "2026-03-01", "value": "a"},
    ):
        assert client.post(page, wrong).status_code == 422
    assert client_of(shop.cm).get(page).status_code == 403
    assert client_of(shop.rival).get(page).status_code == 404


# --- The weekly report ------------------------------------------------------------------------------


def test_the_weekly_report_holds_the_week_against_the_objectives(shop: Cast, strategy: Strategy) -> None:
    monday = WEEK.start(shop.brand.time_zone)
    write_and_answer(shop, monday + timedelta(hours=10), answered=3, asked=4)
    metric = own_metric(brand=shop.brand, name="Ventes")
    for day, value in ((WEEK.monday, 90), (WEEK.sunday + timedelta(days=1), 10)):
        enter_value(metric=metric, day=day, value=Decimal(value), by=shop.manager, at=NOW)
    report = compute_report(brand=shop.brand, week=WEEK, at=NOW)
    assert report.quantitative["objectives"] == [
        {
            "metric": RATE,
            "start": 0.5,
            "target": 0.9,
            "due": "2026-06-30",
            "actual": 0.75,
            "progress": pytest.approx(0.625),
        },
        {
            "metric": "Ventes",
            "start": 100.0,
            "target": 50.0,
            "due": "2026-06-30",
            "actual": 90.0,
            "progress": pytest.approx(0.2),
        },
    ]
    page = client_of(shop.manager).get(f"/b/teranga/reports/{WEEK}/").content.decode()
    assert "Ventes" in page
    assert "progress" in page


def test_each_channel_is_held_against_what_the_strategy_asks_of_it(shop: Cast, strategy: Strategy) -> None:
    write_and_answer(shop, WEEK.start(shop.brand.time_zone) + timedelta(hours=10), answered=1, asked=1)
    card = compute_report(brand=shop.brand, week=WEEK, at=NOW).quantitative["scorecard"]["teranga-official"]
    assert (card["reactivity"]["target"], card["answers"]["target"]) == (3600, 0.9)


def test_the_chart_of_first_responses_has_the_target_that_all_networks_share(
    shop: Cast, strategy: Strategy
) -> None:
    assert response_target(strategy) == 3600
    assert response_target(None) is None
    draft = writing.begin(brand=shop.brand, by=shop.strategist)
    plans = [{"network": "x", "response_minutes": 30}, {"network": "facebook", "response_minutes": 60}]
    writing.save_section(strategy=draft, section=Section.NETWORKS, rows=plans, by=shop.strategist)
    assert response_target(draft) is None


def test_a_week_before_the_strategy_has_no_objectives(shop: Cast, strategy: Strategy) -> None:
    report = compute_report(brand=shop.brand, week=Week.parse("2025-W50"), at=NOW)
    assert report.quantitative["objectives"] == []


def test_the_week_is_held_against_the_version_of_its_end(shop: Cast, strategy: Strategy) -> None:
    draft = writing.begin(brand=shop.brand, by=shop.strategist, at=NOW)
    row = {"metric": RATE, "start": Decimal("0.6"), "target": Decimal(1), "due": date(2026, 9, 30)}
    writing.save_section(strategy=draft, section=Section.OBJECTIVES, rows=[row], by=shop.strategist, at=NOW)
    life.submit(strategy=draft, by=shop.strategist, at=NOW)
    life.validate(strategy=draft, by=shop.executive, at=NOW)
    targets = {
        str(week): [
            line["target"]
            for line in compute_report(brand=shop.brand, week=week, at=NOW).quantitative["objectives"]
        ]
        for week in (WEEK, WEEK.next)
    }
    assert targets == {str(WEEK): [0.9, 50.0], str(WEEK.next): [1.0]}


# --- Means ------------------------------------------------------------------------------------------


def test_the_cadence_stands_beside_the_hours_that_are_given(cast: Cast) -> None:
    assert hours_of(cast.brand, timezone.now()) == 30
    page = client_of(cast.cm).get("/b/wouri/strategy/")
    assert (page.context["posts_per_week"], page.context["hours_given"]) == (5, 30)
    assert page.context["hours_a_post"] == pytest.approx(6)
