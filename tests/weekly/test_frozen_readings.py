"""Diagnoses and staffing stay as they were published, whatever is asked of PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from cmhub.lib.scope import Scope, asking
from reporting.diagnoses.models import DiagnosisReading, StaffingReading
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast
from tests.weekly.making import MONDAY, WEEK, arrived, completed, published

ROLE = "cmhub_app"
TABLES = [DiagnosisReading._meta.db_table, StaffingReading._meta.db_table]
CHANGES = [
    "UPDATE {} SET computed_at = now() WHERE week = '{}'",
    "UPDATE {} SET week = '2020-W01' WHERE week = '{}'",
    "DELETE FROM {} WHERE week = '{}'",
]


@pytest.fixture
def attempt(db: Any) -> Callable[[str], int | None]:
    """Runs a statement as the application's role: how many rows it changed, or None where it is refused."""
    call_command("grant_rights", database="default", role=ROLE)

    def attempted(statement: str) -> int | None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {ROLE}")
            try:
                with transaction.atomic():
                    cursor.execute(statement)
                    return cursor.rowcount
            except DatabaseError:
                return None
            finally:
                cursor.execute("RESET ROLE")

    return attempted


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_published_is_refused_and_what_is_drafted_is_not(
    cast: Cast, attempt: Callable[[str], int | None], table: str, change: str
) -> None:
    arrived(cast, "Awa", answered_after=35)
    report = published(cast)
    compute_report(brand=cast.brand, week=WEEK.previous, at=MONDAY)
    assert attempt(change.format(table, WEEK)) is None
    assert attempt(change.format(table, WEEK.previous)) == 1
    lifecycle.note_reading(report=report, by=cast.executive)
    assert attempt(change.format(table, WEEK)) is None


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_added_to_a_published_revision(
    cast: Cast, attempt: Callable[[str], int | None], table: str
) -> None:
    columns = "brand_id, week, revision, computed_at" + (
        ", findings, raised, unknown" if table == TABLES[0] else ", readings"
    )
    values = "'[]', '{}', '{}'" if table == TABLES[0] else "'[]'"

    def added(revision: int) -> int | None:
        given = f"{cast.brand.pk}, '{WEEK}', {revision}, now(), {values}"
        return attempt(f"INSERT INTO {table} ({columns}) VALUES ({given})")

    report = completed(cast)
    lifecycle.publish(report=report, by=cast.manager, at=MONDAY)
    revised = lifecycle.revise(report=report, what_changed="Un oubli", by=cast.manager, at=MONDAY)
    assert added(2) == 1
    lifecycle.complete(report=revised, by=cast.cm, at=MONDAY)
    lifecycle.publish(report=revised, by=cast.manager, at=MONDAY)
    again = lifecycle.revise(report=revised, what_changed="Encore", by=cast.manager, at=MONDAY)
    lifecycle.complete(report=again, by=cast.cm, at=MONDAY)
    lifecycle.publish(report=again, by=cast.manager, at=MONDAY)
    assert added(3) is None


def test_requests_are_refused_too(cast: Cast) -> None:
    """The role of requests, which sees no more than its person may, sees the report that freezes them."""
    published(cast)
    with asking(Scope(cast.manager.pk)):
        for model in (DiagnosisReading, StaffingReading):
            assert model._default_manager.count() == 1
            with pytest.raises(DatabaseError), transaction.atomic():
                model._default_manager.all().delete()
            with pytest.raises(DatabaseError), transaction.atomic():
                model._default_manager.update(computed_at=MONDAY)
