"""Which of the figures that several sources give of one thing counts.

Of a day, figure by figure: an export before what a person entered, that before an estimate; of two of one
kind the one taken in later. Of a post's lifetime, the reading that is marked to stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q

from reporting.metrics.choices import Scope, Source
from reporting.metrics.models import Snapshot

Value = float | int

RANK = {source: place for place, source in enumerate(Source.values)}
READ = ("pk", "channel_id", "post_id", "competitor_id", "network", "day", "source", "taken_at", "run_id")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure, and who says it: `snapshot` is the row, `run` the export where it is from one."""

    value: Value
    source: str
    day: date
    taken_at: datetime
    snapshot: int
    run: int | None = None


Standing = dict[str, Said]
"""Figures by their name; what no source says is not in it."""


def merged(rows: Iterable[Snapshot]) -> Standing:
    """The figures that count of rows of one thing and one time."""
    standing: Standing = {}
    for row in sorted(rows, key=lambda row: (-RANK[row.source], row.taken_at, row.pk)):
        standing |= figures_of(row)
    return standing


def figures_of(row: Snapshot) -> Standing:
    """What one row says; a figure that a later file did not have is still that of the earlier one."""
    return {
        name: Said(value, row.source, row.day, row.taken_at, row.pk, row.older.get(name, row.run_id))
        for name, value in row.figures.items()
        if value is not None
    }


def day_figures(channels: Iterable[int], since: date, until: date) -> dict[tuple[int, date], Standing]:
    """The figures of accounts by channel and day, both days included; days of which nothing is said are not
    there.
    """
    rows = days_of(Q(channel__in=list(channels)), since, until)
    return by(rows, lambda row: (row.channel_id, row.day))


def competitor_figures(
    competitors: Iterable[int], since: date, until: date
) -> dict[tuple[int, str, date], Standing]:
    """The figures of competitors by competitor, network and day."""
    rows = days_of(Q(competitor__in=list(competitors)), since, until)
    return by(rows, lambda row: (row.competitor_id, row.network, row.day))


def days_of(whose: Q, since: date, until: date) -> Iterable[Snapshot]:
    days = Snapshot.objects.filter(whose, post=None, scope=Scope.DAY, day__gte=since, day__lte=until)
    return days.only(*READ, "figures", "older")


def by(rows: Iterable[Snapshot], key: Any) -> dict[Any, Standing]:
    groups: dict[Any, list[Snapshot]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: merged(group) for name, group in groups.items()}


def lifetime_figures(posts: Iterable[int]) -> dict[int, Standing]:
    """The figures since publication of each post that has any."""
    rows = Snapshot.objects.standing().filter(post__in=list(posts)).only(*READ, "figures", "older")
    return {row.post_id: figures_of(row) for row in rows if row.post_id is not None}


def stocks(channels: Iterable[int], name: str, until: date) -> dict[int, Said]:
    """The latest figure of this name on that day or before, by channel; for stocks such as followers."""
    rows = Snapshot.objects.filter(
        channel__in=list(channels), post=None, day__lte=until, figures__has_key=name
    ).only(*READ, "figures", "older")
    latest = Q()
    for channel, day in rows.order_by().values_list("channel").annotate(Max("day")):
        latest |= Q(channel=channel, day=day)
    if not latest:
        return {}
    standing = by(rows.filter(latest), lambda row: row.channel_id)
    return {channel: figures[name] for channel, figures in standing.items()}


def values(standing: Mapping[str, Said]) -> dict[str, Value]:
    return {name: said.value for name, said in standing.items()}
