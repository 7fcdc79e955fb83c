"""No double entry: a message that a person recorded takes the network's id when the network sends it.

Where one line and one recorded message fit only each other, the recorded one adopts the line; where there
is a choice, the line is taken in and a person is asked.
"""

from __future__ import annotations

from datetime import datetime

from cmhub.lib.sql import execute, value

WITHIN = "interval '15 minutes'"
BUCKET = 900  # seconds: two instants within 15 minutes are in the same bucket or in neighbouring ones

BARE = r"lower(regexp_replace({}, '\s+', '', 'g'))"

PAIRS = f"""
create temporary table intake_pair as
with by_hand as materialized (
    select id, channel_id, direction = 'out' as out, sent_at, {BARE.format("text")} as bare,
           floor(extract(epoch from sent_at) / {BUCKET})::bigint + shift as bucket
    from inbox_message, generate_series(-1, 1) as shift
    where external_id is null and brand_id = %(brand)s
      and channel_id in (select id from team_channel where brand_id = %(brand)s)
      and sent_at between (select min(sent_at) from intake_line) - {WITHIN}
                      and (select max(sent_at) from intake_line) + {WITHIN}
)
select l.n, h.id as message_id,
       count(*) over (partition by l.n) = 1 and count(*) over (partition by h.id) = 1 as sure
from intake_line l
join by_hand h on h.channel_id = l.channel_id and h.out = l.out
              and h.bucket = floor(extract(epoch from l.sent_at) / {BUCKET})::bigint
where l.message_id is null and h.sent_at between l.sent_at - {WITHIN} and l.sent_at + {WITHIN}
  and h.bare = {BARE.format("l.text")}
"""

# Who wrote a reply keeps the credit for it under the name it was recorded with; of a message of the public
# the network knows the name better.
ADOPT = """
update intake_line l
set message_id = m.id, interaction_id = m.interaction_id, pinned = m.placed_by_person, holding = m.holding,
    text = m.text, adopts = true,
    author = case when l.out then m.author else l.author end,
    author_key = case when l.out then m.author_key else l.author_key end
from intake_pair p join inbox_message m on m.id = p.message_id
where p.sure and l.n = p.n
"""

ASK = """
with asked as (
    insert into inbox_adoptionquestion (brand_id, message_id, asked_at)
    select %(brand)s, m.id, %(at)s
    from (select distinct n from intake_pair where not sure) p
    join intake_line l using (n)
    join inbox_message m on m.brand_id = %(brand)s and m.network = l.network and m.external_id = l.external_id
    returning id, message_id
)
insert into inbox_adoptionquestion_candidates (adoptionquestion_id, message_id)
select asked.id, p.message_id
from asked
join inbox_message m on m.id = asked.message_id
join intake_line l on l.network = m.network and l.external_id = m.external_id
join intake_pair p on p.n = l.n
"""

# A decision of a person: the line that was taken in beside the recorded message is staged again to be
# adopted.
STAGE = """
insert into intake_line (channel_id, network, external_id, out, sent_at, author, author_key, text,
in_reply_to,
    conversation, addressee_key, automatic, url, labels, message_id, interaction_id, holding, pinned, adopts)
select a.channel_id, a.network, a.external_id, a.direction = 'out', a.sent_at,
       case when a.direction = 'out' then m.author else a.author end,
       case when a.direction = 'out' then m.author_key else a.author_key end,
       m.text, a.in_reply_to, a.conversation, a.addressee_key, a.automatic, a.url, coalesce(a.labels::text,
       ''), m.id, m.interaction_id, m.holding, m.placed_by_person, true
from inbox_message a, inbox_message m
where a.id = %(arrived)s and m.id = %(recorded)s
"""

RECORDED_BY_HAND = """
select exists (select from inbox_message where brand_id = %(brand)s and external_id is null
               and channel_id in (select id from team_channel where brand_id = %(brand)s))
"""


def adopt(brand_id: int) -> int:
    """Lets recorded messages adopt the lines that bring them; how many lines are known thereby."""
    if not value(RECORDED_BY_HAND, brand=brand_id):
        execute("create temporary table intake_pair (n integer, message_id bigint, sure boolean)")
        return 0
    execute(PAIRS, brand=brand_id)
    return execute(ADOPT)


def stage_adoption(arrived_id: int, recorded_id: int) -> None:
    execute(STAGE, arrived=arrived_id, recorded=recorded_id)


def ask(brand_id: int, at: datetime) -> int:
    """Puts the lines that fit several recorded messages before a person; how many there are."""
    execute(ASK, brand=brand_id, at=at)
    return int(value("select count(distinct n) from intake_pair where not sure"))
