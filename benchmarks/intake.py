"""Intake of a file of messages against a bare COPY of the finished rows: `python -m benchmarks.intake --n
1000000`.

The file is made here: six messages of ten from the public, conversations of one to nine messages, in the
order in which an export has them. The COPY goes into the same table, with its indexes and foreign keys, in
the same run.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figure import Figure, median, say, seconds
from benchmarks.house import asked_messages, enter, servers
from benchmarks.texts import BODIES, OPENINGS, REPLIES
from cmhub.embedded.layout import CHECKOUT

DATABASE = "bench_intake"
BRAND = "bench-intake"
WEEKS = 52
ENDS = datetime(2026, 11, 1, tzinfo=UTC)
SEED = 20261101
NEEDED_SHARE = 0.4
MEMORY = 300  # MB
ROUNDS = 3
MOST = 1_000_000
"""Messages of the file: six rounds of more would take hours, and each line costs the same."""
HEADER = ("message_id", "direction", "sent_at", "author", "text", "in_reply_to")
TABLES = "inbox_message, inbox_interaction, inbox_interactionevent, inbox_waitingepisode, accounts_auditentry"


def conversations(
    count: int, *, ends: datetime = ENDS, days: int = WEEKS * 7, pause: int = 30_000, first: int = 0
) -> Iterator[tuple[str, str, datetime, str, str, str]]:
    """Whole conversations, of which each message answers the one before it; values in the order of HEADER.
    `pause` is the longest between two of them, in seconds; `first` the number of the first one among all that
    are made.
    """
    rnd = random.Random(SEED + first)
    span = days * 24 * 3600
    written = 0
    while written < count:
        at = ends - timedelta(seconds=rnd.randrange(span))
        author = f"@client{rnd.randrange(max(count // 4, 1))}"
        before = ""
        for turn in range(min(rnd.choice((1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 9)), count - written)):
            from_public = turn % 2 == 0 or rnd.random() < 0.18
            name = str(1_700_000_000_000_000_000 + (first + written) * 977)
            text = (
                rnd.choice(OPENINGS) + rnd.choice(BODIES) + f" Dossier {rnd.randrange(90_000)}."
                if from_public
                else f"{author} {rnd.choice(REPLIES)} ^{rnd.choice('ABCDEFGHJK')}{rnd.choice('JKLMNP')}"
            )
            speaker = author if from_public else "WouriMobile"
            yield name, "in" if from_public else "out", at, speaker, text, before
            before, written = name, written + 1
            at += timedelta(seconds=rnd.randrange(60, pause))


def write_messages(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for name, direction, at, *rest in conversations(count):
            writer.writerow((name, direction, at.isoformat(), *rest))


def prepare() -> None:
    """An empty house with one brand and one channel."""
    from django.core.management import call_command
    from django.db import connections

    from accounts.models import Agency, Company
    from channels_mgmt.brands.choices import Network, Purpose
    from channels_mgmt.brands.models import Brand
    from channels_mgmt.team.models import Channel

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=io.StringIO())
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"truncate {TABLES} cascade")
    if not Brand.objects.filter(slug=BRAND).exists():
        agency = Agency.objects.create(slug=BRAND, name="Bench")
        company = Company.objects.create(agency=agency, name="Bench")
        brand = Brand.objects.create(
            agency=agency, company=company, slug=BRAND, name="Bench", time_zone="Africa/Douala"
        )
        Channel.objects.create(
            brand=brand, network=Network.X, purpose=Purpose.OFFICIAL, slug="official", name="Bench"
        )
    settle()


def settle() -> None:
    """Both measurements begin with nothing left to write."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze inbox_message, inbox_interaction, inbox_waitingepisode")


def import_file(path: Path) -> dict[str, object]:
    """The command that others run, in a process of its own."""
    command = [sys.executable, "manage.py", "import_messages", str(path), "--brand", BRAND]
    done = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, check=True, env=os.environ)
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def copy_rows(folder: Path) -> float:
    """Seconds of a COPY of all finished rows into their table, emptied before."""
    from django.db import connections

    rows = folder / "rows"
    out = "copy inbox_message to stdout (format binary)"
    with connections["owner"].cursor() as cursor, rows.open("wb") as file, cursor.copy(out) as copy:
        file.writelines(copy)
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate inbox_message cascade")
    settle()

    def load() -> None:
        into = "copy inbox_message from stdin (format binary)"
        with connections["owner"].cursor() as cursor, rows.open("rb") as file, cursor.copy(into) as copy:
            while chunk := file.read(1 << 20):
                copy.write(chunk)

    return seconds(load)


def measure(count: int) -> None:
    """Medians of rounds of one intake and one COPY: either varies by half with what else the machine does."""
    taken, copied = [], []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "messages.csv")
        write_messages(path, count)
        say(f"{count:,} messages, {path.stat().st_size / 1e6:.0f} MB of CSV, {ROUNDS} rounds")
        for _ in range(ROUNDS):
            prepare()
            taken.append(seconds(lambda: take_in(path, count)))
            copied.append(copy_rows(Path(name)))
            say(f"{count / taken[-1]:,.0f} rows/s, COPY {count / copied[-1]:,.0f}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    ratio = median([copy / own for copy, own in zip(copied, taken, strict=True)])
    Figure("intake COPY of finished rows", count / median(copied), "rows/s").tell()
    Figure("intake of a file", count / median(taken), "rows/s", f"ratio ≥ {NEEDED_SHARE}", ratio).tell()
    Figure("intake memory of the importing process", memory, "MB", f"< {MEMORY} MB").tell()


def take_in(path: Path, count: int) -> None:
    answer = import_file(path)
    if answer["taken"] != count:
        raise SystemExit(f"Only {answer['taken']} of {count} messages were taken.")


def main() -> None:
    count = min(asked_messages(__doc__ or ""), MOST)
    with servers() as home:
        enter(home, DATABASE)
        measure(count)


if __name__ == "__main__":
    main()
