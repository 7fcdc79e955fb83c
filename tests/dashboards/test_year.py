"""The yearly review: what the reports of the year asked, advised and found, as far as one may read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from channels_mgmt.crisis.models import Crisis
from cmhub.lib.weeks import Week
from reporting.diagnoses.models import DiagnosisReading
from reporting.weekly.models import DecisionAsked, Recommendation
from tests.cast import Cast, client_of
from tests.dashboards.stored import store

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)
LAST = Week.parse("2026-W45")
YEAR = "/b/wouri/year/"

pytestmark = pytest.mark.usefixtures("_now")


@pytest.fixture
def _now(cast: Cast):  # type: ignore[no-untyped-def]
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_year_lists_what_was_asked_advised_found_and_suffered(cast: Cast) -> None:
    decision, recommendation = asked_and_advised(cast, LAST - 5)
    for back in (6, 5, 4, 3, 2):
        words: dict[str, Any] = {"recommendations": [{"id": recommendation.pk, "text": recommendation.text}]}
        if back == 5:
            words |= {
                "decisions_asked": [{"id": decision.pk, "text": decision.text}, {"text": "Sans suite ?"}]
            }
        raised = ["dormant"] if back in (5, 4, 2) else []
        DiagnosisReading.objects.create(
            brand=cast.brand, week=str(LAST - back), computed_at=NOW, raised=raised
        )
        store(cast.brand, LAST - back, words=words if back <= 5 else {})
    crisis_of_a_week(cast, (LAST - 4).start("Africa/Douala") + timedelta(days=1))
    shown = client_of(cast.executive).get(f"{YEAR}?lang=en")
    told = shown.context
    assert [(one.week, one.text) for one in told["decisions"]] == [
        (LAST - 5, "Ouvrir le samedi ?"),
        (LAST - 5, "Sans suite ?"),
    ]
    assert [(one.week, one.row.outcome) for one in told["recommendations"]] == [
        (LAST - 5, "Fait en octobre.")
    ]
    stood = [(one.first, one.last, one.weeks, one.from_before, one.goes_on) for one in told["diagnoses"]]
    assert stood == [(LAST - 5, LAST - 4, 2, False, False), (LAST - 2, LAST - 2, 1, False, True)]
    assert [(one.event.words, one.week) for one in told["crises"]] == [("Panne nationale", LAST - 4)]
    page = shown.content.decode()
    for words_told in ("Dès décembre.", "Fait en octobre.", "Panne nationale", "Not answered yet."):
        assert words_told in page
    for back in (5, 4, 2):
        assert f"/b/wouri/reports/{LAST - back}/" in page


def test_the_year_tells_nothing_of_reports_that_one_may_not_read(cast: Cast) -> None:
    decision, _recommendation = asked_and_advised(cast, LAST)
    words = {"decisions_asked": [{"id": decision.pk, "text": decision.text}]}
    for week in (LAST, LAST.previous):
        DiagnosisReading.objects.create(brand=cast.brand, week=str(week), computed_at=NOW, raised=["dormant"])
    store(cast.brand, LAST, state="computed", words=words)
    store(cast.brand, LAST.previous)
    reader = client_of(cast.executive).get(YEAR).context
    assert (reader["decisions"], [one.last for one in reader["diagnoses"]]) == ([], [LAST.previous])
    writer = client_of(cast.cm).get(YEAR).context
    assert ([one.week for one in writer["decisions"]], writer["diagnoses"][0].last) == ([LAST], LAST)


def asked_and_advised(cast: Cast, week: Week) -> tuple[DecisionAsked, Recommendation]:
    said: dict[str, Any] = {"brand": cast.brand, "week": str(week), "by": cast.cm, "at": NOW}
    decision = DecisionAsked.objects.create(
        **said,
        key=uuid4(),
        text="Ouvrir le samedi ?",
        asked_at=NOW,
        answer="yes",
        words="Dès décembre.",
        answered_at=NOW,
        answered_by=cast.executive,
    )
    recommendation = Recommendation.objects.create(
        **said,
        key=uuid4(),
        text="Publier le lundi",
        progress="done",
        outcome="Fait en octobre.",
        settled_at=NOW,
        settled_by=cast.cm,
    )
    return decision, recommendation


def crisis_of_a_week(cast: Cast, at: datetime) -> Crisis:
    return Crisis.objects.create(
        brand=cast.brand, level=2, title="Panne nationale", opened_by=cast.cm, opened_at=at, ended_at=None
    )
