"""Which of the figures that several sources give of one thing counts.

Of a day, figure by figure: an export before what a person entered, that before an estimate; of two of one
kind the one taken in later. Of a post's lifetime, the reading that is marked to stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from reporting.metrics.choices import Scope, Source
from reporting.metrics.models import Snapshot

Value = float | int

RANK = {source: place for place, source in enumerate(Source.values)}
MOST_SERIES = 12
"""Of one account on one day."""

STOCKS_SQL = """
    select s.id, c.id, s.post_id, s.competitor_id, s.network, s.day, s.source, s.taken_at, s.run_id,
        s.figures, s.older
    from unnest(%(channels)s::bigint[]) as c(id) cross join lateral (
        select * from metrics_snapshot
        where channel_id = c.id and post_id is null and scope = 'day' and day <= %(until)s
            and figures ? %(name)s
        order by day desc limit %(series)s
    ) s
"""


class Row(NamedTuple):
    """What is read of a snapshot."""

    pk: int
    channel: int | None
    post: int | None
    competitor: int | None
    network: str
    day: date
    source: str
    taken_at: datetime
    run: int | None
    figures: Mapping[str, Value | None]
    older: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A figure, and who says it: `snapshot` is the row, `run` the export where it is from one."""

    value: Value
    source: str
    day: date
    taken_at: datetime
    snapshot: int
    run: int | None = None

    @property
    def words(self) -> str:
        """Where it is from, in words."""
        return str(Source(self.source).label)


Standing = dict[str, Said]
"""Figures by their name; what no source says is not in it."""


def merged(rows: Iterable[Row]) -> Standing:
    """The figures that count of rows of one thing and one time."""
    standing: Standing = {}
    for row in sorted(rows, key=lambda row: (-RANK[row.source], row.taken_at, row.pk)):
        standing |= figures_of(row)
    return standing


def figures_of(row: Row) -> Standing:
    """What one row says; a figure that a later file did not have is still that of the earlier one."""
    return {
        name: Said(value, row.source, row.day, row.taken_at, row.pk, row.older.get(name, row.run))
        for name, value in row.figures.items()
        if value is not None
    }


def day_figures(channels: Iterable[int], since: date, until: date) -> dict[tuple[int, date], Standing]:
    """The figures of accounts by channel and day, both days included; days of which nothing is said are not
    there.
    """
    rows = days_of(Q(channel__in=list(channels)), since, until)
    return by(rows, lambda row: (row.channel, row.day))


def week_figures(channels: Iterable[int], last: date) -> dict[int, Standing]:
    """The figures of accounts over exactly the seven days that end with this one, by channel."""
    rows = days_of(Q(channel__in=list(channels)), last, last, Scope.WEEK)
    return by(rows, lambda row: row.channel)


def competitor_figures(
    competitors: Iterable[int], since: date, until: date, scope: str = Scope.DAY
) -> dict[tuple[int, str, date], Standing]:
    """The figures of competitors by competitor, network and day, or last day of the week."""
    rows = days_of(Q(competitor__in=list(competitors)), since, until, scope)
    return by(rows, lambda row: (row.competitor, row.network, row.day))


def competitor_followers(competitors: Iterable[int], until: date) -> dict[tuple[int, str], Said]:
    """The latest count of followers on that day or before, by competitor and network."""
    rows = Snapshot.objects.filter(
        competitor__in=list(competitors), day__lte=until, figures__has_key="followers"
    )
    newest = rows.order_by("competitor", "network", "-day").distinct("competitor", "network")
    latest: dict[tuple[int | None, str], date] = {
        (one, network): day for one, network, day in newest.values_list("competitor", "network", "day")
    }
    found = rows.filter(day__in=set(latest.values())).values_list(*Row._fields)
    of_latest = (
        row for row in (Row(*values) for values in found) if latest[row.competitor, row.network] == row.day
    )
    standing = by(of_latest, lambda row: (row.competitor, row.network))
    return {key: figures["followers"] for key, figures in standing.items()}


def days_of(whose: Q, since: date, until: date, scope: str = Scope.DAY) -> list[Row]:
    days = Snapshot.objects.filter(whose, post=None, scope=scope, day__gte=since, day__lte=until)
    return [Row(*values) for values in days.values_list(*Row._fields)]


def by(rows: Iterable[Row], key: Any) -> dict[Any, Standing]:
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: merged(group) for name, group in groups.items()}


def lifetime_figures(posts: Iterable[int]) -> dict[int, Standing]:
    """The figures since publication of each post that has any."""
    found = Snapshot.objects.standing().filter(post__in=list(posts)).values_list(*Row._fields)
    return {row.post: figures_of(row) for row in (Row(*values) for values in found) if row.post is not None}


def stocks(channels: Iterable[int], name: str, until: date) -> dict[int, Said]:
    """The latest figure of this name on that day or before, by channel; for stocks such as followers."""
    asked: dict[str, Any] = {"channels": list(channels), "name": name, "until": until, "series": MOST_SERIES}
    with connection.cursor() as cursor:
        cursor.execute(STOCKS_SQL, asked)
        rows = [Row._make([*line[:-2], *map(json.loads, line[-2:])]) for line in cursor.fetchall()]
    latest: dict[int | None, date] = {}
    for row in rows:
        latest[row.channel] = max(row.day, latest.get(row.channel, row.day))
    standing = by((row for row in rows if row.day == latest[row.channel]), lambda row: row.channel)
    return {channel: figures[name] for channel, figures in standing.items()}


def plain(standing: Mapping[str, Said]) -> dict[str, Value]:
    """The values alone."""
    return {name: said.value for name, said in standing.items()}
