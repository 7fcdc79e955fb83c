"""Files large enough to be met half way, and how far their intake is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import IntakeRun, Interaction, Message, WaitingEpisode
from channels_mgmt.inbox.services import intake_runs
from tests.fixtures.worker import database_url
from tests.intake.reference import Said
from tests.intake.stories import START, write_file
from tests.waiting import lock_is_waited_for

COUNT = 3_000


def write_long(path: Path) -> Path:
    """A question and an answer of each of many people."""
    story = []
    for number in range(COUNT // 2):
        at = START + timedelta(minutes=number)
        story.append(Said(f"q{number}", False, at, f"person{number}", "Bonjour"))
        story.append(Said(f"a{number}", True, at + timedelta(hours=1), "bonabo", "Voici", reply=f"q{number}"))
    return write_file(path, story)


def counts() -> tuple[int, int, int]:
    return Message.objects.count(), Interaction.objects.count(), WaitingEpisode.objects.count()


WHOLE = (COUNT, COUNT // 2, COUNT // 2)


@contextmanager
def held_up() -> Iterator[psycopg.Connection]:
    """Nobody can write waiting episodes, which come after interactions and messages."""
    with psycopg.connect(database_url()) as blocker:
        blocker.execute("lock table inbox_waitingepisode in exclusive mode")
        yield blocker
        blocker.rollback()


def somebody_waits() -> bool:
    """Whether somebody wants to write episodes; the server's own gathering of statistics may wait as well."""
    return lock_is_waited_for("mode = 'RowExclusiveLock' and relation = 'inbox_waitingepisode'::regclass")


def give(brand: Brand, path: Path) -> IntakeRun:
    person = User.objects.filter(email="cm@bonabo.example").first() or User.objects.create_user(
        "cm@bonabo.example", "correct horse battery", name="Awa Ngo"
    )
    official = brand.channels.get(slug="bonabo-official")
    with path.open("rb") as file:
        run = intake_runs.give_file(
            brand=brand, file=file, name=path.name, channel=official, by=person, key=uuid4()
        )
    return intake_runs.start_run(run=run, columns=run.columns, channel=official, by=person)
