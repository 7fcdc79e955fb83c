"""What the staged lines say, compared with what earlier files of the series said, and stored.

A figure that is there as it is given is known. One that was given otherwise is corrected where it is of the
same day, and the history keeps what it was; what a lifetime reads on a later day is another reading. What a
later file does not have stays, and its run is named in `older`. A file that was taken in before corrects
nothing: it fills in what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cmhub.lib.sql import execute, rows, value
from cmhub.lib.weeks import Week

KEYS = """
create temporary table metrics_key as
select distinct on (channel_id, post_id, network, scope, day, series)
       n, channel_id, post_id, network, scope, day, series, figures, is_new
from metrics_line where figures <> '{}'
order by channel_id, post_id, network, scope, day, series, n desc
"""
# Of a day the snapshot of that day, of a lifetime the latest reading until that day.
OLD = """
create temporary table metrics_old as
select distinct on (n) * from (
    select k.n, s.id, s.day, s.figures, s.older, s.run_id, s.taken_at
    from metrics_key k join metrics_snapshot s on s.post_id = k.post_id
    where not k.is_new and s.channel_id = k.channel_id and s.network = k.network and s.scope = k.scope
      and s.series = k.series and (s.day = k.day or k.scope = 'lifetime' and s.day < k.day)
    union all
    select k.n, s.id, s.day, s.figures, s.older, s.run_id, s.taken_at
    from metrics_key k join metrics_snapshot s on s.channel_id = k.channel_id
    where k.post_id is null and s.post_id is null and s.competitor_id is null and s.network = k.network
      and s.scope = k.scope and s.series = k.series
      and (s.day = k.day or k.scope = 'lifetime' and s.day < k.day)
) found
order by n, day desc
"""
CHANGES = """
create temporary table metrics_change as
select k.n, k.channel_id, k.post_id, k.network, k.scope, k.day, k.series, k.is_new, k.figures as given,
       o.id as old_id, case when o.day = k.day then o.id end as snapshot_id,
       case when o.id is null then k.figures when %(fills)s then k.figures || o.figures
            else o.figures || k.figures end as figures,
       case when o.id is null then '{}'::jsonb else (
           select coalesce(jsonb_object_agg(name, coalesce(o.older -> name, to_jsonb(o.run_id))), '{}')
           from jsonb_object_keys(o.figures) name where %(fills)s or not k.figures ? name
       ) end as older
from metrics_key k left join metrics_old o using (n)
where o.id is null or not o.figures @> k.figures and not (%(fills)s and o.figures ?& array(
    select jsonb_object_keys(k.figures)))
"""
CORRECTIONS = """
insert into metrics_correction (snapshot_id, before, run_id, by_id, source, taken_at, corrected_at)
select o.id, jsonb_object_agg(said.key, said.value), r.id, r.by_id, 'export',
       case when r.id = max(o.run_id) then max(o.taken_at) else max(r.created_at) end, %(at)s
from metrics_change c join metrics_old o on o.id = c.snapshot_id and o.n = c.n
cross join jsonb_each(o.figures) said
join metrics_metricsrun r on r.id = coalesce((o.older ->> said.key)::bigint, o.run_id)
where c.figures -> said.key <> said.value
group by o.id, r.id
"""
CORRECTED = """
select count(*) from metrics_change c join metrics_old o on o.id = c.snapshot_id and o.n = c.n
cross join jsonb_each(o.figures) said where c.figures -> said.key <> said.value
"""
UPDATED = """
update metrics_snapshot s
set figures = c.figures, older = c.older, run_id = %(run)s, by_id = %(by)s, taken_at = %(at)s
from metrics_change c where s.id = c.snapshot_id
"""
# Of a post with one reading in the file, that one stands where nothing that is there counts more; what is
# left is decided below. Each row that changes its mind is written anew with all its indexes.
WINNERS = """
create temporary table metrics_winner as
select min(c.n) as n, c.post_id, bool_and(c.is_new) as is_new
from metrics_change c
where c.scope = 'lifetime' and c.post_id is not null
group by c.post_id
having count(*) = 1 and min(c.snapshot_id) is null and not exists (
    select from metrics_snapshot s
    where s.post_id = c.post_id and s.stands and s.source = 'export' and s.day > min(c.day)
)
"""
OUTDONE = """
update metrics_snapshot s set stands = false
from metrics_winner w where not w.is_new and s.post_id = w.post_id and s.stands
"""
ADDED = """
insert into metrics_snapshot (brand_id, channel_id, post_id, competitor_id, network, scope, day, source,
                              series, figures, stands, run_id, older, by_id, taken_at)
select %(brand)s, c.channel_id, c.post_id, null, c.network, c.scope, c.day, 'export', c.series, c.figures,
       w.n is not null, %(run)s, c.older, %(by)s, %(at)s
from metrics_change c left join metrics_winner w using (n) where c.snapshot_id is null
"""
UNSETTLED = """
select c.post_id from metrics_change c
where c.post_id is not null and c.scope = 'lifetime'
  and not exists (select from metrics_winner w where w.post_id = c.post_id)
"""
# A table of its own, with its statistics: as a part of what follows it was guessed to be one row, and read
# again for each reading.
BEST = """
create temporary table metrics_best as
select distinct on (post_id) id, post_id, stands from metrics_snapshot
where scope = 'lifetime' and post_id in ({posts})
order by post_id, array_position(array['export', 'hand', 'estimate'], source::text), day desc, taken_at desc,
         id desc
"""
NO_LONGER_STANDS = """
update metrics_snapshot s set stands = false from metrics_best b
where s.post_id = b.post_id and s.stands and s.id <> b.id
"""
STANDS = """
update metrics_snapshot s set stands = true from metrics_best b where s.id = b.id and not b.stands
"""
TAKEN = """
select count(*) from metrics_line l
where exists (select from metrics_change c where c.n = l.n)
   or l.figures = '{}' and (l.is_new or l.found)
"""


WEEKS = """
select date_trunc('week', day)::date from metrics_change
union
select date_trunc('week', published_at at time zone %(zone)s)::date from metrics_line
where is_new and published_at is not null
order by 1
"""


@dataclass(frozen=True)
class Stored:
    """How many lines brought something, how many figures had been given otherwise, and of which weeks."""

    taken: int
    corrected: int
    weeks: list[Week]


def compare(*, fills: bool) -> None:
    """Finds what the staged lines bring. With `fills` only what is missing."""
    execute(KEYS)
    execute("analyze metrics_key (n, channel_id, post_id, series)")
    execute(OLD)
    execute("analyze metrics_old (n, id)")
    execute(CHANGES, fills=fills)
    execute("analyze metrics_change (n, post_id, snapshot_id)")


def store(*, brand_id: int, run_id: int, by_id: int | None, zone: str, at: datetime) -> Stored:
    """Stores what was found: corrections first, while what they correct is there."""
    corrected: int = value(CORRECTED)
    if corrected:
        execute(CORRECTIONS, at=at)
    execute(UPDATED, run=run_id, by=by_id, at=at)
    execute(WINNERS)
    execute("analyze metrics_winner")
    execute(OUTDONE)
    execute(ADDED, brand=brand_id, run=run_id, by=by_id, at=at)
    settle_standing(UNSETTLED)
    weeks = [Week.of(monday) for (monday,) in rows(WEEKS, zone=zone)]
    return Stored(value(TAKEN), corrected, weeks)


def settle_standing(posts: str, **parameters: object) -> None:
    """Of the readings of each post's lifetime the most trusted one stands, of these the latest. `posts` is a
    query.
    """
    execute(BEST.format(posts=posts), **parameters)
    execute("analyze metrics_best")
    execute(NO_LONGER_STANDS)
    execute(STANDS)
    execute("drop table metrics_best")
