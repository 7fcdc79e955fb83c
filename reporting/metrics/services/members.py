"""Who wrote in the weeks of a brand: members of its community, as the inbox knows them.

A member is whoever wrote under one name or handle, as `people` of the report counts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from channels_mgmt.brands.models import Brand
from cmhub.lib.weeks import Week
from reporting.figures.community import Activity

ABSENCE = timedelta(weeks=4)
"""Who has not written for as long before the week has come back."""

ACTIVITY_SQL = """
    with week (place, starts, ends) as (
        select * from unnest(%(places)s::int[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
    ), counted as (
        select w.place, count(*) as active, count(*) filter (where before.last is null) as new,
            count(*) filter (where before.last < w.starts - %(absence)s::interval) as back
        from week w cross join lateral (
            select m.author_key from inbox_message m
            where m.brand_id = %(brand)s and m.direction = 'in' and m.sent_at >= w.starts
                and m.sent_at < w.ends
            group by m.author_key
        ) member cross join lateral (
            select max(e.sent_at) as last from inbox_message e
            where e.brand_id = %(brand)s and e.author_key = member.author_key and e.direction = 'in'
                and e.sent_at < w.starts
        ) before
        group by w.place
    ), answered as (
        select w.place, reply.linked, reply.answers
        from week w cross join lateral (
            select count(*) as linked,
                count(*) filter (where p.direction = 'in' and p.author_key <> m.author_key) as answers
            from inbox_message m left join inbox_message p
                on p.brand_id = %(brand)s and p.network = m.network and p.external_id = m.in_reply_to
            where m.brand_id = %(brand)s and m.direction = 'in' and m.sent_at >= w.starts
                and m.sent_at < w.ends and m.in_reply_to <> ''
        ) reply
    )
    select
        coalesce(
            (select min(k.sent_at) from inbox_message k where k.brand_id = %(brand)s and k.direction = 'in')
                < w.ends,
            false
        ),
        coalesce(c.active, 0), coalesce(c.new, 0), coalesce(c.back, 0),
        coalesce(a.linked, 0), coalesce(a.answers, 0)
    from week w left join counted c using (place) left join answered a using (place)
    order by w.place
"""


def activity_of(brand: Brand, weeks: Sequence[Week]) -> list[Activity]:
    """Of each of these weeks, in their order, in one statement."""
    zone = brand.time_zone
    return activity_between(brand, [(week.start(zone), week.end(zone)) for week in weeks])


def activity_between(brand: Brand, periods: Sequence[tuple[datetime, datetime]]) -> list[Activity]:
    """Of each of these stretches of time, the end of which is not part of them."""
    given: dict[str, Any] = {
        "brand": brand.pk,
        "absence": ABSENCE,
        "places": list(range(len(periods))),
        "starts": [start for start, _end in periods],
        "ends": [end for _start, end in periods],
    }
    with connection.cursor() as cursor:
        cursor.execute(ACTIVITY_SQL, given)
        return [Activity(*row) for row in cursor.fetchall()]


def latest_weeks(brand: Brand, at: datetime, number: int) -> list[Week]:
    """As many weeks, the one that goes on the last."""
    present = Week.of(at, brand.time_zone)
    return [present - distance for distance in reversed(range(number))]
