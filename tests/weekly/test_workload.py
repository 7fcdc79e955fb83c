"""What the week's time and work come to in the report: who sees it, and what of it is out of scope."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command

from accounts.choices import DepartmentKind
from accounts.models import User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.services.time import log_time
from cmhub.lib.weeks import Week
from reporting.diagnoses.models import StaffingReading
from reporting.weekly.contract import as_contract
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from reporting.weekly.workload import DUTY_OF_KIND
from tests.cast import Cast, client_of
from tests.weekly.test_lifecycle import WORDS

WEEK = Week.parse("2026-W46")
WEDNESDAY = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)
DAY = date(2026, 11, 11)
MONDAY_AFTER = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def log(cast: Cast, user: User, duty: str, minutes: int, day: date = DAY) -> None:
    log_time(brand=cast.brand, user=user, duty=duty, minutes=minutes, day=day, at=WEDNESDAY)


def handled(cast: Cast, by: User, kind: str) -> Interaction:
    channel = cast.official
    interaction = log_interaction(
        brand=cast.brand,
        channel=channel,
        author=f"Awa {uuid4()}",
        text="Bonjour",
        kind=kind,
        by=by,
        at=WEDNESDAY,
    )
    at = WEDNESDAY + timedelta(minutes=5)
    answer_interaction(interaction=interaction, text="Bonjour !", by=by, key=uuid4(), at=at)
    return interaction


def workload(cast: Cast) -> dict[str, Any]:
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY_AFTER)
    return report.quantitative["workload"]


def test_time_of_the_week_is_told_in_hours_by_person_and_duty(cast: Cast) -> None:
    log(cast, cast.cm, Duty.ANSWERING, 90)
    log(cast, cast.cm, Duty.DESIGN, 30)
    log(cast, cast.content, Duty.WRITING, 45)
    log(cast, cast.cm, Duty.SELLING, 600, date(2026, 11, 8))
    assert workload(cast) == {
        "out_of_scope_share": 30 / 165,
        "out_of_scope_basis": "time",
        "by_person": {cast.cm.name: 2, cast.content.name: 0.75},
        "by_duty": {"answering": 1.5, "writing": 0.75, "design": 0.5},
        "out_of_scope_by_duty": {"design": 0.5},
        "missing_posts": {"designer": 0.5},
    }
    page = client_of(cast.manager).get(f"/b/wouri/reports/{WEEK}/?lang=fr").text
    assert "Le poste qui manque" in page
    assert "Graphiste" in page


def test_without_time_what_was_handled_tells(cast: Cast) -> None:
    handled(cast, cast.cm, Kind.QUESTION)
    handled(cast, cast.cm, Kind.COMPLAINT)
    handled(cast, cast.service, Kind.COMPLAINT)
    passed_on = handled(cast, cast.cm, Kind.TECHNICAL_PROBLEM)
    department = cast.department(DepartmentKind.TECHNICAL)
    open_escalation(
        interaction=passed_on, question="Que dire ?", department=department, by=cast.cm, at=WEDNESDAY
    )
    found = workload(cast)
    assert (found["out_of_scope_share"], found["out_of_scope_basis"]) == (0.25, "interactions")
    assert found["by_duty"] == {}


def test_with_neither_nothing_is_said(cast: Cast) -> None:
    hours = ("by_person", "by_duty", "out_of_scope_by_duty", "missing_posts")
    nothing = {"out_of_scope_share": None, "out_of_scope_basis": None, **{key: {} for key in hours}}
    assert workload(cast) == nothing


def test_every_kind_has_its_duty() -> None:
    assert set(DUTY_OF_KIND) == set(Kind)
    assert set(DUTY_OF_KIND.values()) <= set(Duty)


def test_who_worked_is_named_to_who_runs_the_team_alone(cast: Cast) -> None:
    log(cast, cast.content, Duty.WRITING, 45)
    compute_report(brand=cast.brand, week=WEEK, at=MONDAY_AFTER)
    page = f"/b/wouri/reports/{WEEK}/"
    with time_machine.travel(MONDAY_AFTER + timedelta(hours=2), tick=False):
        named = client_of(cast.manager).get(page).text
        sums = client_of(cast.cm).get(page).text
    assert cast.content.name in named
    assert cast.content.name not in sums
    assert "45" in sums


def test_the_report_says_whether_the_team_is_enough_and_keeps_it(cast: Cast) -> None:
    def told(**options: Any) -> list[dict[str, Any]]:
        out = StringIO()
        call_command("weekly_report", brand="wouri", week=str(WEEK), stdout=out, **options)
        staffing: list[dict[str, Any]] = json.loads(out.getvalue())["staffing"]
        return staffing

    with time_machine.travel(MONDAY_AFTER, tick=False):
        staffing = told()
        assert staffing == told(fresh=True)
    (whole,) = staffing
    assert whole["territory"] is None
    assert whole["given_hours"] == 30
    assert whole["overloaded"] is None  # nothing has come in yet
    assert [one["purpose"] for one in whole["answering"]] == ["official", "customer_service", "tech_support"]
    kept = StaffingReading.objects.get(brand=cast.brand)
    assert (kept.week, kept.revision, kept.is_overloaded) == (str(WEEK), 1, None)
    assert kept.readings == staffing


def test_a_revision_by_hand_keeps_the_staffing_of_the_one_before(cast: Cast) -> None:
    report = compute_report(brand=cast.brand, week=WEEK, at=MONDAY_AFTER)
    lifecycle.save_qualitative(report=report, qualitative=WORDS, by=cast.cm, at=MONDAY_AFTER)
    lifecycle.complete(report=report, by=cast.cm, at=MONDAY_AFTER)
    lifecycle.publish(report=report, by=cast.manager, at=MONDAY_AFTER)
    revision = lifecycle.revise(report=report, what_changed="Une erreur", by=cast.manager, at=MONDAY_AFTER)
    told = as_contract(WeeklyReport.objects.get(pk=revision.pk))
    assert told["revision"] == 2
    assert told["staffing"] == StaffingReading.objects.get().readings


@pytest.mark.parametrize(("overloaded", "shown"), [(True, True), (False, False), (None, False)])
def test_an_overloaded_brand_is_on_the_manager_s_board(
    cast: Cast, overloaded: bool | None, shown: bool
) -> None:
    for week, was in (("2026-W45", not overloaded), ("2026-W46", overloaded)):
        StaffingReading.objects.create(
            brand=cast.brand, week=week, computed_at=MONDAY_AFTER, is_overloaded=was
        )
    assert ("/b/wouri/team/staffing/" in client_of(cast.manager).get("/").text) is shown
