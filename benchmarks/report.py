"""A brand's week, computed, against bare SQL that fetches the same rows: `python -m benchmarks.report`."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from typing import Any

import django
import psycopg

from benchmarks.data import measured_week
from benchmarks.figure import Figure, median, say, side_by_side
from benchmarks.house import asked_messages, database
from cmhub.embedded import services
from cmhub.queues import LONG

ROUNDS = 15
ROUNDS_OF_ALL = 3
RATIO = 3.0
MILLISECONDS_MORE = 15
MILLISECONDS_OF_ONE = 150
MILLISECONDS_JUDGED = 20
SECONDS_OF_ALL, SECONDS_OF_ALL_WHOLE = 2, 30
MEGABYTES = 500


def statements() -> list[str]:
    """What the figures of a week are fetched by."""
    from reporting.weekly import rows

    return [
        rows.INTERACTIONS_SQL,
        rows.EPISODES_SQL,
        rows.REPLIES_SQL,
        rows.ESCALATIONS_SQL,
        rows.POSTS_SQL,
        rows.PROMISES_SQL,
    ]


def bare(connection: psycopg.Connection[Any], brand: Any, week: Any) -> Callable[[], object]:
    """The same statements with the same parameters, their rows fetched and let go."""
    from reporting.weekly.rows import parameters_of

    parameters, asked = parameters_of(brand, week), statements()

    def fetch() -> None:
        for statement in asked:
            connection.execute(statement, parameters).fetchall()

    return fetch


def chosen_brands(week: Any) -> dict[str, tuple[Any, int]]:
    """The brand with most messages in the week and the one nearest to the mean, with their numbers."""
    from django.db.models import Count

    from channels_mgmt.brands.models import Brand
    from channels_mgmt.inbox.models import Message

    zone = "Africa/Douala"
    sent = Message.objects.filter(sent_at__gte=week.start(zone), sent_at__lt=week.end(zone))
    counts = dict(sent.values_list("brand").annotate(number=Count("pk")).order_by())
    mean = sum(counts.values()) / len(counts)
    biggest = max(counts, key=lambda pk: counts[pk])
    average = min(counts, key=lambda pk: abs(counts[pk] - mean))
    chosen = {"biggest": biggest, "average": average}
    return {name: (Brand.objects.get(pk=pk), counts[pk]) for name, pk in chosen.items()}


def one_brand(name: str, brand: Any, rows: int, connection: psycopg.Connection[Any], week: Any) -> None:
    from django.utils import timezone

    from reporting.weekly.services.computing import compute_report, figures_of_week
    from reporting.weekly.told import told_of

    now: datetime = timezone.now()
    works: list[Callable[[], object]] = [
        bare(connection, brand, week),
        lambda: figures_of_week(brand, week, at=now),
        lambda: compute_report(brand=brand, week=week),
    ]
    fetching, figures, whole = (median(times) for times in side_by_side(works, rounds=ROUNDS))
    report = compute_report(brand=brand, week=week)
    (judging,) = (median(times) for times in side_by_side([lambda: told_of(report)], rounds=ROUNDS))
    what = f"report of the {name} brand, {rows:,} messages in the week:"
    target = f"ratio ≤ {RATIO:g}" if name == "biggest" else None
    Figure(f"{what} bare SQL", fetching * 1000, "ms").tell()
    Figure(f"{what} figures", figures * 1000, "ms", target, figures / fetching).tell()
    if name != "biggest":
        more = (figures - fetching) * 1000
        Figure(f"{what} figures, beyond the bare SQL", more, "ms", f"≤ {MILLISECONDS_MORE} ms").tell()
    one = f"< {MILLISECONDS_OF_ONE} ms"
    Figure(f"{what} compared and stored", whole * 1000, "ms", one, whole / fetching).tell()
    Figure(f"{what} judged", judging * 1000, "ms", f"< {MILLISECONDS_JUDGED} ms").tell()


def all_brands(brands: Sequence[Any], connection: psycopg.Connection[Any], week: Any) -> None:
    from django.utils import timezone

    from reporting.weekly.models import WeeklyReport
    from reporting.weekly.services.computing import compute_report, figures_of_week

    now: datetime = timezone.now()
    fetches = [bare(connection, brand, week) for brand in brands]
    keys = [brand.pk for brand in brands]
    with workers() as pool:
        works: list[Callable[[], object]] = [
            lambda: [fetch() for fetch in fetches],
            lambda: [figures_of_week(brand, week, at=now) for brand in brands],
            lambda: [compute_report(brand=brand, week=week) for brand in brands],
            lambda: list(pool.map(compute_in_worker, keys, [str(week)] * len(keys))),
        ]
        taken = side_by_side(works, rounds=ROUNDS_OF_ALL, warm_up=1)
    WeeklyReport.objects.filter(week=str(week)).delete()
    fetching, *others = (median(times) for times in taken)
    name = f"reports of {len(brands)} brands:"
    Figure(f"{name} bare SQL", fetching, "s").tell()
    told = {
        "figures": SECONDS_OF_ALL,
        "compared and stored": None,
        "the same by the worker's processes": SECONDS_OF_ALL_WHOLE,
    }
    for (what, target), value in zip(told.items(), others, strict=True):
        Figure(f"{name} {what}", value, "s", f"< {target} s" if target else None, value / fetching).tell()


def workers() -> ProcessPoolExecutor:
    """As many processes as the product's worker for long work has."""
    return ProcessPoolExecutor(services.WORKERS[LONG], get_context("spawn"), initializer=django.setup)


def compute_in_worker(brand: int, week: str) -> None:
    from channels_mgmt.brands.models import Brand
    from cmhub.lib.weeks import Week
    from reporting.weekly.services.computing import compute_report

    compute_report(brand=Brand.objects.get(pk=brand), week=Week.parse(week))


def measure(messages: int) -> None:
    from channels_mgmt.brands.models import Brand

    week = measured_week()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for name, (brand, rows) in chosen_brands(week).items():
            say(f"Report of the {name} brand, week {week}, out of {messages:,} messages")
            one_brand(name, brand, rows, connection, week)
        say("Reports of all brands")
        all_brands(list(Brand.objects.order_by("pk")), connection, week)
    processes = {"computing process": resource.RUSAGE_SELF, "worker's processes": resource.RUSAGE_CHILDREN}
    for name, who in processes.items():
        memory = resource.getrusage(who).ru_maxrss / 1024
        Figure(f"report: memory of the {name}", memory, "MB", f"< {MEGABYTES} MB").tell()


def main() -> None:
    messages = asked_messages(__doc__ or "")
    with database(messages):
        measure(messages)


if __name__ == "__main__":
    main()
