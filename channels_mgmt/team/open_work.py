"""What somebody has open on brands and channels, and how it goes to somebody else.

Rooms above, which know what work there is, add to `sources` in their `AppConfig.ready`.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel


@dataclass(frozen=True)
class Whose:
    """Whose work is meant: on these brands, and with `channels` on these of their channels alone."""

    user: User
    brands: tuple[int, ...]
    channels: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Item:
    """One thing that is open: of which source, where it is, and the page on which it is seen to.

    `text` may be of the public, who wrote as `author`; None where it is of the house.
    """

    kind: str
    pk: int
    brand: Brand
    channel: Channel
    url: str
    icon: str
    text: str
    author: str | None = None


class Give(Protocol):
    def __call__(self, *, whose: Whose, to: User | None, by: User, at: datetime) -> list[int]:
        """Hands over what is open, or lets it go to nobody; gives back the ids of what moved."""


@dataclass(frozen=True)
class Source:
    """A kind of work: its name in the record, how much of it in words, what somebody has of it, and how it
    changes hands. `open_on` counts what is open on channels, whoever has it.
    """

    name: str
    words: Callable[[int], str]
    of: Callable[[Whose], list[Item]]
    give: Give
    open_on: Callable[[Collection[int]], dict[int, int]] | None = None


def source_of(
    *,
    name: str,
    words: Callable[[int], str],
    rows: Callable[[Whose], Iterable[Any]],
    item: Callable[[Any], Item],
    move: Callable[..., object],
    open_on: Callable[[Collection[int]], dict[int, int]] | None = None,
) -> Source:
    """A source of which each row is one thing: `item` says what it is, and `move(row, to=, by=, at=)` hands
    it over, to nobody where `to` is None.
    """

    def of(whose: Whose) -> list[Item]:
        return [item(row) for row in rows(whose)]

    def give(*, whose: Whose, to: User | None, by: User, at: datetime) -> list[int]:
        moved = list(rows(whose))
        for row in moved:
            move(row, to=to, by=by, at=at)
        return [row.pk for row in moved]

    return Source(name, words, of, give, open_on)


sources: list[Source] = []


def items_of(whose: Whose) -> list[Item]:
    return [item for source in sources for item in source.of(whose)]


def open_on(channels: Collection[int]) -> list[tuple[str, dict[int, int]]]:
    """Of each kind of work that is counted by channel: its name, and how much is open on each of these."""
    return [(source.name, source.open_on(channels)) for source in sources if source.open_on]


def counts_in_words(counts: dict[str, int]) -> list[str]:
    """How much of each kind, as `{"interactions": 3}` is kept; kinds that are not known are left out."""
    known = {source.name: source.words for source in sources}
    return [known[name](number) for name, number in counts.items() if number and name in known]
