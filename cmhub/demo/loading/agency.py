"""Loads the whole agency, brand by brand, and marks it as loaded at the end."""

import csv
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import wait
from pathlib import Path

from django.db import connection, connections, transaction
from django.utils import timezone, translation

from accounts.models import Agency, AuditEntry
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.services.intake import take_in
from cmhub.demo.cast import cast
from cmhub.demo.loading import house, past, reports
from cmhub.demo.plan import COLUMNS, BrandPlan, Plan
from cmhub.demo.reviews import WRITTEN_WEEKS
from cmhub.demo.traffic import SEED, WEEKS, build
from cmhub.lib.locks import KEY, advisory_lock, key_of
from cmhub.lib.weeks import Week

BEGUN = "demo.begun"
ARRIVED_BEFORE = timedelta(days=3)
"""How long before the first week the agency's people and brands were set up."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Beginning:
    """What the demonstration was begun with: a load that was interrupted goes on with the same."""

    seed: int
    last_week: Week
    until: datetime


def load(
    *,
    tell: Tell,
    seed: int = SEED,
    last_week: Week | None = None,
    weeks: int = WEEKS,
    only: Collection[str] = (),
    jobs: int = 1,
    at: datetime | None = None,
) -> Agency:
    """Loads what is missing of the demonstration agency and gives it back; does nothing once it is whole.

    The newest whole week is `last_week`; where none is given it is the one before `at`, and the days from
    then to `at` are loaded as well. A load that was interrupted is gone on with. `jobs` processes share the
    brands, which are all of the cast, or `only` those named.
    """
    with translation.override("fr"):
        agency, beginning = _begin(seed, last_week, at or timezone.now())
        if agency.loaded_at:
            return agency
        plan = build(
            seed=beginning.seed,
            last_week=beginning.last_week,
            weeks=weeks,
            until=beginning.until,
            only=only,
        )
        arrived = Week.parse(plan.weeks[0]).start(agency.time_zone) - ARRIVED_BEFORE
        house.bring_people_in(agency, at=arrived)
        for brand in map(cast().brand, plan.brands):
            with transaction.atomic():
                house.furnish(agency, brand, at=arrived)
        tell(f"{len(plan.brands)} brands, {sum(len(brand.rows) for brand in plan.brands.values())} messages")
        _share(agency, plan, jobs, tell)
        Agency.objects.filter(pk=agency.pk, loaded_at=None).update(loaded_at=timezone.now())
        agency.refresh_from_db()
    return agency


def _begin(seed: int, last_week: Week | None, now: datetime) -> tuple[Agency, Beginning]:
    """The agency, and what it was begun with: as asked the first time, as written down from then on."""
    told = cast()
    with transaction.atomic(), advisory_lock("demo", 0):
        agency, _made = Agency.objects.get_or_create(
            slug=told.slug, defaults={"name": told.name, "time_zone": told.time_zone}
        )
        begun = AuditEntry.objects.filter(agency=agency, verb=BEGUN).first()
        if begun is None:
            newest = last_week or Week.of(now, agency.time_zone).previous
            until = newest.end(agency.time_zone) if last_week else now
            record(
                verb=BEGUN,
                what=agency,
                by=None,
                at=now,
                agency_id=agency.pk,
                seed=seed,
                last_week=str(newest),
                until=until.isoformat(),
            )
            return agency, Beginning(seed, newest, until)
    kept = begun.details
    return agency, Beginning(
        kept["seed"], Week.parse(kept["last_week"]), datetime.fromisoformat(kept["until"])
    )


def _share(agency: Agency, plan: Plan, jobs: int, tell: Tell) -> None:
    """Loads the brands, the biggest first, in as many processes as are given."""
    slugs = sorted(plan.brands, key=lambda slug: -len(plan.brands[slug].rows))
    if jobs < 2:
        for slug in slugs:
            load_brand(agency, plan, slug, tell)
        return
    connections.close_all()
    context = multiprocessing.get_context("fork")
    shares = _even_shares([(slug, len(plan.brands[slug].rows)) for slug in slugs], jobs)
    workers = [
        context.Process(target=_load_brands, args=(agency, plan, share, tell), daemon=True)
        for share in shares
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("A part of the demonstration could not be loaded; the next start goes on with it.")


def _even_shares(weights: list[tuple[str, int]], count: int) -> list[list[str]]:
    shares: list[list[str]] = [[] for _ in range(count)]
    totals = [0] * count
    for slug, weight in weights:
        lightest = totals.index(min(totals))
        shares[lightest].append(slug)
        totals[lightest] += weight
    return shares


def _load_brands(agency: Agency, plan: Plan, slugs: list[str], tell: Tell) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with translation.override("fr"):
        for slug in slugs:
            load_brand(agency, plan, slug, tell)
    sys.stderr.flush()


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, however violently."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def load_brand(agency: Agency, plan: Plan, slug: str, tell: Tell) -> None:
    """One brand's messages, acts and reports; what is there already is left as it is."""
    began = time.monotonic()
    brand, told = Brand.objects.get(agency=agency, slug=slug), plan.brands[slug]
    people = house.people_of(agency)
    with _alone(brand), _hurrying():
        _take_in(brand, told, plan.until)
        past.record_publications(brand, told)
        with transaction.atomic():
            past.Past(brand, told, people, plan.until).play()
        reported = [Week.parse(week) for week in plan.weeks[-WRITTEN_WEEKS:]]
        reports.make_reports(brand, told, reported, people)
    tell(f"{brand.name}: {len(told.rows)} messages, {time.monotonic() - began:.1f} s")


@contextmanager
def _alone(brand: Brand) -> Iterator[None]:
    """Waits until no other load is at this brand: over many transactions, hence a lock of the session."""
    key = [key_of(("demo", brand.pk))]
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_advisory_lock({KEY})", key)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"select pg_advisory_unlock({KEY})", key)


@contextmanager
def _hurrying() -> Iterator[None]:
    """Lets commits return before they are on disk: a load that is cut short is gone on with anyway."""
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit to off")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset synchronous_commit")


def _take_in(brand: Brand, told: BrandPlan, until: datetime) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="", delete=False) as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(past.rows_of_file(told))
    path = Path(file.name)
    try:
        summary = take_in(brand=brand, path=path, at=until)
    finally:
        path.unlink()
    if summary.refused:
        raise RuntimeError(f"{summary.refused} messages of {brand} were refused: {summary.refused_file}")
