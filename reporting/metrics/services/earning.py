"""What posts earned by what they have in common: one statement, from the figures that stand."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F, QuerySet, SmallIntegerField
from django.db.models.functions import Cast, ExtractHour, ExtractIsoWeekDay

from reporting.figures.performance import Group
from reporting.metrics.models import Snapshot

KINDS = ("category", "format", "hour", "day", "campaign")
EVERYTHING = "all"
READ = (
    "said_category",
    "said_format",
    "said_hour",
    "said_day",
    "said_campaign",
    "reach",
    "engaged",
    "shown",
    "comments",
)

EARNED_SQL = """
    with posts (category, format, hour, day, campaign, reach, engaged, shown, comments) as materialized (
        {posts}
    )
    select grouping(category, format, hour, day, campaign),
        coalesce(nullif(category, ''), nullif(format, ''), hour::text, day::text, campaign::text, ''),
        count(*),
        count(reach), percentile_cont(0.5) within group (order by reach),
        count(engaged), coalesce(sum(engaged), 0)::bigint,
        count(engaged) filter (where shown > 0),
        coalesce(sum(engaged) filter (where shown > 0), 0)::float8,
        coalesce(sum(shown) filter (where shown > 0 and engaged is not null), 0)::float8,
        coalesce(sum(engaged::float8 * engaged) filter (where shown > 0), 0),
        coalesce(sum(shown::float8 * shown) filter (where shown > 0 and engaged is not null), 0),
        coalesce(sum(engaged::float8 * shown) filter (where shown > 0), 0),
        count(comments), coalesce(sum(comments), 0)::bigint
    from posts
    group by grouping sets ((), (category), (format), (hour), (day), (campaign))
"""
OF_ALL = 0b11111
"""What `grouping` says of the set without a column; each column that a set has takes its bit away."""


def groups_of(rows: QuerySet[Snapshot], zone: str) -> dict[str, list[Group]]:
    """Groups by kind; of `EVERYTHING` there is one, even of no post at all. Hours and days are those of the
    brand's wall clock; what has no category, format or campaign is the group without name.
    """
    clock = ZoneInfo(zone)
    posts = (
        rows.annotate(
            said_category=F("post__category"),
            said_format=F("post__format"),
            said_hour=small(ExtractHour("post__published_at", tzinfo=clock)),
            said_day=small(ExtractIsoWeekDay("post__published_at", tzinfo=clock)),
            said_campaign=F("post__campaign"),
        )
        .order_by()
        .values_list(*READ)
    )
    inner, parameters = posts.query.sql_with_params()
    found: dict[str, list[Group]] = {kind: [] for kind in (*KINDS, EVERYTHING)}
    with connection.cursor() as cursor:
        cursor.execute(EARNED_SQL.format(posts=inner), parameters)
        for line in cursor.fetchall():
            found[kind_of(line[0])].append(group_of(*line[1:]))
    return found


def small(part: Any) -> Cast:
    """A part of a time as PostgreSQL sorts it fast: what it extracts is of arbitrary precision."""
    return Cast(part, SmallIntegerField())


def kind_of(mask: int) -> str:
    """The one column that a line is grouped by: of five columns, the first has the highest bit."""
    if mask == OF_ALL:
        return EVERYTHING
    return next(kind for place, kind in enumerate(KINDS) if not mask >> (len(KINDS) - 1 - place) & 1)


def group_of(name: str, *sums: Any) -> Group:
    posts, reached, median, acted, engaged, rated, on_rated, shown, *squares, commented, comments = sums
    return Group(
        name,
        posts,
        reached,
        median,
        acted,
        engaged,
        rated,
        on_rated,
        shown,
        (squares[0], squares[1], squares[2]),
        commented,
        comments,
    )
