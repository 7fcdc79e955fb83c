"""Which figure counts where several sources gave one: an export before what a person entered, that before an
estimate, and of one source what was taken in last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Max, Value, When

from channels_mgmt.brands.models import Brand
from reporting.metrics.choices import Scope, Source
from reporting.metrics.models import MetricsRun, Snapshot

TRUST = [Source.ESTIMATE, Source.HAND, Source.EXPORT]
"""The least trusted first."""
BY_TRUST = Case(*(When(source=source, then=Value(place)) for place, source in enumerate(TRUST)))


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure that counts, and where it is from."""

    value: Any
    source: str
    snapshot_id: int
    taken_at: datetime


Standings = dict[str, Standing]


def standing_figures(
    *, brand: Brand, first: date, last: date, channels: Collection[int] | None = None
) -> dict[tuple[int, date], Standings]:
    """Of each account and day from `first` to `last` the figures that count, by the account's id and the day.

    Those of posts are read by `Snapshot.objects.standing()`. What several days make together is said by the
    catalogue: of reach and rates nothing does.
    """
    found = of_accounts(brand).filter(day__range=(first, last))
    if channels is not None:
        found = found.filter(channel__in=channels)
    figures: dict[tuple[int, date], Standings] = {}
    fields = ("channel_id", "day", "figures", "source", "pk", "taken_at")
    for channel, day, said, source, pk, taken_at in by_trust(found).values_list(*fields):
        into = figures.setdefault((channel, day), {})
        into.update((name, Standing(value, source, pk, taken_at)) for name, value in said.items())
    return figures


def of_accounts(brand: Brand) -> Any:
    """What is known of accounts by day: of no post, no competitor and no part of an audience."""
    return Snapshot.objects.filter(brand=brand, channel__isnull=False, post=None, scope=Scope.DAY)


def by_trust(snapshots: Any) -> Any:
    """In the order in which each may be overruled by the next."""
    return snapshots.order_by(BY_TRUST, "taken_at", "pk")


def stored_figures(*, brand: Brand, first: date, last: date) -> Iterator[dict[str, Any]]:
    """Every figure of accounts and posts whose day is from `first` to `last`, as `export_metrics` prints it.

    Of a lifetime the day is that of the reading; what a later file of the series did not have is told of the
    day on which it was read. A part of an audience is named in the metric.
    """
    read_on = dict(MetricsRun.objects.filter(brand=brand).values_list("pk", "as_of"))
    snapshots = Snapshot.objects.filter(brand=brand, day__range=(first, last), competitor=None)
    snapshots = snapshots.select_related("channel", "post").order_by(
        "day", "channel__slug", "post", "taken_at", "pk"
    )
    told: dict[tuple[Any, ...], Any] = {}
    for one in snapshots.defer("post__text").iterator(chunk_size=2_000):
        for name in sorted(own_figures(one, read_on)):
            metric = f"{name}{part_said(one.series) if one.scope == Scope.LIFETIME else ''}"
            key = (one.day, one.channel.slug, post_named(one.post), metric, one.scope, one.source)
            told[key] = one.figures[name]
    for (day, channel, post, metric, scope, source), value in told.items():
        yield {
            "date": day,
            "channel": channel,
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
