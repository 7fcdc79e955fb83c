"""The rules of threading and of waiting, message by message as they are worded: slow, obvious, and
independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Said:
    """A message of one network; `author` and `to` as they are compared."""

    id: str
    out: bool
    at: datetime
    author: str
    text: str = ""
    reply: str = ""
    conversation: str = ""
    to: str = ""
    automatic: bool = False

    @property
    def order(self) -> tuple[datetime, bool, str]:
        return (self.at, self.out, self.id)


def one_of_each(messages: list[Said]) -> dict[str, Said]:
    """Of several contents under one id, the one with the earlier time, then the smaller text."""
    standing: dict[str, Said] = {}
    for said in messages:
        other = standing.get(said.id)
        if other is None or (said.at, said.text) < (other.at, other.text):
            standing[said.id] = said
    return standing


def above(said: Said, known: dict[str, Said]) -> list[Said]:
    """What one passes going up, stopping at a message already seen."""
    seen, way = {said.id}, []
    while said.reply in known and said.reply not in seen:
        said = known[said.reply]
        seen.add(said.id)
        way.append(said)
    return way


def earlier_in_conversation(said: Said, known: dict[str, Said]) -> list[Said]:
    return sorted(
        (m for m in known.values() if m.conversation == said.conversation and m.order < said.order),
        key=lambda m: m.order,
    )


def answered_by(said: Said, known: dict[str, Said]) -> Said | None:
    """The message in that a message out answers."""
    if said.to and said.reply:
        fitting = [
            m
            for m in known.values()
            if not m.out
            and m.author == said.to
            and m.order < said.order
            and (m.id == said.reply or m.reply == said.reply)
        ]
        return max(fitting, key=lambda m: m.order, default=None)
    if said.reply:
        return next((m for m in above(said, known) if not m.out), None)
    if said.conversation:
        received = [m for m in earlier_in_conversation(said, known) if not m.out]
        return received[-1] if received else None
    return None


def belongs_with(said: Said, known: dict[str, Said]) -> Said | None:
    """The message in whose interaction a message in belongs to, if it does not open one."""
    own = next((m for m in above(said, known) if not m.out and m.author == said.author), None)
    if own or not said.conversation:
        return own
    before = earlier_in_conversation(said, known)
    if not before or said.at - before[-1].at > DAY:
        return None
    return answered_by(before[-1], known) if before[-1].out else before[-1]


@dataclass(frozen=True)
class Thread:
    """An interaction: ids in order, and its episodes as (opened, ended, author who ended it)."""

    ids: tuple[str, ...]
    episodes: tuple[tuple[datetime, datetime | None, str], ...]


def threads(messages: list[Said]) -> tuple[set[Thread], set[str]]:
    """All interactions, and the ids of the messages out that answer nothing known."""
    known = one_of_each(messages)
    sets: list[set[str]] = [{said.id} for said in known.values() if not said.out]

    def set_of(said: Said) -> set[str]:
        return next(one for one in sets if said.id in one)

    for said in known.values():
        other = None if said.out else belongs_with(said, known)
        if other and set_of(other) is not set_of(said):
            joined = set_of(other) | set_of(said)
            sets = [one for one in sets if not one <= joined] + [joined]
    outbound = set()
    for said in known.values():
        if said.out:
            asked = answered_by(said, known)
            if asked:
                set_of(asked).add(said.id)
            else:
                outbound.add(said.id)
    result = set()
    for one in sets:
        ordered = sorted((known[name] for name in one), key=lambda m: m.order)
        result.add(Thread(tuple(m.id for m in ordered), episodes(ordered)))
    return result, outbound


def episodes(ordered: list[Said]) -> tuple[tuple[datetime, datetime | None, str], ...]:
    found: list[tuple[datetime, datetime | None, str]] = []
    waiting: datetime | None = None
    for said in ordered:
        if not said.out and waiting is None:
            waiting = said.at
        elif said.out and waiting is not None and not said.automatic:
            found.append((waiting, said.at, said.author))
            waiting = None
    if waiting is not None:
        found.append((waiting, None, ""))
    return tuple(found)
