"""Which post a line is of: one that is known by the network's id, else by its address, else a new one.

What people wrote of a post stays: the network's id, its address and its format are filled in where there is
none, and what was planned is published, since it was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from psycopg import sql

from channels_mgmt.publishing.addresses import keys_of
from channels_mgmt.publishing.choices import PostOrigin, PostState
from channels_mgmt.publishing.models import Post
from channels_mgmt.publishing.services.found import find_planned, waiting
from cmhub.lib.sql import execute, rows

BY_ID = """
update metrics_line l set post_id = p.id
from publishing_post p
where l.is_post and p.channel_id = l.channel_id and p.external_id = l.external_id
"""
BY_ADDRESS = """
update metrics_line l set post_id = p.id
from (
    select channel_id, url, min(id) as id from publishing_post
    where channel_id in (select channel_id from metrics_line) and url <> '' group by channel_id, url
) p
where l.is_post and l.post_id is null and l.url <> '' and p.channel_id = l.channel_id and p.url = l.url
"""
WITHOUT_POST = """
select n, channel_id, external_id, url from metrics_line where is_post and post_id is null
"""
OF_NO_POST = """
select channel_id, external_id, published_at, text, url from metrics_line
where is_post and post_id is null and external_id <> '' and published_at is not null
"""
NOT_DATED = """
delete from metrics_line where is_post and post_id is null and published_at is null returning line
"""
NEW = """
update metrics_line l set post_id = p.id, is_new = true
from publishing_post p
where l.is_post and l.post_id is null and p.channel_id = l.channel_id and p.external_id = l.external_id
"""
FOUND = """
update metrics_line l set found = true
from publishing_post p
where l.is_post and not l.is_new and p.id = l.post_id and p.state <> 'published'
returning p.id
"""
FILLED = """
update publishing_post p
set state = 'published',
    published_at = coalesce(p.published_at, l.published_at, p.planned_at, %(read_on)s),
    external_id = case when p.external_id = '' then l.external_id else p.external_id end,
    url = case when p.url = '' then l.url else p.url end,
    format = case when p.format = '' then l.format else p.format end,
    edition = p.edition + 1
from (
    select distinct on (post_id) post_id, external_id, url, format, published_at from metrics_line
    where is_post and not is_new order by post_id, published_at nulls last, n
) l
where p.id = l.post_id and (
    p.state <> 'published' or p.external_id = '' or p.url = '' and l.url <> ''
    or p.format = '' and l.format <> ''
)
"""


def settle_posts(brand_id: int, at: datetime, read_on: datetime) -> tuple[list[int], int, list[int]]:
    """Gives each staged line of a post its post: the lines that cannot have one, since nothing says when it
    was published; how many posts are new; and which planned ones were found published.
    """
    execute(BY_ID)
    execute(BY_ADDRESS)
    by_planned_address()
    by_planned_words(at)
    undated = [line for (line,) in rows(NOT_DATED)]
    new = make_posts(brand_id, at)
    found = sorted({post for (post,) in rows(FOUND)})
    execute(FILLED, read_on=read_on)
    return undated, new, found


def by_planned_address() -> None:
    """Posts of which people gave the address, and which no export has named yet."""
    channels = [channel for (channel,) in rows("select distinct channel_id from metrics_line where is_post")]
    planned = Post.objects.filter(channel__in=channels, external_id="").exclude(url="")
    known = {
        (channel, key): pk
        for pk, channel, url in planned.order_by("-pk").values_list("pk", "channel_id", "url")
        for key in keys_of(url)
    }
    if not known:
        return
    found: dict[int, int] = {}
    for n, channel, external_id, url in rows(WITHOUT_POST):
        keys = (external_id, *(keys_of(url) if url else ()))
        if pk := next((known[channel, key] for key in keys if (channel, key) in known), None):
            found[n] = pk
    if found:
        execute(
            "update metrics_line l set post_id = f.post_id "
            "from unnest(%(lines)s::int[], %(posts)s::bigint[]) f (n, post_id) where f.n = l.n",
            lines=list(found),
            posts=list(found.values()),
        )


class Line(NamedTuple):
    """What a staged line says of its post."""

    channel_id: int
    external_id: str
    published_at: datetime
    text: str
    url: str


def by_planned_words(at: datetime) -> None:
    """Posts that were planned with the words of a line, near its time; what is told of them is told there."""
    channels = [channel for (channel,) in rows("select distinct channel_id from metrics_line where is_post")]
    if waiting(channels).exists():
        find_planned([Line(*line) for line in rows(OF_NO_POST)], at=at)
        execute(BY_ID)


def make_posts(brand_id: int, at: datetime) -> int:
    """A post for each that is not known; how many."""
    columns = list(columns_of_new_posts(brand_id, at))
    insert = sql.SQL(
        "insert into publishing_post ({names}) select {values} from ("
        "select distinct on (channel_id, external_id) * from metrics_line where is_post and post_id is null "
        "order by channel_id, external_id, published_at, n) l"
    ).format(
        names=sql.SQL(", ").join(sql.Identifier(name) for name, _expression, _value in columns),
        values=sql.SQL(", ").join(sql.SQL(expression) for _name, expression, _value in columns),
    )
    with connection.cursor() as cursor:
        cursor.execute(insert, [value for _name, _expression, value in columns if value is not NOTHING])
        made: int = cursor.rowcount
    if made:
        execute(NEW)
    return made


NOTHING = object()
FROM_LINE = {
    "group": "gen_random_uuid()",
    "channel_id": "l.channel_id",
    "text": "l.text",
    "format": "l.format",
    "published_at": "l.published_at",
    "url": "l.url",
    "external_id": "l.external_id",
}


def columns_of_new_posts(brand_id: int, at: datetime) -> Iterable[tuple[str, str, Any]]:
    """Each column of a new post with its expression, and the value where that is a parameter: what the line
    does not say is as it is for any new post.
    """
    said = {
        "brand_id": brand_id,
        "state": PostState.PUBLISHED.value,
        "origin": PostOrigin.EXPORT.value,
        "made_at": at,
    }
    for field in Post._meta.concrete_fields:
        if field.primary_key or field.generated:
            continue
        column = str(field.column)
        if column in FROM_LINE:
            yield column, FROM_LINE[column], NOTHING
        else:
            value = said[column] if column in said else field.get_default()
            yield column, f"%s::{field.db_type(connection)}", field.get_db_prep_save(value, connection)
