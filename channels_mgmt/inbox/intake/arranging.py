"""From the staging table to what each of its messages belongs to, and what is to be written about
interactions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from channels_mgmt.inbox.intake import exchange
from channels_mgmt.inbox.intake.groups import NOWHERE, Placement, place
from channels_mgmt.inbox.intake.links import Messages, link
from channels_mgmt.inbox.intake.neighbours import Neighbours
from channels_mgmt.inbox.intake.waiting import NONE, Episodes, Told, tell
from cmhub.lib.sql import value

OUT, AUTOMATIC, HOLDING, PINNED, MINE, DIRTY, KNOWN = (1 << bit for bit in range(7))
NEVER = np.iinfo(np.int64).min
"""How PostgreSQL writes -infinity: an instant that there is not."""

# Ids, authors and conversations stand as 64-bit hashes. That two of a million meet is as likely as one in
# thirty million, and then two strangers' threads would be one.
READ = f"""
select n,
       out::int * {OUT} + automatic::int * {AUTOMATIC} + holding::int * {HOLDING} + pinned::int * {PINNED}
       + mine::int * {MINE} + dirty::int * {DIRTY} + (message_id is not null)::int * {KNOWN} as flags,
       coalesce(interaction_id, 0) as interaction,
       sent_at as time,
       case when external_id is null then 0 else hashtextextended(external_id, hashtext(network)) end as
       ident, case when in_reply_to = '' then 0 else hashtextextended(in_reply_to, hashtext(network)) end as
       reply, hashtextextended(author_key, 0) as author, case when conversation = '' then 0 else
       hashtextextended(conversation, hashtext(network)) end as conversation, case when addressee_key = ''
       then 0 else hashtextextended(addressee_key, 0) end as addressee
from intake_line
order by sent_at, out, external_id collate "C" nulls first, message_id, n
"""
COLUMNS = {
    "n": "i4",
    "flags": "i4",
    "interaction": "i8",
    "time": "i8",
    "ident": "i8",
    "reply": "i8",
    "author": "i8",
    "conversation": "i8",
    "addressee": "i8",
}
IDS = (
    "select nextval(pg_get_serial_sequence('inbox_interaction', 'id')) as id from generate_series(1, {count})"
)


@dataclass
class Arrangement:
    """Lives on in the temporary tables intake_place, intake_thread and intake_episode."""

    absorbed: dict[int, int]
    vanished: list[int]
    """Interactions without messages and without another that they became part of."""
    fresh: np.ndarray
    """Ids of the interactions that are to be made."""
    newest: np.ndarray
    """When the newest message in of each was sent, in PostgreSQL's microseconds."""


def arrange(neighbours: Neighbours, also: frozenset[int] = frozenset()) -> Arrangement:
    """Threads what is in the staging table, bringing in the interactions that turn out to be touched.

    What is told of the interactions in `also` is worked out anew even if nothing of theirs moves.
    """
    neighbours.bring_touched()
    if also:
        neighbours.bring_whole(set(also))
    while True:
        columns = exchange.fetch(READ, COLUMNS, value("select count(*) from intake_line"))
        flags, current, time = columns["flags"], columns["interaction"], columns["time"]
        messages = Messages(
            is_in=flags & OUT == 0,
            time=time,
            ident=columns.pop("ident"),
            reply=columns.pop("reply"),
            author=columns.pop("author"),
            conversation=columns.pop("conversation"),
            addressee=columns.pop("addressee"),
            pinned=flags & PINNED != 0,
        )
        mine = flags & MINE != 0
        to_in = link(messages)
        missing = further_interactions(to_in, mine, current)
        if not missing:
            break
        neighbours.bring_whole(missing)
    placement = place(messages.is_in, messages.pinned, to_in, mine, current)
    del messages, to_in  # a hundred bytes a message
    number_fresh(placement)
    vanished = emptied(placement, mine, current)
    return write_down(columns["n"], flags, time, current, placement, vanished, also)


def further_interactions(to_in: np.ndarray, mine: np.ndarray, current: np.ndarray) -> set[int]:
    """Interactions that messages are linked to and that are not threaded anew yet."""
    targets = to_in[mine & (to_in != NONE)]
    interactions = current[targets[~mine[targets]]]
    return set(np.unique(interactions[interactions != NOWHERE]).tolist())


def number_fresh(placement: Placement) -> None:
    """Gives the interactions that are to be made their ids."""
    count = placement.fresh
    if count:
        ids = exchange.fetch(IDS.format(count=count), {"id": "i8"}, count)["id"]
        new = placement.interaction < 0
        placement.interaction[new] = ids[-1 - placement.interaction[new]]


def emptied(placement: Placement, mine: np.ndarray, current: np.ndarray) -> list[int]:
    """Interactions of which nothing is left: absorbed by what their first message went to, else they vanish.

    It takes a message that turns out to be one of the brand's own, or two messages that turn out to be one.
    """
    left = np.setdiff1d(current[mine & (current > 0)], placement.interaction[mine])
    vanished = []
    for interaction in np.setdiff1d(left, list(placement.absorbed)).tolist():
        went_to = int(placement.interaction[np.argmax(mine & (current == interaction))])
        if went_to == NOWHERE:
            vanished.append(interaction)
        else:
            placement.absorbed[interaction] = went_to
    return vanished


def write_down(
    n: np.ndarray,
    flags: np.ndarray,
    time: np.ndarray,
    current: np.ndarray,
    placement: Placement,
    vanished: list[int],
    also: frozenset[int],
) -> Arrangement:
    mine, now = flags & MINE != 0, placement.interaction
    changed = mine & ((flags & DIRTY != 0) | (now != current))
    touched = np.unique(
        np.concatenate([now[changed], current[changed], np.array(list(also), dtype=np.int64)])
    )
    touched = np.setdiff1d(touched[touched > 0], [*placement.absorbed, *vanished])
    told, episodes = tell(
        now,
        is_in=flags & OUT == 0,
        automatic=flags & AUTOMATIC != 0,
        holding=flags & HOLDING != 0,
        fresh=(flags & DIRTY != 0) & (flags & KNOWN == 0),
        wanted=mine & np.isin(now, touched),
    )
    is_fresh = ~np.isin(told.interaction, current)
    seq = np.flatnonzero(mine)
    exchange.send(
        "intake_place",
        {"n": ("integer", n[mine]), "seq": ("integer", seq), "interaction_id": ("bigint", now[mine])},
    )
    exchange.send("intake_thread", thread_columns(n, time, told, is_fresh))
    exchange.send("intake_episode", episode_columns(n, time, episodes))
    exchange.send(
        "intake_absorbed",
        {
            "lost": ("bigint", np.array(list(placement.absorbed), dtype=np.int64)),
            "kept": ("bigint", np.array(list(placement.absorbed.values()), dtype=np.int64)),
        },
    )
    received = mine & (flags & OUT == 0)
    order = np.argsort(now[received], kind="stable")
    last = np.searchsorted(now[received][order], told.interaction[is_fresh], side="right") - 1
    return Arrangement(placement.absorbed, vanished, told.interaction[is_fresh], time[received][order][last])


def instants(time: np.ndarray, at: np.ndarray) -> tuple[str, np.ndarray]:
    return "timestamptz", np.where(at == NONE, NEVER, time[np.maximum(at, 0)])


def thread_columns(
    n: np.ndarray, time: np.ndarray, told: Told, is_fresh: np.ndarray
) -> dict[str, tuple[str, Any]]:
    return {
        "interaction_id": ("bigint", told.interaction),
        "fresh": ("integer", is_fresh),
        "first_n": ("integer", n[told.first_in]),
        "opened_at": instants(time, told.first_in),
        "last_at": instants(time, told.last),
        "waiting_since": instants(time, told.waiting),
        "first_response_at": instants(time, told.answered),
        "substantive_at": instants(time, told.substantive),
        "message_count": ("integer", told.count),
        "ended": ("integer", told.ended),
        "asks": ("integer", told.asks_anew),
        "answers": ("integer", told.answers_anew),
    }


def episode_columns(n: np.ndarray, time: np.ndarray, episodes: Episodes) -> dict[str, tuple[str, Any]]:
    return {
        "interaction_id": ("bigint", episodes.interaction),
        "number": ("integer", episodes.number),
        "opened_at": instants(time, episodes.opened),
        "ended_at": instants(time, episodes.ended),
        "ended_n": ("integer", np.where(episodes.ended == NONE, 0, n[np.maximum(episodes.ended, 0)])),
    }
