"""What the messages of interactions say about them: waiting episodes, times, counts; for all of them at
once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from channels_mgmt.inbox.intake.ancestors import NONE, Flags, Ints


@dataclass
class Told:
    """One row an interaction; places are indexes of messages, NONE where there is none."""

    interaction: Ints
    first_in: Ints
    last: Ints
    count: Ints
    waiting: Ints
    """The message in that opened the episode that is still open."""
    answered: Ints
    """The message out that ended the first episode."""
    substantive: Ints
    ended: Ints
    """How many episodes have ended."""
    asks_anew: Flags
    """A message that was not known before waits in the open episode."""
    answers_anew: Flags
    """A message out that was not known before answers, and does not only hold."""


@dataclass
class Episodes:
    interaction: Ints
    number: Ints
    opened: Ints
    ended: Ints


def tell(
    interaction: Ints, is_in: Flags, automatic: Flags, holding: Flags, fresh: Flags, wanted: Flags
) -> tuple[Told, Episodes]:
    """Of the interactions of the rows `wanted` (all rows of each), which are in the order of time.

    An episode opens with the oldest message in that nobody has answered, and ends with the next message out
    that is not automatic. Interactions without a message in are left out.
    """
    rows = np.flatnonzero(wanted & np.isin(interaction, interaction[is_in & wanted]))
    rows = rows[np.argsort(interaction[rows], kind="stable")]
    begins = np.append(True, np.diff(interaction[rows]) != 0)[: len(rows)]
    starts = np.flatnonzero(begins)
    of = np.cumsum(begins) - 1
    incoming = is_in[rows]
    ending = ~incoming & ~automatic[rows]

    episodes = episodes_of(rows, of, incoming, ending)
    total = len(starts)
    first_in = first_of(incoming, of, rows, total)
    waiting = np.full(total, NONE)
    still = episodes.ended == NONE
    waiting[episodes.interaction[still]] = episodes.opened[still]
    answered = np.full(total, NONE)
    first = episodes.number == 1
    answered[episodes.interaction[first]] = episodes.ended[first]
    after = rows > first_in[of]
    substantive = first_of(ending & ~holding[rows] & after, of, rows, total)
    new = fresh[rows]
    told = Told(
        interaction=interaction[rows[starts]],
        first_in=first_in,
        last=rows[np.append(starts[1:], len(rows)) - 1] if total else rows,
        count=np.bincount(of, minlength=total),
        waiting=waiting,
        answered=answered,
        substantive=substantive,
        ended=np.bincount(episodes.interaction[~still], minlength=total),
        asks_anew=any_of(new & incoming & (waiting[of] != NONE) & (rows >= waiting[of]), of, total),
        answers_anew=any_of(new & ending & ~holding[rows], of, total),
    )
    episodes.interaction = told.interaction[episodes.interaction]
    return told, episodes


def episodes_of(rows: Ints, of: Ints, incoming: Flags, ending: Flags) -> Episodes:
    """Episodes of rows sorted by interaction and time; `interaction` is the place of the interaction here."""
    counts = np.flatnonzero(incoming | ending)
    asks, whose, which = incoming[counts], of[counts], rows[counts]
    follows = np.append(False, (whose[1:] == whose[:-1]))[: len(counts)]
    after_question = follows & np.append(False, asks[:-1])[: len(counts)]
    opening = np.flatnonzero(asks & ~after_question)
    ends = np.flatnonzero(~asks & after_question)
    # Within an interaction openings and ends take turns, so the end of an episode is the first one behind it.
    at = np.searchsorted(ends, opening)
    nearest = np.append(ends, -1)[at]
    ended = (nearest >= 0) & (whose[nearest] == whose[opening])
    owner = whose[opening]
    first = np.append(True, np.diff(owner) != 0)[: len(owner)]
    number = np.arange(len(owner)) - np.maximum.accumulate(np.where(first, np.arange(len(owner)), 0)) + 1
    return Episodes(
        interaction=owner,
        number=number,
        opened=which[opening],
        ended=np.where(ended, which[np.maximum(nearest, 0)], NONE),
    )


def first_of(flags: Flags, of: Ints, rows: Ints, total: int) -> Ints:
    """The first row of each interaction that has the flag, or NONE."""
    result = np.full(total, NONE)
    at = np.flatnonzero(flags)[::-1]
    result[of[at]] = rows[at]
    return result


def any_of(flags: Flags, of: Ints, total: int) -> Flags:
    return np.bincount(of[flags], minlength=total) > 0
