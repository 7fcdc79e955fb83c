"""Above a message: the nearest message in, and the nearest one in by the same author.

Replies form trees, and circles where ids were made up. Most answers are one or two steps away and are found
for all messages at once; what lies deeper is walked tree by tree, each message once, so that neither a
chain of a hundred thousand replies nor a post with as many comments takes more than its own length.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

NONE = -1
STEPS = 6
"""Steps that are taken for all messages at once."""

Ints = np.ndarray
Flags = np.ndarray


def nearest_in(parent: Ints, is_in: Flags) -> Ints:
    """For each message the nearest message in above it, of whatever author, or NONE.

    Each message out points to its parent, each message in to itself, and pointers are doubled: after k rounds
    2^k steps are done. What still points to a message out then is in a circle of messages out.
    """
    count = len(parent)
    here = np.arange(count)
    nowhere = count  # one place more, for those without parent
    pointer = np.append(np.where(is_in, here, np.where(parent < 0, nowhere, parent)), nowhere)
    for _round in range(max(count, 1).bit_length() + 1):
        further = pointer[pointer]
        if np.array_equal(further, pointer):
            break
        pointer = further
    above = pointer[np.where(parent < 0, nowhere, parent)]
    return np.where(np.append(is_in, False)[above], above, NONE)


def nearest_in_by_author(parent: Ints, author: Ints, is_in: Flags, starts: Ints, steps: int = STEPS) -> Ints:
    """For each of the messages in `starts`, the nearest message in by the same author above it, or NONE.

    The way up stops at a message already seen, so nobody is their own ancestor.
    """
    found = np.full(len(starts), NONE, dtype=parent.dtype)
    walking = np.arange(len(starts))
    at = parent[starts]
    for _step in range(steps):
        going = (at >= 0) & (at != starts[walking])
        walking, at = walking[going], at[going]
        if not len(walking):
            return found
        hit = is_in[at] & (author[at] == author[starts[walking]])
        found[walking[hit]] = at[hit]
        walking, at = walking[~hit], parent[at[~hit]]
    going = (at >= 0) & (at != starts[walking])
    deep = walking[going]
    if len(deep):
        answers = Walk(parent, author, is_in, starts[deep]).answers
        found[deep] = [answers.get(start, NONE) for start in starts[deep].tolist()]
    return found


class Walk:
    """Down every tree and circle that holds one of the starts, with the latest message in of each author on
    the way from the top at hand.
    """

    def __init__(self, parent: Ints, author: Ints, is_in: Flags, starts: Ints) -> None:
        self.starts = set(starts.tolist())
        self.parent = self.upward_from(parent)
        self.author = {node: int(author[node]) for node in self.parent}
        self.is_in = {node: bool(is_in[node]) for node in self.parent}
        self.latest: dict[int, int] = {}
        self.answers: dict[int, int] = {}
        self.children: dict[int, list[int]] = defaultdict(list)
        for node, above in self.parent.items():
            self.children[above].append(node)
        self.seen: set[int] = set()
        for top in self.children[NONE]:
            self.descend(top)
        for node in self.parent:
            if node not in self.seen:
                self.go_round(self.circle_above(node))

    def upward_from(self, parent: Ints) -> dict[int, int]:
        """The starts and all that is above them, each with its parent."""
        upward: dict[int, int] = {}
        for start in self.starts:
            node = start
            while node != NONE and node not in upward:
                upward[node] = int(parent[node])
                node = upward[node]
        return upward

    def descend(self, top: int) -> None:
        todo: list[tuple[int, int | None]] = [(top, None)]
        while todo:
            node, before = todo.pop()
            if node < 0:
                self.restore(~node, before)
                continue
            # ~node marks the way back, on which the author's latest message is again what it was.
            todo.append((~node, self.visit(node)))
            todo += [(child, None) for child in self.children[node]]

    def visit(self, node: int) -> int | None:
        """Answers for the message and puts it on the way; what was its author's latest before."""
        self.seen.add(node)
        author = self.author[node]
        before = self.latest.get(author)
        if node in self.starts and before is not None and before != node:
            self.answers[node] = before
        if self.is_in[node]:
            self.latest[author] = node
        return before

    def restore(self, node: int, before: int | None) -> None:
        if not self.is_in[node]:
            return
        if before is None:
            del self.latest[self.author[node]]
        else:
            self.latest[self.author[node]] = before

    def circle_above(self, node: int) -> list[int]:
        """The circle that the way up from here ends in, each message before its parent."""
        passed: dict[int, None] = {}
        while node not in passed:
            passed[node] = None
            node = self.parent[node]
        way = list(passed)
        return way[way.index(node) :]

    def go_round(self, circle: list[int]) -> None:
        """From the top once round to have all of the circle on the way, then again with the trees that hang
        on it.
        """
        ring = frozenset(circle)
        self.latest.clear()
        for node in reversed(circle):
            if self.is_in[node]:
                self.latest[self.author[node]] = node
        for node in reversed(circle):
            self.visit(node)
            for child in self.children[node]:
                if child not in ring:
                    self.descend(child)
        self.latest.clear()
