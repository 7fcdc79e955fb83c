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
from datetime import datetime, timedelta
from multiprocessing.connection import wait
from pathlib import Path

from django.db import connection, connections, transaction
from django.utils import timezone, translation

from accounts.models import Agency
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.services.intake import take_in
from cmhub.demo.cast import cast
from cmhub.demo.loading import (
    agreed,
    answered,
    campaigns,
    crises,
    diagnoses,
    directory,
    figures,
    hands,
    house,
    late,
    moderation,
    notifications,
    past,
    pictures,
    planned,
    posts,
    programs,
    questions,
    readiness,
    relations,
    replies,
    reports,
    results,
    rota,
    routing,
    satisfied,
    skills,
    strategies,
    surges,
    timeline,
    views,
    watch,
)
from cmhub.demo.loading import time as time_by_duty
from cmhub.demo.loading.story import Story, mark_told, open_story
from cmhub.demo.plan import COLUMNS, BrandPlan, Plan
from cmhub.demo.reviews import WRITTEN_WEEKS
from cmhub.demo.traffic import SEED, WEEKS
from cmhub.demo.traffic import tell as tell_story
from cmhub.lib.locks import lasting_advisory_lock
from cmhub.lib.weeks import Week

ARRIVED_BEFORE = timedelta(days=3)
"""How long before the first week the agency's people and brands were set up."""

Tell = Callable[[str], None]


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
    then to `at` are loaded as well. Where an earlier week was the newest, the weeks since are added: what
    was told stays as it is, and so does what people did. A load that was interrupted is gone on with. `jobs`
    processes share the brands, which are all of the cast, or `only` those named.
    """
    with translation.override("fr"):
        while True:
            agency, story, to_tell = open_story(
                seed=seed, weeks=weeks, last_week=last_week, now=at or timezone.now()
            )
            if not to_tell:
                return agency
            _load(agency, story, only, jobs, tell)
            mark_told(agency, story)


def _load(agency: Agency, story: Story, only: Collection[str], jobs: int, tell: Tell) -> None:
    if story.since:
        there = Brand.objects.filter(agency=agency, slug__in=[brand.slug for brand in cast().brands])
        only = [slug for slug in there.values_list("slug", flat=True) if not only or slug in only]
        if not only:
            return
    plan = tell_story(seed=story.seed, tellings=story.tellings, weeks=story.weeks, only=only)
    if not story.since:
        arrived = Week.parse(plan.weeks[0]).start(agency.time_zone) - ARRIVED_BEFORE
        house.bring_people_in(agency, at=arrived)
        for brand in map(cast().brand, plan.brands):
            with transaction.atomic():
                house.furnish(agency, brand, at=arrived)
        skills.tell_skills(agency, at=arrived, until=plan.until)
        time_by_duty.tell_means(agency, house.people_of(agency), at=arrived)
    skills.tell_who_is_away(agency, until=plan.until)
    tell(f"{len(plan.brands)} brands, {sum(len(brand.rows) for brand in plan.brands.values())} messages")
    _share(agency, story, plan, jobs, tell)


def _share(agency: Agency, story: Story, plan: Plan, jobs: int, tell: Tell) -> None:
    """Loads the brands, the biggest first, in as many processes as are given."""
    slugs = sorted(plan.brands, key=lambda slug: -len(plan.brands[slug].rows))
    if jobs < 2:
        for slug in slugs:
            load_brand(agency, story, plan, slug, tell)
        return
    connections.close_all()
    context = multiprocessing.get_context("fork")
    shares = _even_shares([(slug, len(plan.brands[slug].rows)) for slug in slugs], jobs)
    workers = [
        context.Process(target=_load_brands, args=(agency, story, plan, share, tell), daemon=True)
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


def _load_brands(agency: Agency, story: Story, plan: Plan, slugs: list[str], tell: Tell) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with translation.override("fr"):
        for slug in slugs:
            load_brand(agency, story, plan, slug, tell)
    sys.stderr.flush()


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, however violently."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def load_brand(agency: Agency, story: Story, plan: Plan, slug: str, tell: Tell) -> None:
    """One brand's messages, acts and reports; what is there already is left as it is."""
    began = time.monotonic()
    brand, people = Brand.objects.get(agency=agency, slug=slug), house.people_of(agency)
    with lasting_advisory_lock("demo", brand.pk), _hurrying():
        touched = story.touched.get(slug, hands.Touched()) | hands.touched_since(brand, plan.until)
        told = hands.without(plan.brands[slug], brand, people, touched, plan.since)
        time_by_duty.tell_time(brand, people, until=plan.until)
        _take_in(brand, told, plan.until)
        past.record_publications(brand, told)
        results.record_accounts(brand, told, people)
        figures.take_in(brand, told, people[house.MANAGER], at=plan.until)
        with transaction.atomic():
            past.Past(brand, told, people, plan.until).play()
            satisfied.ask(brand, people, until=plan.until)
        new = plan.weeks if plan.since else plan.weeks[-WRITTEN_WEEKS:]
        strategies.measure(brand, people, until=plan.until)
        diagnoses.agree(brand, people, at=plan.until)
        with transaction.atomic():
            directory.furnish(brand, people[house.MANAGER], at=plan.until)
            routing.furnish(brand, people[house.MANAGER], at=plan.until)
            strategies.go_on(brand, people, at=plan.until)
            readiness.go_on(brand, people, at=plan.until)
            agreed.use(brand, people, at=plan.until)
            replies.go_on(brand, people, at=plan.until)
            moderation.go_on(brand, people, at=plan.until)
            questions.go_on(brand, people, at=plan.until)
            late.furnish(brand, people, at=plan.until)
            answered.go_on(brand, people, at=plan.until)
            rota.go_on(brand, people, at=plan.until)
            surges.go_on(brand, people, at=plan.until)
            crises.go_on(brand, people, at=plan.until)
            pictures.furnish(brand, people, at=plan.until)
            views.furnish(brand, people[house.MANAGER], at=plan.until)
            watch.furnish(brand, people, people[house.MANAGER], at=plan.until)
            relations.furnish(brand, people, at=plan.until)
            planned.furnish(brand, people, at=plan.until)
            posts.furnish(brand, people, at=plan.until)
            campaigns.furnish(brand, people, people[house.MANAGER], at=plan.until)
            timeline.furnish(brand, people, people[house.MANAGER], at=plan.until)
            results.furnish(brand, people, at=plan.until)
        # When all that they count is there.
        weeks = {*new, *(review.week for review in told.reviews)} - touched.weeks
        reports.make_reports(brand, told, sorted(map(Week.parse, weeks)), people, plan)
        with transaction.atomic():
            programs.furnish(brand, people[house.MANAGER], at=plan.until)
            notifications.furnish(brand, people, at=plan.until)
    tell(f"{brand.name}: {len(told.rows)} messages, {time.monotonic() - began:.1f} s")


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
