"""What waits for one person, of every kind, in one list: the nearest deadline first, what is stale last.

The rows are gathered in one statement, a part a kind, and the words of the interactions that are shown in
another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from channels_mgmt.desk.answer_times import answer_by
from channels_mgmt.desk.day import Section
from channels_mgmt.desk.waiting_parts import (
    LOOKED_AT,
    STALE,
    all_parts,
    parts_of_replies,
    texts_of,
    words_of,
)
from channels_mgmt.desk.waiting_rows import STOPPED_BY_US, WHYS, row_of
from cmhub.lib.kept import kept

SHOWN = 5
"""Rows that stand open; the others unfold."""
LISTED = 20
"""Rows that are listed at all: the rest is in the inboxes."""


NONE = Section((), False)
INTERACTION, WATCH_ITEM = "interaction", "watch_item"
Thing = tuple[str, int]
"""What something to do is about: which kind of thing, and its id."""


@dataclass(frozen=True)
class Item:
    """One thing to do, about one interaction or watch item: `because` is why it waits, `also` what else is to
    be done about the same, `told` the row as the database gave it.
    """

    because: str
    due: datetime | None
    told: Mapping[str, Any]
    also: tuple[str, ...] = ()

    @property
    def about(self) -> int | None:
        """The interaction; None where it is about a watch item."""
        return self.told["about"]

    @property
    def thing(self) -> Thing:
        return (INTERACTION, self.about) if self.about else (WATCH_ITEM, self.told["seen"])

    @property
    def seen(self) -> tuple[Any, ...]:
        """Changes with what a row shows."""
        return self.because, self.also, self.told["target"], self.told["stage"], self.due, self.told["since"]


@dataclass(frozen=True)
class Waiting:
    """`items` by urgency; what departments owe is apart, as is what was `promised`, which is among the items
    as well.
    """

    items: Sequence[Item] = ()
    late: Section = NONE
    promised: Section = NONE
    more: bool = False
    texts: Mapping[Thing, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many are listed."""
        return len(self.items)

    @property
    def told(self) -> str:
        """The count in words: with a plus where there is more."""
        return f"{self.count}+" if self.more else str(self.count)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return self._rows(self.items)

    @property
    def first(self) -> list[dict[str, Any]]:
        return self.rows[:SHOWN]

    @property
    def others(self) -> list[dict[str, Any]]:
        return self.rows[SHOWN:]

    @property
    def late_rows(self) -> list[dict[str, Any]]:
        return self._rows(self.late.rows)

    @property
    def promised_rows(self) -> list[dict[str, Any]]:
        return self._rows(self.promised.rows)

    @property
    def seen(self) -> Any:
        return [item.seen for item in (*self.items, *self.late.rows, *self.promised.rows)], self.more

    def _rows(self, items: Iterable[Item]) -> list[dict[str, Any]]:
        """Those of which what they are about may be seen, and was not merged away meanwhile."""
        return [row_of(item, self.texts[item.thing]) for item in items if item.thing in self.texts]


def waiting_of(
    person: int,
    *,
    reads_on: list[int],
    follows_on: list[int],
    decides_on: list[int],
    within: Mapping[int, int],
    everywhere: bool,
    at: datetime,
) -> Waiting:
    """What waits for whoever handles interactions on the brands of `reads_on`, follows escalations on those
    of `follows_on`, and may approve replies on those of `decides_on`. `within` says in how many minutes the
    public is answered, by channel. `everywhere` is for who has a role for a whole house besides: replies of
    its other brands wait for them as well.
    """
    nobody = [0]
    rows = _all.values(
        reads_on=reads_on or nobody,
        follows_on=follows_on or nobody,
        decides_on=decides_on or nobody,
        person=person,
        at=at,
    )
    if everywhere:
        known = {(row["because"], row["target"]) for row in rows}
        more = _replies.values(person=person, at=at)
        rows += [row for row in more if (row["because"], row["target"]) not in known]
    return arranged(rows, within, at)


def replies_waiting_for(person: int, at: datetime) -> Waiting:
    """The same for who handles nothing: replies to approve or to publish, and promises."""
    return arranged(_replies.values(person=person, at=at), {}, at)


@kept
def _all(
    reads_on: list[int], follows_on: list[int], decides_on: list[int], person: int, at: datetime
) -> "QuerySet[Any]":
    return all_parts(reads_on, follows_on, decides_on, person, at)


@kept
def _replies(person: int, at: datetime) -> "QuerySet[Any]":
    return parts_of_replies(person, at)


def arranged(rows: Sequence[Mapping[str, Any]], within: Mapping[int, int], at: datetime) -> Waiting:
    """One item for each thing that waits, under the strongest reason and with the nearest deadline."""
    items = [Item(row["because"], due_of(row, within), row) for row in rows]
    late = Section.of(
        sorted(
            (item for item in items if item.because == "late"),
            key=lambda item: (not item.told["own"], by_deadline(item)),
        )
    )
    of_one: dict[Thing, list[Item]] = defaultdict(list)
    for item in items:
        if item.because != "late":
            of_one[item.thing].append(item)
    joined = sorted(map(join, of_one.values()), key=lambda item: by_urgency(item, at))
    promised = Section.of(sorted((item for item in items if item.because == "promise"), key=by_deadline))
    shown = joined[:LISTED]
    things = {item.thing for item in (*shown, *late.rows, *promised.rows)}
    return Waiting(
        items=shown,
        late=late,
        promised=promised,
        more=len(joined) > LISTED or any(count >= LOOKED_AT for count in counted(items).values()),
        texts=shown_of(things),
    )


def shown_of(things: Iterable[Thing]) -> dict[Thing, Any]:
    """What rows show of these, in a statement for each kind that is among them."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in sorted(things):
        ids[kind].append(pk)
    found: dict[Thing, Any] = {}
    if INTERACTION in ids:
        found |= {(INTERACTION, row.pk): row for row in texts_of(interactions=ids[INTERACTION])}
    if WATCH_ITEM in ids:
        found |= {(WATCH_ITEM, row.pk): row for row in words_of(seen=ids[WATCH_ITEM])}
    return found


def counted(items: Iterable[Item]) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    for item in items:
        found[item.because] += 1
    return found


def due_of(row: Mapping[str, Any], within: Mapping[int, int]) -> datetime | None:
    """Its own deadline, else that of the answer for which the public waits; none where nobody waits."""
    if row["due"]:
        due: datetime = row["due"]
        return due
    if not row["waits"]:
        return None
    return answer_by(row["waits"], within.get(row["place"]))


def join(items: Sequence[Item]) -> Item:
    """What is to be done about one thing: the strongest first, by the nearest deadline of all."""
    first, *others = sorted(items, key=lambda item: list(WHYS).index(item.because))
    dues = [item.due for item in items if item.due]
    also = tuple(dict.fromkeys(item.because for item in others if item.because == "promise"))
    return Item(first.because, min(dues, default=None), first.told, also)


def by_deadline(item: Item) -> tuple[bool, Any, Thing]:
    """The nearest first; what has no deadline comes after, what was begun longest ago first."""
    return item.due is None, item.due or item.told["since"], item.thing


def by_urgency(item: Item, at: datetime) -> tuple[bool, bool, bool, Any, Thing]:
    """By deadline, but first what a department waits for from us, and last what has been late for so long
    that a day more tells nothing.
    """
    is_stale = item.due is not None and item.due < at - STALE
    return item.because not in STOPPED_BY_US, is_stale, *by_deadline(item)
