"""What is stored, as `export_metrics` prints it, and what is known of the parts of an audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Max

from channels_mgmt.brands.models import Brand
from reporting.metrics.choices import Scope
from reporting.metrics.models import MetricsRun, Snapshot


def stored_figures(*, brand: Brand, first: date, last: date) -> Iterator[dict[str, Any]]:
    """Every figure of accounts and posts whose day is from `first` to `last`, as `export_metrics` prints it.

    Of a lifetime the day is that of the reading; what a later file of the series did not have is told of the
    day on which it was read. A part of an audience is named in the metric.
    """
    read_on = dict(MetricsRun.objects.filter(brand=brand).values_list("pk", "as_of"))
    snapshots = Snapshot.objects.filter(brand=brand, day__range=(first, last), competitor=None)
    # The format has days and lifetimes; a week of an account is read in the weekly report.
    snapshots = snapshots.exclude(scope=Scope.WEEK)
    snapshots = snapshots.select_related("post").order_by("day", "channel__slug", "post", "taken_at", "pk")
    slugs: dict[int | None, str] = dict(brand.channels.values_list("pk", "slug"))
    told: dict[tuple[Any, ...], Any] = {}
    for one in snapshots.defer("post__text").iterator(chunk_size=2_000):
        for name in sorted(own_figures(one, read_on)):
            metric = f"{name}{part_said(one.series) if one.scope == Scope.LIFETIME else ''}"
            key = (one.day, slugs[one.channel_id], post_named(one.post), metric, one.scope, one.source)
            told[key] = one.figures[name]
    for (day, slug, post, metric, scope, source), value in told.items():
        yield {
            "date": day,
            "channel": slug,
            "post": post,
            "metric": metric,
            "value": value,
            "scope": scope,
            "source": source,
        }


def own_figures(one: Snapshot, read_on: dict[int, date]) -> Iterable[str]:
    """The figures that were read on its day, not carried on from an earlier reading."""
    if one.scope == Scope.DAY:
        return one.figures
    return (name for name in one.figures if name not in one.older or read_on.get(one.older[name]) == one.day)


def post_named(post: Any) -> str | None:
    """By the network's id, else by its address, else by ours."""
    return None if post is None else post.external_id or post.url or f"#{post.pk}"


def part_of(series: str) -> tuple[str, str] | None:
    """The dimension and segment of the audience that a series is of, None where it is of none."""
    parts = series.split(":", 2)
    return (parts[1], parts[2]) if len(parts) == 3 else None


def part_said(series: str) -> str:
    part = part_of(series)
    return f"[{part[0]}={part[1]}]" if part else ""


def latest_audience(brand: Brand) -> dict[tuple[int, str], date]:
    """By channel and dimension, the day on which the parts of its audience were read last."""
    parts = Snapshot.objects.filter(brand=brand, channel__isnull=False, post=None, scope=Scope.LIFETIME)
    days = parts.values_list("channel_id", "series").annotate(last=Max("day"))
    found: dict[tuple[int, str], date] = {}
    for channel, series, last in days:
        if part := part_of(series):
            key = (channel, part[0])
            found[key] = max(last, found.get(key, last))
    return found
