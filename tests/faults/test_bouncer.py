"""The product behind PgBouncer, which gives each transaction whichever connection to the database is free."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client

from channels_mgmt.inbox.models import IntakeRun, Interaction, Message
from channels_mgmt.inbox.services.intake import take_in
from channels_mgmt.inbox.services.intake_work import work_off
from cmhub.lib.file_runs import QUEUED
from cmhub.lib.locks import advisory_lock, try_advisory_lock
from cmhub.lib.scope import Scope, asking
from reporting.weekly.services.computing import compute_report
from tests.at_once import at_once
from tests.beside import PROGRAM, Bouncer, ended_with
from tests.cast import Cast
from tests.intake.conftest import NOW
from tests.intake.runs import COUNT, write_long
from tests.waiting import PATIENCE
from tests.weekly.making import MONDAY, WEEK, arrived

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(PROGRAM is None, reason="PgBouncer is not installed (apt install pgbouncer)"),
]


@pytest.fixture
def bouncer(cast: Cast) -> Iterator[Bouncer]:
    """All connections of the test lead through it from here on."""
    with tempfile.TemporaryDirectory(prefix="cmhub-bouncer-") as name:
        Path(name).chmod(0o755)
        server = Bouncer(Path(name, "run"))
        server.start()
        host = connection.settings_dict["HOST"]
        connection.close()
        connection.settings_dict["HOST"] = str(server.folder)
        try:
            with ended_with(server):
                yield server
        finally:
            connection.close()
            connection.settings_dict["HOST"] = host


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (number,) = cursor.fetchone()
    return int(number)


def test_it_does_give_each_transaction_another_connection(bouncer: Bouncer) -> None:
    """Else the others would prove nothing."""
    busy, free = Event(), Event()

    def holding() -> int:
        with transaction.atomic():
            number = backend()
            busy.set()
            free.wait(PATIENCE)
        return number

    def asking_often() -> set[int]:
        busy.wait(PATIENCE)
        numbers = {backend() for _ in range(10)}
        free.set()
        return numbers

    one, others = at_once(holding, asking_often)
    assert one not in others
    assert backend() in {one, *others}


def test_a_file_is_taken_in_while_others_ask(bouncer: Bouncer, cast: Cast, tmp_path: Path) -> None:
    path = write_long(tmp_path / "messages.csv")
    done = Event()

    def asks() -> int:
        number = 0
        while not done.is_set():
            number += Interaction.objects.filter(brand=cast.brand).count() >= 0
            backend()
        return number

    def takes() -> object:
        try:
            return take_in(brand=cast.brand, path=path, channel=cast.official, at=NOW)
        finally:
            done.set()

    summary, asked, also = at_once(takes, asks, asks)
    assert not isinstance(summary, Exception), summary
    assert summary.taken == COUNT
    assert asked
    assert also
    assert Message.objects.filter(brand=cast.brand, source="file").count() == COUNT


def test_two_workers_take_in_a_given_file_once(bouncer: Bouncer, cast: Cast, tmp_path: Path) -> None:
    path = write_long(tmp_path / "messages.csv")
    run = IntakeRun.objects.create(
        brand=cast.brand,
        channel=cast.official,
        by=cast.manager,
        key=uuid4(),
        created_at=NOW,
        file_name="messages.csv",
        stored_file=str(path),
        state=QUEUED,
        size=path.stat().st_size,
    )
    at_once(*[lambda: work_off(run_id=run.pk, at=NOW)] * 3)
    run.refresh_from_db()
    assert (run.state, run.taken, run.known, run.attempts) == ("done", COUNT, 0, 1)


def test_a_lock_of_several_transactions_is_one_persons(bouncer: Bouncer) -> None:
    def is_free() -> bool:
        with try_advisory_lock("surges") as taken:
            return taken

    with try_advisory_lock("surges") as taken:
        assert taken
        for _ in range(5):
            backend()
            assert at_once(is_free, is_free) == [False, False]
    assert at_once(is_free) == [True]


def test_a_lock_of_one_transaction_is_one_persons(bouncer: Bouncer) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(5):
            with advisory_lock("report", 1):
                inside.append(1)
                most.append(len(inside))
                backend()
                inside.pop()

    at_once(work, work, work)
    assert max(most) == 1
    assert len(most) == 15


def test_no_person_is_given_anothers_scope(bouncer: Bouncer, cast: Cast) -> None:
    def sees(who: object) -> Callable[[], set[frozenset[str]]]:
        def look() -> set[frozenset[str]]:
            client = Client()
            client.force_login(who)
            told = set()
            for _ in range(10):
                page = client.get("/").content.decode()
                told.add(frozenset(one.name for one in brands if one.name in page))
            return told

        return look

    brands = [cast.brand, cast.other_brand, cast.third_brand, cast.rival_brand]
    alone = [sees(cast.manager)(), sees(cast.rival)()]
    together = at_once(sees(cast.manager), sees(cast.rival), sees(cast.manager))
    assert together == [*alone, alone[0]]
    with asking(Scope(cast.cm.pk)):
        backend()
    with psycopg.connect(bouncer.url(), autocommit=True, prepare_threshold=None) as plain:
        for _ in range(6):
            said = plain.execute("select current_user, nullif(current_setting('cmhub.person', true), '')")
            assert said.fetchone() == (connection.settings_dict["USER"], None)


def test_reports_are_computed_at_once(bouncer: Bouncer, cast: Cast) -> None:
    for number in range(4):
        arrived(cast, f"somebody {number}", answered_after=5)
    made = at_once(*[lambda: compute_report(brand=cast.brand, week=WEEK, at=MONDAY)] * 3)
    assert {one.pk for one in made} == {made[0].pk}
    assert made[0].quantitative["interactions"]["opened"] == 4
