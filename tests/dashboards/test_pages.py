"""The dashboards: what each person finds there, from stored reports, and that nobody finds another's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.choices import DepartmentKind, Role
from accounts.models import Membership
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.answers import answer_interaction
from cmhub.lib import svg
from cmhub.lib.moments import date_words
from cmhub.lib.weeks import Week
from reporting.annotations.choices import Kind
from reporting.annotations.services.annotating import Said, annotate
from reporting.dashboards.services.department import department_weeks, own_departments
from reporting.dashboards.services.own_week import own_weeks
from reporting.dashboards.services.portfolio import PAGE_SIZE
from reporting.dashboards.views import house
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast, client_of
from tests.dashboards.stored import store
from tests.inbox.making import logged
from tests.weekly.test_lifecycle import WORDS

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)
LAST = Week.parse("2026-W45")
WEEKS = [LAST - back for back in reversed(range(12))]
TRENDS, YEAR = "/b/wouri/trends/", "/b/wouri/year/"
SHARED = (
    "/portfolio/",
    "/portfolio/year/",
    "/dashboards/brands/",
    "/dashboards/mine/",
    "/dashboards/department/",
)

pytestmark = pytest.mark.usefixtures("_now")


@pytest.fixture
def _now(cast: Cast):  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


def fill(brand: Brand, weeks: list[Week] = WEEKS) -> None:
    for place, week in enumerate(weeks):
        store(brand, week, opened=10 + place, negative=2)


def test_a_brand_over_time_has_its_figures_charts_and_events(cast: Cast) -> None:
    fill(cast.brand)
    annotate(
        brand=cast.brand, said=Said(Kind.OUTAGE, "Câble coupé", WEEKS[3].monday), by=cast.cm, key=uuid4()
    )
    shown = client_of(cast.executive).get(f"{TRENDS}?lang=fr")
    charts = {chart["id"]: chart for chart in shown.context["charts"]}
    opened = charts["trend-opened"]
    assert opened["values"] == [10 + place for place in range(12)]
    assert opened["notes"][3].startswith("Coupure de réseau\u00a0: Câble coupé")
    assert all(any("Câble coupé" in mark["words"] for mark in chart["marks"]) for chart in charts.values())
    page = shown.content.decode()
    assert f"De la {WEEKS[0].label_within()} à la {WEEKS[-1].label_within()}" in page
    assert "Câble coupé" in page
    assert "plotly-basic" in page
    assert f"/b/wouri/inbox/?state=all&amp;period={WEEKS[0]}" in page


def test_the_interactive_chart_is_written_as_its_picture(cast: Cast) -> None:
    fill(cast.brand)
    charts = client_of(cast.executive).get(f"{TRENDS}?lang=fr").context["charts"]
    figures = {chart["id"].removeprefix("trend-"): chart for chart in charts}
    for code, unit in {"first_response": "h", "response_rate": "%"}.items():
        figure = figures[code]["figure"]
        with translation.override("fr"):
            picture = svg.draw(svg.Chart.of(figures[code]))
        axis = figure["layout"]["yaxis"]
        assert axis["ticktext"] == ["0", *(line["text"] for line in picture.grid)]
        assert all(text.endswith(("min", unit)) for text in axis["ticktext"][1:])
        (told,) = [trace for trace in figure["data"] if trace["name"] == figures[code]["title"]]
        assert told["hovertext"][-1] == picture.numbers[-1]["text"]
        assert told["hovertemplate"].startswith("%{customdata}\u00a0: %{hovertext}")


def test_weeks_without_a_report_are_gaps_and_said(cast: Cast) -> None:
    fill(cast.brand, WEEKS[-2:])
    shown = client_of(cast.executive).get(f"{TRENDS}?lang=en")
    (opened,) = [one for one in shown.context["charts"] if one["id"] == "trend-opened"]
    assert opened["values"][:10] == [None] * 10
    assert "10 of these weeks have no report" in shown.content.decode()


def test_a_brand_a_day_old_is_told_what_will_stand_there(cast: Cast) -> None:
    shown = client_of(cast.executive)
    assert "No report of these weeks yet" in shown.get(f"{TRENDS}?lang=en").content.decode()
    assert "No report of this year yet" in shown.get(f"{YEAR}?lang=en").content.decode()


def test_it_is_held_against_what_is_asked(cast: Cast) -> None:
    fill(cast.brand)
    for week in WEEKS:
        store(cast.brand, Week(week.year - 1, week.number), opened=99)
    client = client_of(cast.executive)
    year = client.get(f"{TRENDS}?against=year").context["charts"][0]
    assert year["before"] == [99] * 12
    assert client.get(f"{TRENDS}?against=none").context["charts"][0]["before"] is None
    four = client.get(f"{TRENDS}?weeks=4").context["charts"][0]
    assert (four["values"], four["before"]) == ([18, 19, 20, 21], [14, 15, 16, 17])
    part = client.get(f"{TRENDS}?weeks=4&until={WEEKS[5]}", headers={"HX-Request": "true"})
    assert part.context["period"].last == WEEKS[5]
    assert "<html" not in part.content.decode()


def test_who_may_not_list_the_rows_is_led_to_the_report(cast: Cast) -> None:
    fill(cast.brand)
    chart = client_of(cast.decider).get(TRENDS).context["charts"][0]
    assert chart["hrefs"][0] == f"/b/wouri/reports/{WEEKS[0]}/"


@pytest.mark.parametrize("page", [TRENDS, YEAR])
def test_a_brand_s_dashboards_are_for_those_who_read_its_reports(cast: Cast, page: str) -> None:
    fill(cast.brand)
    seen = {name: client_of(cast.people[name]).get(page).status_code for name in cast.people}
    assert {name for name, status in seen.items() if status == 200} == {
        "manager",
        "strategist",
        "cm",
        "junior",
        "executive",
        "decider",
        "content",
    }
    assert seen["service"] == 403
    assert seen["rival"] == seen["other_cm"] == seen["colleague"] == 404


def test_the_portfolio_has_the_brands_of_the_person_and_no_other(cast: Cast) -> None:
    for brand in (cast.brand, cast.other_brand, cast.third_brand, cast.rival_brand):
        fill(brand)
    names = {
        name: [row["brand"].name for row in client_of(cast.people[name]).get("/portfolio/").context["rows"]]
        for name in ("manager", "executive", "other_cm", "rival", "colleague", "contact")
    }
    assert names == {
        "manager": ["Sanaga Telecom", "Teranga Shop", "Wouri Mobile"],
        "executive": ["Wouri Mobile"],
        "other_cm": ["Sanaga Telecom"],
        "rival": ["Oasis Bank"],
        "colleague": [],
        "contact": [],
    }
    for page in ("/portfolio/", "/portfolio/year/"):
        told = client_of(cast.executive).get(page).content.decode()
        assert "Wouri Mobile" in told
        assert "Sanaga" not in told
        assert "Sanaga" not in client_of(cast.executive).get(f"{page}?q=sana&by=opened").content.decode()


def test_houses_are_offered_to_who_reads_for_a_house_and_named_to_nobody_else(cast: Cast) -> None:
    """An executive of clients of two agencies is no member who reads for either of them."""
    BrandRole.objects.create(
        brand=cast.rival_brand, user=cast.executive, role=Role.EXECUTIVE, starts_on=NOW.date()
    )
    Membership.objects.create(
        agency=cast.rival_agency, user=cast.manager, role=Role.MANAGER, starts_on=NOW.date()
    )
    page = client_of(cast.executive).get(f"/portfolio/?agency={cast.rival_agency.slug}")
    assert [row["brand"].name for row in page.context["rows"]] == ["Oasis Bank", "Wouri Mobile"]
    assert page.context["agencies"] == []
    assert cast.rival_agency.name not in page.content.decode()
    manager = client_of(cast.manager)
    offered = manager.get("/portfolio/").context["agencies"]
    assert offered == [cast.rival_agency, cast.agency]
    page = manager.get(f"/portfolio/?agency={cast.rival_agency.slug}")
    assert [row["brand"].name for row in page.context["rows"]] == ["Oasis Bank"]


def test_the_portfolio_is_ordered_searched_and_paged_in_its_address(cast: Cast) -> None:
    for number in range(PAGE_SIZE + 3):
        brand = Brand.objects.create(
            agency=cast.agency,
            company=cast.brand.company,
            slug=f"b{number}",
            name=f"Brand {number:02}",
            time_zone="Africa/Douala",
        )
        store(brand, LAST, opened=number, answered=20 - number % 3)
    manager = client_of(cast.manager)
    first = manager.get("/portfolio/?by=opened&q=brand")
    assert [row["brand"].slug for row in first.context["rows"]][:2] == ["b22", "b21"]
    assert len(first.context["rows"]) == PAGE_SIZE
    rest = manager.get("/portfolio/" + first.context["next_url"])
    assert [row["brand"].slug for row in rest.context["rows"]] == ["b2", "b1", "b0"]
    assert [row["brand"].slug for row in manager.get("/portfolio/?q=19").context["rows"]] == ["b19"]
    worst = manager.get("/portfolio/?by=response_rate&q=brand").context["rows"]
    assert int(worst[0]["brand"].slug[1:]) % 3 == 2


@pytest.mark.parametrize("page", ["/portfolio/?", "/portfolio/?weeks=52&", "/portfolio/year/?"])
def test_the_portfolio_is_ordered_by_what_its_rows_show(cast: Cast, page: str) -> None:
    """Not by the last week, in which they stand the other way round; and anew once a report is."""
    for back in (2, 1, 0):
        store(cast.brand, LAST - back, opened=40, answered=30 if back else 40)
        store(cast.other_brand, LAST - back, opened=40, answered=38 if back else 20)
    manager = client_of(cast.manager)

    def order() -> list[str]:
        rows = manager.get(f"{page}by=response_rate").context["rows"]
        return [row["brand"].slug for row in rows if row["reports"]]

    assert order() == ["sanaga", "wouri"]
    for back in (2, 1):
        store(cast.brand, LAST - back, revision=2, opened=40, answered=10)
    assert order() == ["wouri", "sanaga"]


def test_a_week_in_which_nothing_was_passed_on_stands_in_the_list_of_the_department(cast: Cast) -> None:
    now = datetime.now(UTC)
    for weeks in (0, 2):
        at = now - timedelta(weeks=weeks)
        open_escalation(
            interaction=logged(cast, author=f"Il y a {weeks}"),
            question="Quand ?",
            by=cast.cm,
            department=cast.department(DepartmentKind.CUSTOMER_SERVICE),
            at=at,
        )
    lines = client_of(cast.contact).get("/dashboards/department/").context["lines"]
    assert [line.opened for line in lines] == [1, 0, 1]


def test_my_week_says_which_replies_it_counts(cast: Cast) -> None:
    page = client_of(cast.cm).get("/dashboards/mine/").content.decode()
    assert "Sont comptées les réponses que vous avez enregistrées ici." in page


def test_all_that_a_brand_needs_can_be_reached(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "NEEDS_SHOWN", 0)
    page = client_of(cast.manager).get("/dashboards/brands/")
    row = next(one for one in page.context["rows"] if one["more"])
    text = page.content.decode()
    assert all(f'href="{need.url}"' in text for need in row["more"])
    assert "<summary>" in text.split("<tbody>")[1]


def test_more_brands_take_no_more_queries(cast: Cast) -> None:
    fill(cast.brand)
    manager = client_of(cast.manager)
    pages = ("/portfolio/?by=opened", "/portfolio/?weeks=52&by=opened")
    counted: list[list[int]] = []
    for brands in ((), (cast.other_brand, cast.third_brand)):
        for brand in brands:
            fill(brand)
        counted.append([])
        for page in pages:
            manager.get(page)
            with CaptureQueriesContext(connection) as asked:
                manager.get(page)
            counted[-1].append(len(asked))
    assert counted[0] == counted[1]
    assert counted[0][0] == counted[0][1]


@pytest.mark.parametrize("span", [12, 52])
def test_the_portfolio_is_held_against_as_many_weeks_before(cast: Cast, span: int) -> None:
    for back in range(2 * span):
        store(cast.brand, LAST - back, opened=(50 if back < span else 20) + back % 3)
        if back < span + 6:
            store(cast.other_brand, LAST - back, opened=20 + back % 3)
    store(cast.third_brand, LAST)
    page = client_of(cast.manager).get(f"/portfolio/?weeks={span}&lang=en")
    rows = {row["brand"].slug: row for row in page.context["rows"]}
    first = rows["wouri"]["cells"][0]
    assert (first["direction"], first["change"], rows["wouri"]["since"]) == ("up", "was 21", "")
    assert rows["sanaga"]["cells"][0]["direction"] == "flat"
    assert rows["sanaga"]["since"] == date_words_in_english(LAST - (span + 5))
    assert (rows["teranga"]["cells"][0]["direction"], rows["teranga"]["since"]) == (
        "",
        date_words_in_english(LAST),
    )
    assert f"since {rows['teranga']['since']}" in page.content.decode()


def date_words_in_english(week: Week) -> str:
    with translation.override("en"):
        return date_words(week.monday)


def test_the_year_has_totals_extremes_and_the_words(cast: Cast) -> None:
    fill(cast.brand)
    store(cast.brand, Week(2025, 40), opened=7)
    shown = client_of(cast.executive).get(f"{YEAR}?lang=en")
    assert shown.context["reports"] == 12
    assert shown.context["missing"] == 45 - 12
    assert shown.context["totals"][0] == {
        "label": "Interactions opened",
        "now": str(sum(range(10, 22))),
        "before": "7",
    }
    (counts,) = [table for table in shown.context["extremes"] if table["heads"] == ("Highest", "Lowest")]
    assert counts["rows"][0]["sides"][0]["week"] == LAST
    assert "Held against the same weeks of the year before." in shown.content.decode()
    store(cast.brand, LAST, revision=2, needing=50, answered=40)
    assert "n = 50<" in client_of(cast.executive).get(f"{YEAR}?lang=en").content.decode()
    first = client_of(cast.executive).get(f"{YEAR}?year=2025&lang=en").content.decode()
    assert "Held against" not in first
    assert client_of(cast.executive).get(f"{YEAR}?year=2025").context["reports"] == 1


def test_a_year_of_53_weeks_stands_beside_one_of_52(cast: Cast) -> None:
    last = Week(2026, 53)
    for week in (last, last.previous, Week(2025, 52)):
        store(cast.brand, week, opened=7)
    with time_machine.travel(datetime(2027, 1, 11, 10, 0, tzinfo=UTC), tick=False):
        shown = client_of(cast.executive).get(f"{YEAR}?year=2026&lang=en")
        trends = client_of(cast.executive).get(f"{TRENDS}?weeks=4&against=year")
    totals = shown.context["totals"][0]
    assert (totals["now"], totals["before"]) == ("14", "7")
    (opened,) = [one for one in shown.context["charts"] if one["id"] == "trend-opened"]
    assert (len(opened["values"]), opened["before"][-2:]) == (53, [7, None])
    (opened,) = [one for one in trends.context["charts"] if one["id"] == "trend-opened"]
    assert opened["before"].count(7) == 1


def test_the_manager_sees_all_brands_with_what_they_need(cast: Cast) -> None:
    fill(cast.brand)
    store(cast.brand, LAST.next, state="computed")
    shown = client_of(cast.manager).get("/dashboards/brands/")
    rows = {row["health"].brand.slug: row for row in shown.context["rows"]}
    assert set(rows) == {"wouri", "sanaga", "teranga"}
    assert rows["wouri"]["health"].report.week == str(LAST)
    assert rows["sanaga"]["health"].report is None
    assert rows["wouri"]["cells"][0].value
    assert rows["sanaga"]["cells"][0].value is None
    for name in ("executive", "cm", "contact"):
        assert client_of(cast.people[name]).get("/dashboards/brands/").context["rows"] == []
    assert [
        row["health"].brand.slug
        for row in client_of(cast.manager).get("/dashboards/brands/?q=wou").context["rows"]
    ] == ["wouri"]


def test_a_person_s_week_counts_what_they_did_and_nobody_else_s(cast: Cast) -> None:
    one, other = (logged(cast, author=name, at=NOW - timedelta(hours=5)) for name in ("Awa", "Binta"))
    answer_interaction(interaction=one, text="Bonjour", by=cast.cm, at=NOW - timedelta(hours=4))
    answer_interaction(interaction=other, text="Bonsoir", by=cast.manager, at=NOW - timedelta(hours=3))
    present = Week.of(NOW, cast.cm.time_zone)
    (mine,) = own_weeks(cast.cm, [cast.brand.pk], [present])
    assert (mine.replies, mine.interactions, mine.waits, mine.waited) == (1, 1, 1, 3600.0)
    shown = client_of(cast.cm).get("/dashboards/mine/?lang=en")
    assert shown.context["now"].replies == 1
    assert "Only you see this page" in shown.content.decode()
    assert client_of(cast.junior).get("/dashboards/mine/").context["now"].replies == 0
    assert client_of(cast.executive).get("/dashboards/mine/").context["now"] is None


def test_a_department_sees_its_own_escalations_and_no_other(cast: Cast) -> None:
    contact = cast.brand.roles.get(user=cast.contact, role="department_contact").department
    assert contact is not None
    other = cast.brand.company.departments.exclude(pk=contact.pk).filter(kind=DepartmentKind.FINANCE).first()
    at = NOW - timedelta(days=1)
    for department, author in ((contact, "Awa"), (contact, "Binta"), (other, "Chantal")):
        asked = logged(cast, author=author, at=at)
        open_escalation(
            interaction=asked, question=f"Que dire à {author} ?", by=cast.cm, department=department, at=at
        )
    first = Escalation.objects.filter(department=contact).earliest("pk")
    acts.answer(
        escalation=first, by=cast.contact, publishable="Voilà.", internal="", at=at + timedelta(hours=1)
    )
    brands, departments = own_departments(cast.contact)
    assert (brands, departments) == ([cast.brand], [contact.pk])
    (week,) = department_weeks(cast.contact, brands, departments, [Week.of(NOW, "Africa/Douala")], at=NOW)
    assert (week.opened, week.answered, week.owed, week.answer_seconds) == (2, 1, 1, 3600.0)
    shown = client_of(cast.contact).get("/dashboards/department/").content.decode()
    assert "Binta" in shown
    assert "Chantal" not in shown


@pytest.mark.parametrize("page", SHARED)
def test_whoever_has_nothing_there_is_told_so(cast: Cast, page: str) -> None:
    assert client_of(cast.colleague).get(page).status_code == 200


def test_the_executive_reads_the_course_of_each_figure_and_one_brand_alone(cast: Cast) -> None:
    fill(cast.brand, WEEKS[:7])
    draft = compute_report(brand=cast.brand, week=LAST, at=NOW)
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm, at=NOW)
    lifecycle.complete(report=draft, by=cast.cm, at=NOW)
    lifecycle.publish(report=draft, by=cast.manager, at=NOW)
    (one,) = client_of(cast.executive).get("/dashboards/executive/").context["weeks"]
    assert one["course"][0]["values"] == [*(10 + place for place in range(7)), *([None] * 4), 0]
    assert client_of(cast.executive).get("/dashboards/executive/?brand=sanaga").context["weeks"] == []
