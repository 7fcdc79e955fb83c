"""What the page of a report tells of its figures, and where it says what they mean."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from channels_mgmt.inbox.models import Promise
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.promises import release_promise
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.watch.services.logging import log_item
from cmhub.lib.weeks import Week
from reporting.weekly.cards import key_figures
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.computing import compute_report, figures_of_week
from reporting.weekly.told import told_of
from tests.cast import Cast, client_of, make_ready
from tests.inbox.making import logged
from tests.weekly.making import published

WEEK = Week.parse("2026-W45")
TUESDAY = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)
PAGE = f"/b/wouri/reports/{WEEK}/"
HOUR = timedelta(hours=1)


def computed(cast: Cast, at: datetime = MONDAY, week: Week = WEEK) -> WeeklyReport:
    return compute_report(brand=cast.brand, week=week, at=at)


def promise(cast: Cast, number: int, *, kept_after: timedelta | None = None) -> Promise:
    wrote = logged(cast, author=f"Awa {number}", at=TUESDAY)
    draft = Draft("Vous saurez ce soir.", holding=True, promised_for=TUESDAY + 3 * HOUR)
    reply(interaction=wrote, draft=draft, by=cast.cm, key=uuid4(), at=TUESDAY + HOUR)
    if kept_after:
        reply(interaction=wrote, draft=Draft("Voilà."), by=cast.cm, key=uuid4(), at=TUESDAY + kept_after)
    return Promise.objects.get(interaction=wrote)


def test_promises_of_the_week_are_kept_late_or_still_to_come(cast: Cast) -> None:
    def told(at: datetime = MONDAY, week: Week = WEEK) -> dict[str, Any]:
        figures: dict[str, Any] = figures_of_week(cast.brand, week, at=at)["responsiveness"]["promises"]
        return figures

    make_ready(cast.brand, cast.cm, by=cast.strategist, at=TUESDAY - timedelta(weeks=2))
    assert told() == {"made": None, "kept": None, "late": None}
    promise(cast, 1, kept_after=2 * HOUR)
    promise(cast, 2, kept_after=5 * HOUR)
    promise(cast, 3)
    release_promise(made=promise(cast, 4), by=cast.cm, reason="Réglé", at=TUESDAY + 2 * HOUR)
    assert told() == {"made": 4, "kept": 1, "late": 2}
    assert told(at=TUESDAY + 2 * HOUR) == {"made": 4, "kept": 1, "late": 1}
    assert told(week=WEEK.next) == {"made": 0, "kept": 0, "late": 0}
    assert told(week=WEEK.previous) == {"made": None, "kept": None, "late": None}


def test_the_scorecard_opens_the_page_with_a_figure_or_not_measured(cast: Cast) -> None:
    log_item(brand=cast.brand, title="Vu", network="facebook", by=cast.cm, at=TUESDAY)
    logged(cast, author="Awa", at=TUESDAY)
    report = computed(cast)
    card = report.quantitative["scorecard"]["wouri-official"]
    assert card["community"] == {"value": 1, "target": None, "unit": "people"}
    assert card["watch"]["value"] == 1
    assert card["passing_on"] is card["quality_content"] is None
    page = client_of(cast.manager).get(f"{PAGE}?lang=fr").text
    assert page.index('id="scorecard"') < page.index('id="figures"')
    table = page[page.index('id="scorecard"') : page.index("</table>")]
    assert not re.search(r"<td[^>]*>\s*(<span>\s*</span>)?\s*</td>", table)
    assert "non mesuré" in table


def test_every_figure_on_the_page_leads_to_what_it_means(cast: Cast) -> None:
    computed(cast)
    client = client_of(cast.manager)
    page = client.get(PAGE).text
    meanings = client.get("/b/wouri/reports/figures/").text
    anchors = set(re.findall(r'href="/b/wouri/reports/figures/#(\w+)"', page))
    assert {"response_rate", "promises", "satisfaction", "scorecard", "compared"} <= anchors
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in meanings] == []
    assert client_of(cast.rival).get("/b/wouri/reports/figures/").status_code == 404


def test_few_messages_are_no_news(cast: Cast) -> None:
    for number in range(3):
        logged(cast, author=f"Awa {number}", at=TUESDAY)
    logged(cast, author="Binta", at=TUESDAY - timedelta(days=7))
    first = key_figures(computed(cast))[0]
    assert (first.value, first.change, first.direction, first.good) == ("3", "", "", None)
    assert first.note == "contre 1, trop peu pour le dire"
    assert first.note in client_of(cast.manager).get(f"{PAGE}?lang=fr").text


def test_a_brand_a_day_old_is_compared_with_nothing(cast: Cast) -> None:
    for number in range(20):
        logged(cast, author=f"Awa {number}", at=TUESDAY + timedelta(minutes=number))
    report = computed(cast)
    assert [one.change for one in key_figures(report)] == ["", "", "", "", ""]
    opened = told_of(report).groups[0].lines[0]
    assert (opened.value, opened.week_before.value, opened.week_before.words) == ("20", "", "")
    assert client_of(cast.manager).get(PAGE).status_code == 200


def test_a_week_without_data_says_not_measured_and_never_fails(cast: Cast) -> None:
    report = computed(cast)
    assert report.quantitative["responsiveness"]["response_rate"] is None
    told = told_of(report)
    rate = next(line for group in told.groups for line in group.lines if line.anchor == "response_rate")
    assert (rate.value, rate.week_before.value, rate.reached) == ("", "", None)
    assert client_of(cast.manager).get(PAGE).status_code == 200


def test_a_week_that_goes_on_is_provisional_and_its_counts_stand_alone(cast: Cast) -> None:
    for number in range(30):
        logged(cast, author=f"Awa {number}", at=TUESDAY - timedelta(days=7))
    logged(cast, author="Binta", at=TUESDAY)
    report = computed(cast, at=TUESDAY + HOUR)
    assert key_figures(report)[0].change == ""
    assert not told_of(report).is_over


@pytest.mark.parametrize("week", ["2026-W53", "2027-W01"])
def test_a_year_of_53_weeks_has_a_week_before_and_after(cast: Cast, week: str) -> None:
    own = Week.parse(week)
    monday = own.start(cast.brand.time_zone)
    logged(cast, author="Awa", at=monday - HOUR)
    logged(cast, author="Binta", at=monday)
    logged(cast, author="Chantal", at=own.end(cast.brand.time_zone) - timedelta(seconds=1))
    figures = computed(cast, at=monday + timedelta(days=8), week=own).quantitative
    assert figures["interactions"]["opened"] == 2
    assert figures["compared"]["previous_week"]["interactions"]["opened"] == 1


def test_a_time_zone_that_changed_in_between_is_told(cast: Cast) -> None:
    computed(cast, week=WEEK.previous)
    cast.brand.time_zone = "Africa/Dakar"
    cast.brand.save()
    report = computed(cast)
    assert report.time_zone == "Africa/Dakar"
    assert told_of(report).zone_before == "Africa/Douala"
    assert "Africa/Douala" in client_of(cast.manager).get(PAGE).text


def test_figures_lead_to_their_rows_where_the_reader_may_list_them(cast: Cast) -> None:
    report = published(cast)
    for user, reaches in ((cast.executive, True), (cast.decider, False)):
        client = client_of(user)
        for page in (PAGE, "/dashboards/executive/"):
            text = client.get(page).content.decode()
            assert (f"/b/wouri/inbox/?state=all&amp;period={report.week}" in text) is reaches, (user, page)
