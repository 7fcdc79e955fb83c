"""No database, no connection left, no room: a page says it, nothing is half written, and it works again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections
from django.test import Client
from psycopg.errors import AdminShutdown, DeadlockDetected, DiskFull, LockNotAvailable, TooManyConnections
from psycopg_pool import PoolTimeout

from channels_mgmt.inbox.intake.files import FILES
from channels_mgmt.inbox.models import IntakeRun, Interaction, Message
from channels_mgmt.inbox.services import intake_work
from cmhub.lib.file_runs import note
from cmhub.lib.lacking import Lack, lack_of
from cmhub.lib.weeks import Week
from reporting.weekly.models import ReportRun, WeeklyReport
from reporting.weekly.services.runs import ask_for_report, finish_run
from tests.api.making import Program, line, token_for
from tests.cast import Cast

LINES = b"message_id,direction,sent_at,author,text\n1,in,2026-03-02T09:00:00Z,awa,Bonjour\n"
FULL = """
CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION is_full();
"""
ROOM_AGAIN = "DROP TRIGGER full_disk ON {table}; DROP FUNCTION is_full()"
SAID = {
    503: {"fr": "CM Hub n’atteint pas ses données", "en": "CM Hub cannot reach its data"},
    507: {"fr": "Il n’y a plus de place", "en": "There is no room left"},
}


@contextmanager
def no_room_for(table: str) -> Iterator[None]:
    """The database says so as it does when its disk is full."""
    with connection.cursor() as cursor:
        cursor.execute(FULL.format(table=table))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(ROOM_AGAIN.format(table=table))


@contextmanager
def connection_refused() -> Iterator[None]:
    """A database that nobody listens for."""
    old = connections["default"]
    nowhere = connections.create_connection("default")
    nowhere.settings_dict = old.settings_dict | {"HOST": "/nowhere"}
    connections["default"] = nowhere
    try:
        yield
    finally:
        connections["default"] = old


def browser(cast: Cast, language: str = "fr") -> Client:
    client = Client(raise_request_exception=False)
    cast.cm.language = language
    cast.cm.save(update_fields=["language"])
    client.force_login(cast.cm)
    return client


def says(response: Any, status: int, language: str) -> bool:
    text = response.content.decode()
    told = response.status_code == status and f'lang="{language}"' in text and SAID[status][language] in text
    return told and int(response["Retry-After"]) > 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_room_for_what_is_logged_and_the_same_form_once_there_is(cast: Cast, language: str) -> None:
    client, before = browser(cast, language), Interaction.objects.count()
    form = {
        "text": "Je n’ai plus de réseau.",
        "author": "Passant",
        "channel": str(cast.official.pk),
        "key": str(uuid4()),
    }
    with no_room_for("inbox_message"):
        assert says(client.post("/b/wouri/inbox/log/", form), 507, language)
        assert (Interaction.objects.count(), Message.objects.count()) == (before, 0)
        assert client.get("/b/wouri/inbox/").status_code == 200
    assert client.post("/b/wouri/inbox/log/", form).status_code in (302, 303)
    assert Interaction.objects.count() == before + 1


def test_no_room_for_a_file_leaves_nothing_of_it(cast: Cast) -> None:
    client, key = browser(cast), uuid4()
    path = FILES.given_path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("/dev/full")

    def give() -> Any:
        file = SimpleUploadedFile("messages.csv", LINES)
        return client.post("/b/wouri/inbox/import/", {"file": file, "key": str(key)})

    assert says(give(), 507, "fr")
    assert not path.is_symlink()
    assert not IntakeRun.objects.exists()
    assert give().status_code in (302, 303)
    assert Path(IntakeRun.objects.get().stored_file).read_bytes() == LINES


@pytest.mark.django_db(transaction=True)
def test_a_file_at_the_worker_waits_for_room_however_long(cast: Cast) -> None:
    client, key = browser(cast), uuid4()
    client.post(
        "/b/wouri/inbox/import/", {"file": SimpleUploadedFile("messages.csv", LINES), "key": str(key)}
    )
    run = IntakeRun.objects.get()
    note(run, state="queued", channel=cast.official)
    with no_room_for("inbox_message"):
        for _time in range(intake_work.ATTEMPTS + 1):
            with pytest.raises(OperationalError):
                intake_work.work_off(run_id=run.pk)
    run.refresh_from_db()
    assert (run.attempts, Message.objects.count()) == (0, 0)
    assert intake_work.resume_runs() == 1
    done = intake_work.work_off(run_id=run.pk)
    assert done
    assert (done.state, done.taken) == ("done", 1)


def test_a_report_waits_for_room(cast: Cast) -> None:
    run = ask_for_report(brand=cast.brand, week=Week.parse("2026-W46"), by=cast.cm)
    with no_room_for("weekly_weeklyreport"), pytest.raises(OperationalError):
        finish_run(run=run)
    assert ReportRun.objects.get().finished_at is None
    finish_run(run=run)
    assert ReportRun.objects.get().error == ""
    assert WeeklyReport.objects.count() == 1


def test_programs_are_told_as_json(cast: Cast) -> None:
    program = Program(token_for(cast))
    with no_room_for("inbox_message"):
        refused = program.give(line(1))
    assert (refused.status_code, refused.json()["error"]["code"]) == (507, "no_room")
    assert int(refused["Retry-After"]) > 0
    assert program.give(line(1)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("accepted", "language"), [("fr", "fr"), ("en", "en")])
def test_before_it_is_known_who_asks_the_browser_says_the_language(accepted: str, language: str) -> None:
    """The session cannot be read: the connection is refused. The page needs no database."""
    client = Client(raise_request_exception=False, headers={"accept-language": accepted})
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    with connection_refused():
        assert says(client.get("/"), 503, language)


@pytest.mark.parametrize(
    ("problem", "lack"),
    [
        (PoolTimeout("no connection within 5 s"), Lack.DATABASE),
        (TooManyConnections("sorry, too many clients already"), Lack.DATABASE),
        (AdminShutdown("terminating connection"), Lack.DATABASE),
        (DiskFull("No space left on device"), Lack.ROOM),
        (DeadlockDetected("deadlock detected"), None),
        (LockNotAvailable("canceling statement due to lock timeout"), None),
    ],
)
def test_what_is_lacking_is_told_from_what_is_wrong(problem: Exception, lack: Lack | None) -> None:
    told = OperationalError(str(problem))
    told.__cause__ = problem
    assert lack_of(told) == lack
    assert lack_of(ValueError()) is None
