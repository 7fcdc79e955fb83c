import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.services.answers import answer_interaction
from cmhub.lib.weeks import Week
from reporting.weekly.cards import key_figures, sentences
from reporting.weekly.models import ReportRun, WeeklyReport
from reporting.weekly.needs import reports_and_what_they_leave
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from reporting.weekly.services.drawing import charts_of
from tests.cast import Cast
from tests.inbox.making import logged
from tests.weekly.test_lifecycle import WORDS

WEEK = Week.parse("2026-W45")
MONDAY = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)


def reader(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def published(cast: Cast) -> WeeklyReport:
    draft = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    return lifecycle.publish(report=draft, by=cast.manager, at=MONDAY)


def page(week: Week) -> str:
    return f"/b/wouri/reports/{week}/"


def test_the_executive_is_led_to_no_week_that_they_cannot_read(cast: Cast, published: WeeklyReport) -> None:
    text = reader(cast.executive).get(page(WEEK)).content.decode()
    assert page(WEEK.next) not in text
    assert page(WEEK.previous) not in text
    assert page(WEEK.previous) in reader(cast.cm).get(page(WEEK)).content.decode()


def test_a_draft_is_not_there_for_the_executive(cast: Cast, published: WeeklyReport) -> None:
    compute_report(brand=cast.brand, week=WEEK.next, at=MONDAY)
    assert reader(cast.executive).get(page(WEEK.next)).status_code == 404
    assert reader(cast.cm).get(page(WEEK.next)).status_code == 200


def test_a_week_that_does_not_exist_is_refused_in_words(cast: Cast) -> None:
    asked = reader(cast.cm).post("/b/wouri/reports/compute/", {"week": "2026-W54"}, follow=True)
    assert "2026-W54" in asked.content.decode()
    assert not WeeklyReport.objects.exists()


def test_what_the_cm_writes_survives_a_refusal_and_reaches_the_page(cast: Cast) -> None:
    compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    client = reader(cast.cm)
    edition = WeeklyReport.objects.get().edition
    read = {
        "edition": edition,
        "reading_fr": "Tout va mieux.",
        "reading_en": "",
        "errata": "",
        "complete": "1",
    }
    refused = client.post(f"{page(WEEK)}write/", read)
    assert refused.status_code == 422
    assert "Tout va mieux." in refused.content.decode()
    learned = {"product-text": "Le forfait nuit plaît", "product-key": uuid4()}
    assert client.post(f"{page(WEEK)}write/product/", learned).status_code == 303
    edition = WeeklyReport.objects.get().edition
    assert client.post(f"{page(WEEK)}write/", {**read, "edition": edition}).status_code == 303
    shown = reader(cast.manager).get(page(WEEK)).content.decode()
    assert "Tout va mieux." in shown
    assert "Le forfait nuit plaît" in shown
    assert WeeklyReport.objects.get().state == "completed"


def test_the_reading_of_the_executive_is_recorded_and_that_of_the_makers_is_not(
    cast: Cast, published: WeeklyReport
) -> None:
    reader(cast.cm).get(page(WEEK))
    published.refresh_from_db()
    assert published.state == "published"
    reader(cast.executive).get(page(WEEK))
    published.refresh_from_db()
    assert (published.state, published.first_read_by) == ("read", cast.executive)


def test_the_manager_publishes_what_they_have_seen_and_nothing_else(cast: Cast) -> None:
    draft = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=MONDAY)
    lifecycle.complete(report=draft, by=cast.cm, at=MONDAY)
    manager = reader(cast.manager)
    seen = manager.get(page(WEEK)).context["seen"]
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm)
    lifecycle.complete(report=draft, by=cast.cm)
    told = manager.post(f"{page(WEEK)}publish/", {"seen": seen}, follow=True)
    assert "relisez-le" in told.content.decode()
    assert WeeklyReport.objects.get().state == "completed"
    manager.post(f"{page(WEEK)}publish/", {"seen": manager.get(page(WEEK)).context["seen"]})
    assert WeeklyReport.objects.get().state == "published"


def test_weeks_are_named_with_their_days_and_not_by_code(cast: Cast, published: WeeklyReport) -> None:
    compute_report(brand=cast.brand, week=WEEK.next, at=MONDAY)
    ReportRun.objects.create(brand=cast.brand, week=str(WEEK.previous), asked_at=MONDAY)
    cm = reader(cast.cm)
    for address in ("/b/wouri/reports/", page(WEEK)):
        shown = cm.get(f"{address}?lang=fr").content.decode()
        assert "Semaine 45, du 2 au 8 novembre 2026" in shown
        assert not re.search(r">[^<]*2026-W", shown)
    assert "semaine 44 (du 26 octobre au 1er novembre 2026)" in cm.get("/b/wouri/reports/").content.decode()
    needs = reports_and_what_they_leave(cast.manager, {cast.brand.pk: cast.brand}, MONDAY)
    WeeklyReport.objects.filter(week=str(WEEK.next)).update(state="completed")
    assert ["2026-W" in need.words for need in needs] == [False]


def test_who_answered_is_told_what_is_counted(cast: Cast) -> None:
    asked = logged(cast, author="Awa", at=MONDAY - timedelta(hours=12))
    answer_interaction(interaction=asked, text="Bonjour", by=cast.cm, at=MONDAY - timedelta(hours=1))
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    told = report.quantitative["responsiveness"]["by_author"]
    assert [(each["replies"], each["response_seconds"]["n"]) for each in told.values()] == [(0, 1)]
    shown = reader(cast.cm).get(f"{page(WEEK)}?lang=en").content.decode()
    assert "Waits ended" in shown
    assert "A wait of Sunday that ended on Monday counts here" in shown


def test_the_executive_sees_twelve_brands_then_all_and_no_archived_one(cast: Cast) -> None:
    territory = cast.brand.presences.get().territory
    for number in range(15):
        brand = Brand.objects.create(
            agency=cast.agency,
            company=cast.brand.company,
            slug=f"b{number}",
            name=f"Brand {number:02}",
            time_zone=territory.time_zone,
            archived_at=MONDAY if number == 0 else None,
        )
        draft = compute_report(brand=brand, week=WEEK, at=MONDAY)
        lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.manager, at=MONDAY)
        lifecycle.complete(report=draft, by=cast.manager, at=MONDAY)
        lifecycle.publish(report=draft, by=cast.manager, at=MONDAY)
    manager = reader(cast.manager)
    first = manager.get("/dashboards/executive/?lang=en")
    assert [one["report"].brand.name for one in first.context["weeks"]] == [
        f"Brand {number:02}" for number in range(1, 13)
    ]
    assert "Show 2 more brands" in first.content.decode()
    whole = manager.get("/dashboards/executive/?all=1")
    assert len(whole.context["weeks"]) == 14
    assert "more brand" not in whole.content.decode()


def test_a_time_is_the_same_in_figures_sentences_and_charts(cast: Cast) -> None:
    began = WEEK.start(cast.brand.time_zone) + timedelta(hours=9)
    interaction = logged(cast, at=began)
    late = began + timedelta(minutes=76, seconds=40)
    answer_interaction(interaction=interaction, text="Voilà", by=cast.cm, at=late)
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)

    said = "1\u00a0h\u00a017"
    assert said in [figure.value for figure in key_figures(report)]
    assert any(said in sentence for sentence in sentences(report))
    assert said in charts_of(report)["first_response"]["table"]["rows"][-1]


def test_a_week_that_has_not_begun_is_refused_in_words(cast: Cast) -> None:
    client = reader(cast.manager)
    with time_machine.travel(MONDAY, tick=False):
        said = client.post("/b/wouri/reports/compute/", {"week": "2026-W47"}, follow=True).content.decode()
        assert "n’a pas commencé" in said
        client.post("/b/wouri/reports/compute/", {"week": "2026-W46"})
    assert list(ReportRun.objects.values_list("week", flat=True)) == ["2026-W46"]


def test_what_is_published_is_not_said_to_be_computed_again(cast: Cast, published: WeeklyReport) -> None:
    said = reader(cast.manager).post("/b/wouri/reports/compute/", {"week": published.week}, follow=True)
    assert "ouvrez une révision" in said.content.decode()
    assert not ReportRun.objects.exists()
