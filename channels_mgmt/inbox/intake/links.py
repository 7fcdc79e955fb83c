"""Threading: what each message belongs to, by the messages around it alone.

Everything here works on columns of numbers, one row a message, in the order of time (at equal times a
message in before a message out, then by id): the earlier of two messages is the one with the smaller index.
Ids, authors and conversations are numbers that stand for them; 0 is none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from channels_mgmt.inbox.intake.ancestors import NONE, Flags, Ints, nearest_in, nearest_in_by_author

DAY = 24 * 3600 * 1_000_000
"""Microseconds after which a conversation's next message opens an interaction of its own."""


@dataclass
class Messages:
    """Columns of the messages, all of one length. `time` is in microseconds."""

    is_in: Flags
    time: Ints
    ident: Ints
    reply: Ints
    author: Ints
    conversation: Ints
    addressee: Ints
    pinned: Flags
    """Placed by a person: it stays in its interaction, and what hangs on it follows."""

    def __len__(self) -> int:
        return len(self.time)


def link(messages: Messages) -> Ints:
    """For each message the message in that it belongs with, or NONE: then a message in opens an
    interaction, and a message out answers nothing known.
    """
    parent = parents(messages)
    to_in = np.full(len(messages), NONE)
    out = ~messages.is_in & ~messages.pinned
    to_in[out] = answered_by(messages, parent)[out]
    received = messages.is_in & ~messages.pinned
    starts = np.flatnonzero(received & (parent >= 0))
    to_in[starts] = nearest_in_by_author(parent, messages.author, messages.is_in, starts)
    rest = received & (to_in == NONE) & (messages.conversation != 0)
    if rest.any():
        to_in[rest] = continued(messages, to_in)[rest]
    return to_in


def parents(messages: Messages) -> Ints:
    """The message that each one replies to, where it is known."""
    order = np.argsort(messages.ident, kind="stable")
    known = messages.ident[order]
    at = np.searchsorted(known, messages.reply)
    at[at == len(known)] = 0
    found = (messages.reply != 0) & (known[at] == messages.reply) if len(known) else np.zeros(0, dtype=bool)
    return np.where(found, order[at] if len(known) else NONE, NONE)


def answered_by(messages: Messages, parent: Ints) -> Ints:
    """For each message out the message in that it answers (rows of messages in are to be ignored)."""
    target = nearest_in(parent, messages.is_in)
    told = (messages.addressee != 0) & (messages.reply != 0) & ~messages.is_in
    if told.any():
        target[told] = latest_by_addressee(messages, parent)[told]
    alone = (messages.conversation != 0) & (messages.reply == 0)
    if alone.any():
        latest, _before = in_conversation(messages)
        target[alone] = latest[alone]
    return target


def latest_by_addressee(messages: Messages, parent: Ints) -> Ints:
    """The addressee's latest earlier message in that is the parent, or has the same parent."""
    here = np.arange(len(messages))
    own = np.where(messages.is_in, messages.author, messages.addressee)
    siblings = latest_before(messages, (messages.reply, own), messages.reply != 0)
    above = np.maximum(parent, 0)
    fits = (
        (parent >= 0)
        & messages.is_in[above]
        & (messages.author[above] == messages.addressee)
        & (above < here)
    )
    return np.maximum(siblings, np.where(fits, parent, NONE))


def in_conversation(messages: Messages) -> tuple[Ints, Ints]:
    """The conversation's latest earlier message in, and its latest earlier message of either direction."""
    within = messages.conversation != 0
    key = (messages.conversation,)
    return latest_before(messages, key, within), latest_before(messages, key, within, also_out=True)


def latest_before(
    messages: Messages, key: tuple[Ints, ...], within: Flags, *, also_out: bool = False
) -> Ints:
    """For each row of `within` the latest one before it that has the same key and is a message in, or any
    message.
    """
    here = np.flatnonzero(within)
    order = here[np.lexsort((here, *(column[here] for column in reversed(key))))]
    result = np.full(len(messages), NONE)
    if len(order) < 2:
        return result
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = np.logical_or.reduce([column[order][1:] != column[order][:-1] for column in key])
    place = np.arange(len(order))
    counts = np.ones(len(order), dtype=bool) if also_out else messages.is_in[order]
    # The last place that counts up to each place, then shifted by one: strictly before it.
    last = np.maximum.accumulate(np.where(counts, place, NONE))
    before = np.append(NONE, last[:-1])
    start = np.maximum.accumulate(np.where(begins, place, 0))
    found = before >= start
    result[order[found]] = order[before[found]]
    return result


def continued(messages: Messages, to_in: Ints) -> Ints:
    """For each message in the message in whose interaction its conversation's latest earlier message
    belongs to, unless that one is more than a day older or belongs to none.
    """
    _latest, before = in_conversation(messages)
    there = np.maximum(before, 0)
    recent = (before >= 0) & (messages.time - messages.time[there] <= DAY)
    target = np.where(messages.is_in[there] | messages.pinned[there], there, to_in[there])
    return np.where(recent, target, NONE)


def components(to_in: Ints) -> Ints:
    """A number for each set of messages that are linked with each other: equal within it, different outside.

    Pointers are doubled until they rest at the tops. In a circle they never rest: after enough rounds each
    has been all the way round, and the smallest index it passed names the circle.
    """
    here = np.arange(len(to_in))
    pointer = np.where(to_in >= 0, to_in, here)
    least = here.copy()
    for _round in range(max(len(to_in), 1).bit_length() + 1):
        least = np.minimum(least, least[pointer])
        further = pointer[pointer]
        if np.array_equal(further, pointer):
            break
        pointer = further
    return least[pointer]
