"""The report of a week against what is known of it by construction, calculated in a few plain lines."""

from __future__ import annotations

import csv
import json
import random
import statistics
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.services.time import log_time
from cmhub.lib.commands import UsageError
from cmhub.lib.weeks import Week
from reporting.dashboards.measures import BY_CODE
from reporting.weekly.numbers import stored_numbers
from tests.cast import Cast

MONDAY = datetime(2025, 3, 3, tzinfo=UTC) - timedelta(hours=1)
"""Monday of 2025-W10, 00:00 in Douala."""
CONTRACT = {
    "interactions": {
        "opened",
        "people",
        "by_kind",
        "by_channel",
        "by_sentiment",
        "by_day",
        "by_hour_of_week",
    },
    "responsiveness": {
        "needing_answer",
        "answered",
        "response_rate",
        "first_response_seconds",
        "first_response_open_seconds",
        "substantive_answer_seconds",
        "response_seconds",
        "resolution_seconds",
        "promises",
        "satisfaction",
        "by_author",
    },
    "escalations": {
        "opened",
        "answered",
        "acknowledged_late",
        "answered_late",
        "open",
        "by_department",
        "leg_seconds",
        "whole_seconds",
        "whole_open_seconds",
    },
    "moderation": {"total", "by_reason"},
    "watch": {"by_nature", "transmit_seconds", "acknowledge_seconds"},
    "publishing": {"campaigns", "posts", "by_network", "by_category", "errata"},
    "audience": {"by_channel", "comments", "community"},
    "workload": {
        "out_of_scope_share",
        "out_of_scope_basis",
        "by_person",
        "by_duty",
        "out_of_scope_by_duty",
        "missing_posts",
    },
}


@dataclass
class Talk:
    """One conversation: who wrote when, a reply every other time or so."""

    author: str
    kind: str
    turns: list[tuple[str, str, datetime]] = field(default_factory=list)  # direction, author, when

    def episodes(self) -> list[tuple[datetime, datetime | None, str | None]]:
        found: list[tuple[datetime, datetime | None, str | None]] = []
        since: datetime | None = None
        for direction, author, when in self.turns:
            if direction == "in":
                since = since or when
            elif since is not None:
                found.append((since, when, author))
                since = None
        return [*found, (since, None, None)] if since else found


def talks(seed: int = 7) -> list[Talk]:
    dice = random.Random(seed)
    made = []
    for _number in range(120):
        talk = Talk(f"membre{dice.randrange(70)}", dice.choice(["question", "complaint", "praise"]))
        when = MONDAY + timedelta(seconds=dice.randrange(-3 * 86400, 8 * 86400))
        for turn in range(dice.randrange(1, 6)):
            out = turn % 2 == 1 and dice.random() < 0.9
            talk.turns.append(
                ("out" if out else "in", f"CM{dice.randrange(3)}" if out else talk.author, when)
            )
            when += timedelta(seconds=dice.randrange(60, 5 * 3600))
        made.append(talk)
    return made


def written(folder: Path, made: list[Talk]) -> Path:
    rows = []
    for number, talk in enumerate(made):
        for turn, (direction, author, when) in enumerate(talk.turns):
            rows.append(
                {
                    "message_id": f"{number}-{turn}",
                    "direction": direction,
                    "sent_at": when.isoformat(),
                    "author": author,
                    "text": f"message {number}-{turn}",
                    "kind": talk.kind,
                    "in_reply_to": f"{number}-{turn - 1}" if turn else "",
                }
            )
    random.Random(1).shuffle(rows)
    path = folder / "messages.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def printed(*arguments: str) -> Any:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


@pytest.fixture
def made() -> list[Talk]:
    return talks()


@pytest.fixture
def report(cast: Cast, made: list[Talk], tmp_path: Path) -> dict[str, Any]:
    taken = printed(
        "import_messages", str(written(tmp_path, made)), "--brand", "wouri", "--channel", "wouri-official"
    )
    messages = sum(len(talk.turns) for talk in made)
    assert taken == {"read": messages, "taken": messages, "known": 0, "refused": 0, "refused_file": None}
    return printed("weekly_report", "--brand", "wouri", "--week", "2025-W10")


def test_what_came_by_import_alone_is_out_of_nobody_s_scope_and_in_nobody_s(
    cast: Cast, report: dict[str, Any]
) -> None:
    figures = report["quantitative"]
    assert figures["interactions"]["by_kind"]["complaint"]
    assert figures["responsiveness"]["answered"]
    assert figures["workload"]["out_of_scope_share"] is None
    assert figures["workload"]["out_of_scope_basis"] is None
    week = Week.parse("2025-W10")
    stored = stored_numbers(cast.manager, [cast.brand.pk], [week])[cast.brand.pk][str(week)]
    assert BY_CODE["out_of_scope"].over([stored]) is None


def test_time_that_is_logged_tells_the_share_of_an_imported_week(cast: Cast, report: dict[str, Any]) -> None:
    at = MONDAY + timedelta(days=2)
    BrandRole.objects.filter(brand=cast.brand, user=cast.cm).update(starts_on=MONDAY.date())
    for duty, minutes in ((Duty.ANSWERING, 30), (Duty.DESIGN, 90)):
        log_time(brand=cast.brand, user=cast.cm, duty=duty, minutes=minutes, day=at.date(), at=at)
    told = printed("weekly_report", "--brand", "wouri", "--week", "2025-W10", "--fresh")
    workload = told["quantitative"]["workload"]
    assert (workload["out_of_scope_share"], workload["out_of_scope_basis"]) == (0.75, "time")


def in_week(when: datetime) -> bool:
    return MONDAY <= when < MONDAY + timedelta(days=7)


def seconds(pairs: list[tuple[datetime, datetime]]) -> dict[str, Any]:
    values = sorted((end - start).total_seconds() for start, end in pairs)
    tenths = statistics.quantiles(values, n=10, method="inclusive")
    return {"n": len(values), "median": statistics.median(values), "p90": tenths[8]}


def test_the_figures_are_those_of_an_independent_count(report: dict[str, Any], made: list[Talk]) -> None:
    opened = [talk for talk in made if in_week(talk.turns[0][2])]
    firsts = [talk.episodes()[0] for talk in opened]
    ended = [(start, end) for start, end, _author in firsts if end]
    episodes = [one for talk in made for one in talk.episodes() if in_week(one[0])]
    inbox, answers = report["quantitative"]["interactions"], report["quantitative"]["responsiveness"]
    assert inbox["opened"] == sum(inbox["by_day"]) == sum(inbox["by_hour_of_week"]) == len(opened)
    assert inbox["people"] == len({talk.author for talk in opened})
    for kind in ("question", "complaint", "praise"):
        assert inbox["by_kind"][kind] == sum(talk.kind == kind for talk in opened)
    local = [talk.turns[0][2] + timedelta(hours=1) for talk in opened]
    assert inbox["by_day"] == [sum(when.weekday() == day for when in local) for day in range(7)]
    assert inbox["by_hour_of_week"][26] == sum((when.weekday(), when.hour) == (1, 2) for when in local)
    assert (answers["needing_answer"], answers["answered"]) == (len(opened), len(ended))
    assert answers["response_rate"] == pytest.approx(len(ended) / len(opened))
    assert answers["first_response_seconds"] == pytest.approx(seconds(ended))
    assert answers["substantive_answer_seconds"] == pytest.approx(seconds(ended))
    assert answers["response_seconds"] == pytest.approx(seconds([(a, b) for a, b, _who in episodes if b]))
    assert answers["resolution_seconds"] == {"n": 0, "median": None, "p90": None}
    for author in ("CM0", "CM1", "CM2"):
        sent = [t for talk in made for t in talk.turns if t[1] == author and in_week(t[2])]
        mine = [(a, b) for a, b, who in episodes if b and who == author]
        assert answers["by_author"][author]["replies"] == len(sent)
        assert answers["by_author"][author]["response_seconds"] == pytest.approx(seconds(mine))


def test_every_key_of_the_contract_is_there(report: dict[str, Any]) -> None:
    assert list(report) == [
        "brand",
        "week",
        "from",
        "until",
        "timezone",
        "revision",
        "computed_at",
        "state",
        "quantitative",
        "qualitative",
        "diagnoses",
        "staffing",
        "data_quality",
    ]
    figures = report["quantitative"]
    assert set(figures) == {*CONTRACT, "scorecard", "objectives", "compared"}
    for group, names in CONTRACT.items():
        assert set(figures[group]) == names, group
    for compared in ("previous_week", "four_week_mean"):
        assert set(figures["compared"][compared]) == {*CONTRACT, "scorecard", "objectives"}
    assert set(report["qualitative"]) == {
        "insights",
        "themes",
        "errata",
        "experiments",
        "frustrations",
        "reading",
        "recommendations",
        "decisions_asked",
    }
    assert (report["from"], report["until"]) == ("2025-03-03T00:00:00+01:00", "2025-03-10T00:00:00+01:00")
    assert report["data_quality"]["logged_by_hand"] == 0
    assert len(report["data_quality"]["completeness_by_day"]) == 7


def test_the_week_before_is_its_own_report(report: dict[str, Any]) -> None:
    before = printed("weekly_report", "--brand", "wouri", "--week", "2025-W09", "--fresh")
    compared = report["quantitative"]["compared"]["previous_week"]
    assert compared["interactions"] == before["quantitative"]["interactions"]
    assert compared["responsiveness"] == before["quantitative"]["responsiveness"]
    assert before["revision"] == 0


def test_a_fresh_report_is_not_stored(report: dict[str, Any]) -> None:
    brand = Brand.objects.get(slug="wouri")
    printed("weekly_report", "--brand", "wouri", "--week", "2025-W08", "--fresh")
    assert list(brand.weekly_reports.values_list("week", flat=True)) == ["2025-W10"]


@pytest.mark.parametrize(
    ("brand", "week"), [("wouri", "2026-W54"), ("nobody", "2026-W10"), ("wouri", "soon")]
)
def test_what_does_not_exist_is_refused_in_words(cast: Cast, brand: str, week: str) -> None:
    with pytest.raises(UsageError) as refused:
        printed("weekly_report", "--brand", brand, "--week", week)
    assert (week if brand == "wouri" else brand) in str(refused.value)
