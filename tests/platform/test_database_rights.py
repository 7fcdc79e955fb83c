"""What the application's role may do, shown by doing it as that role."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from cmhub.lib.database_rights import append_only_tables
from tests.waiting import PATIENCE

ROLE = "cmhub_app"


@pytest.fixture
def as_application(db):
    """The rest of the test runs as the application's role."""
    call_command("grant_rights", database="default", role=ROLE)
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")


def test_rights_are_granted_while_statistics_are_gathered(db):
    """Whoever gathers them locks the table first, then writes into the row of it that a grant changes too."""
    table = AuditEntry._meta.db_table

    def gather(other: psycopg.Connection) -> None:
        with other, other.transaction():
            other.execute(f"LOCK TABLE {table} IN SHARE UPDATE EXCLUSIVE MODE")
            locked.set()
            waited_for = (
                "SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)"
                " WHERE relation = %s::regclass AND NOT granted AND datname = current_database()"
            )
            until = monotonic() + PATIENCE
            while not other.execute(waited_for, [table]).rowcount and monotonic() < until:
                sleep(0.01)
            other.execute(f"ANALYZE {table}")

    locked = Event()
    with ThreadPoolExecutor() as threads:
        gathering = threads.submit(gather, psycopg.connect(**connection.get_connection_params()))
        assert locked.wait(PATIENCE)
        call_command("grant_rights", database="default", role=ROLE)
        gathering.result()


def refused(cursor, statement: str) -> bool:
    try:
        with transaction.atomic():
            cursor.execute(statement)
    except ProgrammingError as problem:
        return "permission denied" in str(problem) or "must be owner" in str(problem)
    return False


def test_the_schema_is_not_its_own(as_application):
    assert refused(as_application, "CREATE TABLE public.mine (a int)")
    assert refused(as_application, "DROP TABLE django_session")
    assert refused(as_application, "TRUNCATE django_session")
    assert refused(as_application, "DELETE FROM django_migrations")


def test_ordinary_rows_are(as_application):
    as_application.execute("INSERT INTO django_session VALUES ('k', 'data', now())")
    as_application.execute("UPDATE django_session SET session_data = 'other'")
    as_application.execute("DELETE FROM django_session WHERE session_key = 'k'")
    as_application.execute("CREATE TEMPORARY TABLE staging (a int) ON COMMIT DROP")


def test_history_is_only_added_to(as_application):
    tables = append_only_tables(apps.get_models())
    assert tables
    for table in tables:
        assert refused(as_application, f'UPDATE "{table}" SET id = id'), table
        assert refused(as_application, f'DELETE FROM "{table}"'), table
        as_application.execute("SELECT has_table_privilege(%s, 'SELECT, INSERT')", [f'"{table}"'])
        assert as_application.fetchone() == (True,)


def test_the_record_cannot_be_rewritten_by_any_way(as_application):
    table = AuditEntry._meta.db_table
    as_application.execute(
        f"INSERT INTO {table}"
        " (at, verb, object_type, object_id, label, details, before, after, device, source)"
        " VALUES (now(), 'brand.created', 'brands.brand', 1, '', '{}', '{}', '{}', '', '') RETURNING id"
    )
    (entry,) = as_application.fetchone()
    # What the triggers would let pass on request, the rights do not.
    as_application.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{table}:append_only}}"])
    for field in AuditEntry._meta.concrete_fields:
        assert refused(as_application, f'UPDATE {table} SET "{field.column}" = "{field.column}"'), field.name
        as_application.execute("SELECT has_column_privilege(%s, %s, 'UPDATE')", [table, field.column])
        assert as_application.fetchone() == (False,), field.name
    same = f"SELECT * FROM {table} WHERE id = {entry}"
    upsert = f"INSERT INTO {table} {same} ON CONFLICT (id) DO UPDATE SET label = 'x'"
    merge = f"MERGE INTO {table} USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE"
    for statement in (
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"TRUNCATE {table} CASCADE",
        f"DROP TABLE {table}",
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"ALTER TABLE {table} ADD COLUMN note text",
        f"SELECT 1 FROM {table} FOR UPDATE",
        upsert,
        merge,
        "SET session_replication_role = replica",
    ):
        assert refused(as_application, statement), statement
    as_application.execute(f"GRANT UPDATE ON {table} TO {ROLE}")  # PostgreSQL warns, and grants nothing
    as_application.execute("SELECT has_table_privilege(%s, 'UPDATE, DELETE, TRUNCATE, TRIGGER')", [table])
    assert as_application.fetchone() == (False,)
    as_application.execute(f"SELECT verb, label FROM {table} WHERE id = {entry}")
    assert as_application.fetchone() == ("brand.created", "")


def test_one_role_for_everything_keeps_what_it_owns(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
        call_command("grant_rights", database="default", role=owner)
        cursor.execute("SELECT has_table_privilege(%s, 'accounts_auditentry', 'UPDATE, DELETE')", [owner])
        assert cursor.fetchone() == (True,)


def test_what_is_right_already_is_left_alone(db):
    """Policies are changed only where the models ask for others: to change one waits for all readers."""
    with CaptureQueriesContext(connection) as done:
        call_command("grant_rights", database="default")
    assert not [query["sql"] for query in done if "POLICY" in query["sql"] or "ROW LEVEL" in query["sql"]]

    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON POLICY scoped ON inbox_message IS 'as it was in an earlier version'")
    with CaptureQueriesContext(connection) as done:
        call_command("grant_rights", database="default")
    changed = [query["sql"] for query in done if "CREATE POLICY" in query["sql"]]
    assert len(changed) == 2
    assert all('ON "inbox_message"' in sql for sql in changed)
