"""What rooms above the desk have a person see to: they add to `sources` in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Q, QuerySet

from accounts.models import User

LISTED = 10


@dataclass(frozen=True)
class Owed:
    """Something that the person is to do by a day, and where they say that it is done."""

    key: str
    words: str
    url: str
    told: str
    """Where it comes from."""
    brand: str
    due: date | None
    late: bool


@dataclass(frozen=True)
class Source:
    """`open_of` gives the rows that are open of the person with this id at an instant, which the home asks
    for with everything else that is a person's own, in a query that is kept: it calculates nothing with
    either. `rows` is asked where there are any.
    """

    open_of: Callable[[int, datetime], QuerySet[Any]]
    rows: Callable[[User, datetime], list[Owed]]


sources: list[Source] = []


def anything_owed(person: int, at: datetime) -> Any:
    """Whether the person is to see to anything, as an expression."""
    there: list[Any] = [Q(Exists(source.open_of(person, at))) for source in sources]
    return reduce(or_, there, Q(pk__in=[]))


def owed_by(user: User, found: Any, at: datetime) -> list[Owed]:
    """What is due first, first; what has no day, last; where `found` says that there is anything."""
    if not found.has_owed:
        return []
    rows = [one for source in sources for one in source.rows(user, at)]
    return sorted(rows, key=lambda one: (one.due is None, one.due or date.max))[:LISTED]
