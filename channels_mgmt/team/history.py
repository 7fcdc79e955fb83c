"""Who held what, from when until when, and what changed hands: told in order, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from channels_mgmt.team.models import Assignment, Channel, HandOver
from channels_mgmt.team.open_work import counts_in_words

CURRENT, FUTURE, PAST = "current", "future", "past"


@dataclass(frozen=True)
class Line:
    """One assignment as it was held, or one act of handing over."""

    day: date
    assignment: Assignment | None = None
    hand_over: HandOver | None = None
    when: str = PAST
    what: str = ""

    @property
    def order(self) -> tuple[date, int]:
        row: Any = self.assignment or self.hand_over
        return self.day, row.pk


@dataclass
class Story:
    """The lines about one channel, or about one person; `channel` is empty for the whole brand."""

    title: str
    channel: Channel | None = None
    lines: list[Line] = field(default_factory=list)


def lines_of(assignments: Iterable[Assignment], hand_overs: Iterable[HandOver], today: date) -> list[Line]:
    told = [Line(one.starts_on, assignment=one, when=when_of(one, today)) for one in assignments]
    for act in hand_overs:
        day = act.brand.agency.day_of(act.at)
        told.append(Line(day, hand_over=act, what=", ".join(counts_in_words(act.counts))))
    return sorted(told, key=lambda line: line.order, reverse=True)


def when_of(one: Assignment, today: date) -> str:
    if one.starts_on > today:
        return FUTURE
    return PAST if one.ends_on is not None and one.ends_on <= today else CURRENT


def by_channel(lines: Iterable[Line], whole_brand: str) -> list[Story]:
    """The stories of the channels in the order of their names, that of the whole brand last."""
    stories: dict[int | None, Story] = {}
    for line in lines:
        row: Any = line.assignment or line.hand_over
        channel = row.channel
        key = channel.pk if channel else None
        stories.setdefault(key, Story(str(channel) if channel else whole_brand, channel)).lines.append(line)
    return sorted(stories.values(), key=lambda story: (story.channel is None, story.title.casefold()))


def by_person(lines: Iterable[Line]) -> list[Story]:
    """The stories of the people, in the order of their names."""
    stories: dict[int, Story] = {}
    for line in lines:
        user = line.assignment.user if line.assignment else line.hand_over.of  # type: ignore[union-attr]
        stories.setdefault(user.pk, Story(user.name)).lines.append(line)
    return sorted(stories.values(), key=lambda story: story.title.casefold())
