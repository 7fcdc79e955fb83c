"""Each message once: lines that say the same id twice, and those whose id is known already.

Of two contents under one id the one with the earlier time stands, then the smaller text, then what else
tells them apart in a fixed order in which what is filled in comes before what is empty: so that the order
of lines and files does not matter.
"""

from __future__ import annotations

from typing import NamedTuple

from cmhub.lib.sql import execute, rows

WARNINGS = 100
"""Lines of which a warning is written; beyond them they are only counted."""

CONTENT = """
sent_at, text, out, author_key, author, in_reply_to, conversation, addressee_key, url, automatic, labels
"""

TWICE = f"""
with twice as (
    select network, external_id from intake_line group by network, external_id having count(*) > 1
), ranked as (
    select n, line, external_id, ({CONTENT}) is distinct from first_value(({CONTENT})) over standing as other,
           row_number() over standing as rank
    from intake_line join twice using (network, external_id)
    window standing as (
        partition by network, external_id
        order by sent_at, text collate "C", out, author_key collate "C", author collate "C",
                 in_reply_to collate "C" desc, conversation collate "C" desc, addressee_key collate "C" desc,
                 url collate "C" desc, automatic desc, labels collate "C" desc, channel_id, n
    )
), gone as (
    delete from intake_line using ranked
    where intake_line.n = ranked.n and ranked.rank > 1
    returning ranked.line, ranked.external_id, ranked.other
)
select line, external_id, other from gone
"""

KNOWN = """
create temporary table intake_known as
select l.n, l.line, l.external_id, m.id as message_id, m.interaction_id, m.placed_by_person, m.holding,
       m.source <> 'file' as by_hand, l.out <> (m.direction = 'out') as turned,
       (l.sent_at, l.text, l.out, l.author_key, l.author, l.in_reply_to, l.conversation, l.addressee_key,
       l.url,
        l.automatic, coalesce(nullif(l.labels, '')::jsonb::text, ''))
       is distinct from
       (m.sent_at, m.text, m.direction = 'out', m.author_key, m.author, m.in_reply_to, m.conversation,
        m.addressee_key, m.url, m.automatic, coalesce(m.labels::text, '')) as other,
       (l.sent_at, l.text collate "C", l.out, l.author_key collate "C", l.author collate "C",
        m.in_reply_to collate "C", m.conversation collate "C", m.addressee_key collate "C", m.url collate "C",
        m.automatic, coalesce(m.labels::text, '') collate "C")
       <
       (m.sent_at, m.text collate "C", m.direction = 'out', m.author_key collate "C", m.author collate "C",
        l.in_reply_to collate "C", l.conversation collate "C", l.addressee_key collate "C", l.url collate "C",
        l.automatic, coalesce(nullif(l.labels, '')::jsonb::text, '') collate "C") as stands
from intake_line l
join inbox_message m on m.brand_id = %(brand)s and m.network = l.network and m.external_id = l.external_id
"""

# What people have acted on does not turn from a message of the public into one of the brand's own.
REPLACING = """
update intake_line l
set message_id = k.message_id, interaction_id = k.interaction_id, pinned = k.placed_by_person, holding =
k.holding from intake_known k where l.n = k.n and k.other and k.stands and not k.by_hand
  and (not k.turned
       or not exists (select from inbox_interactionevent e where e.interaction_id = k.interaction_id))
"""

FORGET_KNOWN = """
delete from intake_line l using intake_known k where l.n = k.n and l.message_id is null
"""


class Known(NamedTuple):
    """How many lines were known, and of how many the content was another: (line, id) of the first ones."""

    lines: int
    differing: int
    examples: list[tuple[int, str]]


def drop_known(brand_id: int) -> Known:
    """Takes the lines that are known out of the staging table. Left in it, with the id of the message they
    replace, are those whose content stands against the one that is there.
    """
    twice = rows(TWICE)
    differing = [(line, external_id) for line, external_id, other in twice if other]
    known = execute(KNOWN, brand=brand_id)
    if known:
        execute(REPLACING)
        execute(FORGET_KNOWN)
        differing += rows(
            "select line, external_id from intake_known where other and not by_hand order by line"
        )
    return Known(len(twice) + known, len(differing), sorted(differing)[:WARNINGS])
