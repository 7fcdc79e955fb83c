"""The messages already known that a file touches: brought into the staging table beside its lines.

Rows that are `mine` belong to interactions that are threaded anew, and all messages of these are there; the
others are only looked at: ancestors, and what else may decide a link.
"""

from __future__ import annotations

from cmhub.lib.sql import execute, rows, value

COLUMNS = """channel_id, network, external_id, out, sent_at, author, author_key, text, in_reply_to,
conversation,
    addressee_key, automatic, url, labels, message_id, interaction_id, holding, pinned, mine, dirty"""

# Of the text what an excerpt needs; links are not needed.
BRING = f"""
insert into intake_line ({COLUMNS})
select m.channel_id, m.network, m.external_id, m.direction = 'out', m.sent_at, m.author, m.author_key,
       left(m.text, 600), m.in_reply_to, m.conversation, m.addressee_key, m.automatic, '',
       coalesce(m.labels::text, ''), m.id, m.interaction_id, m.holding, m.placed_by_person, %(mine)s, false
from inbox_message m
where m.id in (select id from found)
  and not exists (select from intake_line l where l.message_id = m.id)
"""

# Whose link may change: what hangs on the lines, the conversations they are in (before and after, where a
# line replaces what was known), and those of messages out that hang on them, which may now be somebody's
# answer.
TOUCHED = """
with recursive replaced as (
    select m.network, m.in_reply_to, m.conversation, m.direction
    from intake_line l join inbox_message m on m.id = l.message_id
), below as (
    select m.id, m.network, m.external_id
    from intake_line l
    join inbox_message m on m.brand_id = %(brand)s and m.network = l.network and m.in_reply_to = l.external_id
    where l.external_id is not null and m.in_reply_to <> ''
    union
    select m.id, m.network, m.external_id
    from below b
    join inbox_message m on m.brand_id = %(brand)s and m.network = b.network and m.in_reply_to = b.external_id
    where m.in_reply_to <> ''
), talks as (
    select network, conversation from intake_line where conversation <> ''
    union
    select network, conversation from replaced where conversation <> ''
), answered as (
    select network, in_reply_to from intake_line where not out and in_reply_to <> ''
    union
    select network, in_reply_to from replaced where direction = 'in' and in_reply_to <> ''
), hanging as (
    select id from below
    union
    select m.id from answered a
    join inbox_message m on m.brand_id = %(brand)s and m.network = a.network and m.in_reply_to = a.in_reply_to
    where m.in_reply_to <> '' and m.addressee_key <> '' and m.direction = 'out'
), all_talks as (
    select network, conversation from talks
    union
    select m.network, m.conversation from hanging join inbox_message m using (id)
    where m.conversation <> '' and m.direction = 'out'
), found as (
    select id from hanging
    union
    select m.id from all_talks t
    join inbox_message m
      on m.brand_id = %(brand)s and m.conversation = t.conversation and m.network = t.network
    where m.conversation <> ''
)
"""

WHOLE = """
with found as (select id from inbox_message where interaction_id = any(%(interactions)s))
"""

OWN = """
update intake_line set mine = true where not mine and interaction_id = any(%(interactions)s)
"""

# What decides the links of `mine`: all that is above them, their conversations, and for a message out to an
# author that author's messages under the same parent.
AROUND = """
with recursive above as (
    select network, in_reply_to as external_id from intake_line where mine and in_reply_to <> ''
    union
    select m.network, m.in_reply_to
    from above a
    join inbox_message m on m.brand_id = %(brand)s and m.network = a.network and m.external_id = a.external_id
    where m.in_reply_to <> ''
), talks as (
    select distinct network, conversation from intake_line where mine and conversation <> ''
), told as (
    select distinct network, in_reply_to, addressee_key
    from intake_line where mine and out and addressee_key <> '' and in_reply_to <> ''
), found as (
    select m.id from above a
    join inbox_message m on m.brand_id = %(brand)s and m.network = a.network and m.external_id = a.external_id
    union
    select m.id from talks t
    join inbox_message m
      on m.brand_id = %(brand)s and m.conversation = t.conversation and m.network = t.network
    where m.conversation <> ''
    union
    select m.id from told t
    join inbox_message m on m.brand_id = %(brand)s and m.network = t.network and m.in_reply_to = t.in_reply_to
        and m.author_key = t.addressee_key
    where m.in_reply_to <> '' and m.direction = 'in'
)
"""

LOCK = "select id from inbox_interaction where id = any(%(interactions)s) order by id for update"


class Neighbours:
    """Grows with the interactions that turn out to be touched."""

    def __init__(self, brand_id: int) -> None:
        self.brand_id = brand_id
        self.interactions: set[int] = set()
        self.any = bool(
            value("select exists (select from inbox_message where brand_id = %(brand)s)", brand=brand_id)
        )

    def bring_touched(self) -> None:
        if not self.any:
            return
        execute(TOUCHED + BRING, brand=self.brand_id, mine=True)
        touched = rows("select distinct interaction_id from intake_line where interaction_id is not null")
        self.bring_whole({interaction for (interaction,) in touched})

    def bring_whole(self, interactions: set[int]) -> None:
        """The interactions with all their messages, locked until the transaction ends, and what is around
        them.
        """
        if not self.any:
            return
        self.interactions |= interactions
        ids = sorted(interactions)
        rows(LOCK, interactions=ids)
        execute(OWN, interactions=ids)
        execute(WHOLE + BRING, interactions=ids, mine=True)
        execute("analyze intake_line")
        execute(AROUND + BRING, brand=self.brand_id, mine=False)
