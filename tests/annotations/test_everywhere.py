"""What happened stands on every chart over time, in the picture and in the words beside it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from accounts.access import Right
from accounts.models import User
from cmhub.lib.weeks import Week
from reporting.annotations.choices import Kind
from reporting.annotations.services.annotating import Said, annotate
from reporting.diagnoses.models import DiagnosisReading
from reporting.weekly.files.pdf import paper_of
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast, client_of
from tests.crisis.test_surges_page import raised
from tests.dashboards.stored import store
from tests.inbox.making import logged
from tests.weekly.test_words import insight, publish

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)
LAST = Week.parse("2026-W45")
WORDS = "Câble sous-marin coupé"


@pytest.fixture
def _now(cast: Cast):  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


def happened(cast: Cast, first: date, last: date | None = None) -> None:
    annotate(brand=cast.brand, said=Said(Kind.OUTAGE, WORDS, first, last), by=cast.cm, key=uuid4())


def places(marks: Any) -> list[tuple[int, int]]:
    """From which label to which the event is over: public holidays have marks of their own."""
    return [(mark["at"], mark["until"]) for mark in marks if WORDS in mark["words"]]


def shades(page: Any) -> int:
    """How many shades of the event are in the pictures of a page."""
    return len(re.findall(f'class="mark-band[^<]*<title>[^<]*{WORDS}', page.content.decode()))


def asleep(cast: Cast) -> None:
    """A diagnosis of a week, whose picture is of half a year."""
    channel = {
        "channel": "wouri-official",
        "name": "Wouri",
        "cadence": None,
        "limit_days": 21,
        "posts": 5,
        "last": "2026-09-01",
        "silent_days": 68.0,
        "asleep": True,
        "since": "2026-09-01",
        "wakings": 0,
        "gaps": [["2026-09-01", "2026-11-08"]],
        "days": ["2026-09-01"],
    }
    finding = {
        "code": "dormant",
        "raised": True,
        "since": "2026-09-01",
        "evidence": {
            "from": "2026-05-10",
            "until": "2026-11-08",
            "since": "2026-09-01",
            "channels": [channel],
        },
        "thresholds": {"intervals": 3, "days_without_cadence": 21, "least_posts": 4},
    }
    DiagnosisReading.objects.update_or_create(
        brand=cast.brand,
        week=str(LAST),
        revision=1,
        defaults={"computed_at": NOW, "findings": [finding], "raised": ["dormant"]},
    )


@pytest.mark.usefixtures("_now")
def test_the_time_line_of_dormant_channels(cast: Cast) -> None:
    asleep(cast)
    page = f"/b/wouri/diagnoses/?week={LAST}&lang=en"
    assert WORDS not in client_of(cast.executive).get(page).content.decode()
    happened(cast, date(2026, 7, 1), date(2026, 7, 3))
    shown = client_of(cast.executive).get(page)
    (card,) = shown.context["cards"]
    ((first, last),) = places(card["picture"]["marks"])
    assert (first, last) == (52, 54)
    told = shown.content.decode()
    assert re.search(f'aria-label="[^"]*What happened: [^"]*Network outage: {WORDS}', told)
    assert re.search(f"<li value[^<]*{WORDS}", told)
    assert told.count('class="chart-mark"') == len(card["picture"]["marks"])


@pytest.mark.usefixtures("_now")
def test_the_same_in_the_report_and_on_paper_for_who_reads_reports(cast: Cast) -> None:
    draft = compute_report(brand=cast.brand, week=LAST, at=NOW)
    asleep(cast)
    insight(cast, draft)
    report = publish(cast, draft, at=NOW)
    happened(cast, date(2026, 7, 1))
    assert 'class="chart-mark"' in client_of(cast.executive).get(f"/b/wouri/reports/{LAST}/").text
    assert WORDS in paper_of(report, {Right.REPORT_VIEW}, zone="Africa/Douala")
    assert WORDS not in paper_of(report, zone="Africa/Douala")


def test_the_chart_of_a_rush(cast: Cast) -> None:
    surge = raised(cast)
    happened(cast, timezone.now().date() - timedelta(days=2), timezone.now().date() + timedelta(days=1))
    shown = client_of(cast.cm).get(f"/surges/{surge.pk}/?lang=en")
    chart = shown.context["chart"]
    assert all(WORDS in note for note in chart["notes"])
    assert places(chart["marks"]) == [(0, len(chart["labels"]) - 1)]
    assert shades(shown) == 1
    assert shown.content.decode().count(WORDS) >= len(chart["labels"])


def test_who_reads_no_reports_is_told_of_days_off_alone_beside_a_rush(cast: Cast) -> None:
    surge = raised(cast)
    happened(cast, timezone.now().date() - timedelta(days=2), timezone.now().date() + timedelta(days=1))
    service: User = cast.service
    page = client_of(service).get(f"/surges/{surge.pk}/")
    assert page.context["chart"]["labels"]
    assert WORDS not in page.content.decode()


@pytest.mark.usefixtures("_now")
def test_the_small_lines_of_a_brand_and_of_the_portfolio(cast: Cast) -> None:
    for back in (0, 1, 4, 5):
        store(cast.brand, LAST - back, opened=10 + back)
    happened(cast, (LAST - 4).monday)
    client = client_of(cast.executive)
    for page in ("/b/wouri/trends/?weeks=12", "/b/wouri/year/"):
        stat = client.get(page).context["stats"][0]
        place = stat["values"].index(14)
        assert stat["values"][place : place + 5] == [14, None, None, 11, 10]
        assert places(stat["marks"]) == [(place, place)]
    portfolio = client.get("/portfolio/")
    (row,) = portfolio.context["rows"]
    assert places(row["marks"]) == [(7, 7)]
    assert shades(portfolio) == sum(cell["value"] is not None for cell in row["cells"]) > 0


@pytest.mark.usefixtures("_now")
def test_the_small_lines_of_the_executive(cast: Cast) -> None:
    for back in range(5, 9):
        store(cast.brand, LAST - back, opened=10 + back)
    draft = compute_report(brand=cast.brand, week=LAST, at=NOW)
    insight(cast, draft)
    publish(cast, draft, at=NOW)
    happened(cast, (LAST - 3).monday)
    shown = client_of(cast.executive).get("/dashboards/executive/")
    (one,) = shown.context["weeks"]
    assert [places(figure["marks"]) for figure in one["course"]] == [[(8, 8)]] * 5
    assert shades(shown) >= 1


@pytest.mark.usefixtures("_now")
def test_the_chart_of_one_s_own_week(cast: Cast) -> None:
    logged(cast, author="Awa", at=NOW - timedelta(hours=2))
    happened(cast, NOW.date() - timedelta(days=7))
    chart = client_of(cast.cm).get("/dashboards/mine/").context["chart"]
    assert WORDS in chart["notes"][3]
    assert places(chart["marks"]) == [(3, 3)]
