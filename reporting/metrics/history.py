"""How a figure came to be what it is: what each source said, when, and what that corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Value, When

from reporting.metrics.catalogue import ALL, Metric
from reporting.metrics.choices import Scope
from reporting.metrics.models import MetricsRun, Snapshot
from reporting.metrics.services.standing import RANK
from reporting.metrics.stored import part_of

BY_TRUST = Case(*(When(source=source, then=Value(rank)) for source, rank in RANK.items()))


@dataclass(frozen=True)
class Said:
    """One value, who or what said it and when, until when it counted for this source; `counts` is whether it
    is the one that counts now.
    """

    value: Any
    day: date
    source: str
    run: MetricsRun | None
    by: Any
    taken_at: datetime
    corrected_at: datetime | None = None
    counts: bool = False


@dataclass(frozen=True)
class FigureHistory:
    metric: Metric
    said: list[Said]


def beside(one: Snapshot) -> list[Snapshot]:
    """What all sources say of the same thing: of an account's day, of a part of an audience, or of a post's
    lifetime with all its readings; what counts first.
    """
    found = Snapshot.objects.filter(
        brand=one.brand, channel=one.channel, competitor=one.competitor, post=one.post, scope=one.scope
    )
    if one.scope in (Scope.DAY, Scope.WEEK):
        found = found.filter(day=one.day)
    elif one.post_id is None:
        found = found.filter(series=one.series)
    first = ["-stands"] if one.scope == Scope.LIFETIME and one.post_id else []
    found = found.select_related("run__by", "by").prefetch_related("corrections__run__by", "corrections__by")
    return list(found.order_by(*first, BY_TRUST, "-day", "-taken_at", "-pk"))


def history_of(one: Snapshot) -> list[FigureHistory]:
    """Each figure of the thing that a snapshot is of, in the order of the catalogue."""
    snapshots = beside(one)
    ids = {run for snapshot in snapshots for run in snapshot.older.values()}
    runs = MetricsRun.objects.select_related("by").in_bulk(ids)
    return [
        FigureHistory(metric, said)
        for metric in ALL
        if (said := list(all_said(metric.name, snapshots, runs)))
    ]


def all_said(name: str, snapshots: list[Snapshot], runs: dict[int, MetricsRun]) -> Iterator[Said]:
    counted = False
    for one in snapshots:
        if name in one.figures:
            run = runs.get(one.older[name], one.run) if name in one.older else one.run
            taken = run.created_at if run and run != one.run else one.taken_at
            by = run.by if run else one.by
            yield Said(one.figures[name], one.day, one.source, run, by, taken, counts=not counted)
            counted = True
        for past in sorted(one.corrections.all(), key=lambda past: past.corrected_at, reverse=True):
            if name in past.before:
                yield Said(
                    past.before[name],
                    one.day,
                    past.source,
                    past.run,
                    past.run.by if past.run else past.by,
                    past.taken_at,
                    past.corrected_at,
                )


def titled(one: Snapshot) -> tuple[str, str] | None:
    """The dimension and segment where it is of a part of an audience."""
    return part_of(one.series) if one.scope == Scope.LIFETIME and one.post_id is None else None
