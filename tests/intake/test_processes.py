"""Several processes, and processes that die: nothing twice, nothing half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import current_thread, main_thread

from django.conf import settings
from django.db import connection, transaction

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import IntakeState, State
from channels_mgmt.inbox.models import IntakeRun, Interaction
from channels_mgmt.inbox.services import intake_work, sorting
from channels_mgmt.inbox.services.intake import take_in
from cmhub.embedded.layout import CHECKOUT
from tests.fixtures.worker import database_url
from tests.intake.reference import Said
from tests.intake.runs import COUNT, WHOLE, counts, give, held_up, somebody_waits
from tests.intake.stories import START, write_file
from tests.waiting import PATIENCE, lock_is_waited_for, wait_until


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


def test_two_at_once_take_nothing_twice(committed_brand: Brand, long_file: Path) -> None:
    with importing(long_file) as one, importing(long_file) as other:
        answers = [json.loads(process.communicate(timeout=PATIENCE)[0]) for process in (one, other)]
    assert sorted((answer["taken"], answer["known"]) for answer in answers) == [(0, COUNT), (COUNT, 0)]
    assert counts() == WHOLE


def test_killed_in_the_middle_leaves_nothing_and_the_next_run_takes_all(
    committed_brand: Brand, long_file: Path
) -> None:
    with importing(long_file) as process, held_up():
        wait_until(somebody_waits, what="the import at its episodes")
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert counts() == (0, 0, 0)
    with importing(long_file) as process:
        assert json.loads(process.communicate(timeout=PATIENCE)[0])["taken"] == COUNT
    assert counts() == WHOLE


def test_a_worker_takes_a_given_file_in_and_shows_how_far_it_is(
    celery_worker: subprocess.Popen[bytes], committed_brand: Brand, long_file: Path
) -> None:
    with held_up():
        run = give(committed_brand, long_file)
        wait_until(somebody_waits, what="the worker at its episodes")
        run.refresh_from_db()
        assert (run.state, run.read, run.position) == (IntakeState.RUNNING, COUNT, run.size)
        assert intake_work.work_off(run_id=run.pk) is None, "another worker leaves it to the first"
    wait_until(
        lambda: IntakeRun.objects.filter(pk=run.pk, state=IntakeState.DONE).exists(), what="the run's end"
    )
    run.refresh_from_db()
    assert (run.taken, run.known, run.refused) == (COUNT, 0, 0)
    assert counts() == WHOLE
    assert not Path(run.stored_file).exists()


def test_what_no_worker_took_is_queued_again(
    committed_brand: Brand, long_file: Path, embedded_servers: object
) -> None:
    """As when the broker was down, or a worker died half way."""
    run = give(committed_brand, long_file)
    intake_work.note(run, state=IntakeState.RUNNING)
    assert intake_work.resume_runs() == 1
    done = intake_work.work_off(run_id=run.pk)
    assert done is not None
    assert (done.state, done.taken) == (IntakeState.DONE, COUNT)
    assert intake_work.resume_runs() == 0
    assert intake_work.work_off(run_id=run.pk) is None


def test_a_file_that_kills_its_worker_each_time_is_given_up(committed_brand: Brand, long_file: Path) -> None:
    run = give(committed_brand, long_file)
    intake_work.note(run, state=IntakeState.RUNNING, attempts=intake_work.ATTEMPTS)
    done = intake_work.work_off(run_id=run.pk)
    assert done is not None
    assert done.state == IntakeState.FAILED
    assert counts() == (0, 0, 0)


def test_what_a_person_is_doing_meanwhile_is_not_undone(committed_brand: Brand, tmp_path: Path) -> None:
    """An interaction is closed, and the closing not yet committed, when a file brings a further reply."""
    question = Said("1", False, START, "awa", "Bonjour")
    replies = [
        Said(str(number), True, START + timedelta(hours=number), "bonabo", "Voici", reply="1")
        for number in (2, 3)
    ]
    official = committed_brand.channels.get(slug="bonabo-official")

    def take(name: str, *messages: Said) -> None:
        try:
            take_in(brand=committed_brand, path=write_file(tmp_path / name, list(messages)), channel=official)
        finally:
            if current_thread() is not main_thread():
                connection.close()

    take("first.csv", question, replies[0])
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            sorting.close(interaction=Interaction.objects.get(), by=None)
            taking = pool.submit(take, "second.csv", replies[1])
            wait_until(lambda: taking.done() or lock_is_waited_for(), what="the intake at the interaction")
        taking.result(PATIENCE)
    interaction = Interaction.objects.get()
    assert (interaction.state, interaction.message_count) == (State.CLOSED, 3)
