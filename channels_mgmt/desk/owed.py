"""What rooms above the desk have a person see to: they add to `sources` in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User

LISTED = 10


@dataclass(frozen=True)
class Owed:
    """Something that the person is to do by a day, and where they say that it is done."""

    key: str
    words: str
    url: str
    brand: str
    due: date | None
    late: bool


Source = Callable[[User, datetime], list[Owed]]
sources: list[Source] = []


def owed_by(user: User, at: datetime) -> list[Owed]:
    """What is due first, first; what has no day, last."""
    found = [one for source in sources for one in source(user, at)]
    return sorted(found, key=lambda one: (one.due is None, one.due or date.max))[:LISTED]
