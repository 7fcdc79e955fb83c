"""From links to interactions: which of those that exist a set of linked messages is, and which become one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from channels_mgmt.inbox.intake.ancestors import NONE, Flags, Ints
from channels_mgmt.inbox.intake.links import components

NEVER = np.iinfo(np.int64).max
NOWHERE = 0
"""The interaction of a message out that answers nothing known."""


@dataclass
class Placement:
    """The interaction of each message. Those that do not exist yet are -1, -2, … in the order of their
    first message.
    """

    interaction: Ints
    absorbed: dict[int, int]
    """Interactions that turned out to be part of another, to the one that survives."""

    @property
    def fresh(self) -> int:
        """How many are to be made."""
        return -int(self.interaction.min(initial=0))


def place(is_in: Flags, pinned: Flags, to_in: Ints, mine: Flags, current: Ints) -> Placement:
    """The interaction of every message of `mine`; the others stay in `current`.

    An interaction goes on as the set of linked messages that its earliest message is in. Where several go
    on as one set, the one with the earliest message absorbs the others; what a person placed goes with its
    interaction.
    """
    group = components(to_in)
    existing = np.unique(current[mine & (current > 0)])
    survivor = Survivors(is_in, pinned, mine, current, group) if len(existing) else None
    count = len(is_in)
    belongs = np.zeros(count, dtype=np.int64)
    if survivor:
        for member, interaction in survivor.of_group.items():
            belongs[member] = interaction
    linked = np.where(is_in & ~pinned & mine, group, NONE)
    roots = np.unique(linked)
    roots = roots[(roots >= 0) & (belongs[np.maximum(roots, 0)] == 0)]
    belongs[roots] = -1 - np.arange(len(roots))
    target = np.where(is_in, np.arange(count), to_in)
    found = np.where(target >= 0, belongs[group[np.maximum(target, 0)]], NOWHERE)
    stays = pinned | ~mine
    kept = np.where(mine, survivor.resolve(current), current) if survivor else current
    return Placement(np.where(stays, kept, found), survivor.absorbed if survivor else {})


class Survivors:
    """Which existing interaction each group of messages goes on as, and which are absorbed."""

    def __init__(self, is_in: Flags, pinned: Flags, mine: Flags, current: Ints, group: Ints) -> None:
        received = np.flatnonzero(mine & is_in & (current > 0))
        free = received[~pinned[received]]
        self.first = dict(reversed(list(zip(current[received].tolist(), received.tolist(), strict=True))))
        going_on = dict(reversed(list(zip(current[free].tolist(), group[free].tolist(), strict=True))))
        placed_in = set(current[received[pinned[received]]].tolist())
        self.joined: dict[int, int] = {}
        self.of_group: dict[int, int] = {}
        placed = np.flatnonzero(pinned & (current > 0))
        held = dict(zip(group[placed].tolist(), current[placed].tolist(), strict=True))
        self.of_group.update(held)
        for interaction, member in going_on.items():
            # What a person put together or apart is not undone because a part of it hangs on something else.
            if member not in held or interaction not in placed_in:
                self.join(interaction, self.of_group.setdefault(member, interaction))
        self.of_group = {member: self.find(interaction) for member, interaction in self.of_group.items()}
        self.absorbed = {lost: self.find(lost) for lost in self.joined}

    def find(self, interaction: int) -> int:
        top = interaction
        while top in self.joined:
            top = self.joined[top]
        while interaction != top:
            self.joined[interaction], interaction = top, self.joined[interaction]
        return top

    def join(self, one: int, other: int) -> None:
        """The one with the earliest message survives."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return
        kept, lost = sorted(
            (one, other), key=lambda interaction: (self.first.get(interaction, NEVER), interaction)
        )
        self.joined[lost] = kept

    def resolve(self, current: Ints) -> Ints:
        """The same column with the absorbed ones replaced."""
        if not self.absorbed:
            return current
        lost = np.array(sorted(self.absorbed), dtype=np.int64)
        kept = np.array([self.absorbed[one] for one in sorted(self.absorbed)], dtype=np.int64)
        at = np.minimum(np.searchsorted(lost, current), len(lost) - 1)
        return np.where(lost[at] == current, kept[at], current)
