"""Writes what was arranged: interactions, messages, waiting episodes; all by sets.

State follows the messages where nobody has taken it in hand: never answered is new, answered is answered,
waiting again after an answer is reopened. What a person began goes on, what was closed comes back when the
public asks again, and what was set aside or moderated stays.
"""

from __future__ import annotations

from datetime import datetime

from cmhub.lib.sql import execute, rows

# What files said of the interactions' messages: of each value the first by time.
SAID = """
create temporary table intake_said as
select p.interaction_id,
       (array_agg(l.labels::jsonb ->> 'kind' order by p.seq) filter (where l.labels::jsonb ? 'kind'))[1] as
       kind, (array_agg(l.labels::jsonb ->> 'theme' order by p.seq) filter (where l.labels::jsonb ?
       'theme'))[1] as theme, (array_agg(l.labels::jsonb ->> 'language' order by p.seq) filter (where
       l.labels::jsonb ? 'language'))[1] as language, (array_agg(l.labels::jsonb ->> 'sentiment' order by
       p.seq) filter (where l.labels::jsonb ? 'sentiment'))[1] as sentiment
from intake_line l join intake_place p using (n)
where l.labels <> '' and p.interaction_id in (select interaction_id from intake_thread)
group by p.interaction_id
"""

# What is at hand of the existing ones, one row for each that survives. A value that is not what the
# messages said was set by a person, and stays.
KEPT = """
create temporary table intake_kept as
with part as (
    select interaction_id as id, interaction_id as kept from intake_thread where fresh = 0
    union all
    select lost, kept from intake_absorbed
), said as (
    select m.interaction_id as id,
           (array_agg(m.labels ->> 'kind' order by sent_at, direction, external_id) filter (where m.labels ?
           'kind'))[1] as kind, (array_agg(m.labels ->> 'theme' order by sent_at, direction, external_id)
           filter (where m.labels ? 'theme'))[1] as theme, (array_agg(m.labels ->> 'language' order by
           sent_at, direction, external_id) filter (where m.labels ? 'language'))[1] as language,
           (array_agg(m.labels ->> 'sentiment' order by sent_at, direction, external_id) filter (where
           m.labels ? 'sentiment'))[1] as sentiment
    from inbox_message m
    where m.interaction_id in (select id from part) and m.labels is not null
    group by m.interaction_id
), valued as (
    select part.kept, part.id = part.kept as own, i.opened_at, i.state, i.holder_id, i.priority, i.reopened,
           i.state not in ('closed', 'hidden', 'removed', 'set_aside') as open,
           case when i.kind <> coalesce(s.kind, '') then i.kind end as kind,
           case when i.theme <> coalesce(s.theme, '') then i.theme end as theme,
           case when i.language <> coalesce(s.language, '') then i.language end as language,
           case when i.sentiment <> coalesce(s.sentiment, '') then i.sentiment end as sentiment
    from part join inbox_interaction i on i.id = part.id left join said s on s.id = part.id
)
select kept as interaction_id,
       (array_agg(kind order by own desc, opened_at) filter (where kind is not null))[1] as kind,
       (array_agg(theme order by own desc, opened_at) filter (where theme is not null))[1] as theme,
       (array_agg(language order by own desc, opened_at) filter (where language is not null))[1] as language,
       (array_agg(sentiment order by own desc, opened_at) filter (where sentiment is not null))[1] as
       sentiment, (array_agg(holder_id order by own desc, opened_at) filter (where holder_id is not
       null))[1] as holder_id, max(priority) as priority, max(reopened) as reopened, max(state) filter
       (where own) as state, bool_or(open) as open, bool_or(state = 'waiting_escalated') as escalated,
       bool_or(state = 'waiting_approval') as approving, bool_or(state = 'in_progress') as in_progress
from valued
group by kept
"""

INSTANT = "nullif(t.{}, '-infinity')"
TIMES = ", ".join(INSTANT.format(name) for name in ("waiting_since", "first_response_at", "substantive_at"))
# Worked out once for each row, hence the offset, which keeps the planner from copying it to where it is used.
ONE_LINE = r"""
cross join lateral (
    select btrim(regexp_replace(left(l.text, 600), '\s+', ' ', 'g')) as line offset 0
) e
"""
EXCERPT = "case when length(e.line) > 200 then left(e.line, 199) || '…' else e.line end"
BY_MESSAGES = """
case when t.waiting_since = '-infinity' then 'answered' when {came_back} then 'reopened' else 'new' end
"""
TOLD_OF_NEW = BY_MESSAGES.format(came_back="t.ended > 0")
# What was closed unanswered and came back stays so, however many messages follow.
TOLD_OF_EXISTING = BY_MESSAGES.format(came_back="t.ended > 0 or k.reopened > 0")

OPEN = f"""
insert into inbox_interaction (
    id, brand_id, channel_id, author, author_key, kind, theme, language, sentiment, priority, state, reason,
    source, opened_at, last_at, waiting_since, first_response_at, substantive_at, reopened, message_count,
    excerpt)
select t.interaction_id, %(brand)s, l.channel_id, l.author, l.author_key,
       coalesce(s.kind, ''), coalesce(s.theme, ''), coalesce(s.language, ''), coalesce(s.sentiment, ''),
       2, {TOLD_OF_NEW}, '', 'file',
       t.opened_at, t.last_at, {TIMES}, 0, t.message_count, {EXCERPT}
from intake_thread t
join intake_line l on l.n = t.first_n
{ONE_LINE}
left join intake_said s on s.interaction_id = t.interaction_id
where t.fresh = 1
"""

STATE = f"""
case when k.open and k.escalated then 'waiting_escalated'
     when k.open and k.approving then 'waiting_approval'
     when k.open and k.in_progress and (t.waiting_since <> '-infinity' or t.answers = 0) then 'in_progress'
     when k.open then {TOLD_OF_EXISTING}
     when k.state = 'closed' and t.asks = 1 then 'reopened'
     else k.state end
"""

# An interaction stays on the channel that a person handed it over to.
FOLLOW = f"""
update inbox_interaction i
set channel_id = case when exists (select from intake_place p join intake_line x using (n)
                                   where p.interaction_id = i.id and x.pinned and not x.out)
                      then i.channel_id else l.channel_id end,
    author = l.author, author_key = l.author_key, excerpt = {EXCERPT},
    kind = coalesce(k.kind, s.kind, ''), theme = coalesce(k.theme, s.theme, ''),
    language = coalesce(k.language, s.language, ''), sentiment = coalesce(k.sentiment, s.sentiment, ''),
    holder_id = k.holder_id, priority = k.priority,
    state = {STATE},
    reason = case when {STATE} = k.state then i.reason else '' end,
    closed_at = case when {STATE} = 'closed' then i.closed_at end,
    reopened = k.reopened + (k.state = 'closed' and {STATE} <> 'closed')::int,
    opened_at = t.opened_at, last_at = t.last_at,
    waiting_since = {INSTANT.format("waiting_since")},
    first_response_at = {INSTANT.format("first_response_at")},
    substantive_at = {INSTANT.format("substantive_at")},
    message_count = t.message_count
from intake_thread t
join intake_kept k on k.interaction_id = t.interaction_id
join intake_line l on l.n = t.first_n
{ONE_LINE}
left join intake_said s on s.interaction_id = t.interaction_id
where i.id = t.interaction_id and t.fresh = 0
"""

# What only follows the messages is told by them. So an interaction without events is one that nobody has
# touched.
TELL_PASSAGES = """
insert into inbox_interactionevent (
    brand_id, interaction_id, at, by_id, verb, from_state, to_state, note, details)
select i.brand_id, i.id, %(at)s, null, case when k.state = 'closed' then 'reopened' else 'moved' end,
       k.state, i.state, '', '{"by": "intake"}'
from intake_kept k join inbox_interaction i on i.id = k.interaction_id
where i.state <> k.state and k.state not in ('new', 'answered', 'reopened')
"""

TELL_MERGED = """
insert into inbox_interactionevent (
    brand_id, interaction_id, at, by_id, verb, from_state, to_state, note, details)
select i.brand_id, a.kept, %(at)s, null, 'merged', '', '', '',
       jsonb_build_object('absorbed', a.lost, 'by', 'intake')
from intake_absorbed a join inbox_interaction i on i.id = a.kept
where exists (select from inbox_interactionevent e where e.interaction_id in (a.lost, a.kept))
"""

MOVE_EVENTS = """
update inbox_interactionevent e set interaction_id = a.kept from intake_absorbed a where e.interaction_id =
a.lost
"""

# A recorded message that adopts a line keeps its text and its link.
CHANGE_MESSAGES = """
update inbox_message m
set channel_id = l.channel_id, network = l.network, external_id = l.external_id,
    direction = case when l.out then 'out' else 'in' end,
    sent_at = l.sent_at, author = l.author, author_key = l.author_key, text = l.text, in_reply_to =
    l.in_reply_to, conversation = l.conversation, addressee_key = l.addressee_key, automatic = l.automatic,
    url = case when l.adopts and l.url = '' then m.url else l.url end, labels = nullif(l.labels, '')::jsonb
from intake_line l
where m.id = l.message_id and l.dirty
"""

MOVE_MESSAGES = """
update inbox_message m
set interaction_id = nullif(p.interaction_id, 0)
from intake_line l join intake_place p using (n)
where m.id = l.message_id and m.interaction_id is distinct from nullif(p.interaction_id, 0)
"""

ADD_MESSAGES = """
insert into inbox_message (
    brand_id, channel_id, interaction_id, network, external_id, direction, sent_at, author, author_key, text,
    in_reply_to, conversation, addressee_key, automatic, holding, url, source, placed_by_person, labels)
select %(brand)s, l.channel_id, nullif(p.interaction_id, 0), l.network, l.external_id,
       case when l.out then 'out' else 'in' end, l.sent_at, l.author, l.author_key, l.text,
       l.in_reply_to, l.conversation, l.addressee_key, l.automatic, false, l.url, 'file', false,
       nullif(l.labels, '')::jsonb
from intake_line l join intake_place p using (n)
where l.message_id is null
"""

FORGET_EPISODES = """
delete from inbox_waitingepisode
where interaction_id in (
    select interaction_id from intake_thread where fresh = 0 union select lost from intake_absorbed)
"""

ADD_EPISODES = """
insert into inbox_waitingepisode (brand_id, interaction_id, number, opened_at, ended_at, ended_by)
select %(brand)s, e.interaction_id, e.number, e.opened_at, nullif(e.ended_at, '-infinity'),
       coalesce(l.author, '')
from intake_episode e left join intake_line l on l.n = e.ended_n
"""

FORGET_ABSORBED = "delete from inbox_interaction where id in (select lost from intake_absorbed)"
FORGET_VANISHED = """
with gone as (delete from inbox_waitingepisode where interaction_id = any(%(interactions)s))
delete from inbox_interaction where id = any(%(interactions)s)
"""
TOUCHED = """
select distinct interaction_id from inbox_interactionevent where interaction_id = any(%(interactions)s)
"""
# What people have done stays where they did it, with the messages that it was about.
BRING_BACK = """
update inbox_message m set interaction_id = l.interaction_id, placed_by_person = true
from intake_line l
where m.id = l.message_id and m.interaction_id is null and l.interaction_id = any(%(interactions)s)
"""
FORGET_WAITING = "delete from inbox_waitingepisode where interaction_id = any(%(interactions)s)"
QUIETEN = """
update inbox_interaction i
set waiting_since = null, first_response_at = null, substantive_at = null, message_count = m.number,
    last_at = greatest(i.opened_at, m.last), state = case when i.state in ('new', 'reopened') then 'answered'
    else i.state end
from (
    select interaction_id, count(*) as number, max(sent_at) as last
    from inbox_message where interaction_id = any(%(interactions)s) group by interaction_id
) m
where i.id = m.interaction_id
"""


def open_interactions(brand_id: int) -> None:
    execute(SAID)
    execute("analyze intake_said")
    execute(OPEN, brand=brand_id)


def record_messages(brand_id: int) -> int:
    """How many messages were added."""
    execute(CHANGE_MESSAGES)
    execute(MOVE_MESSAGES)
    return execute(ADD_MESSAGES, brand=brand_id)


def gather_existing() -> None:
    """Before anything changes: what is at hand of the interactions that go on."""
    execute(KEPT)


def go_on(brand_id: int, at: datetime) -> None:
    """Brings the interactions that were there up to date with their messages, and tells what became of
    them.
    """
    execute(FOLLOW)
    execute(TELL_PASSAGES, at=at)
    execute(TELL_MERGED, at=at)
    execute(MOVE_EVENTS)


def record_episodes(brand_id: int) -> None:
    execute(FORGET_EPISODES)
    execute(ADD_EPISODES, brand=brand_id)


def absorb(absorbed: dict[int, int], *, lost: int, kept: int) -> None:
    """One more interaction that turned out to be part of another, which may have been absorbed itself."""
    absorbed[lost] = absorbed.get(kept, kept)
    execute("insert into intake_absorbed values (%(lost)s, %(kept)s)", lost=lost, kept=absorbed[lost])


def forget_absorbed() -> None:
    execute(FORGET_ABSORBED)


def forget_vanished(interactions: list[int]) -> None:
    """Those without messages go, unless people have done something to them while the file was read: then the
    messages go back, nobody waits, and nothing is lost.
    """
    touched = {number for (number,) in rows(TOUCHED, interactions=interactions)}
    if untouched := [number for number in interactions if number not in touched]:
        execute(FORGET_VANISHED, interactions=untouched)
    for statement in (BRING_BACK, FORGET_WAITING, QUIETEN) if touched else ():
        execute(statement, interactions=sorted(touched))
