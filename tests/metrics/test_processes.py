"""Several processes, and processes that die: no figure twice, nothing half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Post
from cmhub.embedded.layout import CHECKOUT
from cmhub.lib.file_runs import ATTEMPTS, note
from reporting.metrics.choices import RunState
from reporting.metrics.models import MetricsRun, Snapshot
from reporting.metrics.readers import Answers
from reporting.metrics.services import runs
from reporting.metrics.services.work import RUNS
from tests.fixtures.worker import database_url
from tests.metrics.files import table
from tests.waiting import PATIENCE, lock_is_waited_for, wait_until

COUNT = 2_000


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    names = ["Post id", "Date", "Post text", "Post Link", "Impressions", "Bookmarks", "Likes", "Engagements"]
    lines = [
        [str(1_960_000_000_000_000_000 + n), "Tue, Aug 26, 2025", f"n° {n}", "", n, 0, n, n]
        for n in range(COUNT)
    ]
    path = tmp_path / "posts.csv"
    path.write_text(table(names, *lines), encoding="utf-8")
    return path


def counts() -> tuple[int, int, int]:
    return Post.objects.count(), Snapshot.objects.count(), Snapshot.objects.standing().count()


WHOLE = (COUNT, COUNT, COUNT)


@contextmanager
def held_up() -> Iterator[None]:
    """Nobody can write figures, which come after posts."""
    with psycopg.connect(database_url()) as blocker:
        blocker.execute("lock table metrics_snapshot in exclusive mode")
        yield
        blocker.rollback()


def somebody_waits() -> bool:
    return lock_is_waited_for("relation = 'metrics_snapshot'::regclass")


@contextmanager
def importing(path: Path) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.test",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
    }
    command = [sys.executable, "manage.py", "import_metrics", str(path), "--brand", "bonabo", "--skip-checks"]
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def give(brand: Brand, path: Path) -> MetricsRun:
    person = User.objects.filter(email="cm@bonabo.example").first() or User.objects.create_user(
        "cm@bonabo.example", "correct horse battery", name="Awa Ngo"
    )
    with path.open("rb") as file:
        run = runs.give_export(brand=brand, file=file, name=path.name, by=person, key=uuid4())
    chosen = runs.Choices(None, Answers(), timezone.localdate(), {})
    return runs.start_run(run=run, chosen=chosen, by=person)


def test_two_at_once_take_nothing_twice(committed_brand: Brand, long_file: Path) -> None:
    with importing(long_file) as one, importing(long_file) as other:
        answers = [json.loads(process.communicate(timeout=PATIENCE)[0]) for process in (one, other)]
    assert sorted((answer["taken"], answer["known"]) for answer in answers) == [(0, COUNT), (COUNT, 0)]
    assert counts() == WHOLE


def test_killed_in_the_middle_leaves_nothing_and_the_next_run_takes_all(
    committed_brand: Brand, long_file: Path
) -> None:
    with importing(long_file) as process, held_up():
        wait_until(somebody_waits, what="the import at its figures")
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert (counts(), MetricsRun.objects.count()) == ((0, 0, 0), 0)
    with importing(long_file) as process:
        assert json.loads(process.communicate(timeout=PATIENCE)[0])["taken"] == COUNT
    assert counts() == WHOLE


def test_a_worker_takes_a_given_file_in_and_shows_how_far_it_is(
    celery_worker: subprocess.Popen[bytes], committed_brand: Brand, long_file: Path
) -> None:
    with held_up():
        run = give(committed_brand, long_file)
        wait_until(somebody_waits, what="the worker at its figures")
        run.refresh_from_db()
        assert (run.state, run.read, run.position) == (RunState.RUNNING, COUNT, run.size)
        assert RUNS.work_off(run_id=run.pk) is None, "another worker leaves it to the first"
    wait_until(lambda: MetricsRun.objects.filter(state=RunState.DONE).exists(), what="the run's end")
    wait_until(lambda: not Path(run.stored_file).exists(), what="the end of the file")
    run.refresh_from_db()
    assert (run.taken, run.known, run.refused, run.new_posts) == (COUNT, 0, 0, COUNT)
    assert counts() == WHOLE


@pytest.mark.usefixtures("embedded_servers")
def test_what_no_worker_took_is_queued_again(committed_brand: Brand, long_file: Path) -> None:
    """As when the broker was down, or a worker died half way."""
    run = give(committed_brand, long_file)
    note(run, state=RunState.RUNNING)
    assert RUNS.resume() == 1
    done = RUNS.work_off(run_id=run.pk)
    assert done is not None
    assert (done.state, done.taken) == (RunState.DONE, COUNT)
    assert RUNS.resume() == 0


@pytest.mark.usefixtures("embedded_servers")
def test_a_file_that_kills_its_worker_each_time_is_given_up(committed_brand: Brand, long_file: Path) -> None:
    run = give(committed_brand, long_file)
    note(run, state=RunState.RUNNING, attempts=ATTEMPTS)
    done = RUNS.work_off(run_id=run.pk)
    assert done is not None
    assert (done.state, counts()) == (RunState.FAILED, (0, 0, 0))


def test_the_worker_knows_the_tasks() -> None:
    from cmhub.celery import app
    from cmhub.queues import LONG, TASK_ROUTES

    app.loader.import_default_modules()
    assert RUNS.worker in app.tasks
    assert TASK_ROUTES[RUNS.worker] == {"queue": LONG}
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {"reporting.metrics.tasks.resume_runs", "reporting.metrics.tasks.forget_files"} <= scheduled
