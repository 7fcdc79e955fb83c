"""Diagnoses from the rows of a brand: by the command, in the weekly report, on their page, on the board."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.choices import DepartmentKind
from accounts.models import AuditEntry
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.strategy.metrics import metrics
from channels_mgmt.team.models import Channel, TimeEntry
from cmhub.lib.commands import UsageError
from cmhub.lib.weeks import Week
from reporting.diagnoses.judging import RULES
from reporting.diagnoses.models import DiagnosisReading, DiagnosisThreshold
from reporting.diagnoses.rules.facts import ChannelFacts, ObjectiveFacts, StrategyFacts
from reporting.diagnoses.services.diagnosing import diagnose, history_of
from reporting.diagnoses.services.thresholds import change_thresholds, thresholds_set
from reporting.diagnoses.telling import cards_of
from reporting.weekly.contract import as_contract
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast, client_of
from tests.diagnoses.test_rules import CODES, NOTHING, finding
from tests.metrics.given import performed, published, snapshot
from tests.weekly.test_lifecycle import WORDS

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
WEEK = Week.parse("2026-W46")
PAGE = "/b/wouri/diagnoses/"
THRESHOLDS = "/b/wouri/diagnoses/thresholds/"


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def found(cast: Cast, at: datetime = NOW) -> dict[str, Any]:
    return {one.code: one for one in diagnose(cast.brand, at)}


def fall_asleep(channel: Channel, days: int = 40) -> None:
    """Five posts, the last of them so many days ago; one a week is asked for."""
    Channel.objects.filter(pk=channel.pk).update(posts_per_week=1)
    for number in range(5):
        published(channel, NOW - timedelta(days=days + number))


def pass_on(cast: Cast, number: int, late: int) -> None:
    """So many escalations of last week to the technical department, `late` of them never answered."""
    opened = NOW - timedelta(days=7)
    department = cast.department(DepartmentKind.TECHNICAL)
    for one in range(number):
        interaction = Interaction.objects.create(
            brand=cast.brand,
            channel=cast.official,
            author=f"Awa {one}",
            state="in_progress",
            opened_at=opened,
            last_at=opened,
        )
        answered = None if one < late else opened + timedelta(hours=1)
        Escalation.objects.create(
            brand=cast.brand,
            interaction=interaction,
            department=department,
            state="notified" if answered is None else "answered",
            question="Que répondre ?",
            calendar_version="test",
            opened_at=opened,
            acknowledge_by=opened + timedelta(hours=2),
            answer_by=opened + timedelta(hours=8),
            acknowledged_at=answered,
            answered_at=answered,
        )


def printed(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("diagnose", *arguments, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


# The command


def test_the_command_prints_the_nine_with_all_that_the_contract_names(cast: Cast) -> None:
    fall_asleep(cast.official)
    told = printed("--brand", "wouri", "--at", "2026-11-17")
    assert tuple(one["code"] for one in told) == CODES
    for one in told:
        assert {"code", "raised", "evidence", "thresholds", "advice"} <= set(one)
        assert bool(one["advice"]) == (one["raised"] is not False)
    dormant = told[0]
    assert (dormant["raised"], dormant["since"]) == (True, "2026-10-09")


def test_a_day_that_is_over_is_judged_by_what_there_was_then(cast: Cast) -> None:
    fall_asleep(cast.official, days=20)
    assert printed("--brand", "wouri")[0]["raised"] is False
    fall_asleep(cast.official, days=60)
    assert printed("--brand", "wouri", "--at", "2026-10-20")[0]["raised"] is True
    assert printed("--brand", "wouri", "--at", "2026-10-01")[0]["raised"] is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--brand", "nowhere"), "nowhere"),
        (("--brand", "wouri", "--at", "2026-11-19"), "2026-11-19"),
        (("--brand", "wouri", "--at", "yesterday"), "yesterday"),
    ],
)
def test_what_the_command_cannot_use_is_said(cast: Cast, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        printed(*arguments)


def test_a_brand_a_day_old_is_told_what_is_missing_and_nothing_else(cast: Cast) -> None:
    call_command("create_brand", "Neuve", "--agency", "kamer-com", "--territory", "CM", stdout=StringIO())
    told = {one["code"]: one["raised"] for one in printed("--brand", "neuve")}
    assert told.pop("unsupported") is True
    # It has one network, and nobody gives it an hour: that is known.
    assert (told.pop("spread_thin"), told.pop("overloaded")) == (False, True)
    assert set(told.values()) <= {None}


# From the rows


def test_what_departments_owe_raises_deaf(cast: Cast) -> None:
    pass_on(cast, 10, late=3)
    deaf = found(cast)["deaf"]
    assert deaf.raised is True
    (technical,) = deaf.evidence["departments"]
    assert (technical["escalations"], technical["late"], technical["never_answered"]) == (10, 3, 3)


def test_lateness_is_that_of_the_day_that_is_asked_about(cast: Cast) -> None:
    pass_on(cast, 10, late=3)
    before = found(cast, NOW - timedelta(days=7, hours=-1))["deaf"]
    assert (before.raised, before.evidence["late"]) == (False, 0)


def test_posts_about_oneself_stand_beside_what_they_earn(cast: Cast) -> None:
    for number in range(9):
        at = NOW - timedelta(days=number + 1)
        performed(cast.official, at, {"impressions": 1000, "engagements": 10}, category="organisation")
    for number in range(3):
        at = NOW - timedelta(days=number + 1)
        performed(cast.official, at, {"impressions": 1000, "engagements": 90}, category="useful")
    published(cast.official, NOW - timedelta(weeks=9), category="useful")
    own = found(cast)["self_centred"]
    assert (own.raised, own.evidence["posts"], own.evidence["share"]) == (True, 12, 0.75)
    by_name = {one["category"]: one for one in own.evidence["categories"]}
    assert by_name["organisation"]["share_of_engagements"] == pytest.approx(90 / 360)
    assert by_name["useful"]["engagement_rate"] == pytest.approx(0.09)


def test_time_on_the_work_of_others_names_the_post_that_is_missing(cast: Cast) -> None:
    for duty, minutes in ((Duty.SELLING, 600), (Duty.ANSWERING, 700)):
        TimeEntry.objects.create(
            brand=cast.brand,
            user=cast.cm,
            duty=duty,
            day=NOW.date() - timedelta(days=9),
            minutes=minutes,
            logged_at=NOW,
        )
    usurped = found(cast)["usurped_post"]
    assert usurped.raised is True
    assert usurped.evidence["missing_posts"] == [{"post": "seller", "minutes": 600}]
    selling, answering = usurped.evidence["duties"]
    assert (selling["duty"], selling["out_of_scope_minutes"]) == ("selling", 600)
    assert (answering["duty"], answering["out_of_scope_minutes"]) == ("answering", 0)


def test_followers_without_anybody_who_writes_are_a_phantom(cast: Cast) -> None:
    snapshot(cast.official, NOW.date() - timedelta(days=3), followers=9_000)
    assert found(cast)["phantom_community"].raised is None
    write_in(cast)
    phantom = found(cast)["phantom_community"]
    assert phantom.raised is True
    assert (phantom.evidence["followers"], phantom.evidence["active"]) == (9_000, 1)


def write_in(cast: Cast) -> None:
    log_interaction(
        brand=cast.brand,
        channel=cast.official,
        author="Awa",
        text="Bonjour",
        kind="question",
        by=cast.cm,
        at=NOW - timedelta(days=1),
    )


def test_arrivals_in_hours_that_nobody_covers_raise_uncovered(cast: Cast) -> None:
    sunday = NOW - timedelta(days=10)
    Interaction.objects.bulk_create(
        Interaction(
            brand=cast.brand,
            channel=cast.official,
            author=f"Awa {number}",
            state="new",
            opened_at=sunday + timedelta(minutes=number),
            last_at=sunday + timedelta(minutes=number),
        )
        for number in range(30)
    )
    uncovered = found(cast)["uncovered"]
    assert uncovered.raised is True
    assert len(uncovered.evidence["arrivals_by_hour"]) == len(uncovered.evidence["gaps_by_hour"]) == 168


def test_a_brand_is_judged_by_its_own_rows_alone(cast: Cast) -> None:
    before = [one.as_json() for one in diagnose(cast.other_brand, NOW)]
    fall_asleep(cast.official)
    pass_on(cast, 10, late=5)
    assert [one.as_json() for one in diagnose(cast.other_brand, NOW)] == before


def test_queries_do_not_grow_with_the_rows(cast: Cast) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            diagnose(cast.brand, NOW)
        return len(captured)

    fall_asleep(cast.official)
    pass_on(cast, 2, late=1)
    few = count()
    fall_asleep(cast.official, days=80)
    pass_on(cast, 8, late=3)
    assert count() == few


# In the weekly report


def test_each_revision_keeps_its_diagnoses_whatever_comes_later(cast: Cast) -> None:
    fall_asleep(cast.official)
    draft = compute_report(brand=cast.brand, week=WEEK, at=NOW)
    (kept,) = DiagnosisReading.objects.all()
    assert "dormant" in kept.raised
    lifecycle.save_qualitative(report=draft, qualitative=WORDS, by=cast.cm)
    lifecycle.complete(report=draft, by=cast.cm)
    report = lifecycle.publish(report=draft, by=cast.manager)
    told = as_contract(report)["diagnoses"]
    assert tuple(one["code"] for one in told) == CODES
    published(cast.official, datetime(2026, 11, 14, 9, tzinfo=UTC))
    compute_report(brand=cast.brand, week=WEEK, at=NOW)
    assert as_contract(report)["diagnoses"] == told
    revision = lifecycle.revise(report=report, what_changed="Une publication oubliée", by=cast.manager)
    assert as_contract(revision)["diagnoses"] == told
    renewed = compute_report(brand=cast.brand, week=WEEK, at=NOW)
    assert as_contract(renewed)["diagnoses"][0]["raised"] is False
    assert as_contract(report)["diagnoses"] == told


def test_weeks_in_a_row_say_since_when(cast: Cast) -> None:
    for week, raised in (("2026-W42", ["deaf"]), ("2026-W44", ["deaf"]), ("2026-W45", ["deaf"])):
        DiagnosisReading.objects.create(brand=cast.brand, week=week, computed_at=NOW, raised=raised)
    past = history_of(cast.brand, until=WEEK)
    assert str(past["deaf"].since) == "2026-10-26", "the week of 19 October has no report"
    assert [raised for _week, raised in past["deaf"].weeks] == [True, True, True]
    assert [raised for _week, raised in past["dormant"].weeks] == [False, False, False]
    pass_on(cast, 10, late=4)
    told = {one["code"]: one for one in printed("--brand", "wouri", "--at", "2026-11-15")}
    assert told["deaf"]["since"] == "2026-10-26"


# On pages


@pytest.fixture
def manager(cast: Cast) -> Client:
    return client_of(cast.manager)


@pytest.mark.parametrize("name", ["manager", "executive", "cm", "decider"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_shows_evidence_advice_and_thresholds(cast: Cast, name: str, language: str) -> None:
    fall_asleep(cast.official)
    pass_on(cast, 10, late=4)
    page = client_of(getattr(cast, name)).get(PAGE, {"lang": language})
    assert page.status_code == 200
    cards = page.context["cards"]
    assert [card["raised"] for card in cards] == sorted(
        (card["raised"] for card in cards), key=(True, None, False).index
    )
    assert {card["code"] for card in cards if card["raised"]} >= {"dormant", "deaf"}
    assert ("Dormant" if language == "en" else "Comateuse") in page.text
    assert 'class="chart-picture"' in page.text


def test_each_source_that_a_reader_is_shown_opens(cast: Cast) -> None:
    fall_asleep(cast.official)
    for name in ("manager", "executive", "cm", "decider"):
        client = client_of(getattr(cast, name))
        for card in client.get(PAGE).context["cards"]:
            for url in filter(None, [card["source"], *(row["href"] for row in card["rows"])]):
                assert client.get(url).status_code == 200, (name, url)


def test_accounts_of_one_name_are_told_apart_and_nothing_by_its_slug(cast: Cast, manager: Client) -> None:
    channels = list(cast.brand.channels.all())
    cast.brand.channels.update(name="Wouri", posts_per_week=1)
    for channel in (cast.official, cast.service_channel):
        fall_asleep(channel)
    told = {str(channel) for channel in cast.brand.channels.all()}
    assert len(told) == len(channels) > 1
    cards = {card["code"]: card for card in manager.get(PAGE).context["cards"]}
    asleep, spread = (
        [row["cells"][0][1] for row in cards[code]["rows"]] for code in ("dormant", "spread_thin")
    )
    assert set(asleep) == set(spread) == told
    assert len(set(cards["dormant"]["told"])) == 2
    facts = replace(NOTHING, channels=[ChannelFacts(one.slug, one.name, one.network) for one in channels])
    told_of = [finding(facts, "unsupported").as_json()]
    (card,) = cards_of(told_of, brand=cast.brand, rights=(), past={})
    lacking = " ".join(row["cells"][0][1] for row in card["rows"])
    assert all(lacking.count(name) == 2 for name in told)
    assert not any(channel.slug in lacking for channel in channels)


def test_an_objective_is_called_by_the_label_of_its_figure() -> None:
    strategy = StrategyFacts(version=1, objectives=[ObjectiveFacts("responsiveness.response_rate", True)])
    evidence = finding(replace(NOTHING, strategy=strategy), "unsupported").evidence
    words = " ".join(row[0] for row in RULES["unsupported"].table(evidence).rows)
    assert str(metrics["responsiveness.response_rate"].label) in words
    assert "responsiveness." not in words


def test_a_row_of_the_evidence_leads_to_what_it_is_made_of(cast: Cast, manager: Client) -> None:
    pass_on(cast, 10, late=4)
    (deaf,) = [card for card in manager.get(PAGE).context["cards"] if card["code"] == "deaf"]
    (row,) = deaf["rows"]
    assert len(manager.get(row["href"]).context["page"].rows) == 10


def test_strangers_find_no_page_and_agents_may_not_read_it(cast: Cast) -> None:
    assert client_of(cast.rival).get(PAGE).status_code == 404
    assert client_of(cast.other_cm).get(PAGE).status_code == 404
    assert client_of(cast.service).get(PAGE).status_code == 403


def test_the_report_s_page_tells_what_was_raised(cast: Cast, manager: Client) -> None:
    fall_asleep(cast.official)
    compute_report(brand=cast.brand, week=WEEK, at=NOW)
    page = manager.get(f"/b/wouri/reports/{WEEK}/")
    assert "dormant" in [card["code"] for card in page.context["diagnosed"]["raised"]]
    assert "Comateuse" in page.text


def test_the_manager_s_board_names_what_was_raised(cast: Cast, manager: Client) -> None:
    pass_on(cast, 10, late=4)
    compute_report(brand=cast.brand, week=WEEK, at=NOW)
    rows = {row.brand: row.needs for row in manager.get("/").context["board"]}
    told = [need.words for need in rows[cast.brand] if need.url == PAGE]
    assert len(told) == 1
    assert "sourde" in told[0]
    assert PAGE not in [need.url for need in rows[cast.other_brand]]


def test_a_past_week_is_shown_as_its_report_has_it(cast: Cast, manager: Client) -> None:
    fall_asleep(cast.official)
    compute_report(brand=cast.brand, week=WEEK, at=NOW)
    published(cast.official, NOW - timedelta(hours=1))
    now = {card["code"]: card["raised"] for card in manager.get(PAGE).context["cards"]}
    kept = {card["code"]: card["raised"] for card in manager.get(PAGE, {"week": WEEK}).context["cards"]}
    assert (now["dormant"], kept["dormant"]) == (False, True)
    assert f"?week={WEEK}#dormant" in manager.get(PAGE).text
    for nothing in ("2026-W40", "yesterday", "2026-W46; drop"):
        assert manager.get(PAGE, {"week": nothing}).status_code == 404


# Thresholds


def test_a_brand_changes_from_when_a_diagnosis_is_raised(cast: Cast, manager: Client) -> None:
    pass_on(cast, 10, late=3)
    sent = {"edition": 0, "deaf.share": "35", "dormant.intervals": "2.5"}
    assert manager.post(THRESHOLDS, sent).status_code == 303
    assert thresholds_set(cast.brand).values == {"deaf.share": 0.35, "dormant.intervals": 2.5}
    deaf = found(cast)["deaf"]
    assert (deaf.raised, deaf.thresholds["share"]) == (False, 0.35)
    assert found(cast)["dormant"].thresholds["intervals"] == 2.5
    page = manager.get(PAGE)
    (changed,) = [card for card in page.context["cards"] if card["code"] == "deaf"]
    assert [one["is_changed"] for one in changed["thresholds"]] == [True, False]
    entry = AuditEntry.objects.get(verb="diagnosis.threshold_changed")
    assert entry.brand_id == cast.brand.pk


def test_an_empty_field_lets_the_usual_hold_again(cast: Cast, manager: Client) -> None:
    change_thresholds(brand=cast.brand, values={"deaf.share": 0.9}, edition=0, by=cast.manager)
    assert manager.post(THRESHOLDS, {"edition": 1}).status_code == 303
    assert found(cast)["deaf"].thresholds["share"] == 0.3
    assert DiagnosisThreshold.objects.get().value is None


def test_who_saves_an_older_edition_is_told_and_overwrites_nothing(cast: Cast, manager: Client) -> None:
    change_thresholds(brand=cast.brand, values={"deaf.share": 0.5}, edition=0, by=cast.manager)
    page = manager.post(THRESHOLDS, {"edition": 0, "deaf.share": "40"})
    assert page.status_code == 409
    assert thresholds_set(cast.brand).values == {"deaf.share": 0.5}
    assert [(one.theirs, one.yours) for one in page.context["theirs"]] == [("50", "40")]


@pytest.mark.parametrize("value", ["101", "-1", "beaucoup"])
def test_a_share_is_between_nothing_and_all(cast: Cast, manager: Client, value: str) -> None:
    page = manager.post(THRESHOLDS, {"edition": 0, "deaf.share": value})
    assert page.status_code == 422
    assert not DiagnosisThreshold.objects.exists()


@pytest.mark.parametrize("name", ["cm", "executive", "strategist"])
def test_only_who_manages_the_team_sets_thresholds(cast: Cast, name: str) -> None:
    assert client_of(getattr(cast, name)).get(THRESHOLDS).status_code == 403


# All brands


def keep(cast_brand: Any, *raised: str, unknown: tuple[str, ...] = (), week: str = "2026-W46") -> None:
    DiagnosisReading.objects.create(
        brand=cast_brand, week=week, computed_at=NOW, raised=list(raised), unknown=list(unknown)
    )


def test_the_brands_of_a_house_stand_beside_one_another(cast: Cast, manager: Client) -> None:
    keep(cast.brand, "deaf", "dormant", week="2026-W45")
    keep(cast.brand, "deaf", unknown=("dormant",))
    keep(cast.other_brand, "deaf", "uncovered")
    keep(cast.rival_brand, *CODES)
    rows = manager.get("/diagnoses/").context["rows"]
    assert [row["brand"].slug for row in rows] == ["sanaga", "wouri", "teranga"]
    wouri = {cell["code"]: cell["raised"] for cell in rows[1]["cells"]}
    assert (wouri["deaf"], wouri["dormant"], wouri["uncovered"]) == (True, None, False)
    assert rows[2]["cells"] == []
    named = manager.get("/diagnoses/", {"code": "uncovered"}).context["rows"]
    assert [row["brand"].slug for row in named] == ["sanaga"]
    assert manager.get("/diagnoses/", {"code": "phantom_community"}).status_code == 200


def test_all_brands_cost_as_many_queries_as_two(cast: Cast, manager: Client) -> None:
    def count() -> int:
        manager.get("/diagnoses/")
        with CaptureQueriesContext(connection) as captured:
            assert manager.get("/diagnoses/").status_code == 200
        return len(captured)

    keep(cast.brand, "deaf")
    few = count()
    keep(cast.other_brand, "deaf")
    keep(cast.third_brand, "deaf", unknown=CODES[:3])
    assert count() == few


def test_who_runs_no_house_sees_no_house(cast: Cast) -> None:
    for name in ("cm", "other_cm", "contact"):
        assert client_of(getattr(cast, name)).get("/diagnoses/").status_code in (403, 404)
