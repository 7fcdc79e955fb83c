"""Several processes, and processes that die: nothing twice, nothing half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.inbox.models import IntakeRun, Interaction, Message, WaitingEpisode
from channels_mgmt.inbox.services import intake_runs
from cmhub.embedded.layout import CHECKOUT
from tests.fixtures.worker import database_url
from tests.intake.conftest import make_brand
from tests.intake.reference import Said
from tests.intake.stories import START, write_file
from tests.waiting import wait_until

COUNT = 3_000


@pytest.fixture
def brand(transactional_db: None) -> Brand:
    return make_brand()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A question and an answer of each of many people."""
    story = []
    for number in range(COUNT // 2):
        at = START + timedelta(minutes=number)
        story.append(Said(f"q{number}", False, at, f"person{number}", "Bonjour"))
        story.append(Said(f"a{number}", True, at + timedelta(hours=1), "bonabo", "Voici", reply=f"q{number}"))
    return write_file(tmp_path / "messages.csv", story)


@contextmanager
def importing(path: Path) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
    }
    options = ["--brand", "bonabo", "--channel", "bonabo-official", "--skip-checks"]
    command = [sys.executable, "manage.py", "import_messages", str(path), *options]
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def counts() -> tuple[int, int, int]:
    return Message.objects.count(), Interaction.objects.count(), WaitingEpisode.objects.count()


WHOLE = (COUNT, COUNT // 2, COUNT // 2)


def test_two_at_once_take_nothing_twice(brand: Brand, path: Path) -> None:
    with importing(path) as one, importing(path) as other:
        answers = [json.loads(process.communicate(timeout=60)[0]) for process in (one, other)]
    assert sorted((answer["taken"], answer["known"]) for answer in answers) == [(0, COUNT), (COUNT, 0)]
    assert counts() == WHOLE


@contextmanager
def held_up() -> Iterator[psycopg.Connection]:
    """Nobody can write waiting episodes, which come after interactions and messages."""
    with psycopg.connect(database_url()) as blocker:
        blocker.execute("lock table inbox_waitingepisode in exclusive mode")
        yield blocker
        blocker.rollback()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_locks"
            " where not granted and relation = 'inbox_waitingepisode'::regclass)"
        )
        (waits,) = cursor.fetchone()
    return bool(waits)


def test_killed_in_the_middle_leaves_nothing_and_the_next_run_takes_all(brand: Brand, path: Path) -> None:
    with importing(path) as process, held_up():
        wait_until(somebody_waits, seconds=60, what="the import at its episodes")
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert counts() == (0, 0, 0)
    with importing(path) as process:
        assert json.loads(process.communicate(timeout=60)[0])["taken"] == COUNT
    assert counts() == WHOLE


def give(brand: Brand, path: Path) -> IntakeRun:
    person = User.objects.create_user("cm@bonabo.example", "correct horse battery", name="Awa Ngo")
    official = brand.channels.get(slug="bonabo-official")
    with path.open("rb") as file:
        run = intake_runs.give_file(
            brand=brand, file=file, name=path.name, channel=official, by=person, key=uuid4()
        )
    return intake_runs.start_run(run=run, columns=run.columns, channel=official, by=person)


def test_a_worker_takes_a_given_file_in_and_shows_how_far_it_is(
    celery_worker: subprocess.Popen[bytes], brand: Brand, path: Path
) -> None:
    with held_up():
        run = give(brand, path)
        wait_until(somebody_waits, seconds=60, what="the worker at its episodes")
        run.refresh_from_db()
        assert (run.state, run.read, run.position) == (IntakeState.RUNNING, COUNT, run.size)
        assert intake_runs.work_off(run_id=run.pk) is None, "another worker leaves it to the first"
    wait_until(
        lambda: IntakeRun.objects.filter(pk=run.pk, state=IntakeState.DONE).exists(), what="the run's end"
    )
    run.refresh_from_db()
    assert (run.taken, run.known, run.refused) == (COUNT, 0, 0)
    assert counts() == WHOLE
    assert not Path(run.stored_file).exists()


def test_what_no_worker_took_is_queued_again(brand: Brand, path: Path, embedded_servers: object) -> None:
    """As when the broker was down, or a worker died half way."""
    run = give(brand, path)
    intake_runs.note(run, state=IntakeState.RUNNING)
    assert intake_runs.resume_runs() == 1
    done = intake_runs.work_off(run_id=run.pk)
    assert done is not None
    assert (done.state, done.taken) == (IntakeState.DONE, COUNT)
    assert intake_runs.resume_runs() == 0
    assert intake_runs.work_off(run_id=run.pk) is None


def test_a_file_that_kills_its_worker_each_time_is_given_up(brand: Brand, path: Path) -> None:
    run = give(brand, path)
    intake_runs.note(run, state=IntakeState.RUNNING, attempts=intake_runs.ATTEMPTS)
    done = intake_runs.work_off(run_id=run.pk)
    assert done is not None
    assert done.state == IntakeState.FAILED
    assert counts() == (0, 0, 0)
