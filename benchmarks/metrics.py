"""An export of posts read and stored by the command, against a COPY of the finished rows: `python -m
benchmarks.metrics --n 1000000`, which is of a tenth as many posts.

The file is one of X, with all of its 40 columns. It is taken in as new; again, when all of it is known; as
it would be a week later, when each figure has grown; and a fifth of it as a workbook, of which no larger ones
are taken. The COPY goes into the same two tables, with their indexes and foreign keys, in the same run.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from xlsxwriter import Workbook

from benchmarks.figure import Figure, median, say, seconds
from benchmarks.house import asked_messages, enter, servers
from benchmarks.texts import BODIES, OPENINGS
from cmhub.embedded.layout import CHECKOUT

DATABASE = "bench_metrics"
BRAND = "bench-metrics"
ENDS = datetime(2026, 11, 1, tzinfo=UTC)
SEED = 20261101
ROUNDS = 3
MOST = 100_000
"""Posts of the file: those of the target."""
FIFTH = 5
SECONDS, MEMORY = 20, 300
WORDS = """
impressions, engagements, engagement rate, retweets, replies, likes, user profile clicks, url clicks,
hashtag clicks, detail expands, permalink clicks, app opens, app installs, follows, email tweet, dial phone,
media views, media engagements
"""
COUNTS = " ".join(WORDS.split()).split(", ")
PROMOTED = [f"promoted {name}" for name in COUNTS]
HEADER = ["Tweet id", "Tweet permalink", "Tweet text", "time", *COUNTS, *PROMOTED]
TABLES = ("publishing_post", "metrics_snapshot")
EMPTIED = "metrics_correction, metrics_snapshot, metrics_metricsrun, publishing_post, accounts_auditentry"


def posts(count: int, *, grown: int = 0) -> Iterator[list[object]]:
    """One a row, the latest first; `grown` is added to each of its counts."""
    rnd = random.Random(SEED)
    for number in range(count):
        name = str(1_700_000_000_000_000_000 + number * 977)
        at = ENDS - timedelta(minutes=number * 10 + rnd.randrange(10))
        counts = [float(rnd.randrange(1, 2_000) + grown) for _name in COUNTS]
        counts[2] = round(rnd.random() / 10, 12)
        yield [
            name,
            f"https://twitter.com/bonabo/status/{name}",
            f"{rnd.choice(OPENINGS)}{rnd.choice(BODIES)}",
            f"{at:%Y-%m-%d %H:%M} +0000",
            *counts,
            *["-"] * len(COUNTS),
        ]


def write_csv(path: Path, count: int, *, grown: int = 0) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(HEADER)
        writer.writerows(posts(count, grown=grown))
    return path


def write_workbook(path: Path, count: int) -> Path:
    with Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(posts(count), start=1):
            sheet.write_row(number, 0, row)
    return path


def prepare() -> None:
    """An empty house with one brand and its account on X."""
    from django.core.management import call_command

    from accounts.models import Agency, Company
    from channels_mgmt.brands.choices import Network, Purpose
    from channels_mgmt.brands.models import Brand
    from channels_mgmt.team.models import Channel

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("grant_rights", stderr=io.StringIO())
    if not Brand.objects.filter(slug=BRAND).exists():
        agency = Agency.objects.create(slug=BRAND, name="Bench")
        company = Company.objects.create(agency=agency, name="Bench")
        brand = Brand.objects.create(
            agency=agency, company=company, slug=BRAND, name="Bench", time_zone="Africa/Douala"
        )
        Channel.objects.create(
            brand=brand, network=Network.X, purpose=Purpose.OFFICIAL, slug="official", name="Bench"
        )


def empty() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(f"truncate {EMPTIED} cascade")
        for table in TABLES:
            cursor.execute(f"vacuum analyze {table}")


def import_file(path: Path, *options: str) -> tuple[dict[str, object], float]:
    """The command that others run, in a process of its own: its answer, and the memory that it took."""
    command = [sys.executable, "manage.py", "import_metrics", str(path), "--brand", BRAND, *options]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, env=os.environ) as process:
        answer = json.loads(process.stdout.read() if process.stdout else b"")
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"import_metrics ended with {process.returncode}")
    return answer, used.ru_maxrss / 1024


class Timed:
    """Imports of one kind: how long each took, and the most memory of any."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.memory = 0.0

    def take(self, path: Path, *options: str, **expected: int) -> None:
        def work() -> None:
            answer, memory = import_file(path, *options)
            self.memory = max(self.memory, memory)
            for name, count in expected.items():
                if answer[name] != count:
                    raise SystemExit(f"{path.name}: {answer[name]} {name}, not {count}")

        self.times.append(seconds(work))


def copy_rows(folder: Path) -> float:
    """Seconds of a COPY of all finished rows into their tables, emptied before."""
    from django.db import connections

    columns = {}
    for table in TABLES:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "select string_agg(quote_ident(column_name), ', ' order by ordinal_position) from "
                "information_schema.columns where table_schema = 'public' and table_name = %s and "
                "is_generated = 'NEVER'",
                [table],
            )
            (columns[table],) = cursor.fetchone()
            with (
                (folder / table).open("wb") as file,
                cursor.copy(f"copy {table} ({columns[table]}) to stdout") as copy,
            ):
                file.writelines(copy)
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate publishing_post, metrics_snapshot cascade")

    def load() -> None:
        with connections["owner"].cursor() as cursor:
            for table in TABLES:
                with (
                    (folder / table).open("rb") as file,
                    cursor.copy(f"copy {table} ({columns[table]}) from stdin") as copy,
                ):
                    while chunk := file.read(1 << 20):
                        copy.write(chunk)

    return seconds(load)


def measure(count: int) -> None:
    """Medians of rounds: each time varies by half with what else the machine does."""
    new, known, later, book = Timed(), Timed(), Timed(), Timed()
    copied = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, grown = write_csv(folder / "posts.csv", count), write_csv(folder / "later.csv", count, grown=7)
        workbook = write_workbook(folder / "posts.xlsx", count // FIFTH)
        say(f"{count:,} posts, {len(HEADER)} columns, {first.stat().st_size / 1e6:.0f} MB of CSV")
        prepare()
        for _ in range(ROUNDS):
            empty()
            new.take(first, "--as-of", "2026-11-01", taken=count)
            known.take(first, known=count)
            copied.append(copy_rows(folder))
            later.take(grown, "--as-of", "2026-11-08", taken=count)
            empty()
            book.take(workbook, "--as-of", "2026-11-01", taken=count // FIFTH)
            said = ", ".join(f"{one.times[-1]:.1f} s" for one in (new, known, later, book))
            say(f"{said}; COPY {copied[-1]:.1f} s")
    tell(new, known, later, book, median(copied))


def tell(new: Timed, known: Timed, later: Timed, book: Timed, copied: float) -> None:
    ratio = median(new.times) / copied
    Figure("export of posts: COPY of finished rows", copied, "s").tell()
    Figure("export of posts: new", median(new.times), "s", f"< {SECONDS} s", ratio).tell()
    Figure("export of posts: memory", new.memory, "MB", f"< {MEMORY} MB").tell()
    Figure("export of posts: known", median(known.times), "s").tell()
    Figure("export of posts: a week later", median(later.times), "s").tell()
    Figure("export of posts: a fifth as a workbook", median(book.times), "s").tell()
    Figure("export of posts: that workbook, memory", book.memory, "MB").tell()


def main() -> None:
    count = min(asked_messages(__doc__ or "") // 10, MOST)
    with servers() as home:
        enter(home, DATABASE)
        measure(count)


if __name__ == "__main__":
    main()
