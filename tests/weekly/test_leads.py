"""Each figure of the report leads to its rows, for whoever may list them."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from accounts.access import Right
from reporting.figures.by_name import specs_of
from reporting.figures.week import DUTIES
from reporting.weekly.leads import DUTIES as PLACES_OF_DUTIES
from reporting.weekly.leads import Leads, leads_of, rows_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services.computing import compute_report
from reporting.weekly.told import told_of
from tests.cast import Cast, client_of
from tests.weekly.busy import COMPUTED, WEEK, make_busy
from tests.weekly.making import published as publish

PAGE = f"/b/wouri/reports/{WEEK}/"
LINK = re.compile(r'href="(/[^"]*)"')


@pytest.fixture
def busy(cast: Cast) -> WeeklyReport:
    make_busy(cast, 5)
    return compute_report(brand=cast.brand, week=WEEK, at=COMPUTED)


def every_right() -> set[str]:
    return {str(right) for right in Right}


def rows(client: Client, address: str) -> list[Any]:
    return list(client.get(address).context["page"].rows)


def test_every_figure_has_a_place_where_its_rows_are(busy: WeeklyReport) -> None:
    specs = specs_of(busy.quantitative, {})
    assert [spec.code for spec in specs if rows_of(spec.code) is None] == []
    leads = leads_of(busy, every_right())
    assert [spec.code for spec in specs if not leads.of_spec(spec)] == []
    assert set(PLACES_OF_DUTIES) == set(DUTIES)


def test_who_may_list_nothing_is_led_nowhere(busy: WeeklyReport) -> None:
    nobody, everybody = told_of(busy), told_of(busy, every_right())

    def ways(told: Any) -> list[str]:
        lines = [line.href for group in told.groups for line in group.lines]
        cells = [cell.href for _channel, cells in told.scorecard for cell in cells if cell.value]
        return [*lines, *cells, *(one.href for one in told.time)]

    assert set(ways(nobody)) == {""}
    assert len(ways(everybody)) == len(ways(nobody))
    assert all(ways(everybody))


@pytest.mark.parametrize("name", ["manager", "strategist", "cm", "executive", "decider"])
def test_every_link_of_the_page_opens_for_whoever_sees_it(cast: Cast, name: str) -> None:
    make_busy(cast, 5)
    publish(cast, at=COMPUTED)
    client = client_of(cast.people[name])
    page = client.get(PAGE).text
    body = page[page.index('id="report"') : page.index("</main>")]
    found = {unescape(link).partition("#")[0] for link in LINK.findall(body)}
    lists = sorted(link for link in found if "/pdf/" not in link and "/xlsx/" not in link)
    assert [link for link in lists if client.get(link).status_code != 200] == []
    periods = {link for link in lists if f"period={WEEK}" in link}
    assert any("/inbox/" in link for link in periods) is (name != "decider")
    assert any("/escalations/" in link for link in periods)
    assert any("/team/time/" in link for link in periods) is (name == "manager")


def test_lists_hold_as_many_rows_as_the_figure_says(cast: Cast, busy: WeeklyReport) -> None:
    figures, leads = busy.quantitative, leads_of(busy, every_right())
    client = client_of(cast.manager)
    asked = {
        "interactions.opened": figures["interactions"]["opened"],
        "responsiveness.needing_answer": figures["responsiveness"]["needing_answer"],
        "responsiveness.answered": figures["responsiveness"]["answered"],
        "escalations.opened": figures["escalations"]["opened"],
        "moderation.total": figures["moderation"]["total"],
        "watch.items": sum(figures["watch"]["by_nature"].values()),
        "publishing.posts": figures["publishing"]["posts"],
        "publishing.errata": figures["publishing"]["errata"],
    }
    told = {code: len(rows(client, leads.of_code(code))) for code in asked}
    assert told == asked
    for code in (
        "interactions.by_kind",
        "interactions.by_channel",
        "interactions.by_sentiment",
        "moderation.by_reason",
        "watch.by_nature",
        "publishing.by_network",
        "publishing.by_category",
    ):
        group, name = code.split(".")
        counts = figures[group][name]
        assert counts, code
        assert {key: len(rows(client, leads.of_code(code, key))) for key in counts} == counts, code


def test_what_a_channel_passed_on_leads_to_the_escalations_of_that_channel(
    cast: Cast, busy: WeeklyReport
) -> None:
    """The scorecard tells each channel apart, and so does the list, which says how many there are."""
    client, found = client_of(cast.manager), []
    everything = rows(client, f"/b/wouri/escalations/?state=all&period={busy.week}")
    for channel in cast.brand.channels.all():
        address = Leads("wouri", WEEK, every_right()).of_duty("passing_on", channel.slug)
        page = client.get(address)
        found += page.context["page"].rows
        assert {one.interaction.channel for one in page.context["page"].rows} <= {channel}
        assert str(channel) in [chip["label"] for chip in page.context["chips"]]
    assert {one.pk for one in found} == {one.pk for one in everything if one.interaction_id}
    shown = client.get(f"/b/wouri/escalations/?state=all&period={busy.week}").context["summary"]
    assert f"{len(everything)} en tout" in shown


def test_escalations_that_were_late_are_listed_as_they_are_counted(cast: Cast, busy: WeeklyReport) -> None:
    figures, leads = busy.quantitative["escalations"], leads_of(busy, every_right())
    with time_machine.travel(COMPUTED, tick=False):
        client = client_of(cast.manager)
        for name in ("acknowledged_late", "answered_late"):
            assert len(rows(client, leads.of_code(f"escalations.{name}"))) == figures[name]
            for slug, told in figures["by_department"].items():
                way = leads.of_code(f"escalations.by_department.{slug}.{name}")
                assert len(rows(client, way)) == told[name], (slug, name)
    assert figures["answered_late"] or figures["acknowledged_late"]


def test_who_answered_leads_to_whom_they_answered(cast: Cast, busy: WeeklyReport) -> None:
    client, leads = client_of(cast.manager), leads_of(busy, every_right())
    for author, told in busy.quantitative["responsiveness"]["by_author"].items():
        found = rows(client, leads.of_code("responsiveness.by_author", author))
        assert bool(found) is bool(told["replies"]), author
        assert len(found) <= told["replies"]


def test_the_days_of_a_chart_lead_to_each_day(cast: Cast, busy: WeeklyReport) -> None:
    client = client_of(cast.manager)
    table = client.get(PAGE).context["charts"]["by_day"]["table"]["rows"]
    for row in table:
        link, number = re.fullmatch(r'<a href="([^"]+)">(\d+)</a>', row[1]).groups()  # type: ignore[union-attr]
        assert len(rows(client, unescape(link))) == int(number)
    kinds = client.get(PAGE).context["charts"]["kinds"]["table"]["rows"]
    assert all("kind=" in row[1] for row in kinds)


def test_time_leads_to_the_entries_of_the_week(cast: Cast, busy: WeeklyReport) -> None:
    leads = leads_of(busy, every_right())
    hours = busy.quantitative["workload"]["by_duty"]
    for duty, told in hours.items():
        context = client_of(cast.manager).get(leads.of_code("workload.by_duty", duty)).context
        assert sum(row["minutes"] for row in context["team"]) == round(told * 60), duty
    own = client_of(cast.cm).get(leads.of_code("workload")).context
    assert sum(minutes for _day, minutes, _entries in own["days"]) == round(60 * sum(hours.values()))


def test_a_name_is_written_so_that_an_address_keeps_it(cast: Cast) -> None:
    way = Leads("wouri", WEEK, every_right()).of_code("responsiveness.by_author", "Awa & Fils=1")
    assert parse_qs(urlsplit(way).query)["answered_by"] == ["Awa & Fils=1"]
